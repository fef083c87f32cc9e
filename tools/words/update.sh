#!/bin/sh
# Brings new sentences into lang/*.po, to be translated there, and takes out those that are gone.
# Usage: update.sh BUILD   (BUILD has been built)
set -eu
cd "$(dirname "$0")/../.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
tools/words/extract.sh "$1" "$folder/words.pot"
for po in lang/*.po; do
	# No guesses: a guess is marked fuzzy, and fuzzy ones fail the check.
	msgmerge --quiet --no-fuzzy-matching --no-wrap --sort-by-file --output-file="$folder/new.po" "$po" "$folder/words.pot"
	msgattrib --no-obsolete --no-wrap --output-file="$po" "$folder/new.po"
	printf '%s: ' "$po"
	msgfmt --statistics --output-file=/dev/null "$po"
done
