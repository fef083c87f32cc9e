#!/bin/bash
# Signs the owner of a demo in, as a browser does, and says the cookie of the session.
# Usage: sign_in.sh PORT
set -euo pipefail
url=http://127.0.0.1:$1/admin/sign-in
page=$(curl -s -i "$url")
visitor=$(sed -n 's/^Set-Cookie: \(__Host-visitor=[^;]*\).*/\1/p' <<<"$page")
csrf=$(grep -o 'name="csrf" value="[^"]*"' <<<"$page" | head -1 | cut -d'"' -f4)
curl -s -D - -o /dev/null -H "Cookie: $visitor" --data-urlencode email=owner@demo.example \
	--data-urlencode password=batik-laterne-cometa --data-urlencode "csrf=$csrf" "$url" |
	sed -n 's/^Set-Cookie: \(__Host-session=[^;]*\).*/\1/p'
