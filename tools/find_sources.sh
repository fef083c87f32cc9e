#!/bin/sh
# Lists the files of one kind for meson.build, sorted, relative to the project's root.
# Usage: find_sources.sh code DIR | schema | sql | migrations | routes | assets | views | pages DIR | tests | demo | fuzz | name PATH
set -eu
cd "$(dirname "$0")/.."
case $1 in
code) if [ -d "$2" ]; then find "$2" -name '*.c' ! -name '*_test.c' ! -name '*_helper.c' | sort; fi ;;
schema) find src -name '*.schema' | sort ;;
sql) find src -name '*.sql' ! -path '*/migrations/*' | sort ;;
migrations) find src/store/migrations -name '*.sql' | sort ;;
routes) find src -name '*.routes' | sort ;;
assets) find src assets tests/views \( -name '*.html' -o -name '*.[ch]' -o -name '*.def' -o -name '*.js' -o -name '*.css' -o -name '*.svg' \) | sort ;;
views) find src -type d -name views | sort ;;
pages) find "$2" -name '*.html' | sort ;;
tests) find src tests -name '*_test.c' | sort ;;
demo) find assets/demo -name '*.txt' | sort ;;
fuzz) find fuzz -name '*_fuzz.c' | sort ;;
name) basename "$(realpath -m "$2")" | sed 's/\.[a-z]*$//' ;;
esac
