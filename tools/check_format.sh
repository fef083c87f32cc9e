#!/bin/sh
# clang-format has the last word on C that people write.
set -eu
cd "$(dirname "$0")/.."
git ls-files '*.c' '*.h' | xargs clang-format --dry-run --Werror --ferror-limit=3
