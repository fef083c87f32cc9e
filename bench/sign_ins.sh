#!/bin/bash
# Sign-ins as a ratio to Argon2 alone on the same cores, and what they cost those who ask for lists meanwhile. Processor
# time is what the server takes, of all its threads; it says the same on a busy machine. The rate is with the clients on
# the same cores, too. Usage: sign_ins.sh BUILD. CUSTOMERS=20000 ROUNDS=3 SECONDS_EACH=5 unless set.
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
sqlite3 "$db" "INSERT OR REPLACE INTO customer_passwords (customer_id, hash, set_at, must_change, imported, draw)
	SELECT id, '$("$work/sign_ins" hash)', 1, 0, 0, abs(random()) FROM customers WHERE status = 9 AND email IS NOT NULL"
sqlite3 "$db" "SELECT replace(replace(email, '@', '%40'), '+', '%2B') FROM customers WHERE status = 9 AND email IS NOT NULL" >"$work/names"
bench/targets.sh "$customers" "$work"
port=$((20000 + RANDOM % 20000))
"$build/clientele" serve --db "$db" --listen "127.0.0.1:$port" --base-url "http://localhost:$port" >"$work/log" 2>&1 &
server=$!
until grep -q 'ready to be sent' "$work/log"; do sleep 0.1; done
page=$(curl -s -i "http://127.0.0.1:$port/login")
cookie=$(sed -n 's/^Set-Cookie: \(__Host-visitor=[^;]*\).*/\1/p' <<<"$page")
csrf=$(grep -o 'name="csrf" value="[^"]*"' <<<"$page" | head -1 | cut -d'"' -f4)

lists() {
	"$work/load" "$port" 1 "$seconds" "$work/api_list" "Authorization: Bearer $key"
}
sign_ins() {
	"$work/sign_ins" ask "$port" $(($(nproc) * 2)) "$seconds" "$work/names" "$cookie" "$csrf"
}
# Milliseconds of a processor that the server has taken.
taken() {
	awk -v hertz="$(getconf CLK_TCK)" '{ print ($14 + $15) * 1000 / hertz }' "/proc/$server/stat"
}
lists >/dev/null
for _ in $(seq "$rounds"); do
	"$work/sign_ins" argon2 "$(nproc)" "$seconds" >>"$work/raw"
	before=$(taken)
	sign_ins >"$work/round"
	echo "$(<"$work/round") $before $(taken)" >>"$work/asked"
	lists >>"$work/quiet"
	sign_ins >>"$work/beside" &
	lists >>"$work/during"
	wait $!
done
best() { # column
	sort -k"$1,$1nr" "$2" | head -1
}
awk -v raw="$(best 3 "$work/raw")" -v asked="$(best 3 "$work/asked")" -v beside="$(best 3 "$work/beside")" \
	-v quiet="$(sort -k5,5n "$work/quiet" | head -1)" -v during="$(sort -k5,5n "$work/during" | head -1)" '
	FILENAME ~ /raw$/ { hashes += $1; hashing += $1 * $4 }
	FILENAME ~ /asked$/ { sign_ins += $1; failures += $2; serving += $6 - $5 }
	END {
		hash = hashing / hashes; served = serving / sign_ins
		printf "processor time: %.2f ms a sign-in, Argon2 alone %.2f: %.2f; %d failures\n", served, hash, hash / served, failures
		split(raw, r, " "); split(asked, a, " "); split(quiet, q, " "); split(during, d, " "); split(beside, b, " ")
		printf "sign-ins: %.1f a second, Argon2 alone %.1f: %.2f\n", a[3], r[3], a[3] / r[3]
		printf "lists: p95 %d us, %d us while customers sign in: %.1f times that; p50 %d us, %d us; %.1f sign-ins a second meanwhile\n", q[5], d[5], d[5] / q[5], q[4], d[4], b[3]
	}' "$work/raw" "$work/asked"
