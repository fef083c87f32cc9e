/* Stories of notes and follow-ups on both engines: rules, pages, API. */
#include "features/notes/notes.h"

#include "features/customers/customers.h"
#include "tests/site.h"

#define MONDAY INT64_C(1790000000000000)

static int64_t now_us = MONDAY;
static struct instant some_time(void *state)
{
	(void)state;
	return (struct instant){now_us};
}
static const struct clock stopped = {some_time, NULL};

static struct note_id add_note(struct site *site, struct customer_id customer, struct note_words words)
{
	struct note_id note = {0};
	assert_int_equal(notes_add(site_fresh(site), customer, &words, &note), DONE);
	return note;
}

static struct note_words plain(const char *body)
{
	return (struct note_words){text_of(body), false, DATE_NONE, INSTANT_NONE};
}

static struct note_words due_in(const char *body, int days)
{
	struct date today = instant_date((struct instant){MONDAY});
	return (struct note_words){text_of(body), false, {today.days + days}, INSTANT_NONE};
}

static struct note_find get(struct site *site, struct customer_id customer, struct note_id note)
{
	struct note_find row;
	assert_int_equal(notes_get(site_fresh(site), customer, note, &row), DONE);
	return row;
}

/* As that member of staff, in the rules. */
static struct context *act_as(struct site *site, const char *role)
{
	struct context *ctx = site_fresh(site);
	struct text ask = text_format(site->arena, "SELECT id FROM staff WHERE email = '%s@site.example'", role);
	int64_t staff = engine_number(&site->engine, ask.at);
	ctx->actor = (struct actor){.kind = ACTOR_KIND_STAFF, .id = staff};
	ctx->session = (struct store_session){.scope = STORE_SCOPE_ALL, .staff = staff};
	return ctx;
}

static void act_as_system(struct site *site)
{
	struct context *ctx = site_fresh(site);
	ctx->actor = (struct actor){.kind = ACTOR_KIND_SYSTEM};
	ctx->session = (struct store_session){.scope = STORE_SCOPE_ALL};
}

static const char *url(struct site *site, const char *format, struct customer_id customer, struct note_id note)
{
	struct text at = TEXT("");
	for (struct text rest = text_of(format), piece; text_next(&rest, '/', &piece);)
		if (piece.size)
			at = text_format(
				site->arena, "%.*s/%.*s", TEXT_ARG(at),
				TEXT_ARG(text_equal(piece, TEXT("C"))   ? text_of_number(site->arena, customer.value)
					 : text_equal(piece, TEXT("N")) ? text_of_number(site->arena, note.value)
									: piece));
	return at.at;
}

static void a_note_is_kept_byte_for_byte_with_author_and_time__1_A13(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct customer_id customer = site_customer(&site, "Farah");
	struct visitor owner = site_staff(&site, "owner");
	visitor_get(&owner, "/admin/profile");
	const char *path = url(&site, "/admin/customers/C/notes", customer, (struct note_id){0});
	assert_int_equal(visitor_post(&owner, path, "body=%20%20one%0D%0A%0D%0A%09two%20&remind=none"), 303);
	struct note_list *rows;
	size_t count;
	struct context *ctx = site_fresh(&site);
	assert_int_equal(context_read(ctx), DONE);
	assert_int_equal(note_list(ctx->reader,
				   &(struct note_list_in){.customer_id = customer, .before_at = {INT64_MAX}, .most = 9},
				   &rows, &count),
			 DONE);
	assert_int_equal(count, 1);
	ASSERT_TEXT(rows[0].body, TEXT("  one\n\n\ttwo "));
	assert_true(rows[0].staff_id.value != 0);
	assert_true(rows[0].at.us > 0);
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM events WHERE name = 'note.added'"), 1);
	assert_int_equal(visitor_get(&owner, path), 200);
	assert_true(visitor_sees(&owner, "  one\n\n\ttwo "));
	site_close(&site);
}

static void an_empty_note_is_refused_and_what_was_sent_is_shown_again(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct customer_id customer = site_customer(&site, "Farah");
	struct visitor owner = site_staff(&site, "owner");
	visitor_get(&owner, "/admin/profile");
	const char *path = url(&site, "/admin/customers/C/notes", customer, (struct note_id){0});
	assert_int_equal(visitor_post(&owner, path, "body=%20%0A&remind=none&follow_up=2026-12-01"), 422);
	assert_true(visitor_sees(&owner, "Write something first."));
	assert_true(visitor_sees(&owner, "2026-12-01"));
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM notes"), 0);
	site_close(&site);
}

static void what_a_note_says_stands_in_no_event__1_A14(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct customer_id customer = site_customer(&site, "Farah");
	struct note_id note = add_note(&site, customer, due_in("owes us a visit", 1));
	const struct note_ask ask = {customer, note, 1, due_in("owes us two visits", 2)};
	assert_int_equal(notes_change(site_fresh(&site), &ask), DONE);
	assert_int_equal(notes_remove(site_fresh(&site), customer, note), DONE);
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM events WHERE object_kind = 'note'"), 3);
	assert_int_equal(
		engine_number(&site.engine,
			      "SELECT COUNT(*) FROM event_values WHERE new LIKE '%visit%' OR old LIKE '%visit%'"),
		0);
	assert_true(engine_number(&site.engine, "SELECT COUNT(*) FROM event_values WHERE field = 'follow_up'") >= 2);
	site_close(&site);
}

static void notes_need_their_own_permission__1_A14(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct customer_id customer = site_customer(&site, "Farah");
	struct note_id note = add_note(&site, customer, plain("for us alone"));
	struct visitor reader = site_key(&site, "customers.read events.read"),
		       writer = site_key(&site, "customers.read notes.read");
	assert_int_equal(visitor_get(&reader, url(&site, "/api/v1/customers/C/notes", customer, note)), 403);
	assert_false(visitor_sees(&reader, "for us alone"));
	assert_int_equal(visitor_get(&writer, url(&site, "/api/v1/customers/C/notes", customer, note)), 200);
	assert_true(visitor_sees(&writer, "for us alone"));
	assert_int_equal(visitor_send(&writer, "POST", url(&site, "/api/v1/customers/C/notes", customer, note),
				      "{\"body\":\"x\"}"),
			 403);
	assert_int_equal(
		visitor_send(&writer, "DELETE", url(&site, "/api/v1/customers/C/notes/N", customer, note), NULL), 403);
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM notes"), 1);
	site_close(&site);
}

static void of_two_who_change_a_note_the_second_sees_both(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct customer_id customer = site_customer(&site, "Farah");
	struct note_id note = add_note(&site, customer, plain("first"));
	struct visitor owner = site_staff(&site, "owner");
	visitor_get(&owner, "/admin/profile");
	const struct note_ask theirs = {customer, note, 1, plain("from the other")};
	assert_int_equal(notes_change(site_fresh(&site), &theirs), DONE);
	const char *path = url(&site, "/admin/customers/C/notes/N", customer, note);
	assert_int_equal(visitor_post(&owner, path, "version=1&body=from+me&remind=none"), 409);
	assert_true(visitor_sees(&owner, "It now says: from the other"));
	assert_true(visitor_sees(&owner, "from me"));
	ASSERT_TEXT(get(&site, customer, note).body, TEXT("from the other"));
	assert_int_equal(visitor_post(&owner, path, "version=2&body=from+both&remind=none"), 303);
	ASSERT_TEXT(get(&site, customer, note).body, TEXT("from both"));
	site_close(&site);
}

static void only_the_author_or_a_higher_role_changes_a_note(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct customer_id customer = site_customer(&site, "Farah");
	site_staff(&site, "owner");
	site_staff(&site, "support");
	struct note_id note = {0};
	const struct note_words words = plain("mine");
	assert_int_equal(notes_add(act_as(&site, "owner"), customer, &words, &note), DONE);
	const struct note_ask ask = {customer, note, 1, plain("yours")};
	assert_int_equal(notes_change(act_as(&site, "support"), &ask), FORBIDDEN);
	assert_int_equal(notes_remove(act_as(&site, "support"), customer, note), FORBIDDEN);
	assert_int_equal(notes_pin(act_as(&site, "support"), customer, note, true), DONE);
	struct note_id other = {0};
	assert_int_equal(notes_add(act_as(&site, "support"), customer, &words, &other), DONE);
	assert_int_equal(notes_remove(act_as(&site, "owner"), customer, other), DONE);
	act_as_system(&site);
	ASSERT_TEXT(get(&site, customer, note).body, TEXT("mine"));
	assert_true(get(&site, customer, note).pinned);
	site_close(&site);
}

static struct context *act_with(struct site *site, const char *role, const char *permissions)
{
	struct context *ctx = act_as(site, role);
	struct text unknown;
	assert_true(permission_set_parse(text_of(permissions), &ctx->permissions, &unknown));
	return ctx;
}

/* Whoever made it: a role that may little is lower than one that may all of that and more. */
static void a_role_is_higher_by_what_it_may(void **state)
{
	static const char few[] = "customers.read notes.write";
	struct site site;
	bool may;
	site_open(&site, *state);
	site_staff(&site, "auditor");
	site_staff(&site, "sales");
	site_staff(&site, "administrator");
	site_staff(&site, "owner");
	engine_script(&site.engine, "UPDATE roles SET word = NULL, permissions = 'customers.read notes.write' "
				    "WHERE word = 'auditor'");
	static const struct {
		const char *asker, *permissions, *author;
		bool may;
	} cases[] = {
		{"auditor", few, "sales", false},        {"auditor", few, "administrator", false},
		{"auditor", few, "owner", false},        {"sales", "customers.write notes.write", "auditor", false},
		{"administrator", "*", "auditor", true}, {"administrator", "*", "owner", false},
		{"owner", "*", "administrator", true}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct context *author = act_as(&site, cases[i].author);
		struct staff_id wrote = {author->session.staff};
		struct context *asker = act_with(&site, cases[i].asker, cases[i].permissions);
		assert_int_equal(context_read(asker), DONE);
		assert_int_equal(notes_may_change(asker, wrote, &may), DONE);
		assert_int_equal(may, cases[i].may);
	}
	site_close(&site);
}

static void a_follow_up_is_due_until_it_is_ticked_off__1_A15(void **state)
{
	struct site site;
	site_open(&site, *state);
	site.ctx.clock = &stopped;
	struct customer_id customer = site_customer(&site, "Farah");
	site_staff(&site, "support");
	int64_t due;
	struct note_id late = {0}, today = {0}, later = {0};
	const struct note_words words[] = {due_in("call", -1), due_in("write", 0), due_in("visit", 8)};
	assert_int_equal(notes_add(act_as(&site, "support"), customer, &words[0], &late), DONE);
	assert_int_equal(notes_add(act_as(&site, "support"), customer, &words[1], &today), DONE);
	assert_int_equal(notes_add(act_as(&site, "support"), customer, &words[2], &later), DONE);
	assert_int_equal(notes_count_due(act_as(&site, "support"), &due), DONE);
	assert_int_equal(due, 2);
	assert_int_equal(notes_set_done(act_as(&site, "support"), customer, late, true), DONE);
	assert_int_equal(notes_count_due(act_as(&site, "support"), &due), DONE);
	assert_int_equal(due, 1);
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM events WHERE name = 'follow_up.done'"), 1);
	assert_int_equal(notes_set_done(act_as(&site, "support"), customer, late, false), DONE);
	assert_int_equal(notes_count_due(act_as(&site, "support"), &due), DONE);
	assert_int_equal(due, 2);
	site_close(&site);
}

static void a_reminder_counts_from_its_time_on__1_A15(void **state)
{
	struct site site;
	site_open(&site, *state);
	site.ctx.clock = &stopped;
	struct customer_id customer = site_customer(&site, "Farah");
	site_staff(&site, "support");
	struct note_words words = due_in("prepare the visit", 8);
	struct note_id note = {0};
	int64_t due;
	words.remind_at = (struct instant){MONDAY + HOUR_US};
	assert_int_equal(notes_add(act_as(&site, "support"), customer, &words, &note), DONE);
	assert_int_equal(notes_count_due(act_as(&site, "support"), &due), DONE);
	assert_int_equal(due, 0);
	now_us = MONDAY + 2 * HOUR_US;
	assert_int_equal(notes_count_due(act_as(&site, "support"), &due), DONE);
	now_us = MONDAY;
	assert_int_equal(due, 1);
	site_close(&site);
}

static void who_is_named_has_the_follow_up_too__1_A15(void **state)
{
	struct site site;
	site_open(&site, *state);
	site.ctx.clock = &stopped;
	struct customer_id customer = site_customer(&site, "Farah");
	site_staff(&site, "owner");
	site_staff(&site, "support");
	int64_t due;
	struct note_id note = {0};
	const struct note_words words = due_in("please call, @Support!", 0),
				address = due_in("mail to x@support.example", 0);
	assert_int_equal(notes_add(act_as(&site, "owner"), customer, &address, &note), DONE);
	assert_int_equal(notes_count_due(act_as(&site, "support"), &due), DONE);
	assert_int_equal(due, 0);
	assert_int_equal(notes_add(act_as(&site, "owner"), customer, &words, &note), DONE);
	assert_int_equal(notes_count_due(act_as(&site, "support"), &due), DONE);
	assert_int_equal(due, 1);
	const struct note_ask ask = {customer, note, 0, due_in("nobody in particular", 0)};
	assert_int_equal(notes_change(act_as(&site, "owner"), &ask), DONE);
	assert_int_equal(notes_count_due(act_as(&site, "support"), &due), DONE);
	assert_int_equal(due, 0);
	site_close(&site);
}

static void follow_ups_of_customers_out_of_scope_are_not_shown(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct customer_id customer = site_customer(&site, "Farah");
	struct visitor owner = site_staff(&site, "owner"), sales = site_staff(&site, "sales");
	struct note_words words = {TEXT("a secret plan"), false, date_of(2020, 1, 1), INSTANT_NONE};
	struct note_id note = add_note(&site, customer, words);
	assert_int_equal(visitor_get(&owner, "/admin/follow-ups?whose=all"), 200);
	assert_true(visitor_sees(&owner, "a secret plan"));
	assert_int_equal(visitor_get(&sales, "/admin/follow-ups?whose=all"), 200);
	assert_false(visitor_sees(&sales, "a secret plan"));
	assert_int_equal(visitor_get(&sales, url(&site, "/admin/customers/C/notes/N", customer, note)), 404);
	site_close(&site);
}

static void a_note_is_found_only_under_its_own_customer(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct customer_id farah = site_customer(&site, "Farah"), other = site_customer(&site, "Other");
	struct note_id note = add_note(&site, farah, plain("hers"));
	struct visitor shop = site_key(&site, "*");
	assert_int_equal(visitor_get(&shop, url(&site, "/api/v1/customers/C/notes/N", other, note)), 404);
	assert_int_equal(visitor_send(&shop, "DELETE", url(&site, "/api/v1/customers/C/notes/N", other, note), NULL),
			 404);
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM notes"), 1);
	site_close(&site);
}

static void a_shop_writes_reads_changes_and_removes_notes__1_A13(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct customer_id customer = site_customer(&site, "Farah");
	struct visitor shop = site_key(&site, "*");
	const char *all = url(&site, "/api/v1/customers/C/notes", customer, (struct note_id){0});
	assert_int_equal(visitor_send(&shop, "POST", all, "{\"body\":\"one\\n two\",\"follow_up\":\"2026-12-24\"}"),
			 201);
	assert_true(visitor_sees(&shop, "\"body\":\"one\\n two\""));
	assert_int_equal(visitor_send(&shop, "POST", all, "{\"body\":\"two\"}"), 201);
	assert_int_equal(visitor_get(&shop, url(&site, "/api/v1/customers/C/notes", customer, (struct note_id){0})),
			 200);
	struct note_id note = {engine_number(&site.engine, "SELECT MIN(id) FROM notes")};
	const char *one = url(&site, "/api/v1/customers/C/notes/N", customer, note);
	assert_int_equal(visitor_send(&shop, "PATCH", one, "{\"done\":true,\"pinned\":true}"), 200);
	assert_true(visitor_sees(&shop, "\"pinned\":true"));
	assert_false(visitor_sees(&shop, "\"done_at\":null"));
	assert_true(visitor_sees(&shop, "\"follow_up\":\"2026-12-24\""));
	assert_int_equal(visitor_send(&shop, "PATCH", one, "{\"version\":1,\"body\":\"late\"}"), 409);
	assert_int_equal(visitor_send(&shop, "PATCH", one, "{\"staff_id\":1}"), 422);
	assert_int_equal(visitor_send(&shop, "DELETE", one, NULL), 204);
	assert_int_equal(visitor_get(&shop, one), 404);
	site_close(&site);
}

static void pages_of_the_api_follow_each_other(void **state)
{
	struct site site;
	site_open(&site, *state);
	site.ctx.clock = &stopped;
	struct customer_id customer = site_customer(&site, "Farah");
	struct visitor shop = site_key(&site, "*");
	/* All at the same time: the id decides. */
	add_note(&site, customer, plain("n-one"));
	add_note(&site, customer, plain("n-two"));
	add_note(&site, customer, plain("n-three"));
	const char *path = url(&site, "/api/v1/customers/C/notes", customer, (struct note_id){0});
	assert_int_equal(visitor_get(&shop, text_format(site.arena, "%s?limit=2", path).at), 200);
	assert_true(visitor_sees(&shop, "n-three") && visitor_sees(&shop, "n-two") && !visitor_sees(&shop, "n-one"));
	assert_int_equal(visitor_get_next(&shop), 200);
	assert_true(visitor_sees(&shop, "n-one") && !visitor_sees(&shop, "n-two") &&
		    visitor_sees(&shop, "\"next\":null"));
	assert_int_equal(visitor_get(&shop, text_format(site.arena, "%s?cursor=nonsense", path).at), 422);
	site_close(&site);
}

static void many_signs_do_not_make_many_names(void **state)
{
	(void)state;
	struct arena *arena = arena_open(1 << 20);
	const struct note_people people[] = {{{1}, TEXT("Ana"), TEXT("a@x.example"), true},
					     {{2}, TEXT("Ana Lucia"), TEXT("lucia@x.example"), true}};
	struct note_pieces all =
		notes_parse_names(arena, TEXT("@@@@ @ana lucia, @ANA! @anabel @lucia"), (struct note_crew){people, 2});
	const struct note_piece *pieces = all.list;
	assert_int_equal(all.count, 6);
	ASSERT_TEXT(pieces[0].text, TEXT("@@@@ "));
	ASSERT_TEXT(pieces[1].text, TEXT("@ana lucia"));
	assert_int_equal(pieces[1].staff.value, 2);
	ASSERT_TEXT(pieces[3].text, TEXT("@ANA"));
	assert_int_equal(pieces[3].staff.value, 1);
	ASSERT_TEXT(pieces[5].text, TEXT("@lucia"));
	assert_int_equal(pieces[5].staff.value, 2);
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(a_note_is_kept_byte_for_byte_with_author_and_time__1_A13),
		ON_BOTH(an_empty_note_is_refused_and_what_was_sent_is_shown_again),
		ON_BOTH(what_a_note_says_stands_in_no_event__1_A14),
		ON_BOTH(notes_need_their_own_permission__1_A14),
		ON_BOTH(of_two_who_change_a_note_the_second_sees_both),
		ON_BOTH(only_the_author_or_a_higher_role_changes_a_note),
		ON_BOTH(a_role_is_higher_by_what_it_may),
		ON_BOTH(a_follow_up_is_due_until_it_is_ticked_off__1_A15),
		ON_BOTH(a_reminder_counts_from_its_time_on__1_A15),
		ON_BOTH(who_is_named_has_the_follow_up_too__1_A15),
		ON_BOTH(follow_ups_of_customers_out_of_scope_are_not_shown),
		ON_BOTH(a_note_is_found_only_under_its_own_customer),
		ON_BOTH(a_shop_writes_reads_changes_and_removes_notes__1_A13),
		ON_BOTH(pages_of_the_api_follow_each_other),
		cmocka_unit_test(many_signs_do_not_make_many_names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
