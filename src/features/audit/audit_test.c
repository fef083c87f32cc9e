/* Stories of the audit log on both engines: the chain, what cannot be changed, searching, CSV. */
#include "features/audit/audit.h"

#include "features/settings/settings.h"
#include "store/engine.h"
#include "tests/site.h"

static enum outcome add_one(struct context *ctx, void *state)
{
	const struct audit_change change = {"scope", TEXT("own"), TEXT("all")};
	return audit_add(ctx, &(struct audit_record){state, "staff", 1, &change, 1});
}

static void add(struct site *site, const char *name)
{
	assert_int_equal(context_transact(site_fresh(site), add_one, (void *)(uintptr_t)name), DONE);
}

static enum outcome check(struct site *site, int64_t *ret_broken)
{
	int64_t entries;
	return audit_check_chain(site_fresh(site), &entries, ret_broken);
}

static void the_chain_of_untouched_entries_is_whole(void **state)
{
	struct site site;
	site_open(&site, *state);
	int64_t entries, broken, before = engine_number(&site.engine, "SELECT COUNT(*) FROM audit_entries");
	add(&site, "staff.changed");
	add(&site, "staff.added");
	assert_int_equal(audit_check_chain(site_fresh(&site), &entries, &broken), DONE);
	assert_int_equal(entries, before + 2);
	site_close(&site);
}

static enum outcome run(struct writer *writer, void *state)
{
	return store_script(writer, state);
}

static enum outcome try_script(struct site *site, const char *sql)
{
	return store_transact(site->engine.store, site->engine.arena, &engine_session, run, (void *)(uintptr_t)sql);
}

static void nobody_changes_or_removes_an_entry(void **state)
{
	struct site site;
	int64_t broken;
	site_open(&site, *state);
	add(&site, "staff.changed");
	assert_int_not_equal(try_script(&site, "UPDATE audit_entries SET actor_id = 99"), DONE);
	assert_int_not_equal(try_script(&site, "DELETE FROM audit_entries"), DONE);
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM audit_entries WHERE actor_id = 99"), 0);
	assert_int_equal(check(&site, &broken), DONE);
	site_close(&site);
}

/* What only the owner of the database can do. */
static void drop_triggers(struct site *site)
{
	engine_script(&site->engine,
		      store_is_postgres(site->engine.store)
			      ? "ALTER TABLE audit_entries DISABLE TRIGGER ALL"
			      : "DROP TRIGGER audit_entries_no_update; DROP TRIGGER audit_entries_no_delete");
}

static void whoever_goes_past_the_triggers_is_found(void **state)
{
	static const char *const crimes[] = {
		"UPDATE audit_entries SET actor_id = actor_id + 1 WHERE id = %lld",
		"UPDATE audit_entries SET at = at + 1 WHERE id = %lld",
		"UPDATE audit_entries SET name = 'staff.added' WHERE id = %lld",
		"UPDATE audit_entries SET object_id = 7 WHERE id = %lld",
		"UPDATE audit_entries SET request_id = 'other' WHERE id = %lld",
		"DELETE FROM audit_values; DELETE FROM audit_entries WHERE id = %lld",
	};
	for (size_t i = 0; i < sizeof crimes / sizeof *crimes; i++) {
		struct site site;
		int64_t broken = 0;
		site_open(&site, *state);
		add(&site, "staff.changed");
		int64_t victim = engine_number(&site.engine, "SELECT MAX(id) FROM audit_entries");
		add(&site, "staff.added");
		drop_triggers(&site);
		engine_script(&site.engine, text_format(site.arena, crimes[i], (long long)victim).at);
		assert_int_equal(check(&site, &broken), CONFLICT);
		assert_true(broken == victim || broken == victim + 1);
		site_close(&site);
	}
}

static void whoever_cuts_off_the_end_is_found(void **state)
{
	struct site site;
	int64_t broken = 0;
	site_open(&site, *state);
	add(&site, "staff.changed");
	add(&site, "staff.added");
	drop_triggers(&site);
	engine_script(
		&site.engine,
		"DELETE FROM audit_values; DELETE FROM audit_entries WHERE id = (SELECT MAX(id) FROM audit_entries)");
	assert_int_equal(check(&site, &broken), CONFLICT);
	site_close(&site);
}

static void values_can_be_erased_without_breaking_the_chain(void **state)
{
	struct site site;
	int64_t broken;
	site_open(&site, *state);
	add(&site, "staff.changed");
	engine_script(&site.engine, "DELETE FROM audit_values");
	assert_int_equal(check(&site, &broken), DONE);
	site_close(&site);
}

static void the_log_is_searched_by_what_and_who(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor owner = site_staff(&site, "owner"), support = site_staff(&site, "support");
	add(&site, "staff.link_made");
	assert_int_equal(visitor_get(&support, "/admin/audit"), 403);
	assert_int_equal(visitor_get(&owner, "/admin/audit?name=staff.link_made"), 200);
	assert_true(visitor_sees(&owner, "data-open>Link for a password made"));
	assert_false(visitor_sees(&owner, "data-open>Signed in"));
	assert_int_equal(visitor_get(&owner, "/admin/audit?from=2000-01-01&until=2000-01-02"), 200);
	assert_true(visitor_sees(&owner, "Nothing found"));
	assert_int_equal(visitor_get(&owner, "/admin/audit?name=%27%20OR%201%3D1"), 200);
	assert_true(visitor_sees(&owner, "Nothing found"));
	struct text entry = text_format(site.arena, "/admin/audit/%lld",
					(long long)engine_number(&site.engine, "SELECT MAX(id) FROM audit_entries"));
	assert_int_equal(visitor_get(&owner, entry.at), 200);
	assert_true(visitor_sees(&owner, ">own customers<") && visitor_sees(&owner, ">all customers<"));
	assert_int_equal(visitor_get(&owner, "/admin/audit/999999"), 404);
	site_close(&site);
}

static void the_log_names_who_did_it_and_whose_entry_it_is(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor owner = site_staff(&site, "owner");
	engine_script(&site.engine, "UPDATE staff SET name = 'Noraini <b>Ali' WHERE email = 'owner@site.example'");
	assert_int_equal(visitor_post(&owner, "/admin/settings/staff/new",
				      "name=Ben+Berg&email=ben%40site.example&role=1&scope=all"),
			 200);
	assert_int_equal(visitor_get(&owner, "/admin/audit?name=staff.added"), 200);
	assert_true(visitor_sees(&owner, "Noraini &lt;b&gt;Ali"));
	assert_true(visitor_sees(&owner, "Ben Berg"));
	assert_false(visitor_sees(&owner, "<b>Ali"));
	site_close(&site);
}

static void older_entries_follow_page_by_page(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor owner = site_staff(&site, "owner");
	for (int i = 0; i < 60; i++)
		add(&site, "staff.changed");
	assert_int_equal(visitor_get(&owner, "/admin/audit?name=staff.changed"), 200);
	size_t start = text_find(owner.body, TEXT("&amp;before="), 0);
	assert_true(start != SIZE_MAX);
	size_t end = text_find(owner.body, TEXT("\""), start);
	struct text raw = text_slice(owner.body, start, end - start), rest = TEXT("");
	for (struct text piece; text_next(&raw, ';', &piece);)
		rest = text_format(site.arena, "%.*s%.*s", TEXT_ARG(rest),
				   (int)(text_ends(piece, TEXT("&amp")) ? piece.size - 3 : piece.size), piece.at);
	assert_int_equal(
		visitor_get(&owner, text_format(site.arena, "/admin/audit?name=staff.changed%.*s", TEXT_ARG(rest)).at),
		200);
	size_t rows = 0;
	for (size_t at = 0; (at = text_find(owner.body, TEXT("<tr data-row>"), at)) != SIZE_MAX; at++)
		rows++;
	assert_int_equal(rows, 10);
	site_close(&site);
}

static void the_csv_holds_no_formulas_and_is_written_down(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor owner = site_staff(&site, "owner");
	engine_script(&site.engine, "UPDATE staff SET name = '=cmd()' WHERE email = 'owner@site.example'");
	assert_int_equal(visitor_get(&owner, "/admin/audit/export?name=staff.signed_in"), 200);
	assert_true(visitor_sees(&owner, ",staff.signed_in,staff,"));
	assert_true(visitor_sees(&owner, "'=cmd()"));
	assert_false(visitor_sees(&owner, ",=cmd()"));
	assert_true(text_starts(visitor_header(&owner, "Content-Disposition"), TEXT("attachment")));
	assert_int_equal(
		engine_number(&site.engine, "SELECT COUNT(*) FROM audit_entries WHERE name = 'audit.exported'"), 1);
	site_close(&site);
}

static void an_entry_says_from_where_until_that_is_forgotten(void **state)
{
	struct site site;
	int64_t broken;
	site_open(&site, *state);
	struct visitor owner = site_staff(&site, "owner");
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM audit_places WHERE address = '127.0.0.1'"),
			 1);
	add(&site, "staff.changed"); /* by the program itself: from nowhere */
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM audit_places"), 1);
	assert_int_equal(visitor_get(&owner, "/admin/audit?name=staff.signed_in"), 200);
	assert_true(visitor_sees(&owner, "<td>127.0.0.1</td>"));
	assert_int_equal(visitor_get(&owner, "/admin/audit?name=staff.changed"), 200);
	assert_false(visitor_sees(&owner, "127.0.0.1"));
	assert_int_equal(
		visitor_get(&owner, text_format(site.arena, "/admin/audit/%lld",
						(long long)engine_number(&site.engine, "SELECT audit_entry_id FROM "
										       "audit_places"))
					    .at),
		200);
	assert_true(visitor_sees(&owner, "<dd>127.0.0.1</dd>"));
	assert_int_equal(visitor_get(&owner, "/admin/audit/export?name=staff.signed_in"), 200);
	assert_true(visitor_sees(&owner, ",address") && visitor_sees(&owner, ",127.0.0.1"));
	assert_int_equal(audit_forget_places(site_fresh(&site)), DONE);
	assert_true(engine_number(&site.engine, "SELECT COUNT(*) FROM audit_places") >= 1);
	engine_script(&site.engine, "UPDATE audit_places SET at = at - 91 * 86400000000");
	assert_int_equal(audit_forget_places(site_fresh(&site)), DONE);
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM audit_places"), 0);
	assert_int_equal(check(&site, &broken), DONE);
	site_close(&site);
}

static void the_log_calls_things_by_their_names(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor owner = site_staff(&site, "owner");
	assert_int_equal(visitor_post(&owner, "/admin/settings/tags/new", "name=Loyal"), 303);
	assert_int_equal(visitor_get(&owner, "/admin/audit?name=tag.added"), 200);
	assert_true(visitor_sees(&owner, "data-open>Tag added to the list<") &&
		    visitor_sees(&owner, "<td>Tag Loyal</td>"));
	engine_script(&site.engine, "DELETE FROM tags");
	assert_int_equal(visitor_get(&owner, "/admin/audit?name=tag.added"), 200);
	assert_true(visitor_sees(&owner, "<td>Tag 1</td>"));
	site_close(&site);
}

/* The page of the newest entry of that name. */
static void look_at(struct visitor *visitor, const char *name)
{
	struct site *site = visitor->site;
	struct text sql = text_format(site->arena, "SELECT MAX(id) FROM audit_entries WHERE name = '%s'", name);
	struct text path =
		text_format(site->arena, "/admin/audit/%lld", (long long)engine_number(&site->engine, sql.at));
	assert_int_equal(visitor_get(visitor, path.at), 200);
}

static void every_value_of_an_entry_is_told_in_the_readers_language(void **state)
{
	static const struct {
		const char *entry, *words[3]; /* English, Malay, German */
	} cases[] = {
		{"role.added", {"<td>Permissions</td>", "<td>Kebenaran</td>", "<td>Rechte</td>"}},
		{"role.added", {"See customers, Add and edit customers", "Lihat pelanggan, ", "Kunden sehen, "}},
		{"staff.added", {"<td>Role</td>", "<td>Peranan</td>", "<td>Rolle</td>"}},
		{"staff.added", {">Support agent<", ">Ejen sokongan<", ">Support<"}},
		{"staff.changed", {"<td>Sees</td>", "<td>Melihat</td>", "<td>Sieht</td>"}},
		{"staff.changed", {">own customers<", ">pelanggan sendiri<", ">eigene Kunden<"}},
		{"staff.link_made", {">A new password<", ">Kata laluan baharu<", ">Ein neues Passwort<"}},
		{"settings.changed",
		 {"<td>Show guests in the list</td>", "<td>Papar tetamu", "<td>Gäste in der Liste"}},
		{"settings.changed", {">Yes<", ">Ya<", ">Ja<"}},
		{"type.added", {"<td>Asked for in the form</td>", "borang", "<td>Im Formular gefragt</td>"}},
		{"type.added",
		 {"First name, Company, Phone", "Nama pertama, Syarikat, Telefon", "Vorname, Firma, Telefon"}},
	};
	static const char *const languages[] = {"en", "ms", "de"};
	struct site site;
	site_open(&site, *state);
	struct visitor owner = site_staff(&site, "owner");
	site_staff(&site, "support");
	assert_int_equal(visitor_post(&owner, "/admin/settings/roles/new",
				      "name=Temps&scope=own&permissions=customers.read&permissions=customers.write"),
			 303);
	int64_t support = engine_number(&site.engine, "SELECT id FROM staff WHERE email_key = 'support@site.example'");
	struct text path = text_format(site.arena, "/admin/settings/staff/%lld", (long long)support);
	struct text form =
		text_format(site.arena, "name=Support&scope=own&role=%lld",
			    (long long)engine_number(&site.engine, "SELECT id FROM roles WHERE word = 'support'"));
	assert_int_equal(visitor_post(&owner, path.at, form.at), 303);
	assert_int_equal(visitor_post(&owner, text_format(site.arena, "%s/link", path.at).at, ""), 200);
	assert_int_equal(visitor_post(&owner, "/admin/settings/types/new",
				      "name=Press&shown_fields=first_name&shown_fields=company&shown_fields=phone"),
			 303);
	const struct setting_value guests = {SETTING_LIST_GUESTS, TEXT("yes")};
	assert_int_equal(settings_change(site_fresh(&site), &guests, 1), DONE);
	for (size_t l = 0; l < 3; l++) {
		struct text sql = text_format(site.arena, "UPDATE staff SET language = '%s'", languages[l]);
		engine_script(&site.engine, sql.at);
		for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
			look_at(&owner, cases[i].entry);
			if (!visitor_sees(&owner, cases[i].words[l]))
				fail_msg("%s does not say %s: %.*s", cases[i].entry, cases[i].words[l],
					 TEXT_ARG(owner.body));
			assert_false(visitor_sees(&owner, cases[i].entry));
		}
	}
	site_close(&site);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(the_chain_of_untouched_entries_is_whole),
		ON_BOTH(nobody_changes_or_removes_an_entry),
		ON_BOTH(whoever_goes_past_the_triggers_is_found),
		ON_BOTH(whoever_cuts_off_the_end_is_found),
		ON_BOTH(values_can_be_erased_without_breaking_the_chain),
		ON_BOTH(the_log_is_searched_by_what_and_who),
		ON_BOTH(the_log_names_who_did_it_and_whose_entry_it_is),
		ON_BOTH(older_entries_follow_page_by_page),
		ON_BOTH(the_csv_holds_no_formulas_and_is_written_down),
		ON_BOTH(an_entry_says_from_where_until_that_is_forgotten),
		ON_BOTH(the_log_calls_things_by_their_names),
		ON_BOTH(every_value_of_an_entry_is_told_in_the_readers_language),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
