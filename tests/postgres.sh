#!/bin/sh
# A private PostgreSQL for tests: own directory, own socket, no network, no password; the system's cluster is not used.
# Usage: tests/postgres.sh start | stop | url [DATABASE]
#   start   starts it unless it runs; prints the URL of its database "postgres"
#   url     prints the URL of a database
#   stop    ends it and removes its directory
# TEST_POSTGRES_DIR   where it lives; by default a directory under /tmp that belongs to this checkout
# TEST_POSTGRES_FSYNC on: sync the disk as in production (off: faster, in memory when there is room, gone with the machine)
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
dir=${TEST_POSTGRES_DIR:-/tmp/clientele-postgres-$(id -u)-$(printf %s "$root" | cksum | cut -d' ' -f1)}
fsync=${TEST_POSTGRES_FSYNC:-off}
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

# In memory, when it may be and has room; $dir/data leads there.
make_cluster() {
	data=$dir/data
	[ "$fsync" = on ] || data=$("$root/tests/scratch.sh")/$(basename "$dir")-data
	rm -rf "$data"
	mkdir -p "$dir" "$data"
	[ "$data" = "$dir/data" ] || ln -sfn "$data" "$dir/data"
	if [ "$(id -u)" = 0 ]; then chown postgres "$dir" "$data"; fi
	chmod 700 "$dir" "$data"
	as_owner "$programs/initdb" -D "$data" -U clientele -A trust -E UTF8 --locale=C.UTF-8 -N >/dev/null
}

# A server that nobody but tests asks: no copies of whole pages, no replicas, and what a killed client asked for ends.
start() {
	is_running && return
	[ -f "$dir/data/PG_VERSION" ] || make_cluster
	as_owner "$programs/pg_ctl" -D "$dir/data" -l "$dir/log" -w -t 300 start -o "-c listen_addresses='' \
		-c unix_socket_directories='$dir' -c max_connections=400 -c shared_buffers=128MB -c wal_level=minimal \
		-c max_wal_senders=0 -c fsync=$fsync -c full_page_writes=$fsync -c deadlock_timeout=100ms \
		-c client_connection_check_interval=100ms" >/dev/null
}

stop() {
	if is_running; then as_owner "$programs/pg_ctl" -D "$dir/data" -m immediate -w stop >/dev/null; fi
	[ ! -L "$dir/data" ] || rm -rf "$(readlink "$dir/data")"
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
