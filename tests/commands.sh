#!/bin/sh
# The program on the command line, as somebody in front of a shell meets it; on SQLite and PostgreSQL.
# Usage: commands.sh PROGRAM [PART-OF-NAME]
set -u
program=$(realpath "$1")
wanted=${2:-}
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
server=$("$root/tests/postgres.sh" start)
failed=0
count=0

database() { # ENGINE: DB is one that nobody has used
	count=$((count + 1))
	name=commands_$$_$count
	case $1 in
	sqlite) DB=$work/$count.db ;;
	postgres)
		psql -Xqc "CREATE DATABASE $name" "$server"
		DB=$("$root/tests/postgres.sh" url "$name")
		;;
	esac
	CLIENTELE_DB=$DB
	export CLIENTELE_DB
}

ask() { # SQL: what the database answers
	case $DB in
	postgres*) psql -XAtqc "$1" "$DB" ;;
	*) sqlite3 -cmd '.timeout 10000' "$DB" "$1" ;; # a server that ends has it for itself for a moment
	esac
}

forget() {
	i=0
	while [ "$i" -lt "$count" ]; do
		i=$((i + 1))
		psql -Xqc "DROP DATABASE IF EXISTS commands_$$_$i WITH (FORCE)" "$server" 2>/dev/null
	done
	rm -rf "$work"
}
trap forget EXIT

is() { # WHAT EXPECTED ACTUAL
	[ "$2" = "$3" ] || { echo "$1: expected '$2', was '$3'"; return 1; }
}

says() { # FILE PATTERN: a line of the file is like this
	grep -Eq -- "$2" "$1" || { echo "no line is like '$2':"; cat "$1"; return 1; }
}

# ---- the demo

a_demo_is_filled_once_and_then_left_alone() {
	"$program" demo --db "$DB" --customers 30 --if-empty >"$work/out" || return
	is customers 30 "$(ask 'SELECT count(*) FROM customers')" || return
	ask 'DELETE FROM customer_search WHERE customer_id = 1' >/dev/null
	is 'said the second time' '' "$("$program" demo --db "$DB" --customers 40 --if-empty 2>&1)" || return
	is customers 30 "$(ask 'SELECT count(*) FROM customers')" || return
	"$program" demo --db "$DB" --customers 40 >"$work/out" 2>&1
	is 'exit status without --if-empty' 1 $? || return
	says "$work/out" 'There are customers already'
}

a_demo_that_was_cut_off_begins_anew() {
	rm -f "$work/out"
	TMPDIR=$work "$program" demo --db "$DB" --customers 100000 >"$work/out" 2>&1 &
	filling=$!
	tries=0
	until grep -q ' of 100000 customers' "$work/out" 2>/dev/null || [ "$tries" -gt 6000 ]; do
		tries=$((tries + 1))
		sleep 0.05
	done
	kill -9 "$filling"
	wait "$filling" 2>/dev/null
	"$program" demo --db "$DB" --customers 25 --if-empty >"$work/out" 2>&1 || { cat "$work/out"; return 1; }
	says "$work/out" 'cut off' || return
	is customers 25 "$(ask 'SELECT count(*) FROM customers')" || return
	is 'staff who can sign in' 6 "$(ask 'SELECT count(*) FROM staff WHERE password_hash IS NOT NULL')"
}

# Both times it serves; the second time on what the first has made. The first one builds what is out of date, however
# long that takes.
make_run_serves_a_demo() {
	for time in first second; do
		rm -f "$work/$time"
		setsid make -s -C "$root" run BUILD="$(dirname "$program")" DB="$DB" CUSTOMERS=20 LISTEN=127.0.0.1:0 \
			>"$work/$time" 2>&1 &
		running=$!
		until grep -q '^Clientele serves' "$work/$time" 2>/dev/null || ! kill -0 "$running" 2>/dev/null; do sleep 0.05; done
		port=$(sed -n 's/^Listening on port //p' "$work/$time")
		status=$(node -e 'fetch(process.argv[1]).then((answer) => console.log(answer.status), console.log)' \
			"http://localhost:$port/admin/sign-in")
		kill -TERM "-$running"
		wait "$running" 2>/dev/null
		is "the $time answer" 200 "$status" || { cat "$work/$time"; return 1; }
	done
	is customers 20 "$(ask 'SELECT count(*) FROM customers')" || return
	test ! -e "$root/postgresql:" -a ! -e "$root/postgres:"
}

# The list index is a faster way to the same answers.
lists_are_the_same_without_their_index() {
	"$program" demo --customers 200 >/dev/null || return
	key=$("$program" key create --name shop --scope customers.read) || return
	for index in on off; do
		: >"$work/serving" # what the first server said is not the second one's word
		timeout 300 "$program" serve --listen 127.0.0.1:0 --list-index "$index" >"$work/serving" 2>"$work/log-$index" &
		serving=$!
		until grep -q '^Clientele serves' "$work/serving" || ! kill -0 "$serving" 2>/dev/null; do sleep 0.05; done
		[ "$index" = off ] || until grep -q 'the index holds 200 customers' "$work/log-on"; do sleep 0.05; done
		node -e 'const [origin, key] = process.argv.slice(1);
			(async () => { for (const asked of ["", "filter=status:active,blocked+-vip:yes&sort=name", "filter=name:tan&sort=-last_login&limit=7"])
				console.log(await (await fetch(`${origin}/api/v1/customers?${asked}`, { headers: { Authorization: `Bearer ${key}` } })).text()); })()' \
			"http://localhost:$(sed -n 's/^Listening on port //p' "$work/serving")" "$key" | sed 's/"next":"[^"]*"//' >"$work/lists-$index"
		kill -TERM "$serving"
		wait "$serving" 2>/dev/null
	done
	says "$work/lists-on" '"total":[1-9]' || return
	cmp "$work/lists-on" "$work/lists-off" || return
	! grep 'the index holds' "$work/log-off" || return
	"$program" serve --list-index maybe >"$work/out" 2>&1
	is 'exit status of a third way' 2 $? && says "$work/out" '^clientele: --list-index: is on or off$'
}

# ---- upgrades

migrate_says_what_it_does_and_a_newer_database_is_refused() {
	"$program" migrate >"$work/out" 2>&1
	is 'exit status of an empty database' 1 $? || return
	says "$work/out" 'the database is empty|cannot open' || return
	"$program" init >/dev/null || return
	"$program" migrate --dry-run >"$work/out" || return
	is said "The schema has version 1, which is this program's: there is nothing to do." "$(cat "$work/out")" || return
	"$program" migrate >"$work/out" || return
	is said "The schema has version 1, which is this program's: there was nothing to do." "$(cat "$work/out")" || return
	ask 'UPDATE schema_version SET version = version + 1' >/dev/null
	for command in 'serve --listen 127.0.0.1:0' check config migrate 'migrate --dry-run' 'demo --if-empty'; do
		# shellcheck disable=SC2086
		timeout 60 "$program" $command >"$work/out" 2>&1
		is "exit status of $command" 1 $? || return
		says "$work/out" 'a newer program is needed' || return
	done
}

# Before the first release the schema changes without a step: whoever kept a demo is told what to do.
a_database_from_before_the_release_says_what_to_do() {
	"$program" demo --customers 10 >/dev/null || return
	ask 'ALTER TABLE customer_search RENAME COLUMN title TO honorific' >/dev/null
	for command in 'demo --if-empty' 'serve --listen 127.0.0.1:0' check; do
		# shellcheck disable=SC2086
		timeout 60 "$program" $command >"$work/out" 2>&1
		is "exit status of $command" 1 $? || return
		says "$work/out" 'from before the release of this one: customer_search has a column honorific' || return
		says "$work/out" 'If it is a demo,.* and run this again' || return
	done
	ask 'ALTER TABLE customer_search DROP COLUMN honorific' >/dev/null
	"$program" demo --if-empty >"$work/out" 2>&1
	says "$work/out" 'customer_search has no column title' || return
	case $DB in postgres*) return ;; esac
	# What it says is what helps.
	sh -c "$(sed -n 's/^If it is a demo.*: //p' "$work/out")" || return
	"$program" demo --customers 10 --if-empty >/dev/null || return
	is customers 10 "$(ask 'SELECT count(*) FROM customers')"
}

# ---- what a newcomer meets

fails() { # PATTERN COMMAND…: exit status 1, one line like PATTERN on standard error, nothing else
	pattern=$1
	shift
	timeout 60 "$program" "$@" >"$work/out" 2>"$work/said"
	is "exit status of $*" 1 $? && is 'standard output' '' "$(cat "$work/out")" && is lines 1 "$(wc -l <"$work/said")" &&
		says "$work/said" "^clientele: .*$pattern"
}

what_is_no_database_of_ours_is_left_as_it_is() {
	case $DB in
	postgres*) : ;;
	*)
		"$program" check >"$work/out" 2>&1
		is 'exit status of what is not there' 1 $? && says "$work/out" 'No such file' && says "$work/out" '^clientele init makes' &&
			[ ! -e "$DB" ] || return
		: >"$DB"
		;;
	esac
	for command in check migrate 'migrate --dry-run' config 'backup x'; do
		# shellcheck disable=SC2086
		fails 'the database is empty; clientele init makes what is in it' $command || return
	done
	ask 'CREATE TABLE people (id INTEGER)' >/dev/null
	for command in check init migrate 'migrate --dry-run' config 'backup x' 'serve --listen 127.0.0.1:0' 'demo --customers 5'; do
		# shellcheck disable=SC2086
		fails 'of another program, whose tables are in it; it was left as it is' $command || return
	done
	is 'their people' 0 "$(ask 'SELECT count(*) FROM people')" || return
	case $DB in
	postgres*) tables="information_schema.tables WHERE table_schema = 'public'" ;;
	*) tables=sqlite_schema ;;
	esac
	is tables 1 "$(ask "SELECT count(*) FROM $tables")"
}

what_cannot_be_opened_is_told_in_words() {
	mkdir "$work/folder"
	echo 'a text that is no database, and as long as one begins' >"$work/text"
	: >"$work/mine" && chmod 0 "$work/mine"
	chmod 711 "$work"
	for command in check init migrate config; do
		fails 'folder: Is a directory' "$command" --db "$work/folder" && fails 'text: file is not a database' "$command" --db "$work/text" &&
			! "$program" "$command" --db postgres://localhost:1/x 2>"$work/said" && says "$work/said" 'Is the server running' || return
		[ "$(id -u)" = 0 ] && drop='setpriv --reuid=65534 --regid=65534 --clear-groups' || drop=
		$drop "$program" "$command" --db "$work/mine" >"$work/out" 2>&1
		is "exit status of $command" 1 $? && says "$work/out" 'Permission denied' || return
	done
	grep -q 'is no database' "$work/text"
}

# As when the disk fills: in a view of the machine where one is small.
an_init_that_was_cut_off_is_done_by_the_next() {
	mkdir -p "$work/disk"
	cat >"$work/disk.sh" <<-'END'
		mount -t tmpfs -o size=1m none "$2" && cd "$2" || exit 77
		"$1" init --db x.db
		[ $? = 1 ] || exit 2
		mount -o remount,size=40m "$2"
		"$1" init --db x.db && "$1" check --db x.db || exit 3
		"$1" init --db x.db
		[ $? = 1 ] || exit 4
	END
	unshare --map-root-user --mount sh "$work/disk.sh" "$program" "$work/disk" >"$work/out" 2>&1
	status=$?
	[ "$status" -ne 77 ] && ! grep -q '^unshare' "$work/out" || { echo 'skipped: no view of its own here'; return 0; }
	is 'exit status' 0 "$status" && says "$work/out" 'database or disk is full' && says "$work/out" '/admin/welcome/' &&
		says "$work/out" 'there is a database already; it was left as it is' || { cat "$work/out"; return 1; }
}

settings_are_shown_and_set_by_their_names() {
	"$program" init >/dev/null || return
	"$program" config >"$work/all" || return
	is settings "$(grep -c '^SETTING(' "$root/src/service/settings.def")" "$(wc -l <"$work/all")" || return
	while read -r name _; do
		case $name in
		business.zone) good=Asia/Kuala_Lumpur bad=Mars ;;
		business.currency) good=MYR bad=Ringgit ;;
		business.language) good=ms bad=Malay ;;
		business.country) good=MY bad=my ;;
		mail.port) good=465 bad=0 ;;
		mail.security) good=tls bad=some ;;
		mail.authority) good='' bad=PEM ;;
		registration.tell | mail.from_address | mail.reply_to) good=a@x.example bad=here ;;
		*.days | api.rate) good=12 bad=-1 ;;
		business.name | mail.host | mail.user | mail.from_name | mail.password) good='Kedai Aminah' bad=$(printf '%0501d' 0) ;;
		*) good=yes bad=perhaps ;;
		esac
		"$program" config "$name" --set "$good" >"$work/out" || { echo "$name"; return 1; }
		shown="$name = $good"
		[ "$name" != mail.password ] || shown="$name = (set, never shown)"
		is 'what was set' "$shown" "$(cat "$work/out")" && is 'what is set' "$shown" "$("$program" config "$name")" || return
		"$program" config "$name" --set "$bad" >"$work/out" 2>&1
		is "exit status of $name = $bad" 1 $? && says "$work/out" 'does not fit this setting' && says "$work/out" '^It takes .*\.$' &&
			is 'what is set' "$shown" "$("$program" config "$name")" || return
	done <"$work/all"
	changed=$(ask "SELECT count(*) FROM audit_entries WHERE name = 'settings.changed'")
	is 'entries of the audit log' "$(($(wc -l <"$work/all") - 1))" "$changed" || return
	printf 'a secret\n' | "$program" config mail.password --stdin >"$work/out" || return
	is 'the password' 'a secret' "$(ask "SELECT value FROM settings WHERE name = 'mail.password'")" || return
	openssl req -x509 -newkey rsa:2048 -nodes -keyout /dev/null -subj /CN=x -days 9 2>/dev/null >"$work/pem"
	"$program" config mail.authority --stdin <"$work/pem" >/dev/null || return
	"$program" config >"$work/out" && says "$work/out" '^mail.authority = \(several lines: clientele config mail.authority\)$' || return
	"$program" config mail.authority | sed 's/^mail.authority = //' | cmp - "$work/pem" || return
	for words in nothing.there 'nothing.there --set x' '--set x' --stdin 'trash.days --set 1 --stdin'; do
		# shellcheck disable=SC2086
		"$program" config $words >"$work/out" 2>"$work/said" </dev/null
		is "exit status of config $words" 2 $? && is 'standard output' '' "$(cat "$work/out")" &&
			says "$work/said" 'clientele config shows all of them|comes with --set already' || return
	done
}

refuses_document() { # PATTERN DOCUMENT: exit status 1, a line like PATTERN, and nothing is done
	printf '%s' "$2" | "$program" config --apply - >"$work/out" 2>"$work/said"
	is "exit status of $2" 1 $? && is 'standard output' '' "$(cat "$work/out")" && says "$work/said" "$1" &&
		says "$work/said" '^Nothing was changed\.$' && "$program" config --export | cmp - "$work/config.json"
}

everything_that_is_set_up_is_a_document() {
	"$program" init >/dev/null || return
	"$program" config --export >"$work/config.json" && "$program" config --export | cmp - "$work/config.json" || return
	is 'what applying it does' '0 created, 0 changed, 10 as they were' "$("$program" config --apply "$work/config.json")" || return
	refuses_document '^clientele: line 2, column 7: This is no JSON\.$' "$(printf '{"tags": [\n  {name: "x"}]}')" &&
		refuses_document '^clientele: types\[0\]\.discount: “500” is neither a percentage' '{"types": [{"word": "retail", "discount": "500"}], "tags": [{"name": "x"}]}' &&
		refuses_document '^clientele: channels\[0\]\.color: This does not exist here\. There are: word, name, colour, ' '{"channels": [{"word": "shop", "color": "red"}]}' &&
		refuses_document '^clientele: tpyes: .* There are: settings, types, ' '{"tpyes": []}' &&
		refuses_document 'clientele config mail\.password --stdin$' '{"settings": {"mail.password": "x"}}' &&
		refuses_document 'webhooks\[0\]\.url: This address is not public' '{"webhooks": [{"url": "http://10.0.0.7/", "events": ["*"]}]}' || return
	cat >"$work/more.json" <<-'END'
		{"settings": {"trash.days": 60},
		 "types": [{"name": "Trade", "discount": "5.00"}, {"word": "retail"}],
		 "webhooks": [{"url": "http://10.0.0.7/hook", "events": ["customer.blocked"]}]}
	END
	CLIENTELE_WEBHOOK_ALLOW=10.0.0.0/8
	export CLIENTELE_WEBHOOK_ALLOW
	"$program" config --apply "$work/more.json" --dry-run >"$work/out" || return
	says "$work/out" '^    trash\.days: 30 → 60$' && says "$work/out" '^create types trade$' && says "$work/out" '^    position: 1$' &&
		says "$work/out" '^Dry run, nothing was written: 2 created, 1 changed, 1 as they were$' && ! grep secret "$work/out" &&
		"$program" config --export | cmp - "$work/config.json" || return
	"$program" config --apply "$work/more.json" >"$work/out" || return
	is secrets 1 "$(grep -c '^    secret: whsec_.* (shown this once)$' "$work/out")" && says "$work/out" '^2 created, 1 changed, 1 as they were$' &&
		is 'the second time' '0 created, 0 changed, 4 as they were' "$("$program" config --apply - <"$work/more.json")" || return
	is 'who did it' 4 "$(ask "SELECT count(*) FROM audit_entries WHERE request_id = 'clientele config'")" || return
	"$program" config --export >"$work/config.json" && ! grep whsec_ "$work/config.json" || return
	# Another installation becomes the same.
	other=$work/other-$count.db
	"$program" init --db "$other" >/dev/null && "$program" config --apply "$work/config.json" --db "$other" >/dev/null &&
		"$program" config --export --db "$other" | cmp - "$work/config.json" || return
	for words in '--export trash.days' '--export --set 1' "--apply $work/config.json --stdin" --dry-run "--export --apply $work/config.json"; do
		# shellcheck disable=SC2086
		"$program" config $words >"$work/out" 2>"$work/said" </dev/null
		is "exit status of config $words" 2 $? && is 'standard output' '' "$(cat "$work/out")" && says "$work/said" ': goes with' || return
	done
	fails 'there.json: No such file or directory' config --apply "$work/not/there.json"
}

staff_and_keys_are_added_or_not_at_all() {
	"$program" init >/dev/null || return
	people=$(ask 'SELECT count(*) FROM staff')
	for password in short '' "$(printf '%01000d' 0)"; do
		echo "$password" | "$program" staff add --email a@x.example --role sales --password-stdin >"$work/out" 2>&1
		is "exit status with '$password'" 1 $? && says "$work/out" '^clientele: password: ' || return
	done
	fails 'email: This is no e-mail address' staff add --email here --role sales && fails 'role: There is no such role' \
		staff add --email a@x.example --role king && is staff "$people" "$(ask 'SELECT count(*) FROM staff')" || return
	echo 'long enough for them' | "$program" staff add --email a@x.example --role sales --password-stdin >"$work/out" || return
	says "$work/out" '^a@x\.example signs in at http://localhost:8080/admin/sign-in$' || return
	"$program" staff add --email b@x.example --role sales --base-url https://crm.example >"$work/out" || return
	says "$work/out" '^b@x\.example sets a password by this link' && says "$work/out" '^https://crm\.example/admin/welcome/' || return
	fails 'Somebody on the staff has this address already' staff add --email b@x.example --role sales || return
	"$program" key create --name shop --scope 'customers.read nonsense' >"$work/out" 2>&1
	is 'exit status of a key' 2 $? && says "$work/out" '“nonsense” is no permission; there are: customers.read .*audit.read$' || return
	is keys 0 "$(ask 'SELECT count(*) FROM api_keys')" || return
	key=$("$program" key create --name shop --scope '*') || return
	is 'form of a key' clt_ "$(echo "$key" | cut -c1-4)" && is keys 1 "$(ask 'SELECT count(*) FROM api_keys')" || return
	"$program" sign-in-key rotate >"$work/out" && says "$work/out" 'it signs in ten minutes' || return
	"$program" check >"$work/out" && says "$work/out" "^schema: version 1, which is this program's$" &&
		says "$work/out" '^audit log: [0-9]+ entries, the chain is whole$'
}

backups_say_what_they_hold() {
	"$program" init >/dev/null || return
	mkdir -p "$work/kept/folder" "$work/files/ab"
	cd "$work/kept" || return
	"$program" backup one --files "$work/none" >"$work/out" || return
	says "$work/out" '^one holds the database; there are no uploaded files: .*none is not there\.$' || return
	"$program" backup two --files "$work/files" >"$work/out" || return
	says "$work/out" '^two holds everything: the database, and the uploaded files of .*files\.$' || return
	fails 'folder: Is a directory' backup folder --files "$work/files" && fails 'no/such/file: No such file' backup no/such/file || return
	echo 'a text that is no backup, and longer than what is at the end of every one of them' >text
	fails 'nothing: No such file' restore nothing && fails 'no backup, or cut off or damaged' restore text &&
		fails 'no backup, or cut off or damaged' restore folder && fails 'there is a database already; --force replaces it' restore one || return
	case $DB in
	postgres*) "$program" restore one --db postgres://localhost:1/x --files "$work/other" >"$work/out" 2>&1 ;;
	*) "$program" restore one --db "$work/no/such/x.db" >"$work/out" 2>&1 ;;
	esac
	is 'exit status where it cannot be put' 1 $? && says "$work/out" 'Is the server running|No such file' || return
	is 'what is left beside' 'folder one text two' "$(echo *)" || return
	"$program" restore one --force --files "$work/files" >"$work/out" && says "$work/out" '^Everything of one is back\.$'
}

# Everybody on a machine can list the words that programs were begun with.
no_program_is_given_the_password_of_the_database_as_a_word() {
	case $DB in
	postgres*) CLIENTELE_DB="$DB&password=se%27cret%5Cword" ;;
	*) return 0 ;;
	esac
	"$program" init >/dev/null || return
	name_of_it=$name
	mkdir -p "$work/bin"
	for name in pg_dump pg_restore; do
		printf '#!/bin/sh\necho "%s $PGPASSWORD" >>"%s/given"\necho "$@" >>"%s/words"\nexec %s "$@"\n' \
			$name "$work" "$work" "$(command -v $name)" >"$work/bin/$name"
		chmod 755 "$work/bin/$name"
	done
	PATH=$work/bin:$PATH "$program" backup "$work/sealed" --files "$work/none" >/dev/null &&
		PATH=$work/bin:$PATH "$program" restore "$work/sealed" --force --files "$work/none" >/dev/null || return
	says "$work/given" "^pg_dump se'cret\\\\word$" && says "$work/given" "^pg_restore se'cret\\\\word$" &&
		says "$work/words" "dbname='$name_of_it'" || return
	! grep cret "$work/words"
}

# ---- the configuration file

serves() { # OPTION…: the server begins, and what it says is in $work/serving
	: >"$work/serving"
	timeout 300 "$program" serve "$@" >"$work/serving" 2>&1 &
	serving=$!
	until grep -q '^Clientele serves' "$work/serving" || ! kill -0 "$serving" 2>/dev/null; do sleep 0.05; done
	kill -TERM "$serving"
	wait "$serving"
}

a_configuration_file_stands_in_for_options() {
	file=$work/$count.conf
	printf '\357\273\277# this shop\r\n\n  ; and\ndb = %s\nbase-url=https://file.example ; not yet\ninsecure-http = no\n' "$DB" >"$file"
	unset CLIENTELE_DB
	"$program" init --config "$file" >"$work/out" || return
	says "$work/out" '^https://file\.example/admin/welcome/' || return
	staff='staff add --role sales'
	CLIENTELE_CONFIG=$file CLIENTELE_BASE_URL='' "$program" $staff --email a@x.example >"$work/out" || return
	says "$work/out" '^https://file\.example/' || return
	CLIENTELE_CONFIG=$file CLIENTELE_BASE_URL=https://env.example "$program" $staff --email b@x.example >"$work/out" || return
	says "$work/out" '^https://env\.example/' || return
	CLIENTELE_CONFIG=$file CLIENTELE_BASE_URL=https://env.example "$program" $staff --email c@x.example \
		--base-url=https://line.example >"$work/out" || return
	says "$work/out" '^https://line\.example/' || return
	"$program" check --config "$file" --db "$work/not/there.db" 2>"$work/out"
	says "$work/out" 'not/there.db' || return
	CLIENTELE_CONFIG=$work/not/there.conf "$program" check --config "$file" >/dev/null || return
	printf 'base-url = http://crm.example\nlisten = 127.0.0.1:0\ntrusted-proxies = 127.0.0.1\n\t::1\n\t10.0.0.0/8\n' >>"$file"
	sed -i 's/^base-url=https.*//; s/^insecure-http = no/insecure-http = yes/' "$file"
	serves --config "$file" || { cat "$work/serving"; return 1; }
	says "$work/serving" '^Listening on port [0-9]+$' && says "$work/serving" '^Clientele serves http://crm\.example/admin$' || return
	CLIENTELE_INSECURE_HTTP=no serves --config "$file"
	is 'exit status when the environment says no' 2 $? &&
		says "$work/serving" "^clientele: $file:7: base-url: http:// works on this machine only"
}

refuses() { # PATTERN TEXT COMMAND…: exit status 2, one line like PATTERN, and nothing was made
	pattern=$1
	printf "$2" >"$work/wrong.conf"
	shift 2
	timeout 60 "$program" "$@" --config "$work/wrong.conf" >"$work/out" 2>"$work/said"
	is "exit status of '$pattern'" 2 $? && is 'lines' 1 "$(wc -l <"$work/said")" && is 'standard output' '' "$(cat "$work/out")" &&
		says "$work/said" "^clientele: $work/wrong\\.conf$pattern" && [ ! -e "$work/made.db" ]
}

a_configuration_file_that_cannot_be_taken_is_refused_by_its_line() {
	unset CLIENTELE_DB
	made="db = $work/made.db"
	long=$(printf '%0200d' 0)
	refuses ":2: there is no setting 'lisen'$" "$made\nlisen = x\n" init &&
		refuses ":1: there is no setting 'force'$" "force = yes\n$made\n" init &&
		refuses ":1: there is no setting 'config'$" "config = x\n" init &&
		refuses ':4: db stands in line 1 already$' "$made\n\n#\n$made\n" init &&
		refuses ":2: it is not like 'name = value'$" "$made\nlisten\nlisen = x\n" init &&
		refuses ':1: db needs a value$' 'db =\nlisen = x\n' init &&
		refuses ':1: values are written without quotation marks$' 'db = "made.db"\n' init &&
		refuses ':1: there are no sections' "[serve]\n$made\n" init &&
		refuses ':2: the line has more than 197 bytes$' "$made\nfiles = $long\n" init &&
		refuses ':2: the line has more than 197 bytes$' "$made\n#$long\n" init &&
		refuses ':2: there is a NUL in the line$' "$made\nfiles = a\\000b\n" init &&
		refuses ':2: .* db is no list$' "$made\n  base-url = x\n" init &&
		refuses ':2: base-url: is no valid UTF-8$' "$made\nbase-url = \\377\n" init &&
		refuses ':2: insecure-http: is yes or no$' "$made\ninsecure-http = 1\n" serve &&
		refuses ':2: list-memory: “much” is no number$' "$made\nlist-memory = much\n" serve &&
		refuses ':2: list-index: is on or off$' "$made\nlist-index = yes\n" serve &&
		refuses ':2: base-url: is like https://' "$made\nbase-url = crm.example\n" serve &&
		refuses ':2: trusted-proxies: “here” is no network' "$made\ntrusted-proxies = ::1\n  here\n" serve &&
		refuses ':2: webhook-allow: “all” is no network' "$made\nwebhook-allow = all\n" serve || return
	for there in "$work/no/such.conf:No such file" "$work:Is a directory"; do
		"$program" init --db "$work/made.db" --config "${there%%:*}" >"$work/out" 2>"$work/said"
		is "exit status of $there" 2 $? && is 'lines' 1 "$(wc -l <"$work/said")" || return
		says "$work/said" "^clientele: .*${there%%:*}: ${there#*:}" && [ ! -e "$work/made.db" ] || return
	done
	"$program" init >"$work/out" 2>"$work/said"
	is 'exit status without a database' 2 $? && says "$work/said" "db=.* is needed; CLIENTELE_DB .* or 'db = …' in a configuration file"
}

a_password_that_everybody_can_read_is_told_of() {
	unset CLIENTELE_DB
	for url in postgres://shop:secret@localhost:1/shop 'postgresql://localhost:1/shop?password=secret'; do
		printf '# shop\ndb = %s\n' "$url" >"$work/open.conf"
		chmod 644 "$work/open.conf"
		"$program" check --config "$work/open.conf" 2>"$work/said"
		says "$work/said" "open\\.conf:2: everybody on this machine can read the password; chmod o= $work/open\\.conf" || return
		! grep secret "$work/said" || return
		chmod 640 "$work/open.conf"
		"$program" check --config "$work/open.conf" 2>"$work/said"
		! grep 'can read' "$work/said" || return
	done
	printf 'db = postgres://shop@localhost:1/shop\n' >"$work/open.conf"
	chmod 644 "$work/open.conf"
	"$program" check --config "$work/open.conf" 2>"$work/said"
	! grep 'can read' "$work/said"
}

# In a view of the machine that has an /etc of its own.
the_usual_configuration_file_is_read_by_whoever_may() {
	unset CLIENTELE_DB
	cat >"$work/usual.sh" <<-'END'
		mount -t tmpfs none /etc && mkdir /etc/clientele && cd "$2" || exit 77
		echo 'db = usual.db' >/etc/clientele/clientele.conf
		"$1" init && [ -f usual.db ] || exit 1
		echo 'db = other.db' >other.conf
		"$1" init --config other.conf && [ -f other.db ]
	END
	unshare --map-root-user --mount sh "$work/usual.sh" "$program" "$work" >"$work/out" 2>&1
	status=$?
	[ "$status" -ne 77 ] && ! grep -q '^unshare' "$work/out" || { echo 'skipped: no view of its own here'; return 0; }
	is 'exit status' 0 "$status" || { cat "$work/out"; return 1; }
}

# ---- help, as the GNU standards want it; no engine matters

every_command_explains_itself() {
	"$program" --help >"$work/out" || return
	commands=$(sed -n '/^Commands:/,/^$/s/^  \([a-z-]\{1,\}\( [a-z-]\{1,\}\)\{0,1\}\)  .*/\1/p' "$work/out")
	is 'number of commands' 14 "$(echo "$commands" | wc -l)" || return
	echo "$commands" | while read -r command; do
		# shellcheck disable=SC2086
		"$program" $command --help >"$work/help" || return
		says "$work/help" "^Usage: clientele $command " && says "$work/help" '^Examples:$' &&
			says "$work/help" '^  --help ' && says "$work/help" '^Exit status:$' || return
		# Examples are for copying and stay on one line; all else fits a terminal.
		! sed '/^Examples:/,/^$/d' "$work/help" | grep -E '^.{80}' || return
		"$program" --manual | grep -q "^\.SS \"clientele $command\"" || return
	done || return
	for group in import export staff key; do
		"$program" "$group" --help >"$work/help" || return
		says "$work/help" "^Usage: clientele $group COMMAND" && says "$work/help" "^  $group [a-z]" || return
	done
}

a_lost_second_factor_is_taken_off_on_the_machine() {
	"$program" init --db "$DB" >"$work/out" || return
	"$program" staff add --db "$DB" --email aisha@example.com --role owner >"$work/out" || return
	"$program" staff remove-factor --db "$DB" --email aisha@example.com >"$work/out" 2>&1
	is 'exit status without one' 1 $? || return
	says "$work/out" 'They have no second factor' || return
	ask "INSERT INTO staff_factors (staff_id, secret, created, confirmed, last_step)
		SELECT id, CAST(email AS BLOB), 1, 1, 0 FROM staff WHERE email = 'aisha@example.com'" >/dev/null 2>&1 ||
		ask "INSERT INTO staff_factors (staff_id, secret, created, confirmed, last_step)
			SELECT id, convert_to(email, 'UTF8'), 1, 1, 0 FROM staff WHERE email = 'aisha@example.com'" >/dev/null || return
	"$program" staff remove-factor --db "$DB" --email aisha@example.com || return
	is 'second factors' 0 "$(ask 'SELECT count(*) FROM staff_factors')" || return
	is 'letters that tell of it' 1 "$(ask "SELECT count(*) FROM outbox WHERE what = 'staff_factor_removed'")" || return
	"$program" staff remove-factor --db "$DB" --email nobody@example.com >"$work/out" 2>&1
	is 'exit status for nobody' 1 $? || return
	says "$work/out" 'Nobody on the staff has this address'
}

wrong_use_is_told_apart_from_failure() {
	for words in nothing import 'serve --nothing' 'serve --db' 'serve --demo=yes' 'key create --name x' 'backup a b' backup \
		restore 'import customers' 'check more' 'init more' 'config a b' 'staff add --email a@x.example'; do
		# shellcheck disable=SC2086
		"$program" $words >"$work/out" 2>"$work/wrong"
		is "exit status of $words" 2 $? && is 'standard output' '' "$(cat "$work/out")" || return
		says "$work/wrong" "^Try 'clientele .*--help'\\.$" || return
	done
	for word in help version manual completion; do
		"$program" "$word" >"$work/out" 2>&1
		is "exit status of $word" 2 $? && says "$work/out" "^Try 'clientele --$word'\\.$" || return
	done
	"$program" init --db '' >"$work/out" 2>&1
	is 'exit status without a value' 2 $? && says "$work/out" '^clientele: --db: needs a value$' || return
	"$program" check --db "$work/no/such/folder/x.db" >"$work/out" 2>&1
	is 'exit status of a failure' 1 $? || return
	"$program" init >/dev/null || return
	for listen in here here:80 127.0.0.1: 127.0.0.1:http 127.0.0.1:65536 127.0.0.1:-1 :8080; do
		timeout 60 "$program" serve --listen "$listen" >"$work/out" 2>"$work/wrong"
		is "exit status of $listen" 1 $? && says "$work/wrong" 'cannot listen on .* not of the form 127\.0\.0\.1:8080' || return
	done
}

what_cannot_be_written_is_no_success() {
	"$program" --help 2>"$work/out" >/dev/full
	is 'exit status on a full disk' 1 $? || return
	says "$work/out" 'standard output: No space left'
}

# Told on both engines, and those for which no engine matters.
both='migrate_says_what_it_does_and_a_newer_database_is_refused a_demo_is_filled_once_and_then_left_alone
	a_demo_that_was_cut_off_begins_anew a_database_from_before_the_release_says_what_to_do
	a_lost_second_factor_is_taken_off_on_the_machine lists_are_the_same_without_their_index
	make_run_serves_a_demo a_configuration_file_stands_in_for_options what_is_no_database_of_ours_is_left_as_it_is
	settings_are_shown_and_set_by_their_names everything_that_is_set_up_is_a_document
	staff_and_keys_are_added_or_not_at_all backups_say_what_they_hold
	no_program_is_given_the_password_of_the_database_as_a_word'
once='every_command_explains_itself wrong_use_is_told_apart_from_failure what_cannot_be_written_is_no_success
	a_configuration_file_that_cannot_be_taken_is_refused_by_its_line a_password_that_everybody_can_read_is_told_of
	the_usual_configuration_file_is_read_by_whoever_may what_cannot_be_opened_is_told_in_words
	an_init_that_was_cut_off_is_done_by_the_next'
for engine in sqlite postgres; do
	stories=$both
	[ "$engine" = postgres ] || stories="$once $both"
	for story in $stories; do
		case $story in *"$wanted"*) ;; *) continue ;; esac
		database "$engine"
		if said=$("$story" 2>&1); then
			echo "ok      $story on $engine"
		else
			printf 'FAILED  %s on %s\n%s\n' "$story" "$engine" "$said"
			failed=1
		fi
	done
done
exit $failed
