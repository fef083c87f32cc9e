#!/bin/sh
# Compiles lang/CODE.po with msgfmt and writes its bytes as C: struct catalogue catalogue_CODE (web/catalogue.h).
# Usage: embed.sh CODE.po OUT.c
set -eu
code=$(basename "$1" .po)
msgfmt --check-header --check-domain --endianness=little -o "$2.mo" "$1"
{
	printf '#include "web/catalogue.h"\n\nstatic const unsigned char words[] = {\n'
	od -An -v -tu1 "$2.mo" | sed 's/  *\([0-9][0-9]*\)/\1,/g'
	printf '};\nconst struct catalogue catalogue_%s = {words, sizeof words};\n' "$code"
} >"$2.new"
rm "$2.mo"
# What is the same stays as it is, so that nothing is compiled anew.
if cmp -s "$2.new" "$2"; then rm "$2.new"; else mv "$2.new" "$2"; fi
