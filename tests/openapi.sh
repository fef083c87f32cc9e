#!/bin/sh
# The API's own description of itself must satisfy a linter of OpenAPI that others wrote; samples of
# webhooks must be what their schemas say.
# Usage: openapi.sh TEST_API_EDGES
set -eu
program=$(realpath "$1")
cd "$(dirname "$0")/.."
document=$(mktemp --suffix=.json)
trap 'rm -f "$document"' EXIT
"$program" --print >"$document"
REDOCLY_TELEMETRY=off node_modules/.bin/redocly lint --extends=recommended-strict "$document"
