#!/bin/sh
# Runs the unit tests and stories, or those that are named, under AddressSanitizer and UBSan; what they find fails the
# test. Leaks are not asked for: build-time tools and the arenas of a process end with it.
# Usage: sanitize.sh [TEST…]
set -eu
cd "$(dirname "$0")/.."
export ASAN_OPTIONS=detect_leaks=0 UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1
tools/build.sh build-asan -Db_sanitize=address,undefined -Db_lundef=false -Dwerror=false
meson test -C build-asan --print-errorlogs --num-processes 2 --timeout-multiplier 5 "$@"
