#!/bin/sh
# What the compilers of .schema, .sql, .routes and migrations must produce, and what they must refuse with which words.
#
# Usage: run.sh schema SCHEMA_COMPILER, run.sh sql SCHEMA_COMPILER SQL_COMPILER,
#        run.sh routes SCHEMA_COMPILER ROUTES_COMPILER, run.sh migrations MIGRATIONS_COMPILER
# Beside each NAME.schema, NAME.sql or NAME.routes stands either NAME.made, the exact output, which must also compile
# without a warning, or NAME.refused, the exact complaints. NAME.run is SQL that both engines run on the tables that were
# made; NAME.ran is what its SELECTs answer. Migrations stand in folders of that NAME. .sql and .routes files are compiled against the folder's .schema files.
# With UPDATE=1 in the environment the expectations are written anew; read the difference before you commit it.
set -u
kind=$1
schema_compiler=$(realpath "$2")
compiler=$(realpath "${3:-$2}")
update=${UPDATE:-}
root=$(realpath "$(dirname "$0")/../..")
permissions=$root/src/context/permissions.def
folder=$root/tests/compilers/$kind
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
pairs=0

flags="-D_GNU_SOURCE -std=gnu17 -Wall -Wextra -Wshadow -Wconversion -Wvla -Wswitch-enum -Wstrict-prototypes"
flags="$flags -Wmissing-prototypes -Werror -fsyntax-only"

complain() {
	echo "$kind/$1: $2" >&2
	failed=1
}

# Runs the compiler from the folder, so that complaints name the file alone.
compile() {
	rm -rf "$work/out"
	mkdir "$work/out"
	case $kind in
	sql) (cd "$folder" && "$compiler" "$work/out" "$1.sql" ./*.schema) ;;
	migrations) (cd "$folder/$1" && "$compiler" "$work/out" ./*.sql) ;;
	routes) (cd "$folder" && "$compiler" "$work/out" "$1.routes" ./*.schema "$permissions") ;;
	*) (cd "$folder" && "$compiler" "$work/out" "$1.schema") ;;
	esac
}

# The exact words of `$2` are those of the file `$3`.
compare() {
	if [ -n "$update" ]; then
		cp "$2" "$3"
	elif ! diff -u "$3" "$2" >&2; then
		complain "$1" "is not as expected"
	fi
}

check_made() {
	compile "$1" 2>"$work/said" || { complain "$1" "was refused:"; cat "$work/said" >&2; return; }
	find "$work/out" -name "*.h" -exec cat {} + >"$work/made"
	cat "$work/out/"*.c >>"$work/made"
	compare "$1" "$work/made" "$folder/$1.made"
	if [ "$kind" = sql ] || [ "$kind" = routes ]; then
		"$schema_compiler" "$work/out" "$folder/"*.schema
	fi
	for source in "$work/out/"*.c; do
		# shellcheck disable=SC2086
		${CC:-cc} $flags -I"$root/src" -I"$work/out" "$source" || complain "$1" "does not compile"
	done
}

# The tables as SQL; the engine's member as argument.
print_ddl() {
	cat >"$work/print.c" <<-END
		#include "store/schema_table.h"
		#include <stdio.h>
		int main(void) { for (size_t i = 0; i < schema_tables_count; i++) puts(schema_tables[i].$1); }
	END
	${CC:-cc} -D_GNU_SOURCE -I"$root/src" -I"$work/out" "$work/print.c" "$work/out/schema.c" -o "$work/print" &&
		"$work/print"
}

# What is refused on the way goes to standard error, and the next statement has its turn.
check_run() {
	{ print_ddl sqlite; cat "$folder/$1.run"; } | sqlite3 :memory: >"$work/ran" 2>/dev/null
	compare "$1" "$work/ran" "$folder/$1.ran"
	url=$("$root/tests/postgres.sh" start)
	{
		echo "SET client_min_messages = error; CREATE SCHEMA pairs_$$; SET search_path = pairs_$$;"
		print_ddl postgres
		cat "$folder/$1.run"
		echo "DROP SCHEMA pairs_$$ CASCADE;"
	} | psql -X -q -A -t "$url" >"$work/ran" 2>/dev/null
	compare "$1" "$work/ran" "$folder/$1.ran"
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

# Two files with a statement of one name: only the list of all statements can see it.
check_list() {
	rm -rf "$work/out"
	mkdir "$work/out"
	(cd "$folder" && "$compiler" --list "$work/out" reads.sql changes.sql ./*.schema) ||
		complain list "was refused"
	compare list "$work/out/statements.c" "$folder/list.made"
	(cd "$folder" && "$compiler" --list "$work/out" reads.sql twin/reads_again.sql ./*.schema) 2>"$work/said" &&
		complain list "took two statements of one name"
	compare list "$work/said" "$folder/list.refused"
}

# What only all .routes together show: addresses, handlers and shapes; and the document made from them.
check_routes_list() {
	rm -rf "$work/out"
	mkdir "$work/out"
	(cd "$folder" && "$compiler" --list "$work/out" notes.routes ./*.schema "$permissions") || complain list "was refused"
	compare list "$work/out/routes.c" "$folder/list.made"
	(cd "$folder" && "$compiler" --markdown notes.routes ./*.schema "$permissions") >"$work/document"
	compare document "$work/document" "$folder/document.made"
	(cd "$folder" && "$compiler" --list "$work/out" notes.routes twin/notes_again.routes ./*.schema "$permissions") \
		2>"$work/said" && complain list "took two routes of one address"
	compare list "$work/said" "$folder/list.refused"
}

case $kind in
migrations) inputs=$(ls -d "$folder"/*/) ;;
*) inputs=$(ls "$folder"/*."$kind") ;;
esac
for file in $inputs; do
	name=$(basename "$file" ".$kind")
	pairs=$((pairs + 1))
	if [ -e "$folder/$name.made" ]; then
		check_made "$name"
		if [ -e "$folder/$name.run" ]; then check_run "$name"; fi
	elif [ -e "$folder/$name.refused" ]; then
		check_refused "$name"
	else
		complain "$name" "has neither .made nor .refused"
	fi
done
case $kind in
sql) check_list ;;
routes) check_routes_list ;;
esac
echo "$kind: $pairs pairs"
[ "$pairs" -gt 0 ] && [ "$failed" -eq 0 ]
