#!/bin/sh
# Writes the bytes of CODE.mo as C: struct catalogue catalogue_CODE (web/catalogue.h).
# Usage: embed.sh CODE.mo OUT.c
set -eu
code=$(basename "$1" .mo)
{
	printf '#include "web/catalogue.h"\n\nstatic const unsigned char words[] = {\n'
	od -An -v -tu1 "$1" | sed 's/  *\([0-9][0-9]*\)/\1,/g'
	printf '};\nconst struct catalogue catalogue_%s = {words, sizeof words};\n' "$code"
} >"$2"
