#!/bin/sh
# Runs all tests: units, compilers, stories (SQLite and PostgreSQL), browser. Prints one line for each suite and, last,
# the sum.
# Usage: test.sh BUILD
set -u
cd "$(dirname "$0")/.."
build=$1
log=$build/test.log
meson test -C "$build" --print-errorlogs --num-processes 2 >"$log" 2>&1
status=$?
sed -n '/^ *[0-9]*\/[0-9]* /p;/FAILED\|Error/p' "$log" | tail -200
passed=$(sed -n 's/^Ok: *\([0-9]*\).*/\1/p' "$log")
failed=$(($(sed -n 's/^Fail: *\([0-9]*\).*/\1/p' "$log") + $(sed -n 's/^Timeout: *\([0-9]*\).*/\1/p' "$log")))
if [ "$status" -ne 0 ]; then
	tail -150 "$log"
fi
if [ -f tests/browser/run.mjs ]; then
	CLIENTELE="$build/clientele" BUILD="$build" node tests/browser/run.mjs >"$build/browser.log" 2>&1
	browser=$?
	cat "$build/browser.log"
	passed=$((passed + $(sed -n 's/^\([0-9]*\) passed, .*/\1/p' "$build/browser.log" | tail -1)))
	failed=$((failed + $(sed -n 's/^[0-9]* passed, \([0-9]*\) failed.*/\1/p' "$build/browser.log" | tail -1)))
	[ "$browser" -eq 0 ] || status=1
fi
tests/postgres.sh stop >/dev/null 2>&1 || true
echo "$passed passed, $failed failed"
[ "$status" -eq 0 ] && [ "$failed" -eq 0 ]
