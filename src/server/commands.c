/* Every command of the program. */
#include "server/command.h"

#include "server/commands.h"
#include "server/config_file.h"

/* Which database, for every command that needs one. */
#define DB                                                                                                             \
	{"db", "FILE|URL", "database: a SQLite file, or postgres://…", true, "CLIENTELE_DB"},                          \
	{                                                                                                              \
		"config", "FILE",                                                                                      \
			"read options from lines 'name = value' of it; " CONFIG_FILE_USUAL " when not given", false,   \
			"CLIENTELE_CONFIG"                                                                             \
	}
#define END                                                                                                            \
	{                                                                                                              \
		0                                                                                                      \
	}

#define WEBHOOK_ALLOW                                                                                                  \
	{                                                                                                              \
		"webhook-allow", "NETWORKS",                                                                           \
			"networks that webhooks may reach though they are not public, separated by blanks", false,     \
			"CLIENTELE_WEBHOOK_ALLOW"                                                                      \
	}

static const struct command_option init_options[] = {
	DB,
	{"base-url", "URL", "where people will reach the server, for the link that is printed", false,
	 "CLIENTELE_BASE_URL"},
	END,
};

static const struct command_option serve_options[] = {
	DB,
	{"listen", "ADDRESS:PORT", "where to listen; 127.0.0.1:8080 when not given", false, "CLIENTELE_LISTEN"},
	{"base-url", "URL", "where people reach the server; http://localhost:PORT when not given", false,
	 "CLIENTELE_BASE_URL"},
	{"trusted-proxies", "NETWORKS", "proxies whose X-Forwarded-For and -Proto count, separated by blanks", false,
	 "CLIENTELE_TRUSTED_PROXIES"},
	WEBHOOK_ALLOW,
	{"files", "FOLDER",
	 "where uploaded files are kept; FILE-files beside a SQLite file, files/ here with PostgreSQL", false,
	 "CLIENTELE_FILES"},
	{"list-index", "on|off", "answer lists from memory, about 300 bytes a customer; on when not given", false,
	 "CLIENTELE_LIST_INDEX"},
	{"list-memory", "MB",
	 "for lists in memory: the index, and customers ready to be sent, 1 KB each, who are kept in a file without a "
	 "name in the folder of files when there is no room for them; a tenth of the machine's when not given",
	 false, "CLIENTELE_LIST_MEMORY"},
	{"insecure-http", NULL, "allow a base URL with http:// that is not this machine", false,
	 "CLIENTELE_INSECURE_HTTP"},
	{"demo", NULL, "print how to sign in as each role of the demo", false, NULL},
	END,
};

static const struct command_option demo_options[] = {
	DB,
	{"customers", "NUMBER", "how many; 10000 when not given", false, NULL},
	{"if-empty", NULL, "leave a database with customers as it is, and say nothing", false, NULL},
	{"seed", "NUMBER", "another seed makes other people; 1 when not given", false, NULL},
	END,
};

static const struct command_option staff_add_options[] = {
	DB,
	{"email", "ADDRESS", "to sign in with", true, NULL},
	{"name", "NAME", "as others see it; the address when not given", false, NULL},
	{"role", "owner|administrator|shop_manager|sales|support|auditor", "what they may do", true, NULL},
	{"password-stdin", NULL, "read the password from standard input instead of printing a link", false, NULL},
	{"base-url", "URL", "where people reach the server, for the link that is printed", false, "CLIENTELE_BASE_URL"},
	END,
};

static const struct command_option staff_remove_factor_options[] = {
	DB,
	{"email", "ADDRESS", "whose it is", true, NULL},
	END,
};

static const struct command_option key_create_options[] = {
	DB,
	{"name", "NAME", "whose key it is: the shop, the program", true, NULL},
	{"scope", "WORDS", "permissions, separated by blanks; * for all", true, NULL},
	END,
};

static const struct command_option sign_in_key_options[] = {
	DB,
	{"at-once", NULL, "forget all keys of before: what they signed is believed no more", false, NULL},
	END,
};

static const struct command_option migrate_options[] = {
	DB,
	{"dry-run", NULL, "tell which steps are missing, and run none", false, NULL},
	END,
};
static const struct command_option check_options[] = {DB, END};

static const struct command_option picture_helper_options[] = {END};

static const struct command_option config_options[] = {
	DB,
	{"set", "VALUE", "the new value of the named setting", false, NULL},
	{"stdin", NULL, "read the new value from standard input: passwords, which others may see in a command, and PEM",
	 false, NULL},
	{"export", NULL, "write everything that is set up as a document, JSON, on standard output", false, NULL},
	{"apply", "FILE|-", "make everything as that document says; what it does not name stays", false, NULL},
	{"dry-run", NULL, "with --apply: tell what would be done, field by field, and do nothing", false, NULL},
	WEBHOOK_ALLOW,
	END,
};

static const struct command_option import_options[] = {
	DB,
	{"dry-run", NULL, "tell what would be done with each row, field by field, and do nothing", false, NULL},
	{"map", "HEADER=COLUMN,…", "what a column of the file is; - leaves it out. Others are guessed", false, NULL},
	{"match", "any|id|email|login|external", "whom a row means; any: foreign id, then e-mail, then login", false,
	 NULL},
	{"mode", "both|create|update", "what may be done; both when not given", false, NULL},
	{"report", "FILE", "write refused rows with their reasons here, to be corrected and imported again", false,
	 NULL},
	{"system", "NAME", "what ids of the other program are kept under; import when not given", false, NULL},
	{"replace", NULL, "empty cells take values away, lists lose what is not named", false, NULL},
	{"create-missing", NULL, "make types, groups and channels that are not there", false, NULL},
	{"delimiter", "CHARACTER|tab", "found out when not given", false, NULL},
	{"encoding", "NAME", "utf-8, utf-16le, utf-16be or windows-1252; found out when not given", false, NULL},
	{"raw", NULL, "take cells as they are: no ' was put before formulas", false, NULL},
	END,
};

static const struct command_option export_options[] = {
	DB,
	{"output", "FILE", "write here, when it is whole; else to standard output", false, NULL},
	{"filter", "FILTER", "only these, in the language of the list: 'status:blocked country:MY'", false, NULL},
	{"columns", "NAME,HEADER=TEXT,…",
	 "only these, in this order; {a name} in a text is that column. Every column when not given", false, NULL},
	{"format", "csv|xlsx|jsonl", "found out by the ending of FILE when not given, else csv", false, NULL},
	{"encoding", "utf-8|utf-8-bom|utf-16", "of CSV; utf-8 when not given", false, NULL},
	{"delimiter", "CHARACTER|tab", "of CSV; comma when not given", false, NULL},
	{"raw", NULL, "for machines: no ' before what a spreadsheet would take for a formula", false, NULL},
	END,
};

#define FILES                                                                                                          \
	{                                                                                                              \
		"files", "FOLDER",                                                                                     \
			"where uploaded files are kept; FILE-files beside a SQLite file, files/ here with PostgreSQL", \
			false, "CLIENTELE_FILES"                                                                       \
	}

static const struct command_option backup_options[] = {DB, FILES, END};
static const struct command_option restore_options[] = {
	DB,
	FILES,
	{"force", NULL, "replace the database that is there", false, NULL},
	END,
};

const struct command_place command_places[] = {
	{"clientele.db",
	 "The database where --db names a file, with clientele.db-wal and -shm beside it while it is in use."},
	{"clientele.db-files/",
	 "The uploaded files of that database; with PostgreSQL, files/ in the working directory. "
	 "--files names another folder."},
	{CONFIG_FILE_USUAL,
	 "The configuration file, when --config names no other. The package installs one for its service."},
	{"/var/lib/clientele/", "The database and the files of that service."},
	{0},
};

const struct command commands[] = {
	{"init", NULL, "Make a new database and print a link for its first owner",
	 "The database gets the schema, the roles, one of everything that a form needs, and one sample customer. The "
	 "printed link "
	 "can be used once, within seven days, to set the owner's password.",
	 init_options, command_init,
	 "  clientele init --db clientele.db --base-url https://crm.example.com\n"
	 "  clientele init --db 'postgres://clientele@localhost/clientele'\n"},
	{"serve", NULL, "Serve the pages and the API",
	 "Listens on this machine alone unless told otherwise; put a proxy that speaks TLS in front. SIGTERM lets "
	 "running requests "
	 "end and stops.",
	 serve_options, command_serve,
	 "  clientele serve --db clientele.db\n"
	 "  clientele serve --db clientele.db --base-url https://crm.example.com --trusted-proxies 127.0.0.1\n"},
	{"demo", NULL, "Fill a new database with a business and its customers",
	 "Makes the database when it is missing. Realistic people of Malaysia, Germany, the Arab world, China, Latin "
	 "America and "
	 "elsewhere, registered over three years up to now, with their names, addresses and telephones, and somebody "
	 "of each role "
	 "to sign in as. The same seed makes the same people.",
	 demo_options, command_demo,
	 "  clientele demo --db demo.db --customers 1000\n"
	 "  clientele serve --db demo.db --demo\n"},
	{"import customers", "FILE|-", "Add and change customers from CSV, an XLSX workbook or JSON Lines",
	 "Finds out encoding, delimiter, gzip, zip, XLSX and JSON Lines, guesses what each column is (English, German, "
	 "Malay) and "
	 "shows it. "
	 "Exports of Shopify, WooCommerce, osCommerce, Magento, PrestaShop and Vendure are known by their columns. "
	 "Columns that "
	 "nobody knows become text attributes. A row that cannot be taken is told of with column, value and reason, "
	 "the others are "
	 "done. Empty cells leave values as they are. Cut off in the middle, the same command goes on where it was; no "
	 "row is done "
	 "twice. What was exported imports without a difference.",
	 import_options, command_import,
	 "  clientele import customers people.csv --db clientele.db --dry-run\n"
	 "  clientele import customers people.csv --db clientele.db --report refused.csv --create-missing\n"
	 "  clientele import customers - --db clientele.db --map 'E-Mail=email,Kd-Nr=-' <people.csv\n"},
	{"export customers", NULL, "Write customers to a file: CSV, XLSX or JSON Lines",
	 "By default everybody who is not in the trash, with every column that the database holds. A column of one's "
	 "own is a header, = and a text: Source=shop, or with columns in it, Name={first_name} {last_name}. Quotes "
	 "around it keep a comma. A line of JSON is an object with the same columns.",
	 export_options, command_export,
	 "  clientele export customers --db clientele.db --output all.csv\n"
	 "  clientele export customers --db clientele.db --output blocked.xlsx --filter 'status:blocked'\n"
	 "  clientele export customers --db clientele.db --columns 'id,email,Name={first_name} "
	 "{last_name},Source=shop'\n"},
	{"staff add", NULL, "Add somebody to the staff",
	 "Prints a link, to be used once, that lets them set their password; or reads the password from standard "
	 "input.",
	 staff_add_options, command_staff_add,
	 "  clientele staff add --db clientele.db --email aisha@example.com --name 'Aisha Rahman' --role sales\n"},
	{"staff remove-factor", NULL, "Take the second factor off an account of the staff",
	 "For an owner who has lost the telephone and the recovery codes; others ask somebody with a higher role. "
	 "Their "
	 "sessions "
	 "end, they are told by mail, and their password alone lets them in.",
	 staff_remove_factor_options, command_staff_remove_factor,
	 "  clientele staff remove-factor --db clientele.db --email aisha@example.com\n"},
	{"key create", NULL, "Make an API key and print it, alone on its line",
	 "The key is printed once and stored nowhere; a hash of it finds it again.", key_create_options,
	 command_key_create,
	 "  clientele key create --db clientele.db --name 'web shop' --scope 'customers.read customers.write'\n"},
	{"sign-in-key rotate", NULL, "Make a new key for what shops are told about who signs in",
	 "Shops are shown the new key at once, and ten minutes later it begins to sign; the one before stays as long "
	 "as what "
	 "it signed. A key is replaced by itself after 90 days. With --at-once, for a key that somebody may have "
	 "stolen, "
	 "shops may refuse to let customers in until they fetch the keys again.",
	 sign_in_key_options, command_sign_in_key_rotate, "  clientele sign-in-key rotate --db clientele.db\n"},
	{"migrate", NULL, "Bring the schema of the database up to date",
	 "Stop the server and take a backup first: there is no way back but that. Each step runs in a transaction of "
	 "its "
	 "own and is told of when it is done; cut off, the same command goes on from there. A database of a newer "
	 "program "
	 "is refused.",
	 migrate_options, command_migrate,
	 "  clientele migrate --db clientele.db --dry-run\n"
	 "  clientele backup before.backup --db clientele.db && clientele migrate --db clientele.db\n"},
	{"check", NULL, "Check the database: the schema's version, the chain of the audit log",
	 "Every entry of the audit log carries a hash of the one before it; one that was changed or taken out is "
	 "named.",
	 check_options, command_check, "  clientele check --db clientele.db\n"},
	{"picture-helper", NULL, "Make a picture small: standard input to standard output",
	 "The server starts it for each picture that somebody sends, in a process that may do nothing else.",
	 picture_helper_options, command_picture_helper, NULL, true},
	{"backup", "FILE", "Write the database and the uploaded files into one file, while the server runs",
	 "The file is a tar archive, sealed by a checksum at its end. It is written beside FILE and takes its name "
	 "when it is whole. "
	 "PostgreSQL needs pg_dump.",
	 backup_options, command_backup, "  clientele backup clientele-$(date +%F).backup --db clientele.db\n"},
	{"restore", "FILE", "Put back what clientele backup has written",
	 "Stop the server first. The checksum, the schema's version and the database itself are checked before "
	 "anything is touched; "
	 "a database that is there is replaced with --force alone. PostgreSQL needs pg_restore.",
	 restore_options, command_restore, "  clientele restore clientele-2026-11-26.backup --db new.db\n"},
	{"config", "[SETTING]", "Show settings, set one, or export and apply all that is set up",
	 "Without SETTING all are shown with their values, with it that one; --set or --stdin write it and show what "
	 "it is "
	 "now. --export writes settings, customer types, groups, channels with their clients, tags, attributes, "
	 "roles, webhooks and letters as one document, the same bytes as long as nothing has changed, to be kept under "
	 "version control; "
	 "--apply makes another installation so, or this one again. "
	 "What is in the document is found by its word, name or address, added or changed field by field, and stands "
	 "in "
	 "the document's order; what it does not name stays as it is, nothing is taken away, and a document with a "
	 "mistake "
	 "changes nothing. Secrets stand in no document: passwords are set by --stdin, the secret of a new webhook or "
	 "client is "
	 "printed once, API keys are made anew. The pages under Settings change the same; the audit log names what was "
	 "changed.",
	 config_options, command_config,
	 "  clientele config --db clientele.db\n"
	 "  clientele config business.zone --set Asia/Kuala_Lumpur --db clientele.db\n"
	 "  clientele config mail.password --stdin --db clientele.db <password\n"
	 "  clientele config --export --db clientele.db >config.json\n"
	 "  clientele config --apply config.json --dry-run --db new.db\n"},
	{0},
};
