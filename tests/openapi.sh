#!/bin/sh
# The API's own description of itself must satisfy a linter of OpenAPI that others wrote.
# Usage: openapi.sh TEST_OPENAPI
set -eu
cd "$(dirname "$0")/.."
document=$(mktemp --suffix=.json)
trap 'rm -f "$document"' EXIT
"$1" --print >"$document"
REDOCLY_TELEMETRY=off node_modules/.bin/redocly lint --extends=recommended "$document"
