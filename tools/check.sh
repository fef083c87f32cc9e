#!/bin/sh
# What a machine can see without running the program's stories. Every check says what it found; the first failure does
# not hide the next.
# Usage: check.sh BUILD
set -u
cd "$(dirname "$0")/.."
build=$1
failed=0
step() {
	name=$1
	shift
	if out=$("$@" 2>&1); then
		printf 'ok      %s\n' "$name"
	else
		printf 'FAILED  %s\n%s\n' "$name" "$out"
		failed=1
	fi
}
step 'layers' python3 tools/check_layers.py "$build"
step 'sizes' python3 tools/check_sizes.py
step 'nothing public is unused' python3 tools/check_unused.py "$build"
step 'words: every sentence in every language' tools/words/check.sh "$build"
step 'docs/ROUTES.md is what the routes say' tools/routes_document.sh "$build" --check
step 'docs/features.md names pages, calls and tests that exist' python3 tools/check_features.py
step 'defences of tests/defences/mutants.txt can be taken out, and their tests are there' tools/mutants.py --check
step 'tests/schemas/ keeps the schema' tools/schemas.sh check "$build"
step 'every version of the schema becomes that of today, on both engines' "$build/tests/test_upgrades"
step 'format of C' tools/check_format.sh
step 'PHP can be read' sh -c 'git ls-files -z "*.php" | xargs -0 -n 1 php -l'
exit $failed
