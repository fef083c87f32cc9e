#!/bin/sh
# Follows CONTRIBUTING.md to the letter in a clone of the last commit: the commands of its first block, one by one.
# Usage: contributing.sh
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
git clone -q "$root" "$work/clone"
cd "$work/clone"
awk '/^```sh$/ {inside = 1; next} /^```$/ {if (inside) exit} inside' CONTRIBUTING.md >"$work/commands"
test -s "$work/commands"
sh -eux "$work/commands"
