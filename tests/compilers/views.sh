#!/bin/sh
# What the compiler of views must produce, and what it must refuse with which words.
#
# Usage: views.sh VIEWS_COMPILER
# Beside each views/NAME.html stands one of: NAME.made, the exact output, which must also compile without a warning;
# NAME.refused, the exact complaints; NAME.types, the lines of the .html at which the C compiler then complains. The second
# language is that of ms.po, the others have no words.
# With UPDATE=1 in the environment the expectations are written anew; read the difference before you commit it.
set -u
compiler=$(realpath "$1")
update=${UPDATE:-}
root=$(realpath "$(dirname "$0")/../..")
folder=$root/tests/compilers/views
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
pairs=0
flags="-D_GNU_SOURCE -std=gnu17 -Wall -Wextra -Wshadow -Wconversion -Wvla -Wswitch-enum -Wstrict-prototypes"
flags="$flags -Wmissing-prototypes -Werror -fsyntax-only"

complain() {
	echo "views/$1: $2" >&2
	failed=1
}

msgfmt -o "$work/ms.mo" "$folder/ms.po"
: >"$work/none.mo"
# What tools/assets makes.
printf '#define %s\n' 'ASSET_A_B_CSS "/assets/a-b.css"' 'SHAPE_PLUS "+"' 'SHAPE_CHEVRON_RIGHT ">"' 'SHAPE_ARROW_LEFT "<"' >"$work/icons.h"

# From the folder, so that complaints name the file alone.
compile() {
	rm -rf "$work/out"
	mkdir "$work/out"
	(cd "$folder" && "$compiler" "$work/out" "$1" "$work/ms.mo" "$work/none.mo" "$work/none.mo" "$1.html")
}

compare() {
	if [ -n "$update" ]; then
		cp "$2" "$3"
	elif ! diff -u "$3" "$2" >&2; then
		complain "$1" "is not as expected"
	fi
}

compile_c() {
	# shellcheck disable=SC2086
	${CC:-cc} $flags -I"$root/src" -I"$work" -I"$work/out" "$work/out/$1.views.c"
}

check_made() {
	compile "$1" 2>"$work/said" || { complain "$1" "was refused:"; cat "$work/said" >&2; return; }
	cat "$work/out/$1.views.h" "$work/out/$1.views.c" >"$work/made"
	compare "$1" "$work/made" "$folder/$1.made"
	compile_c "$1" || complain "$1" "does not compile"
}

check_refused() {
	if compile "$1" 2>"$work/said"; then
		complain "$1" "was not refused"
	elif [ -n "$(ls "$work/out")" ]; then
		complain "$1" "was refused and written all the same"
	else
		compare "$1" "$work/said" "$folder/$1.refused"
	fi
}

check_types() {
	compile "$1" 2>"$work/said" || { complain "$1" "was refused:"; cat "$work/said" >&2; return; }
	compile_c "$1" 2>"$work/errors" && complain "$1" "compiles as C"
	sed -n "s/^\($1.html:[0-9]*\):[0-9]*: error: .*/\1/p" "$work/errors" | uniq >"$work/lines"
	compare "$1" "$work/lines" "$folder/$1.types"
}

for file in "$folder"/*.html; do
	name=$(basename "$file" .html)
	pairs=$((pairs + 1))
	if [ -e "$folder/$name.made" ]; then
		check_made "$name"
	elif [ -e "$folder/$name.refused" ]; then
		check_refused "$name"
	elif [ -e "$folder/$name.types" ]; then
		check_types "$name"
	else
		complain "$name" "has neither .made nor .refused nor .types"
	fi
done
echo "views: $pairs pairs"
[ "$pairs" -gt 0 ] && [ "$failed" -eq 0 ]
