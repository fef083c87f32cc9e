#!/bin/sh
# Builds into DIR; reconfigures when files have come or gone, since meson.build finds them instead of listing them.
# Usage: build.sh DIR [meson options]
set -eu
cd "$(dirname "$0")/.."
build=$1
shift
list=$(find src tools tests fuzz assets lang bench \( -name '*.[ch]' -o -name '*.schema' -o -name '*.sql' -o -name '*.routes' \
	-o -name '*.html' -o -name 'meson.build' -o -name '*.po' -o -name '*.txt' -o -name '*.js' -o -name '*.css' \) 2>/dev/null | sort)
if [ ! -f "$build/build.ninja" ]; then
	meson setup "$build" "$@" >/dev/null || { cat "$build/meson-logs/meson-log.txt" | grep -A3 ERROR; exit 1; }
elif [ "$list" != "$(cat "$build/sources.list" 2>/dev/null)" ]; then
	meson setup --reconfigure "$build" >/dev/null || { grep -A3 ERROR "$build/meson-logs/meson-log.txt"; exit 1; }
fi
printf '%s\n' "$list" >"$build/sources.list"
ninja -C "$build" --quiet
