#!/bin/bash
# What an import inside the server costs those who ask it for lists meanwhile, and what memory a large file takes on its way in.
# Usage: serving.sh BUILD. CUSTOMERS=100000 in the database, NEW=50000 in the file, MEGABYTES=1024 of the large one unless set.
set -euo pipefail
cd "$(dirname "$0")/.."
build=$1 customers=${CUSTOMERS:-100000}
work=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null; rm -rf "$work"' EXIT
cc -O2 -std=gnu17 -D_GNU_SOURCE -o "$work/load" bench/load.c -lpthread
echo "machine: $(nproc) cores, load $(cut -d' ' -f1-3 /proc/loadavg), $(date -u +%F); $customers customers"
"$build/clientele" demo --db "$work/new.db" --customers "${NEW:-50000}" --seed 2 >/dev/null
"$build/clientele" export customers --db "$work/new.db" --columns first_name,last_name,email,company,country,phone_1 |
	sed 's/@/.new@/' >"$work/new.csv"
rm "$work"/new.db*
"$build/clientele" demo --db "$work/demo.db" --customers "$customers" --seed 1 >/dev/null
key=$("$build/clientele" key create --db "$work/demo.db" --name bench --scope '*')
"$build/clientele" config --db "$work/demo.db" api.rate --set 0 >/dev/null
bench/targets.sh "$customers" "$work" 1000
port=$((20000 + RANDOM % 20000))
origin=http://127.0.0.1:$port
"$build/clientele" serve --db "$work/demo.db" --listen "127.0.0.1:$port" --base-url "http://localhost:$port" >"$work/log" 2>&1 &
server=$!
until grep -q 'the index holds' "$work/log"; do sleep 0.1; done
session=$(bench/sign_in.sh "$port")

page() { # PATH
	curl -s -H "Cookie: $session" "$origin$1"
}
send() { # FILE: where it leads to
	local form csrf
	form=$(page /admin/imports)
	csrf=$(grep -o 'name="csrf" value="[^"]*"' <<<"$form" | head -1 | cut -d'"' -f4)
	curl -s -D - -o /dev/null -H "Cookie: $session" -F "csrf=$csrf" -F "file=@$1" \
		"$origin$(grep -o 'action="/admin/imports/send/[^"]*' <<<"$form" | cut -d'"' -f2)" | sed -n 's/^Location: \([^?\r]*\).*/\1/p'
}
memory() { # MB of RssAnon
	awk '/RssAnon/ { printf "%d", $2 / 1024 }' "/proc/$server/status"
}
p95() { # the best of three
	for _ in 1 2 3; do
		"$work/load" "$port" 1 "${SECONDS_EACH:-2}" "$work/api_list" "Authorization: Bearer $key"
	done | sort -k5,5n | head -1 | cut -d' ' -f5
}
import() { # PATH of the file's page: asks for the job, as the page does
	local fields
	fields=$(page "$1" | grep -o '<input type="hidden" name="csrf" value="[^"]*"' | head -1 | cut -d'"' -f6)
	curl -s -o /dev/null -w '%{http_code}\n' -H "Cookie: $session" --data-urlencode "csrf=$fields" -d what=import \
		-d match=email -d mode=both "$origin$1"
}

p95 >/dev/null
quiet=$(p95)
place=$(send "$work/new.csv")
echo "the import was asked for: $(import "$place")"
during=$(p95)
state=$(sqlite3 "$work/demo.db" "SELECT place || ' of ' || total FROM jobs ORDER BY id DESC LIMIT 1")
awk -v quiet="$quiet" -v during="$during" -v state="$state" 'BEGIN {
	printf "lists: p95 %d us, %d us during an import (%s), %.1f times that\n", quiet, during, state, during / quiet }'

yes 'Siti,binti Ahmad,siti{}@example.com,Kuala Lumpur,MY,+60 12 345 6789' | head -c "${MEGABYTES:-1024}M" >"$work/large.csv" || true
before=$(memory)
while sleep 0.05; do memory && echo; done >"$work/memory" &
place=$(send "$work/large.csv")
kill $!
echo "a file of ${MEGABYTES:-1024} MB came to ${place:-nothing}; memory of the server $before MB before, at most $(sort -n "$work/memory" | tail -1) MB meanwhile (RssAnon)"
