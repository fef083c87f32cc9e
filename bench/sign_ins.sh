#!/bin/bash
# Sign-ins a second as a ratio to Argon2 alone on the same cores, and what they cost those who ask for lists meanwhile.
# Usage: sign_ins.sh BUILD. CUSTOMERS=20000 ROUNDS=3 SECONDS_EACH=5 unless set.
set -euo pipefail
cd "$(dirname "$0")/.."
build=$1 customers=${CUSTOMERS:-20000} rounds=${ROUNDS:-3} seconds=${SECONDS_EACH:-5}
work=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null; rm -rf "$work"' EXIT
cc -O2 -std=gnu17 -D_GNU_SOURCE -o "$work/load" bench/load.c -lpthread
cc -O2 -std=gnu17 -D_GNU_SOURCE -o "$work/sign_ins" bench/sign_ins.c -lsodium -lpthread
echo "machine: $(nproc) cores, load $(cut -d' ' -f1-3 /proc/loadavg), $(date -u +%F); $customers customers"
db=$work/bench.db
"$build/clientele" demo --db "$db" --customers "$customers" --seed 1 >/dev/null
key=$("$build/clientele" key create --db "$db" --name bench --scope '*')
"$build/clientele" config --db "$db" api.rate --set 0 >/dev/null
# 9: active (schema: customers.status).
sqlite3 "$db" "INSERT OR REPLACE INTO customer_passwords (customer_id, hash, set_at, must_change, imported)
	SELECT id, '$("$work/sign_ins" hash)', 1, 0, 0 FROM customers WHERE status = 9 AND email IS NOT NULL"
sqlite3 "$db" "SELECT replace(replace(email, '@', '%40'), '+', '%2B') FROM customers WHERE status = 9 AND email IS NOT NULL" >"$work/names"
bench/targets.sh "$customers" "$work"
port=$((20000 + RANDOM % 20000))
"$build/clientele" serve --db "$db" --listen "127.0.0.1:$port" --base-url "http://localhost:$port" >"$work/log" 2>&1 &
until grep -q 'the index holds' "$work/log"; do sleep 0.1; done
page=$(curl -s -i "http://127.0.0.1:$port/login")
cookie=$(sed -n 's/^Set-Cookie: \(__Host-visitor=[^;]*\).*/\1/p' <<<"$page")
csrf=$(grep -o 'name="csrf" value="[^"]*"' <<<"$page" | head -1 | cut -d'"' -f4)

lists() {
	"$work/load" "$port" 1 "$seconds" "$work/api_list" "Authorization: Bearer $key"
}
sign_ins() {
	"$work/sign_ins" ask "$port" $(($(nproc) * 2)) "$seconds" "$work/names" "$cookie" "$csrf"
}
lists >/dev/null
for _ in $(seq "$rounds"); do
	"$work/sign_ins" argon2 "$(nproc)" "$seconds" >>"$work/raw"
	sign_ins >>"$work/asked"
	lists >>"$work/quiet"
	sign_ins >>"$work/beside" &
	lists >>"$work/during"
	wait $!
done
awk -v raw="$(sort -k3,3nr "$work/raw" | head -1)" -v asked="$(sort -k3,3nr "$work/asked" | head -1)" \
	-v quiet="$(sort -k5,5n "$work/quiet" | head -1)" -v during="$(sort -k5,5n "$work/during" | head -1)" \
	-v beside="$(sort -k3,3nr "$work/beside" | head -1)" 'BEGIN {
	split(raw, r, " "); split(asked, a, " "); split(quiet, q, " "); split(during, d, " "); split(beside, b, " ")
	printf "sign-ins: %.1f a second, Argon2 alone %.1f: %.2f; %d failures\n", a[3], r[3], a[3] / r[3], a[2]
	printf "lists: p95 %d us, %d us while customers sign in: %.1f times that; p50 %d us, %d us; %.1f sign-ins a second meanwhile\n", q[5], d[5], d[5] / q[5], q[4], d[4], b[3]
}'
