#!/bin/sh
# Writes docs/ROUTES.md from the .routes files; with --check, fails when it differs.
# Usage: routes_document.sh BUILD [--check]
set -eu
cd "$(dirname "$0")/.."
new=$(mktemp)
trap 'rm -f "$new"' EXIT
# shellcheck disable=SC2046
"$1/compile_routes" --markdown src/context/permissions.def $(find src -name '*.schema' | sort) $(find src -name '*.routes' | sort) >"$new"
if [ "${2:-}" = --check ]; then
	diff -u docs/ROUTES.md "$new" >/dev/null || { echo "docs/ROUTES.md differs; run make routes"; exit 1; }
else
	cp "$new" docs/ROUTES.md
	echo "docs/ROUTES.md written"
fi
