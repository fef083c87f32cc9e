#!/bin/sh
# Gathers every English sentence of the program: from the C that the views became, from src, from .def files.
# Usage: extract.sh BUILD OUT.pot   (BUILD has been built)
set -eu
cd "$(dirname "$0")/../.."
find src \( -name '*.c' -o -name '*.h' -o -name '*.def' \) ! -name '*_test.c' >"$2.files"
find "$1" -maxdepth 1 -name '*.views.c' >>"$2.files"
LC_ALL=C sort -o "$2.files" "$2.files"
# view_tr and view_trn take the context as their second argument, or NULL.
xgettext --language=C --from-code=UTF-8 --files-from="$2.files" --output="$2" --no-wrap --add-location=file \
	--package-name=clientele --copyright-holder= \
	--keyword --keyword=N_:1 --keyword=NC_:1c,2 --keyword=NP_:1,2 --keyword=WORD:1 \
	--keyword=view_tr:3 --keyword=view_tr:2c,3 --keyword=view_trn:3,4 --keyword=view_trn:2c,3,4
sed -i -e 's/charset=CHARSET/charset=UTF-8/' -e '/^"POT-Creation-Date/d' -e '/^#:/s,[^ ]*/src/,src/,g' "$2"
rm -f "$2.files"
