#!/bin/bash
# Paths of pages further down of the lists in TARGETS, for bench/http.sh: each list is walked by its cursors, 200 customers a
# step, the first for no steps, the next for one, the 40th for 39. Usage: pages.sh PORT TARGETS KEY
set -euo pipefail
port=$1 key=$3
while read -r path; do
	cursor='' steps=$((${n:=-1} + 1))
	n=$(((n + 1) % 40))
	while [ "$steps" -gt 0 ]; do
		answer=$(curl -s -f -H "Authorization: Bearer $key" "http://127.0.0.1:$port${path/limit=50/limit=200}${cursor:+&cursor=$cursor}" | tail -c 2000)
		next=$(sed -n 's/.*"next":"\([^"]*\)".*/\1/p' <<<"$answer")
		[ -n "$next" ] || break
		cursor=$next steps=$((steps - 1))
	done
	echo "$path${cursor:+&cursor=$cursor}"
done < <(head -120 "$2")
