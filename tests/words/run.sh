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
exit "$failed"
