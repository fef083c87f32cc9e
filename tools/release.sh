#!/bin/sh
# Builds the program as it is installed: for PREFIX, with manual and completion, without tests; compiled with the very flags
# of the build that tests run. FROM: a build of the same files whose objects are taken over.
# Usage: release.sh BUILD PREFIX [FROM]
set -eu
cd "$(dirname "$0")/.."
build=$1
log=$(mktemp)
trap 'rm -f "$log"' EXIT
again=
[ -z "${3:-}" ] || [ -f "$build/build.ninja" ] || cp -a "$3" "$build"
[ ! -f "$build/build.ninja" ] || again=--reconfigure
# shellcheck disable=SC2086
meson setup $again "$build" --prefix="$2" --buildtype=debugoptimized >"$log" || { cat "$log" >&2; exit 1; }
ninja -C "$build" --quiet clientele packaging/clientele.1 packaging/clientele >"$log" || { cat "$log" >&2; exit 1; }
