#!/bin/sh
# Builds the program as it is installed: optimised, for PREFIX, with manual and completion, without tests.
# Usage: release.sh BUILD PREFIX
set -eu
cd "$(dirname "$0")/.."
build=$1
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if [ -f "$build/build.ninja" ]; then
	meson setup --reconfigure "$build" --prefix="$2" --buildtype=release >"$log" || { cat "$log" >&2; exit 1; }
else
	meson setup "$build" --prefix="$2" --buildtype=release >"$log" || { cat "$log" >&2; exit 1; }
fi
ninja -C "$build" --quiet clientele packaging/clientele.1 packaging/clientele >"$log" || { cat "$log" >&2; exit 1; }
