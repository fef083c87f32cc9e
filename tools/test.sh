#!/bin/sh
# Runs all tests: units and compilers (rules run on SQLite and PostgreSQL), every parser under its fuzzer, the browser's
# stories on both engines at once, the Debian package, the change that CONTRIBUTING.md leads to. Prints what failed in full,
# how long each step took, what failed again in a line each and, last, the sum.
# Usage: test.sh BUILD
set -u
cd "$(dirname "$0")/.."
build=$1
passed=0
failed=0
table=
wrong=$build/failed.log
: >"$wrong"
TMPDIR=$(tests/scratch.sh)
POSTGRES_URL=$(tests/postgres.sh start)
export TMPDIR POSTGRES_URL

begun=$(date +%s)
count() { # name passed failed; the time since the last one was its own
	passed=$((passed + ${2:-0}))
	failed=$((failed + ${3:-0}))
	now=$(date +%s)
	line=$(printf '%-30s %5d passed %5d failed %6d s' "$1" "${2:-0}" "${3:-0}" $((now - begun)))
	begun=$now
	echo "== $line"
	table="$table$line
"
}

# Of a log with "ok …" and "FAILED …": count both; a log with neither is a failure.
count_lines() { # name log
	good=$(grep -c '^ok' "$2")
	bad=$(grep -c '^FAILED' "$2")
	[ "$good" -gt 0 ] || [ "$bad" -gt 0 ] || bad=1
	count "$1" "$good" "$bad"
}

# Fuzzers are built meanwhile, by what the units leave of the cores: some of them wait, and the longest end alone.
run_units() {
	nice -n 19 tools/fuzz.sh 0 >/dev/null 2>&1 &
	# One more than there are cores: some wait for time to pass.
	meson test -C "$build" --no-rebuild --print-errorlogs --num-processes $(($(nproc) + 1)) >"$build/units.log" 2>&1
	status=$?
	grep -E '^ *[0-9]+/[0-9]+ ' "$build/units.log"
	bad=$(awk '/^(Fail|Timeout):/ {sum += $2} END {print sum + 0}' "$build/units.log")
	if [ "$status" -ne 0 ]; then
		grep -vE '\[ +(RUN|OK) ' "$build/units.log" | tail -200
		grep -E '^ *[0-9]+/[0-9]+ .* (FAIL|TIMEOUT|ERROR) |\[ +(ERROR|LINE|FAILED) +\]|ERROR: |SUMMARY: ' "$build/units.log" >>"$wrong"
		[ "$bad" -gt 0 ] || bad=1
	fi
	wait
	count 'units and compilers' "$(sed -n 's/^Ok: *\([0-9]*\).*/\1/p' "$build/units.log")" "$bad"
}

run_fuzzers() {
	tools/fuzz.sh "${FUZZ_SECONDS:-10}" >"$build/fuzz.log" 2>&1 || tail -40 "$build/fuzz.log"
	grep '^FAILED' "$build/fuzz.log" >>"$wrong"
	count_lines 'fuzzers' "$build/fuzz.log"
}

browse() { # ENGINE LANES: its stories into a log; the status stands beside it
	PROGRAM=$(realpath "$build/clientele") GALLERY=$(realpath "$build/tests/test_views_gallery") ENGINE=$1 LANES=$2 \
		node tests/browser/run.mjs >"$build/browser-$1.log" 2>&1
	echo $? >"$build/browser-$1.status"
}

contribute() { # what CONTRIBUTING.md leads to, into a log; the status stands beside it
	tests/contributing.sh "$build" >"$build/contributing.log" 2>&1
	echo $? >"$build/contributing.status"
}

pack() { # into a log
	tests/package.sh "$build" >"$build/package.log" 2>&1
}

# All at once: a story waits for its server and its browser more than it works. With SQLite's engine there are more of them.
run_browsers() {
	browse sqlite 3 &
	browse postgres 2 &
	contribute &
	pack &
	wait
	for engine in sqlite postgres; do
		cat "$build/browser-$engine.log"
		grep -A 3 '^FAILED' "$build/browser-$engine.log" >>"$wrong"
		last=$(tail -1 "$build/browser-$engine.log")
		good=$(echo "$last" | sed -n 's/^\([0-9]*\) passed, .*/\1/p')
		bad=$(echo "$last" | sed -n 's/^[0-9]* passed, \([0-9]*\) failed$/\1/p')
		[ "$(cat "$build/browser-$engine.status")" -eq 0 ] || [ "${bad:-0}" -gt 0 ] || bad=1
		count "browser on $engine" "$good" "$bad"
	done
}

run_package() {
	grep -v '^ok' "$build/package.log"
	grep '^FAILED' "$build/package.log" >>"$wrong"
	count_lines 'the Debian package' "$build/package.log"
}

run_contributing() {
	if [ "$(cat "$build/contributing.status")" -eq 0 ]; then
		count 'CONTRIBUTING.md to the letter' 1 0
	else
		tail -40 "$build/contributing.log"
		tail -4 "$build/contributing.log" >>"$wrong"
		count 'CONTRIBUTING.md to the letter' 0 1
	fi
}

run_units
run_fuzzers
run_browsers
run_package
run_contributing
tests/postgres.sh stop >/dev/null 2>&1
printf '\n%s\n' "$table"
cut -c 1-200 "$wrong" | tail -40
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
