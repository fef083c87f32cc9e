#!/bin/bash
# Any HTTP server that reads one thing and lists many as JSON: what a list costs, as a ratio to a read of the same run.
# Usage: http.sh PORT READS LISTS [HEADER…]. READS and LISTS are files with a path a line, asked in turn; to put another server
# beside this one, write its own. Rounds are interleaved and the best of each counts: ROUNDS=5 SECONDS_EACH=2 unless set.
set -euo pipefail
port=$1 reads=$2 lists=$3
shift 3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cc -O2 -std=gnu17 -D_GNU_SOURCE -o "$work/load" "$(dirname "$0")/load.c" -lpthread
measure() { # name connections targets
	"$work/load" "$port" "$2" "${SECONDS_EACH:-2}" "$3" "${headers[@]}" >>"$work/$1"
}
headers=("$@" "Accept: application/json")
"$work/load" "$port" 1 1 "$reads" "${headers[@]}" >/dev/null
"$work/load" "$port" 1 1 "$lists" "${headers[@]}" >/dev/null
for _ in $(seq "${ROUNDS:-5}"); do
	measure read 1 "$reads"
	measure list 1 "$lists"
	measure read_16 16 "$reads"
	measure list_16 16 "$lists"
done
best() { sort -k3,3nr "$work/$1" | head -1; }
awk -v read="$(best read)" -v list="$(best list)" -v read_16="$(best read_16)" -v list_16="$(best list_16)" 'BEGIN {
	split(read, r, " "); split(list, l, " "); split(read_16, r16, " "); split(list_16, l16, " ")
	printf "%-18s %9s %8s %8s %8s   failures\n", "", "a second", "p50 us", "p95 us", "p99 us"
	printf "%-18s %9d %8d %8d %8d   %d\n", "read", r[3], r[4], r[5], r[6], r[2]
	printf "%-18s %9d %8d %8d %8d   %d\n", "list", l[3], l[4], l[5], l[6], l[2]
	printf "%-18s %9d %8d %8d %8d   %d\n", "read, 16 at once", r16[3], r16[4], r16[5], r16[6], r16[2]
	printf "%-18s %9d %8d %8d %8d   %d\n", "list, 16 at once", l16[3], l16[4], l16[5], l16[6], l16[2]
	printf "a list is %.1f reads at p50, %.1f at p99; 16 at once: %.2f lists for a read\n", l[4] / r[4], l[6] / r[6], l16[3] / r16[3]
}'
