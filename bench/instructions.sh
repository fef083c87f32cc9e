#!/bin/bash
# Instructions that one page costs from request to answer (web_handle), by callgrind, so that a busy machine counts the same.
# Usage: instructions.sh BUILD [PATH]. CUSTOMERS=3000 unless set; the profile of callgrind is left in BUILD/callgrind.out.
set -euo pipefail
cd "$(dirname "$0")/.."
build=$1 path=${2:-/admin/customers/1234} count=20
work=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null; rm -rf "$work"' EXIT
"$build/clientele" demo --db "$work/demo.db" --customers "${CUSTOMERS:-3000}" --seed 1 >/dev/null
port=$((20000 + RANDOM % 20000))
valgrind --tool=callgrind --toggle-collect=web_handle --collect-atstart=no --callgrind-out-file="$work/out" "$build/clientele" \
	serve --db "$work/demo.db" --listen "127.0.0.1:$port" --base-url "http://localhost:$port" >"$work/log" 2>&1 &
for _ in $(seq 300); do curl -s -o /dev/null "http://127.0.0.1:$port/admin/sign-in" && break || sleep 0.2; done
session=$(bench/sign_in.sh "$port")
ask() { # times
	for _ in $(seq "$1"); do curl -s -f -o "$work/page" -H "Cookie: $session" "http://127.0.0.1:$port$path"; done
}
ask 60 # every connection has prepared its statements, every cache is filled
sleep 1
callgrind_control -z "$!" >/dev/null 2>&1
ask "$count"
sleep 1
callgrind_control -d "$!" >/dev/null 2>&1
mv "$work/out.1" "$build/callgrind.out"
callgrind_annotate --auto=no --inclusive=yes "$build/callgrind.out" | awk -v n="$count" -v bytes="$(stat -c %s "$work/page")" '
	/:(web_handle|sqlite_ask) / { gsub(",", "", $1); sub(".*:", "", $3); cost[$3] = $1 / n }
	END { printf "%d instructions for %d bytes, %d of them in statements\n", cost["web_handle"], bytes, cost["sqlite_ask"] }'
