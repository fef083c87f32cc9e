/* What SQLite can write as CSV and nothing else: every table that an export reads, in one pass side by side, every cell
 * as it lies there (numbers, where the program writes words, times and names), quoted where CSV asks for it. As many
 * columns and about as many bytes as `clientele export customers` writes. Prints to standard output.
 *
 *   raw_export DATABASE
 */
#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* `most`: how many of a customer's have columns; 0: their names in one cell. */
static const struct table {
	const char *sql, *most;
} tables[] = {
	{"SELECT customer_id, orders, spent_base, last_order, sign_ins, last_sign_in, last_seen FROM customer_counters "
	 "ORDER BY customer_id",
	 "SELECT 1"},
	{"SELECT customer_id, address, verification FROM emails ORDER BY customer_id, is_primary DESC, at, id",
	 "SELECT MAX(n) FROM (SELECT COUNT(*) n FROM emails GROUP BY customer_id)"},
	{"SELECT customer_id, typed, label FROM phones ORDER BY customer_id, is_primary DESC, at, id",
	 "SELECT MAX(n) FROM (SELECT COUNT(*) n FROM phones GROUP BY customer_id)"},
	{"SELECT customer_id, label, company, name, line1, line2, line3, line4, postcode, city, state, country, phone, "
	 "tax_id, "
	 "is_shipping, is_billing FROM addresses ORDER BY customer_id, at, id",
	 "SELECT MAX(n) FROM (SELECT COUNT(*) n FROM addresses GROUP BY customer_id)"},
	{"SELECT customer_id, kind, country, value FROM tax_ids ORDER BY customer_id, at, id",
	 "SELECT COALESCE(MAX(n), 0) FROM (SELECT COUNT(*) n FROM tax_ids GROUP BY customer_id)"},
	{"SELECT m.customer_id, t.name FROM customer_tags m JOIN tags t ON t.id = m.tag_id ORDER BY m.customer_id, "
	 "t.folded",
	 "SELECT 0"},
	{"SELECT m.customer_id, g.word FROM customer_groups m JOIN groups g ON g.id = m.group_id ORDER BY "
	 "m.customer_id, g.word",
	 "SELECT 0"},
	{"SELECT m.customer_id, h.word FROM customer_channels m JOIN channels h ON h.id = m.channel_id ORDER BY "
	 "m.customer_id, "
	 "h.word",
	 "SELECT 0"},
	{"SELECT customer_id, text FROM customer_attributes ORDER BY customer_id, attribute_id",
	 "SELECT COUNT(*) FROM attributes"},
	{"SELECT customer_id, value FROM external_ids ORDER BY customer_id, system, value",
	 "SELECT COUNT(DISTINCT system) FROM external_ids"},
};
#define TABLES (sizeof tables / sizeof *tables)

static const char people[] = "SELECT id, login, email, salutation, title, first_name, last_name, name_order, company, "
			     "birth_date, language, zone, "
			     "country, currency, type_id, group_id, channel_id, representative_id, vip, newsletter, "
			     "discount, billing_email, since, "
			     "status, display_name, guest, activation, approval, active, blocked, suspended, "
			     "suspended_until, country, created, "
			     "modified FROM customers WHERE status > 1 ORDER BY id";

static char out[1 << 20];
static size_t used;

static void put(const void *bytes, size_t size)
{
	if (size > sizeof out - used) {
		fwrite(out, 1, used, stdout);
		used = 0;
	}
	memcpy(out + used, bytes, size);
	used += size;
}

static void put_cell(const char *text, size_t size)
{
	bool quote = false;
	for (size_t i = 0; i < size && !quote; i++)
		quote = text[i] == ',' || text[i] == '"' || text[i] == '\n' || text[i] == '\r';
	if (!quote) {
		put(text, size);
		return;
	}
	put("\"", 1);
	for (size_t i = 0; i < size; i++)
		put(text[i] == '"' ? "\"\"" : &text[i], text[i] == '"' ? 2 : 1);
	put("\"", 1);
}

static void put_columns(sqlite3_stmt *row, int from)
{
	for (int i = from; i < sqlite3_column_count(row); i++) {
		const char *text = (const char *)sqlite3_column_text(row, i);
		put(",", 1);
		if (text)
			put_cell(text, (size_t)sqlite3_column_bytes(row, i));
	}
}

/* What belongs to that customer; cells that they do not fill stay empty. */
static void put_children(sqlite3_stmt *rows, bool *there, int64_t customer, int64_t most)
{
	int64_t count = 0;
	if (!most)
		put(",", 1);
	for (; *there && sqlite3_column_int64(rows, 0) <= customer; *there = sqlite3_step(rows) == SQLITE_ROW) {
		if (sqlite3_column_int64(rows, 0) < customer || (most && count == most))
			continue;
		if (most)
			put_columns(rows, 1);
		else
			put_cell((const char *)sqlite3_column_text(rows, 1), (size_t)sqlite3_column_bytes(rows, 1));
		count++;
	}
	for (; count < most; count++)
		for (int i = 1; i < sqlite3_column_count(rows); i++)
			put(",", 1);
}

static sqlite3_stmt *prepare(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *statement;
	if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK) {
		fprintf(stderr, "raw_export: %s\n", sqlite3_errmsg(db));
		exit(1);
	}
	return statement;
}

static int64_t ask(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *statement = prepare(db, sql);
	sqlite3_step(statement);
	int64_t number = sqlite3_column_int64(statement, 0);
	sqlite3_finalize(statement);
	return number;
}

int main(int count, char **words)
{
	sqlite3 *db;
	sqlite3_stmt *rows[TABLES];
	bool there[TABLES];
	int64_t most[TABLES];
	if (count != 2 ||
	    sqlite3_open_v2(words[1], &db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK) {
		fprintf(stderr, "raw_export DATABASE\n");
		return 2;
	}
	sqlite3_exec(db, "PRAGMA mmap_size=2147483648; PRAGMA cache_size=-65536; BEGIN", NULL, NULL, NULL);
	for (size_t i = 0; i < TABLES; i++) {
		most[i] = ask(db, tables[i].most);
		rows[i] = prepare(db, tables[i].sql);
		there[i] = sqlite3_step(rows[i]) == SQLITE_ROW;
	}
	sqlite3_stmt *person = prepare(db, people);
	while (sqlite3_step(person) == SQLITE_ROW) {
		int64_t id = sqlite3_column_int64(person, 0);
		put_cell((const char *)sqlite3_column_text(person, 0), (size_t)sqlite3_column_bytes(person, 0));
		put_columns(person, 1);
		for (size_t i = 0; i < TABLES; i++)
			put_children(rows[i], &there[i], id, most[i]);
		put("\r\n", 2);
	}
	fwrite(out, 1, used, stdout);
	return fflush(stdout) == 0 ? 0 : 1;
}
