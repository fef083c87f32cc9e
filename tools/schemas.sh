#!/bin/sh
# Keeps the schema of every released version in tests/schemas/, so that upgrades from each can be tested.
# Usage: schemas.sh check BUILD            says what is to be done when the schema is not what was kept
#        schemas.sh update BUILD           keeps the schema of a version that is not released yet
#        schemas.sh release BUILD RELEASE  from now on this version never changes: RELEASE (0.1.0) has it
# tests/schemas/released: a line a version: its number, the release, a checksum of what was kept and of its step.
set -eu
cd "$(dirname "$0")/.."
action=${1-}
build=${2-}
folder=${SCHEMAS:-tests/schemas}
[ -n "$build" ] || { sed -n '2,6s/^# //p' "$0"; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$build/tests/test_upgrades" --write "$work"
version=$(basename "$(ls "$work"/*.sqlite.sql)" .sqlite.sql)
next=$(printf %04d "$(($(echo "$version" | sed 's/^0*//') + 1))")
release=$(sed -n "s/^$version \([^ ]*\) .*/\1/p" "$folder/released" 2>/dev/null)

checksum() { # VERSION
	cat "$folder/$1.sqlite.sql" "$folder/$1.postgres.sql" $(ls "src/store/migrations/$1.sql" 2>/dev/null) | sha256sum | cut -d' ' -f1
}

is_kept() {
	cmp -s "$work/$version.sqlite.sql" "$folder/$version.sqlite.sql" &&
		cmp -s "$work/$version.postgres.sql" "$folder/$version.postgres.sql"
}

check() {
	while read -r old name sum; do
		[ "$(checksum "$old")" = "$sum" ] ||
			{ echo "version $old was released with $name; what is kept of it and its step never change: take the change back"; exit 1; }
	done <"$folder/released"
	is_kept && return
	if [ -n "$release" ]; then
		echo "version $version of the schema was released with $release and the schema has changed since:"
		echo "write the step to the new one into src/store/migrations/$next.sql (src/store/migrations/README.md)"
	else
		echo "version $version of the schema is not released yet and has changed: tools/schemas.sh update $build"
	fi
	exit 1
}

case $action in
check) check ;;
update)
	[ -z "$release" ] || is_kept || check
	cp "$work"/*.sql "$folder/"
	;;
release)
	check
	[ -z "$release" ] || { echo "version $version was released with $release already"; exit 1; }
	echo "$version ${3:?which release} $(checksum "$version")" >>"$folder/released"
	;;
*) sed -n '2,6s/^# //p' "$0"; exit 2 ;;
esac
