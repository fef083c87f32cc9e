#!/bin/bash
# Lists of very many customers over HTTP, what the index takes, and how soon it answers after a start.
# Usage: lists.sh BUILD. CUSTOMERS=1000000 unless set; DEMO names a database to use, which is filled when it is not there.
set -euo pipefail
cd "$(dirname "$0")/.."
build=$1 customers=${CUSTOMERS:-1000000}
work=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null; rm -rf "$work"' EXIT
demo=${DEMO:-$work/demo.db}
[ -f "$demo" ] || "$build/clientele" demo --db "$demo" --customers "$customers" --seed 1 >/dev/null
echo "machine: $(nproc) cores, load $(cut -d' ' -f1-3 /proc/loadavg), $(date -u +%F); $customers customers"
key=$("$build/clientele" key create --db "$demo" --name bench --scope '*')
"$build/clientele" config --db "$demo" api.rate --set 0 >/dev/null
port=$((20000 + RANDOM % 20000))
bench/targets.sh "$customers" "$work" 1000
began=$(date +%s%N)
"$build/clientele" serve --db "$demo" --listen "127.0.0.1:$port" --base-url "http://localhost:$port" >"$work/log" 2>&1 &
server=$!
until curl -s -f -o /dev/null -H "Authorization: Bearer $key" "http://127.0.0.1:$port/api/v1/customers/1"; do sleep 0.01; done
echo "first answer $((($(date +%s%N) - began) / 1000000)) ms after the start"
until grep -q 'the index holds' "$work/log"; do sleep 0.1; done
grep -o 'the index holds.*' "$work/log"
until grep -q 'ready to be sent' "$work/log"; do sleep 0.1; done
grep -o '[0-9]* customers are ready to be sent.*' "$work/log" | tail -1
echo "$((($(date +%s%N) - began) / 1000000000)) s after the start"
bench/http.sh "$port" "$work/read" "$work/api_list" "Authorization: Bearer $key"
echo "the same of pages further down:"
bench/pages.sh "$port" "$work/api_list" "$key" >"$work/api_pages"
bench/http.sh "$port" "$work/read" "$work/api_pages" "Authorization: Bearer $key"
cc -O2 -std=gnu17 -D_GNU_SOURCE -o "$work/load" bench/load.c -lpthread
for target in read search search_total; do
	"$work/load" "$port" 1 "${SECONDS_EACH:-2}" "$work/$target" "Authorization: Bearer $key" >"$work/$target.out"
done
awk -v read="$(cat "$work/read.out")" -v search="$(cat "$work/search.out")" -v total="$(cat "$work/search_total.out")" 'BEGIN {
	split(read, r, " "); split(search, s, " "); split(total, t, " ")
	printf "quick search: first 20 are %.1f reads at p95, with the exact total %.1f\n", s[5] / r[5], t[5] / r[5]
}'
awk '/RssAnon/ { printf "memory of the server: %d MB (RssAnon)\n", $2 / 1024 }' "/proc/$server/status"
