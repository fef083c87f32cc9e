#!/bin/sh
# Installs what is missing to build, run and test: Debian packages (tools/packages.txt) and npm packages
# (package-lock.json). Says what it does; does nothing when all is there.
set -eu
cd "$(dirname "$0")/.."
missing=
for package in $(cat tools/packages.txt); do
	dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
done
command -v node >/dev/null 2>&1 && command -v npm >/dev/null 2>&1 || missing="$missing nodejs npm"
if [ -n "$missing" ]; then
	echo "Installing Debian packages:$missing"
	as_root=
	[ "$(id -u)" = 0 ] || as_root=sudo
	# Debian's postgresql would make and start a cluster of its own; the tests start theirs.
	if [ ! -e /etc/postgresql-common/createcluster.conf ]; then
		$as_root mkdir -p /etc/postgresql-common
		echo 'create_main_cluster = false' | $as_root tee /etc/postgresql-common/createcluster.conf >/dev/null
	fi
	$as_root apt-get update -q
	# shellcheck disable=SC2086
	$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing
fi
if [ -f package-lock.json ] && ! cmp -s package-lock.json node_modules/.installed; then
	echo "Installing npm packages"
	npm ci --no-audit --no-fund --ignore-scripts
	cp package-lock.json node_modules/.installed
fi
