#!/bin/sh
# good.po passes the check of words; each other file here fails it, for the one mistake that it is named after.
set -u
cd "$(dirname "$0")/../.."
failed=0
for po in tests/words/*.po; do
	if tools/words/check.sh none "$po" 2>/dev/null; then passed=yes; else passed=no; fi
	if [ "$(basename "$po")" = good.po ]; then expected=yes; else expected=no; fi
	[ "$passed" = "$expected" ] || { echo "$po: passed: $passed, expected: $expected" >&2; failed=1; }
done
# What customers are told as du: what is missing there, and what is too much.
told=$(awk -v po=po -f tools/words/customers.awk tests/words/customers/over.po tests/words/customers/under.po 2>&1 | LC_ALL=C sort)
[ "$told" = "$(cat tests/words/customers/told.txt)" ] || { printf 'customers.awk tells:\n%s\n' "$told" >&2; failed=1; }
exit "$failed"
