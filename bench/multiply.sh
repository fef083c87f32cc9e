#!/bin/bash
# Makes a demo of very many customers out of a smaller one on SQLite: each again TIMES - 1 times, with another id and other
# addresses. Far quicker than filling one; quick search and events know only the first. Usage: multiply.sh FROM TO TIMES
set -euo pipefail
from=$1 to=$2 times=$3
work=$(mktemp)
trap 'rm -f "$work"' EXIT
rm -f "$to"
cp "$from" "$to"
ask() { sqlite3 "$to" "$@"; }
each=$(ask 'SELECT max(id) FROM customers')
triggers=$(ask "SELECT sql || ';' FROM sqlite_master WHERE type = 'trigger'")

# Columns as they are copied: ids and what is unique get what tells the copies apart.
columns() { # TABLE
	ask "SELECT group_concat(CASE
		WHEN (name = 'customer_id' OR '$1' = 'customers' AND name = 'id') THEN name || ' + n * $each'
		WHEN name = 'id' THEN 'id + n * 100000000'
		WHEN '$1' = 'claims' AND name = 'value' OR '$1' = 'customers' AND name = 'login' THEN name || ' || ''.'' || n'
		ELSE name END) FROM pragma_table_info('$1')"
}
{
	echo 'PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -4000000; PRAGMA mmap_size = 0; BEGIN;'
	ask "SELECT 'DROP TRIGGER ' || name || ';' FROM sqlite_master WHERE type = 'trigger'"
	for table in ${TABLES:-customers customer_counters claims emails phones addresses customer_attributes customer_channels customer_tags \
		customer_search customer_axes}; do
		for n in $(seq $((times - 1))); do
			echo "INSERT INTO $table SELECT $(columns "$table" | sed "s/\bn\b/$n/g") FROM $table WHERE $([ "$table" = customers ] && echo id || echo customer_id) <= $each;"
		done
	done
	echo "DELETE FROM list_changes WHERE seq < (SELECT max(seq) FROM list_changes);"
	echo "UPDATE id_blocks SET next = next + $times * $each WHERE kind = 'customer'; UPDATE id_blocks SET next = next + $times * 100000000 WHERE kind <> 'customer';"
	echo "$triggers"
	echo 'COMMIT; PRAGMA journal_mode = WAL;'
} >"$work"
sqlite3 "$to" <"$work" >/dev/null
ask 'SELECT count(*) FROM customers'
