#!/bin/sh
# Runs every fuzz target for SECONDS each under libFuzzer, AddressSanitizer and UBSan, AT_ONCE of them together (two a
# core unless set), beginning with what fuzz/seeds.py gives; what it finds is left in build-fuzz/findings. One that reaches
# next to no branches has failed, too: it sees nothing of what it calls. 0: builds them only. Usage: fuzz.sh SECONDS [TARGET…]
set -eu
cd "$(dirname "$0")/.."
seconds=$1
shift
if [ ! -f build-fuzz/build.ninja ]; then
	CC=clang meson setup build-fuzz -Dfuzz=true -Db_sanitize=address,undefined -Db_lundef=false -Db_pie=false \
		-Dbuildtype=plain -Dc_args=-gline-tables-only -Dwerror=false >/dev/null
fi
# For seconds, compiling would take longer than what it gains.
meson configure build-fuzz -Doptimization="$([ "$seconds" -lt 60 ] && echo 0 || echo 1)"
targets=${*:-$(ls fuzz | sed -n 's/_fuzz\.c$//p')}
# The build-time tools end without giving memory back; only what is fuzzed is judged by its leaks.
# shellcheck disable=SC2046
ASAN_OPTIONS=detect_leaks=0 ninja -C build-fuzz --quiet $(printf 'fuzz/fuzz_%s ' $targets)
[ "$seconds" -gt 0 ] || exit 0
mkdir -p build-fuzz/findings
python3 fuzz/seeds.py build-fuzz/seeds
# xargs ends with a status of its own when one of them did.
# shellcheck disable=SC2016
printf '%s\n' $targets | xargs -P "${AT_ONCE:-$((2 * $(nproc)))}" -I TARGET sh -c '
	mkdir -p "build-fuzz/corpus/$1"
	if "build-fuzz/fuzz/fuzz_$1" -max_total_time="$2" -rss_limit_mb=1024 -timeout=10 -print_final_stats=1 \
		-artifact_prefix="build-fuzz/findings/$1-" "build-fuzz/corpus/$1" "build-fuzz/seeds/$1" >"build-fuzz/$1.log" 2>&1 &&
		branches=$(sed -n "s/.* cov: \([0-9]*\) .*/\1/p" "build-fuzz/$1.log" | tail -n 1) && [ "$branches" -gt 50 ]; then
		printf "ok      %-16s %s inputs, %s branches\n" "$1" \
			"$(sed -n "s/stat::number_of_executed_units: *//p" "build-fuzz/$1.log")" "$branches"
	else
		printf "FAILED  %s: build-fuzz/%s.log\n" "$1" "$1"
		exit 1
	fi' sh TARGET "$seconds"
