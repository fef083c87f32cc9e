#!/bin/sh
# Runs every fuzz target for SECONDS each under libFuzzer, AddressSanitizer and UBSan; what it finds is left in
# build-fuzz/findings. Usage: fuzz.sh SECONDS [TARGET…]
set -eu
cd "$(dirname "$0")/.."
seconds=$1
shift
if [ ! -f build-fuzz/build.ninja ]; then
	CC=clang meson setup build-fuzz -Dfuzz=true -Db_sanitize=address,undefined -Db_lundef=false -Db_pie=false \
		-Dbuildtype=debugoptimized -Dwerror=false >/dev/null
fi
targets=${*:-$(ls fuzz | sed -n 's/_fuzz\.c$//p')}
for target in $targets; do
	# The build-time tools end without giving memory back; only what is fuzzed is judged by its leaks.
	ASAN_OPTIONS=detect_leaks=0 ninja -C build-fuzz --quiet "fuzz/fuzz_$target"
done
failed=0
mkdir -p build-fuzz/findings
for target in $targets; do
	corpus=build-fuzz/corpus/$target
	mkdir -p "$corpus"
	if "build-fuzz/fuzz/fuzz_$target" -max_total_time="$seconds" -rss_limit_mb=1024 -timeout=10 -print_final_stats=1 \
		-artifact_prefix="build-fuzz/findings/$target-" "$corpus" >"build-fuzz/$target.log" 2>&1; then
		printf 'ok      %-16s %s inputs\n' "$target" "$(sed -n 's/stat::number_of_executed_units: *//p' "build-fuzz/$target.log")"
	else
		printf 'FAILED  %s: build-fuzz/%s.log\n' "$target" "$target"
		failed=1
	fi
done
exit $failed
