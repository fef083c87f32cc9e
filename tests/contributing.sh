#!/bin/sh
# Follows CONTRIBUTING.md to the letter in a clone of the last commit: the commands of its first block, one by one.
# Usage: contributing.sh [BUILD]      BUILD: what was built of the same files is taken over, as on the contributor's second day
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap '"$work/clone/tests/postgres.sh" stop || true; rm -rf "$work"' EXIT
git clone -q --no-checkout "$root" "$work/clone"
cd "$work/clone"
if [ $# -gt 0 ]; then
	# Files with their times, so that ninja sees what is older than what; git then makes them those of the commit.
	(cd "$root" && git ls-files -z | xargs -0 ls -d 2>/dev/null | tar -cf - -T -) | tar -xf -
	cp -a "$(realpath "$root/$1")" build
	ln -s "$root/node_modules" node_modules
	git reset -q
	meson setup --reconfigure build . >/dev/null
fi
git checkout -q -- .
awk '/^```sh$/ {inside = 1; next} /^```$/ {if (inside) exit} inside' CONTRIBUTING.md >"$work/commands"
test -s "$work/commands"
sh -eux "$work/commands"
