/* Security 2, 20, 22: numbers of others, SQL, rubbish and line breaks wherever the routes take a value. */
#include "tests/defences/walk.h"
#include "tests/faults.h"

#include "format/url.h"
#include "store/schema_table.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PEOPLE 40

/* ---- what a list is asked by ---- */

/* Finds nobody, as a plain word that is nowhere does; the list of SQL and rubbish is judged by it. */
#define NOWHERE "qqzzxq"

static const char *const tainted[] = {
	"' OR 1=1 --",
	"1; DROP TABLE customers; --",
	"id) UNION SELECT password_hash, 1, 1 FROM staff --",
	"title:\"' OR 1=1 --\"",
	"name COLLATE NOCASE, (SELECT 1/0)",
	"$1 ?1 :1 %s %n %99999d",
	"en'; DELETE FROM staff; --",
	"\xf0\x9f\x92\xa9 \xd8\xa7\xd9\x84 *\"NEAR(a b) AND -",
	"9223372036854775808",
	"-1",
	"((((((((((((((((((((((((((((((((",
	"type: tag: attr.: created:..",
	"%",
};

static bool is_asked(const struct route *route)
{
	return route->method == HTTP_GET && route->field_count > route->path_count;
}

/* `total` of a list of the API; -1: there is none. */
static int64_t total_of(struct visitor *visitor)
{
	size_t at = text_find(visitor->body, TEXT("\"total\":"), 0);
	int64_t total = 0;
	if (at == SIZE_MAX)
		return -1;
	for (at += 8; at < visitor->body.size && visitor->body.at[at] >= '0' && visitor->body.at[at] <= '9'; at++)
		total = total * 10 + (visitor->body.at[at] - '0');
	return total;
}

static int ask_list(struct visitor *visitor, const struct route *route, const char *field, const char *value)
{
	struct site *site = visitor->site;
	struct text path = walk_path(site, route, 1, 1);
	path = text_format(site->arena, "%.*s?%s=%.*s", TEXT_ARG(path), field,
			   TEXT_ARG(url_encode(site->arena, text_of(value))));
	return visitor_send(visitor, "GET", path.at, NULL);
}

/* The answer is what a word that means nothing there gets: everything or nothing, never more than that. */
static void taint(struct visitor *visitor, const struct route *route, const char *field)
{
	int plain = ask_list(visitor, route, field, NOWHERE);
	int64_t plain_total = plain == 200 ? total_of(visitor) : -1;
	for (size_t i = 0; i < sizeof tainted / sizeof *tainted; i++) {
		int status = ask_list(visitor, route, field, tainted[i]);
		if (status >= 500 || (status >= 400 && status != 404 && status != 422 && status != plain))
			fail_msg("%s answered %d to %s=%s", route->name, status, field, tainted[i]);
		int64_t total = status == 200 ? total_of(visitor) : -1;
		/* "-1": those without it. */
		if (plain_total == 0 && total > 0 && tainted[i][0] != '-')
			fail_msg("%s found %lld with %s=%s", route->name, (long long)total, field, tainted[i]);
		if (text_find(visitor->body, TEXT("$argon2"), 0) != SIZE_MAX)
			fail_msg("%s gave a password's hash for %s=%s", route->name, field, tainted[i]);
	}
}

static void sql_and_rubbish_in_any_query_are_only_words__22(void **state)
{
	struct site site;
	const struct route *route;
	int asked = 0;
	site_open(&site, *state);
	walk_fill(&site, PEOPLE);
	struct visitor owner = site_staff(&site, "owner"), shop = site_key(&site, "*");
	struct visitor customer = site_account(&site, "walker@walk.example");
	engine_script(&site.engine, "UPDATE customers SET company = 'plain'");
	ask_list(&shop, walk_route(0), "q", NOWHERE); /* the secret of cursors is made at first use */
	struct tables_print before = walk_print(&site);
	for (size_t i = 0; (route = walk_route(i)); i++) {
		if (!is_asked(route))
			continue;
		for (size_t f = route->path_count; f < route->field_count; f++)
			taint(walk_is_portal(route)          ? &customer
			      : route->audience == ROUTE_KEY ? &shop
							     : &owner,
			      route, route->fields[f].name);
		asked++;
	}
	assert_true(asked >= 15);
	const char *changed = walk_changed(&site, &before);
	if (changed)
		fail_msg("asking changed %s", changed);
	site_close(&site);
}

static void a_language_that_is_none_is_ours__22(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor visitor = site_visitor(&site);
	assert_int_equal(visitor_get(&visitor, "/admin/sign-in"), 200);
	struct tables_print before = walk_print(&site);
	for (size_t i = 0; i < sizeof tainted / sizeof *tainted; i++) {
		visitor.headers = text_format(site.arena, "Accept-Language: %s\r\n", tainted[i]);
		assert_int_equal(visitor_get(&visitor, "/admin/sign-in"), 200);
		assert_true(visitor_sees(&visitor, "<html lang=\"en\""));
		visitor.headers = TEXT("");
		struct text form =
			text_format(site.arena, "language=%.*s", TEXT_ARG(url_encode(site.arena, text_of(tainted[i]))));
		int status = visitor_post(&visitor, "/admin/language", form.at);
		if (status != 422 && status != 303)
			fail_msg("the language %s: %d", tainted[i], status);
		assert_int_equal(visitor_get(&visitor, "/admin/sign-in"), 200);
		assert_true(visitor_sees(&visitor, "<html lang=\"en\""));
	}
	assert_null(walk_changed(&site, &before));
	site_close(&site);
}

static void a_column_that_is_none_changes_no_list__22(void **state)
{
	struct site site;
	site_open(&site, *state);
	walk_fill(&site, 3);
	struct visitor owner = site_staff(&site, "owner");
	for (size_t i = 0; i < sizeof tainted / sizeof *tainted; i++) {
		struct text value = url_encode(site.arena, text_of(tainted[i]));
		struct text form = text_format(site.arena, "column=%.*s&order=%.*s&up=%.*s", TEXT_ARG(value),
					       TEXT_ARG(value), TEXT_ARG(value));
		int status = visitor_post(&owner, "/admin/customers/columns", form.at);
		if (status != 422 && status != 303)
			fail_msg("the column %s: %d", tainted[i], status);
		assert_int_equal(visitor_get(&owner, "/admin/customers"), 200);
		assert_false(visitor_sees(&owner, "$argon2"));
	}
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM customers"), 3);
	site_close(&site);
}

/* ---- numbers of others ---- */

#define OWN     1
#define FOREIGN 5

/* All that there is of the foreign customer, in every table. */
static struct text foreign_rows(struct site *site)
{
	struct arena *arena = site->arena;
	struct text all = text_format(
		arena, "%lld",
		(long long)engine_number(&site->engine, "SELECT version * 1000003 + coalesce(modified, 0) % 999983 + "
							"status FROM customers WHERE id = 5"));
	for (size_t i = 0; i < schema_tables_count; i++) {
		const struct schema_table *table = &schema_tables[i];
		if (table->customer_data != SCHEMA_DATA_CUSTOMER)
			continue;
		struct text sql =
			text_format(arena, "SELECT count(*) FROM %s WHERE customer_id = %d", table->name, FOREIGN);
		all = text_format(arena, "%.*s %s:%lld", TEXT_ARG(all), table->name,
				  (long long)engine_number(&site->engine, sql.at));
	}
	return all;
}

/* What the form asks for, for one's own customer, with the foreign number in that field. */
static struct text form_with(struct site *site, const struct route *route, size_t field, int64_t number)
{
	const struct route_field *declared = &route->fields[field];
	struct text form = walk_form(site, route), name = text_format(site->arena, "%s=", declared->name);
	struct text rest = form, pair, kept = TEXT("");
	while (text_next(&rest, '&', &pair))
		if (!text_starts(pair, name))
			kept = text_format(site->arena, "%.*s%s%.*s", TEXT_ARG(kept), kept.size ? "&" : "",
					   TEXT_ARG(pair));
	return text_format(site->arena, "%.*s%s%s=%lld", TEXT_ARG(kept), kept.size ? "&" : "", declared->name,
			   (long long)number);
}

static void send_foreign(struct visitor *narrow, const struct route *route, size_t field, int64_t number)
{
	struct site *site = narrow->site;
	struct text before = foreign_rows(site);
	struct text path = walk_path(site, route, OWN, OWN), form = form_with(site, route, field, number);
	int status = visitor_post(narrow, path.at, form.at);
	if (status >= 500)
		fail_msg("%s answered %d to %s", route->name, status, form.at);
	if (visitor_sees(narrow, "Zzyzx"))
		fail_msg("%s shows who %lld is (%s)", route->name, (long long)number, form.at);
	struct text after = foreign_rows(site);
	if (!text_equal(before, after))
		fail_msg("%s answered %d to %s and changed what is not one's own:\n%.*s\n%.*s", route->name, status,
			 form.at, TEXT_ARG(before), TEXT_ARG(after));
}

static bool may_name_a_row(const struct route_field *field)
{
	return field->kind == ROUTE_COUNT || field->kind == ROUTE_TEXT || field->kind == ROUTE_ID;
}

/* Numbers that are declared as what they are are looked up; here they stand where only a number or a text is asked for:
 * customers ticked in a list, places to go back to, versions. */
static void a_foreign_number_in_a_form_reaches_nobody__2(void **state)
{
	struct site site;
	const struct route *route;
	int sent = 0;
	site_open(&site, *state);
	walk_fill(&site, PEOPLE);
	struct visitor narrow = site_staff(&site, "owner");
	engine_script(
		&site.engine,
		"UPDATE staff SET scope = 1 WHERE email_key = 'owner@site.example';"
		"UPDATE customers SET representative_id = (SELECT id FROM staff WHERE email_key = 'owner@site.example')"
		" WHERE id = 1;"
		"UPDATE customers SET display_name = 'Zzyzx Geheim', first_name = 'Zzyzx', last_name = 'Geheim',"
		" representative_id = NULL WHERE id = 5");
	int64_t email = engine_number(&site.engine, "SELECT min(id) FROM emails WHERE customer_id = 5");
	for (size_t i = 0; (route = walk_route(i)); i++) {
		if (route->audience != ROUTE_STAFF || route->method != HTTP_POST || route->raw_types ||
		    strcmp(route->name, "staff_sign_out") == 0 ||
		    !text_starts(text_of(route->path), TEXT("/admin/customers")))
			continue;
		for (size_t f = route->path_count; f < route->field_count; f++) {
			if (!may_name_a_row(&route->fields[f]))
				continue;
			send_foreign(&narrow, route, f, FOREIGN);
			send_foreign(&narrow, route, f, email);
			sent++;
		}
	}
	assert_true(sent > 50);
	site_close(&site);
}

/* What is ticked in a list is looked at one by one. */
static void a_foreign_customer_among_the_ticked_is_left_alone__2(void **state)
{
	static const char *const deeds[] = {"block", "trash", "vip-on", "disapprove", "suspend", "remove"};
	struct site site;
	site_open(&site, *state);
	walk_fill(&site, PEOPLE);
	struct visitor narrow = site_staff(&site, "owner");
	engine_script(
		&site.engine,
		"UPDATE staff SET scope = 1 WHERE email_key = 'owner@site.example';"
		"UPDATE customers SET representative_id = (SELECT id FROM staff WHERE email_key = 'owner@site.example')"
		" WHERE id = 1; UPDATE customers SET representative_id = NULL WHERE id = 5");
	struct text before = foreign_rows(&site);
	for (size_t i = 0; i < sizeof deeds / sizeof *deeds; i++) {
		struct text form = text_format(site.arena, "what=%s&id=5&id=1&sure=yes", deeds[i]);
		int status = visitor_post(&narrow, "/admin/customers/bulk", form.at);
		assert_true(status < 500);
		ASSERT_TEXT(foreign_rows(&site), before);
	}
	assert_true(engine_number(&site.engine,
				  "SELECT COUNT(*) FROM events WHERE customer_id = 1 AND name = 'customer.blocked'") >
		    0);
	site_close(&site);
}

/* ---- lines ---- */

static const char *const breaking[] = {"A\\nforged",     "A\\r\\nforged",  "A\\u2028forged",
				       "A\\u2029forged", "A\\u0000forged", "A\\u0085forged"};

/* Everything that this process says on standard error while `work` runs. */
static struct text log_of(struct site *site, void (*work)(struct site *site))
{
	char path[] = "/tmp/clientele-log-XXXXXX";
	static char said[1 << 18];
	int kept = dup(STDERR_FILENO), file = mkstemp(path);
	assert_true(kept >= 0 && file >= 0);
	assert_int_equal(dup2(file, STDERR_FILENO), STDERR_FILENO);
	work(site);
	dup2(kept, STDERR_FILENO);
	close(kept);
	ssize_t size = pread(file, said, sizeof said - 1, 0);
	close(file);
	unlink(path);
	assert_true(size >= 0);
	return (struct text){said, (size_t)size};
}

/* Names with line breaks in every place that takes one, while the disk fails, so that the store speaks, too. */
static void send_breaking_names(struct site *site)
{
	struct visitor shop = site_key(site, "*"), stranger = site_visitor(site), owner = site_staff(site, "owner");
	const struct bytes content = {(const unsigned char *)"x", 1};
	for (size_t i = 0; i < sizeof breaking / sizeof *breaking; i++) {
		struct text json = text_format(site->arena, "{\"first_name\":\"%s\"}", breaking[i]);
		assert_int_equal(visitor_send(&shop, "POST", "/api/v1/customers", json.at), 422);
		json = text_format(site->arena, "{\"body\":\"%s\"}", breaking[i]);
		visitor_send(&shop, "POST", "/api/v1/customers/1/notes", json.at);
	}
	visitor_get(&stranger, "/admin/sign-in");
	assert_int_equal(visitor_post(&stranger, "/admin/sign-in", "email=a%40b.example%0D%0Aforged&password=x"), 422);
	assert_int_equal(visitor_get(&owner, "/admin/customers?q=%E2%80%A8forged%0A"), 422);
	visitor_get(&owner, "/admin/forged%0D%0Aforged");
	faults_begin(FAULT_SYNC, 1, FAULTS_FOREVER);
	visitor_send_file(&owner, "/admin/customers/1/files", "file",
			  "a\xe2\x80\xa8"
			  "forged.pdf",
			  content);
	visitor_send(&shop, "POST", "/api/v1/customers", "{\"company\":\"forged\"}");
	faults_end();
}

static bool is_a_line(struct text line)
{
	struct text rest = line, time, level;
	return text_next(&rest, ' ', &time) && time.size >= 20 && time.at[4] == '-' && time.at[10] == 'T' &&
	       text_ends(time, TEXT("Z")) && text_next(&rest, ' ', &level) &&
	       (text_equal(level, TEXT("error")) || text_equal(level, TEXT("warn")) || text_equal(level, TEXT("info")));
}

static void names_with_line_breaks_make_no_line_in_the_log__20(void **state)
{
	struct site site;
	struct text line;
	int lines = 0;
	site_open(&site, *state);
	walk_fill(&site, 1);
	struct text said = log_of(&site, send_breaking_names);
	while (text_next(&said, '\n', &line)) {
		if (!line.size)
			continue;
		if (!is_a_line(line) || text_find(line, TEXT("forged"), 0) != SIZE_MAX)
			fail_msg("in the log: %.*s", TEXT_ARG(line));
		lines++;
	}
	assert_true(lines > 0);
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM customers WHERE first_name LIKE '%forged%'"),
			 0);
	site_close(&site);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(sql_and_rubbish_in_any_query_are_only_words__22),
		ON_BOTH(a_language_that_is_none_is_ours__22),
		ON_BOTH(a_column_that_is_none_changes_no_list__22),
		ON_BOTH(a_foreign_number_in_a_form_reaches_nobody__2),
		ON_BOTH(a_foreign_customer_among_the_ticked_is_left_alone__2),
		ON_BOTH(names_with_line_breaks_make_no_line_in_the_log__20),
	};
	return cmocka_run_group_tests_name("tainted", tests, NULL, NULL);
}
