#!/bin/bash
# Every speed as a ratio to a raw C program in the same run: interleaved, best of ROUNDS, on one machine.
# Usage: run.sh BUILD. CUSTOMERS=100000 ROUNDS=5 SECONDS_EACH=2 unless set.
set -euo pipefail
cd "$(dirname "$0")/.."
build=$1
customers=${CUSTOMERS:-100000} rounds=${ROUNDS:-5} seconds=${SECONDS_EACH:-2}
work=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null; rm -rf "$work"' EXIT
cc -O2 -std=gnu17 -D_GNU_SOURCE -o "$work/load" bench/load.c -lpthread
cc -O2 -std=gnu17 -D_GNU_SOURCE -o "$work/raw_serve" bench/raw_serve.c -lmicrohttpd -lsqlite3
cc -O2 -std=gnu17 -D_GNU_SOURCE -o "$work/raw_writes" bench/raw_writes.c -lsqlite3 -lpthread
cc -O2 -std=gnu17 -D_GNU_SOURCE -o "$work/raw_export" bench/raw_export.c -lsqlite3

cc -O2 -std=gnu17 -D_GNU_SOURCE -Isrc -I. -o "$work/index" bench/index.c $(tools/find_sources.sh code src/service/index) \
	$(tools/find_sources.sh code src/base) -lpthread -lsodium

echo "machine: $(nproc) cores, load $(cut -d' ' -f1-3 /proc/loadavg), $(date -u +%F)"
echo "the list index alone, processor time:"
"$work/index" "$customers"
"$build/clientele" demo --db "$work/bench.db" --customers "$customers" --seed 1 >/dev/null
key=$("$build/clientele" key create --db "$work/bench.db" --name bench --scope '*')
# The limit for a key would be what is measured.
"$build/clientele" config --db "$work/bench.db" api.rate --set 0 >/dev/null
cp "$work/bench.db" "$work/raw.db"
port=$((20000 + RANDOM % 20000)) raw_port=$((40000 + RANDOM % 20000))
"$build/clientele" serve --db "$work/bench.db" --listen "127.0.0.1:$port" --base-url "http://localhost:$port" >"$work/log" 2>&1 &
"$work/raw_serve" "$raw_port" "$work/bench.db" &
for _ in $(seq 50); do curl -s -o /dev/null "http://127.0.0.1:$port/admin/sign-in" && break || sleep 0.1; done

session=$(bench/sign_in.sh "$port")

bench/targets.sh "$customers" "$work"
auth="Authorization: Bearer $key" cookie="Cookie: $session"
measure() { # name port connections targets header
	"$work/load" "$2" "$3" "$seconds" "$work/$4" "$5" >>"$work/$1.out"
}
# Processor seconds of a command whose output is thrown away.
processor_time() {
	local TIMEFORMAT='%U %S'
	{ time "$@" >/dev/null 2>&1; } 2>&1 | awk '{ print $1 + $2 }'
}
for target in read api_list list search profile; do
	"$work/load" "$port" 1 1 "$work/$target" "$([ $target = list ] || [ $target = profile ] && echo "$cookie" || echo "$auth")" >/dev/null
done
for _ in $(seq "$rounds"); do
	measure raw_read "$raw_port" 1 raw_read "X: 1"
	measure read "$port" 1 read "$auth"
	measure raw_profile "$raw_port" 1 raw_profile "X: 1"
	measure profile "$port" 1 profile "$cookie"
	measure list "$port" 1 list "$cookie"
	measure api_list "$port" 1 api_list "$auth"
	measure read_16 "$port" 16 read "$auth"
	measure api_list_16 "$port" 16 api_list "$auth"
	measure search "$port" 1 search "$auth"
	"$work/raw_writes" row "$work/rows.db" 64 "$seconds" >>"$work/raw_write.out"
	"$work/raw_writes" customer "$work/raw.db" 64 "$seconds" >>"$work/raw_customer.out"
	measure write "$port" 64 create "$auth"
	processor_time "$work/raw_export" "$work/bench.db" >>"$work/raw_export.out"
	processor_time "$build/clientele" export customers --db "$work/bench.db" >>"$work/export.out"
done
best() { sort -k3,3nr "$work/$1.out" | head -1; }
awk -v raw_read="$(best raw_read)" -v read="$(best read)" -v raw_profile="$(best raw_profile)" -v profile="$(best profile)" \
	-v list="$(best list)" -v search="$(best search)" -v write="$(best write)" -v raw_write="$(sort -nr "$work/raw_write.out" | head -1)" \
	-v api_list="$(best api_list)" -v read_16="$(best read_16)" -v api_list_16="$(best api_list_16)" \
	-v customers="$customers" -v raw_export="$(sort -n "$work/raw_export.out" | head -1)" -v exported="$(sort -n "$work/export.out" | head -1)" \
	-v raw_customer="$(sort -nr "$work/raw_customer.out" | head -1)" 'BEGIN {
	split(raw_read, rr, " "); split(read, r, " "); split(raw_profile, rp, " "); split(profile, p, " ")
	split(api_list, a, " "); split(read_16, r16, " "); split(api_list_16, a16, " ")
	split(list, l, " "); split(search, s, " "); split(write, w, " ")
	printf "%-34s %10s %10s %8s %8s %8s   %s\n", "", "a second", "raw", "ratio", "p50 us", "p95 us", "failures"
	printf "%-34s %10d %10d %8.2f %8d %8d   %d\n", "API read of a customer", r[3], rr[3], r[3] / rr[3], r[4], r[5], r[2]
	printf "%-34s %10d %10d %8.2f %8d %8d   %d\n", "profile page", p[3], rp[3], p[3] / rp[3], p[4], p[5], p[2]
	printf "%-34s %10d %10d %8.2f %8d %8d   %d\n", "creating, 64 clients; raw: its rows", w[3], raw_customer, w[3] / raw_customer, w[4], w[5], w[2]
	printf "%-34s %10d %10d %8.2f %8d %8d   %d\n", "creating, 64 clients; raw: one row", w[3], raw_write, w[3] / raw_write, w[4], w[5], w[2]
	printf "%-34s %10d %10d %8.2f %8s %8s   processor time\n", "export: rows of CSV", customers / exported, customers / raw_export, raw_export / exported, "", ""
	printf "%-34s %10d %10s %8s %8d %8d   %d   p50 is %.1f, p99 %.1f of an API read\n", "API list: filter, sort, 50 rows", a[3], "", "", a[4], a[5], a[2], a[4] / r[4], a[6] / r[6]
	printf "%-34s %10d %10s %8s %8d %8d   %d   %.2f of as many API reads\n", "API list, 16 connections", a16[3], "", "", a16[4], a16[5], a16[2], a16[3] / r16[3]
	printf "%-34s %10d %10s %8s %8d %8d   %d   p95 is %.1f of an API read\n", "list page: filter, sort, page", l[3], "", "", l[4], l[5], l[2], l[5] / r[5]
	printf "%-34s %10d %10s %8s %8d %8d   %d   p95 is %.1f of an API read\n", "quick search, first 20", s[3], "", "", s[4], s[5], s[2], s[5] / r[5]
}'
