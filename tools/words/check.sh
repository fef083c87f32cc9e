#!/bin/sh
# Fails on a sentence that is not translated, marked fuzzy, or has other {0} {1} … than the English one, and on one that
# customers are told as Sie where it is not said otherwise for those who are told du (lang/customers).
# Usage: check.sh BUILD [PO…]   (BUILD has been built; with PO files, those are checked by themselves)
set -eu
cd "$(dirname "$0")/../.."
build=$1
shift
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
alone=$#
[ "$alone" -gt 0 ] || { tools/words/extract.sh "$build" "$folder/words.pot"; set -- lang/*.po; }
failed=0
for po; do
	if [ "$alone" -gt 0 ]; then
		cp "$po" "$folder/now.po"
	else
		msgmerge --quiet --no-fuzzy-matching --no-wrap --output-file="$folder/now.po" "$po" "$folder/words.pot"
	fi
	msgcat --no-wrap "$folder/now.po" | awk -v po="$po" -f tools/words/check.awk || failed=1
done
[ "$alone" -gt 0 ] && exit "$failed"
for po in lang/customers/*.po; do
	msgcat --no-wrap "$po" >"$folder/over.po"
	msgcat --no-wrap "lang/$(basename "$po")" >"$folder/under.po"
	awk -v po="$po" -f tools/words/check.awk "$folder/over.po" || failed=1
	awk -v po="$po" -f tools/words/customers.awk "$folder/over.po" "$folder/under.po" || failed=1
done
exit "$failed"
