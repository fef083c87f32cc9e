#!/bin/bash
# Importing new customers by command line: how fast, as a ratio to plain C that writes the same rows into the same tables in
# the same steps (raw_import), or on PostgreSQL to COPY of the same tables; and what memory it takes.
# Usage: import.sh BUILD. CUSTOMERS=100000 STEP=1000 unless set: the program's steps while nobody else writes. DEMO names a
# database with so many to take them from; without it one is filled. POSTGRES_URL names a server to make databases in; without it
# SQLite alone.
set -euo pipefail
cd "$(dirname "$0")/.."
build=$1 customers=${CUSTOMERS:-100000}
work=$(mktemp -d)
demo=${DEMO:-$work/demo.db}
trap 'kill $(jobs -p) 2>/dev/null; rm -rf "$work"' EXIT
cc -O2 -std=gnu17 -D_GNU_SOURCE -o "$work/raw_import" bench/raw_import.c -lsqlite3
echo "machine: $(nproc) cores, load $(cut -d' ' -f1-3 /proc/loadavg), $(date -u +%F); $customers customers"

# People as a shop's file has them: a dozen columns with an id, an address and two telephones.
[ -f "$demo" ] || "$build/clientele" demo --db "$demo" --customers "$customers" --seed 1 >/dev/null
{
	echo 'Customer Id,First Name,Last Name,Company,City,Country,Phone 1,Phone 2,Email,Subscription Date,Website'
	"$build/clientele" export customers --db "$demo" --columns \
		id,first_name,last_name,company,address_1_city,country,phone_1,phone_2,email,since,attr.website | tail -n +2 | sed 's/^/C/'
} >"$work/people.csv"
rm -f "$work"/demo.db*
head -2 "$work/people.csv" >"$work/one.csv" # makes what the file has and a new database has not

watch_memory() { # PID: its largest RssAnon, before half of the time and after
	while kill -0 "$1" 2>/dev/null; do
		awk '/RssAnon/ { print $2 }' "/proc/$1/status" 2>/dev/null || true
		sleep 0.2
	done >"$work/memory"
	awk '{ kb[NR] = $1 } END { for (i = 1; i <= NR; i++) if (kb[i] > most[i > NR / 2]) most[i > NR / 2] = kb[i]
		printf "memory: at most %d MB in the first half, %d MB in the second (RssAnon)\n", most[0] / 1024, most[1] / 1024 }' "$work/memory"
}
import() { # DATABASE: sets `rate`
	local begun
	begun=$(date +%s%N)
	"$build/clientele" import customers "$work/people.csv" --db "$1" >"$work/import.log" &
	watch_memory $!
	wait $!
	rate=$(awk -v ns=$(($(date +%s%N) - begun)) -v n="$(sed -n 's/^\([0-9]*\) created.*/\1/p' "$work/import.log")" 'BEGIN { printf "%d", n / ns * 1e9 }')
	tail -1 "$work/import.log"
}
report() { # NAME RAW: of `rate`
	awk -v name="$1" -v rate="$rate" -v raw="$2" 'BEGIN { printf "%-12s %8d a second; raw %8d; ratio %.2f\n", name, rate, raw, rate / raw }'
}

"$build/clientele" init --db "$work/before.db" >/dev/null
"$build/clientele" import customers "$work/one.csv" --db "$work/before.db" >/dev/null
cp "$work/before.db" "$work/imported.db"
import "$work/imported.db"
report SQLite "$("$work/raw_import" "$work/imported.db" "$work/before.db" "${STEP:-1000}")"

[ -n "${POSTGRES_URL:-}" ] || exit 0
database() { psql -qc "CREATE DATABASE $1" "$POSTGRES_URL" && echo "$POSTGRES_URL" | sed "s#/[^/?]*\(?\|\$\)#/$1\1#"; }
imported=$(database "bench_imported_$$") raw=$(database "bench_raw_$$")
trap 'for name in imported raw; do psql -qc "DROP DATABASE IF EXISTS bench_${name}_$$ WITH (FORCE)" "$POSTGRES_URL"; done; rm -rf "$work"' EXIT
for url in "$imported" "$raw"; do
	"$build/clientele" init --db "$url" >/dev/null
	"$build/clientele" import customers "$work/one.csv" --db "$url" >/dev/null
done
import "$imported"
tables='customers customer_counters customer_channels customer_groups emails phones addresses tax_ids claims external_ids customer_attributes customer_search events event_values'
for table in $tables; do
	psql -qc "COPY $table TO STDOUT" "$imported" >"$work/$table.copy"
done
psql -qc 'SET client_min_messages = error; TRUNCATE customers CASCADE' "$raw"
begun=$(date +%s%N)
for table in $tables; do psql -qc "COPY $table FROM STDIN" "$raw" <"$work/$table.copy"; done
report PostgreSQL "$(awk -v ns=$(($(date +%s%N) - begun)) -v n="$(wc -l <"$work/customers.copy")" 'BEGIN { printf "%d", n / ns * 1e9 }')"
