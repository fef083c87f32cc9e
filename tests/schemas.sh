#!/bin/sh
# tools/schemas.sh tells a version that may still change from one that may not.
# Usage: schemas.sh BUILD
set -u
build=$(realpath "$1")
cd "$(dirname "$0")/.."
SCHEMAS=$(mktemp -d)
export SCHEMAS
trap 'rm -rf "$SCHEMAS"' EXIT
: >"$SCHEMAS/released"
failed=0

expect() { # STATUS PATTERN COMMAND…: it ends so and says so
	status=$1
	pattern=$2
	shift 2
	said=$("$@" 2>&1)
	actual=$?
	if [ "$actual" -ne "$status" ] || ! echo "$said" | grep -q "$pattern"; then
		printf 'FAILED  %s: ended with %s, said: %s\n' "$*" "$actual" "$said"
		failed=1
	fi
}

expect 1 'not released yet.*update' tools/schemas.sh check "$build"
expect 0 '' tools/schemas.sh update "$build"
expect 0 '' tools/schemas.sh check "$build"
newest=$(ls "$SCHEMAS"/*.sqlite.sql)
version=$(basename "$newest" .sqlite.sql)
echo 'CREATE TABLE more (n INTEGER);' >>"$newest"
expect 1 'not released yet.*update' tools/schemas.sh check "$build"
expect 1 'not released yet.*update' tools/schemas.sh release "$build" 9.9.9

# As if the schema had changed after its release: what was kept is another one.
cat "$newest" "$SCHEMAS/$version.postgres.sql" $(ls "src/store/migrations/$version.sql" 2>/dev/null) | sha256sum |
	sed "s/^\([^ ]*\).*/$version 9.9.9 \1/" >"$SCHEMAS/released"
expect 1 'released with 9.9.9.*changed since' tools/schemas.sh check "$build"
expect 1 'src/store/migrations/0*[1-9][0-9]*.sql' tools/schemas.sh check "$build"
expect 1 'changed since' tools/schemas.sh update "$build"
echo 'CREATE TABLE again (n INTEGER);' >>"$newest"
expect 1 'never change' tools/schemas.sh check "$build"

: >"$SCHEMAS/released"
expect 0 '' tools/schemas.sh update "$build"
expect 0 '' tools/schemas.sh release "$build" 9.9.9
expect 0 '' tools/schemas.sh check "$build"
expect 1 'released with 9.9.9 already' tools/schemas.sh release "$build" 9.9.10
exit $failed
