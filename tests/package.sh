#!/bin/sh
# Builds the Debian package, puts it into an empty root and looks at it there: the program runs, the manual is whole,
# completion completes, the unit is sound, hardened and listens on this machine alone, scripts parse.
# Usage: package.sh BUILD | PACKAGE      BUILD: it is made from what was built there
set -u
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
package=$1
[ ! -d "$1" ] || package=$(tools/deb.sh "$work" "$1") || exit 1
root=$work/root
dpkg-deb -x "$package" "$root" && dpkg-deb -e "$package" "$work/control" || exit 1
program=$root/usr/bin/clientele
unit=$root/lib/systemd/system/clientele.service

check() { # WHAT COMMAND…
	what=$1
	shift
	if said=$("$@" 2>&1); then
		echo "ok      $what"
	else
		printf 'FAILED  %s\n%s\n' "$what" "$said"
		failed=1
	fi
}

runs() {
	"$program" --version | grep -Eq '^clientele [0-9]' && "$program" init --db "$work/new.db" | grep -q /admin/welcome/
}

manual_is_whole() {
	zcat "$root/usr/share/man/man1/clientele.1.gz" >"$work/clientele.1"
	said=$(LC_ALL=C.UTF-8 MANROFFSEQ='' MANWIDTH=80 man --warnings -E UTF-8 -l "$work/clientele.1" 2>&1 >"$work/shown") || return
	[ -z "$said" ] || { echo "$said"; return 1; }
	for heading in NAME SYNOPSIS DESCRIPTION COMMANDS ENVIRONMENT FILES 'EXIT STATUS'; do
		grep -q "$heading" "$work/shown" || { echo "no $heading"; return 1; }
	done
}

completes() { # what is typed → what is offered
	bash -c '
		source "$1"
		COMP_WORDS=("${@:3}")
		COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
		_clientele
		[ "${COMPREPLY[*]}" = "$2" ] || { echo "${COMP_WORDS[*]}: ${COMPREPLY[*]}"; exit 1; }
	' bash "$root/usr/share/bash-completion/completions/clientele" "$@"
}

completion_completes() {
	completes serve clientele ser && completes 'add remove-factor' clientele staff '' && completes --role clientele staff add --ro &&
		completes both clientele import customers --mode b && completes "$unit" clientele backup "${unit%ice}" &&
		completes '' clientele pic
}

unit_is_sound() {
	sed "s|/usr/bin/clientele|$program|" "$unit" >"$work/clientele.service"
	said=$(systemd-analyze verify --man=no "$work/clientele.service" 2>&1 | grep clientele.service)
	[ -z "$said" ] || { echo "$said"; return 1; }
}

# One line less and it is worse than that.
unit_is_hardened() {
	systemd-analyze security --offline=true --root="$root" --threshold=14 --no-pager clientele.service >"$work/security" ||
		{ cat "$work/security"; return 1; }
}

# What libraries ask for at the start and what a sign-in needs is let through or does no harm; who hashes gives way.
serves_under_its_filter() {
	port=$((20000 + $$ % 20000))
	"$program" demo --db "$work/served.db" --customers 5 >/dev/null || return
	tests/under_unit.py "$unit" "$program" serve --db "$work/served.db" --listen "127.0.0.1:$port" \
		--base-url "http://localhost:$port" >"$work/served" 2>&1 &
	server=$!
	for _ in $(seq 100); do curl -s -o "$work/page" "http://127.0.0.1:$port/admin/sign-in" && break || sleep 0.1; done
	session=$(bench/sign_in.sh "$port")
	nicer=$(cat "/proc/$server/task"/*/stat 2>/dev/null | awk '$19 == 5' | wc -l)
	kill "$server" && wait "$server" && [ -n "$session" ] && [ "$nicer" -eq "$(nproc)" ] ||
		{ cat "$work/served"; echo "session: $session; threads that give way: $nicer"; return 1; }
}

listens_here_alone() {
	grep -q '^listen = 127\.0\.0\.1:8080$' "$root/etc/clientele/clientele.conf" &&
		grep -q '^ExecStart=.* --config /etc/clientele/clientele.conf$' "$unit"
}

# Whatever stands in it as a comment can be taken out of the comment; what differs here is the place of the database.
configuration_is_read() {
	grep -q '^/etc/clientele/clientele.conf$' "$work/control/conffiles" || return
	is=$(stat -c %a "$root/etc/clientele/clientele.conf")
	[ "$is" = 640 ] || { echo "it may be read: $is"; return 1; }
	sed "s|/var/lib/clientele|$work|" "$root/etc/clientele/clientele.conf" >"$work/clientele.conf"
	"$program" init --config "$work/clientele.conf" | grep -q /admin/welcome/ && [ -f "$work/clientele.db" ] || return
	sed -i 's/^db = .*//; s/^#\([a-z-]* = \)/\1/' "$work/clientele.conf"
	chmod 640 "$work/clientele.conf"
	"$program" check --config "$work/clientele.conf" --db "$work/clientele.db"
}

scripts_parse() {
	for script in postinst prerm postrm; do sh -n "$work/control/$script" || return; done
}

# The scripts on an empty machine: every program that would change this one is replaced by one that only tells.
user_is_made_once() {
	mkdir -p "$work/bin"
	for name in adduser install systemctl chgrp; do printf '#!/bin/sh\necho %s "$@"\n' "$name" >"$work/bin/$name"; done
	printf '#!/bin/sh\nexit 2\n' >"$work/bin/getent"
	chmod 755 "$work/bin"/*
	PATH=$work/bin:$PATH "$work/control/postinst" configure >"$work/said" || return
	grep -q '^adduser .*--system.* clientele$' "$work/said" && ! grep -Eq '^systemctl.* (start|enable|restart) ' "$work/said" ||
		{ cat "$work/said"; return 1; }
	printf '#!/bin/sh\nexit 0\n' >"$work/bin/getent"
	PATH=$work/bin:$PATH "$work/control/postinst" configure 0.0.1 >"$work/said" || return
	! grep -q '^adduser' "$work/said"
}

check 'the program runs and makes a database' runs
check 'the manual is whole and without a warning' manual_is_whole
check 'completion completes commands, options, choices and files' completion_completes
if command -v systemd-analyze >/dev/null; then
	check 'the unit is sound' unit_is_sound
	check 'the unit is hardened' unit_is_hardened
	check 'the program serves with the system calls that the unit lets through' serves_under_its_filter
else
	echo 'skipped the unit: systemd is not installed here'
fi
check 'the service listens on this machine alone' listens_here_alone
check 'the configuration file is read, and so is all that it offers' configuration_is_read
check 'the scripts parse' scripts_parse
check 'the first installation makes a user and starts nothing' user_is_made_once
check 'dependencies are named' grep -Eq '^Depends: .*libinih.*libsodium.*libsqlite3' "$work/control/control"
exit $failed
