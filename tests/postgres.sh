#!/bin/sh
# A private PostgreSQL for tests: own directory, own socket, no network, no password; the system's cluster is not used.
# Usage: tests/postgres.sh start | stop | url [DATABASE]
#   start   starts it unless it runs; prints the URL of its database "postgres"
#   url     prints the URL of a database
#   stop    ends it and removes its directory
# TEST_POSTGRES_DIR   where it lives; by default a directory under /tmp that belongs to this checkout
# TEST_POSTGRES_FSYNC on: sync the disk as in production (off: faster, data die with the machine)
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
dir=${TEST_POSTGRES_DIR:-/tmp/clientele-postgres-$(id -u)-$(printf %s "$root" | cksum | cut -d' ' -f1)}
programs=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)

# The server refuses to run as root, so root hands it to the user that Debian's package made for it.
as_owner() {
	if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi
}

url() {
	echo "postgresql:///$1?host=$dir&user=clientele"
}

is_running() {
	[ -f "$dir/data/postmaster.pid" ] && as_owner "$programs/pg_ctl" -D "$dir/data" status >/dev/null 2>&1
}

make_cluster() {
	mkdir -p "$dir"
	if [ "$(id -u)" = 0 ]; then chown postgres "$dir"; fi
	chmod 700 "$dir"
	as_owner "$programs/initdb" -D "$dir/data" -U clientele -A trust -E UTF8 --locale=C.UTF-8 -N >/dev/null
}

start() {
	is_running && return
	[ -f "$dir/data/PG_VERSION" ] || make_cluster
	as_owner "$programs/pg_ctl" -D "$dir/data" -l "$dir/log" -w start -o "-c listen_addresses='' \
		-c unix_socket_directories='$dir' -c max_connections=400 -c shared_buffers=128MB \
		-c fsync=${TEST_POSTGRES_FSYNC:-off} -c deadlock_timeout=100ms" >/dev/null
}

stop() {
	if is_running; then as_owner "$programs/pg_ctl" -D "$dir/data" -m immediate -w stop >/dev/null; fi
	rm -rf "$dir"
}

# Test programs run side by side: one starts it, the others wait for that one.
exec 9>"$dir.lock"
flock 9
case ${1-} in
start)
	start 9>&-
	url postgres
	;;
stop)
	stop 9>&-
	rm -f "$dir.lock"
	;;
url) url "${2:-postgres}" ;;
*)
	sed -n '2,9s/^# //p' "$0"
	exit 2
	;;
esac
