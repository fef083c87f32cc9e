#!/bin/sh
# Makes a slice that works: table, statements, rules, page, view, test. The name is a plural: visits, gifts.
# Usage: feature.sh NAME BUILD      BUILD, when there is one, knows the slice then
set -eu
cd "$(dirname "$0")/.."
name=${1:-}
case $name in
'' | *[!a-z]* | *[!s]) echo "make feature NAME=visits: a plural in small letters"; exit 2 ;;
esac
singular=${name%s}
upper=$(printf %s "$name" | tr a-z A-Z)
title=$(printf %s "$name" | cut -c1 | tr a-z A-Z)$(printf %s "$name" | cut -c2-)
folder=src/features/$name
if [ -e "$folder" ]; then
	echo "$folder is there already"
	exit 2
fi
(cd tools/feature && find . -type f) | while read -r file; do
	target=$folder/$(printf %s "$file" | sed "s|^\./||; s/FEATURE/$name/g")
	mkdir -p "$(dirname "$target")"
	sed "s/FEATURES_UPPER_H/FEATURES_${upper}_H/g; s/FEATURE\([^S]\)/$name\1/g; s/FEATURE$/$name/; s/SINGULAR/$singular/g; s/TITLE/$title/g" \
		"tools/feature/$file" >"$target"
	echo "$target"
done
clang-format -i "$folder"/*.[ch] # the order of includes depends on the name
echo "$name: audit" >>src/features/USES
line="	{N_(\"CRM\"), N_(\"$title\"), \"/admin/$name\", \"list\", PERMISSION_SETTINGS_WRITE, \"\", false},"
awk -v line="$line" '{print} /"\/admin\/customers", "users"/ {found = 1} found && /false},$/ && !done {print line; done = 1}' \
	src/server/navigation.c >src/server/navigation.c.new
mv src/server/navigation.c.new src/server/navigation.c
[ ! -f "$2/build.ninja" ] || meson setup --reconfigure "$2" >/dev/null
echo "Added to src/features/USES and src/server/navigation.c. Now: meson test -C $2 features_${name}_${name}"
echo "Before make check: make routes, tools/words/update.sh build and the new sentence in lang/*.po"
