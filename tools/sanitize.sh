#!/bin/sh
# Runs the unit tests, or those that are named, under AddressSanitizer and UBSan; what they find fails the test. Leaks are
# not asked for: build-time tools and the arenas of a process end with it. With STORIES=1 the stories in the browser on
# SQLite are told to a server of this build, too; what that finds ends the server, and is printed. With THREADS=1 the unit
# tests run under ThreadSanitizer instead.
# Usage: sanitize.sh [TEST…]
set -eu
cd "$(dirname "$0")/.."
if [ -n "${THREADS:-}" ]; then
	# A test that forks in the midst of threads, to see the child end, does so knowingly.
	export TSAN_OPTIONS=die_after_fork=0
	tools/build.sh build-tsan -Db_sanitize=thread -Db_lundef=false -Dwerror=false
	exec meson test -C build-tsan --print-errorlogs --num-processes 2 --timeout-multiplier 10 "$@"
fi
export ASAN_OPTIONS=detect_leaks=0 UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1
# AddressSanitizer stands before crypt_r() and asks the next library for it, which a linker leaves out where it may.
tools/build.sh build-asan -Db_sanitize=address,undefined -Db_lundef=false -Db_asneeded=false -Dwerror=false
meson test -C build-asan --print-errorlogs --num-processes 2 --timeout-multiplier 5 "$@"
[ -n "${STORIES:-}" ] || exit 0
found=$(pwd)/build-asan/findings
rm -rf "$found"
mkdir "$found"
export ASAN_OPTIONS="detect_leaks=0:log_path=$found/asan" UBSAN_OPTIONS="halt_on_error=1:print_stacktrace=1:log_path=$found/ubsan"
PROGRAM=$(realpath build-asan/clientele) GALLERY=$(realpath build-asan/tests/test_views_gallery) ENGINE=sqlite \
	node tests/browser/run.mjs || failed=1
cat "$found"/* 2>/dev/null && exit 1
exit "${failed:-0}"
