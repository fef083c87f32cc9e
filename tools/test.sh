#!/bin/sh
# Runs all tests: units and compilers (rules run on SQLite and PostgreSQL), every parser under its fuzzer, the browser's
# stories on both engines, the Debian package, the change that CONTRIBUTING.md leads to. Prints what failed in full and, last, the sum.
# Usage: test.sh BUILD
set -u
cd "$(dirname "$0")/.."
build=$1
passed=0
failed=0
count() { # name passed failed
	passed=$((passed + ${2:-0}))
	failed=$((failed + ${3:-0}))
	echo "== $1: ${2:-0} passed, ${3:-0} failed"
}

meson test -C "$build" --print-errorlogs --num-processes 2 >"$build/units.log" 2>&1
units=$?
grep -E '^ *[0-9]+/[0-9]+ ' "$build/units.log"
bad=$(awk '/^(Fail|Timeout):/ {sum += $2} END {print sum + 0}' "$build/units.log")
if [ "$units" -ne 0 ]; then
	grep -vE '\[ +(RUN|OK) ' "$build/units.log" | tail -200
	[ "$bad" -gt 0 ] || bad=1
fi
count 'units and compilers' "$(sed -n 's/^Ok: *\([0-9]*\).*/\1/p' "$build/units.log")" "$bad"

tools/fuzz.sh "${FUZZ_SECONDS:-10}" >"$build/fuzz.log" 2>&1 || tail -40 "$build/fuzz.log"
count 'fuzzers' "$(grep -c '^ok' "$build/fuzz.log")" "$(($(grep -c '^FAILED' "$build/fuzz.log") + $(grep -q '^ok' "$build/fuzz.log" && echo 0 || echo 1)))"

POSTGRES_URL=$(tests/postgres.sh start)
export POSTGRES_URL
for engine in sqlite postgres; do
	log=$build/browser-$engine.log
	PROGRAM=$(realpath "$build/clientele") GALLERY=$(realpath "$build/tests/test_views_gallery") ENGINE=$engine \
		node tests/browser/run.mjs >"$log" 2>&1
	status=$?
	cat "$log"
	last=$(tail -1 "$log")
	good=$(echo "$last" | sed -n 's/^\([0-9]*\) passed, .*/\1/p')
	bad=$(echo "$last" | sed -n 's/^[0-9]* passed, \([0-9]*\) failed$/\1/p')
	[ "$status" -eq 0 ] || [ "${bad:-0}" -gt 0 ] || bad=1
	count "browser on $engine" "$good" "$bad"
done
tests/postgres.sh stop >/dev/null 2>&1

tests/package.sh >"$build/package.log" 2>&1 || grep -v '^ok' "$build/package.log"
count 'the Debian package' "$(grep -c '^ok' "$build/package.log")" "$(($(grep -c '^FAILED' "$build/package.log") + $(grep -q '^ok' "$build/package.log" && echo 0 || echo 1)))"

if tests/contributing.sh >"$build/contributing.log" 2>&1; then
	count 'CONTRIBUTING.md to the letter' 1 0
else
	tail -40 "$build/contributing.log"
	count 'CONTRIBUTING.md to the letter' 0 1
fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
