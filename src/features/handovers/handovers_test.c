/* Stories of somebody who leaves the staff, on both engines: what is theirs goes to somebody who sees it, or to nobody.
 */
#include "features/handovers/handovers.h"

#include "features/customers/customers.h"
#include "features/notes/notes.h"
#include "features/staff/staff.h"
#include "tests/site.h"

static struct staff_id id_of(struct site *site, const char *role)
{
	return (struct staff_id){engine_number(
		&site->engine,
		text_format(site->arena, "SELECT id FROM staff WHERE email_key = '%s@site.example'", role).at)};
}

static struct staff_id add_with_role(struct site *site, const char *role)
{
	struct staff_add ask = {text_format(site->arena, "%s@site.example", role), text_of(role)};
	struct staff_id staff = {0};
	assert_int_equal(staff_find_role(site_fresh(site), text_of(role), &ask.role), DONE);
	assert_int_equal(staff_add(site_fresh(site), &ask, &staff), DONE);
	return staff;
}

/* As that member of staff, with every permission. */
static struct context *become(struct site *site, struct staff_id staff, enum store_scope scope)
{
	struct context *ctx = site_fresh(site);
	ctx->actor = (struct actor){.kind = ACTOR_KIND_STAFF, .id = staff.value};
	ctx->session = (struct store_session){.scope = scope, .staff = staff.value};
	ctx->permissions = permission_all();
	return ctx;
}

static struct customer_id customer_of(struct site *site, const char *who, struct staff_id staff)
{
	struct customer_id customer = site_customer(site, who);
	const struct customer_change change = {CUSTOMER_FIELD_REPRESENTATIVE, text_of_number(site->arena, staff.value),
					       TEXT_NONE};
	assert_int_equal(customers_change(site_fresh(site), customer, &change, 1), DONE);
	return customer;
}

static struct note_id follow_up(struct context *ctx, struct customer_id customer, const char *body)
{
	const struct note_words words = {text_of(body), false, {20000}, INSTANT_NONE};
	struct note_id note = {0};
	assert_int_equal(notes_add(ctx, customer, &words, &note), DONE);
	return note;
}

static int64_t due_for(struct site *site, struct staff_id staff)
{
	int64_t due = 0;
	assert_int_equal(notes_count_due(become(site, staff, STORE_SCOPE_ALL), &due), DONE);
	return due;
}

static int64_t customers_of(struct site *site, struct staff_id staff)
{
	return engine_number(&site->engine,
			     text_format(site->arena, "SELECT COUNT(*) FROM customers WHERE representative_id = %lld",
					 (long long)staff.value)
				     .at);
}

static bool is_active(struct site *site, struct staff_id staff)
{
	return engine_number(&site->engine, text_format(site->arena, "SELECT active FROM staff WHERE id = %lld",
							(long long)staff.value)
						    .at) == 1;
}

static int64_t events_named(struct site *site, const char *name)
{
	return engine_number(&site->engine,
			     text_format(site->arena, "SELECT COUNT(*) FROM events WHERE name = '%s'", name).at);
}

static const char *form_to(struct site *site, struct staff_id heir)
{
	return text_format(site->arena, "to=%lld", (long long)heir.value).at;
}

static void whoever_leaves_hands_customers_and_follow_ups_over(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct staff_id sales = add_with_role(&site, "sales"), support = add_with_role(&site, "support");
	struct customer_id ann = customer_of(&site, "ann@x.example", sales);
	customer_of(&site, "ben@x.example", sales);
	struct visitor owner = site_staff(&site, "owner");
	struct context *ctx = become(&site, sales, STORE_SCOPE_ALL);
	struct note_id own = follow_up(ctx, ann, "call her");
	follow_up(become(&site, id_of(&site, "owner"), STORE_SCOPE_ALL), ann, "@sales, write her");
	int64_t updated = events_named(&site, "customer.updated");
	const char *path = text_format(site.arena, "/admin/settings/staff/%lld/deactivate", (long long)sales.value).at;
	assert_int_equal(visitor_get(&owner, path), 200);
	assert_true(visitor_sees(&owner, "They represent 2 customers."));
	assert_true(visitor_sees(&owner, "2 follow-ups wait for them."));
	assert_int_equal(visitor_post(&owner, path, "to="), 409);
	assert_true(visitor_sees(&owner, "They represent 2 customers, and 2 follow-ups wait for them."));
	assert_true(is_active(&site, sales));
	assert_int_equal(visitor_post(&owner, path, form_to(&site, support)), 303);
	assert_false(is_active(&site, sales));
	assert_int_equal(customers_of(&site, sales), 0);
	assert_int_equal(customers_of(&site, support), 2);
	assert_int_equal(due_for(&site, support), 2);
	assert_int_equal(events_named(&site, "customer.updated"), updated + 2);
	assert_int_equal(events_named(&site, "note.handed_over"), 2);
	assert_int_equal(
		engine_number(&site.engine, "SELECT COUNT(*) FROM audit_entries WHERE name = 'staff.handed_over'"), 1);
	/* Whoever corrects the words does not take it from them. */
	const struct note_ask ask = {ann, own, 0, {TEXT("call her, @sales"), false, {20000}, INSTANT_NONE}};
	assert_int_equal(notes_change(become(&site, id_of(&site, "owner"), STORE_SCOPE_ALL), &ask), DONE);
	assert_int_equal(due_for(&site, support), 2);
	path = text_format(site.arena, "/admin/settings/staff/%lld/activate", (long long)sales.value).at;
	assert_int_equal(visitor_post(&owner, path, ""), 303);
	assert_true(is_active(&site, sales));
	assert_int_equal(customers_of(&site, support), 2);
	site_close(&site);
}

/* More than one step's. */
static void what_goes_to_nobody_has_no_representative(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct staff_id sales = add_with_role(&site, "sales");
	struct customer_id ann = customer_of(&site, "ann@x.example", sales);
	struct visitor owner = site_staff(&site, "owner");
	for (int i = 0; i < 201; i++)
		site_customer(&site, text_format(site.arena, "c%d@x.example", i).at);
	engine_script(
		&site.engine,
		text_format(site.arena, "UPDATE customers SET representative_id = %lld", (long long)sales.value).at);
	follow_up(become(&site, sales, STORE_SCOPE_ALL), ann, "call her");
	const char *path = text_format(site.arena, "/admin/settings/staff/%lld/deactivate", (long long)sales.value).at;
	assert_int_equal(visitor_get(&owner, path), 200);
	assert_int_equal(visitor_post(&owner, path, "to=nobody"), 303);
	assert_false(is_active(&site, sales));
	assert_int_equal(
		engine_number(&site.engine, "SELECT COUNT(*) FROM customers WHERE representative_id IS NOT NULL"), 0);
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM notes WHERE done_at IS NULL"), 1);
	assert_int_equal(events_named(&site, "note.handed_over"), 0);
	site_close(&site);
}

static bool is_heir(struct site *site, struct staff_id leaver, struct staff_id heir)
{
	const struct handover_heir *heirs;
	size_t count;
	assert_int_equal(handovers_list_heirs(site_fresh(site), leaver, &heirs, &count), DONE);
	for (size_t i = 0; i < count; i++)
		if (heirs[i].id.value == heir.value)
			return true;
	return false;
}

static void set_scope(struct site *site, struct staff_id staff, enum staff_scope scope)
{
	engine_script(&site->engine, text_format(site->arena, "UPDATE staff SET scope = %d WHERE id = %lld", (int)scope,
						 (long long)staff.value)
					     .at);
}

static void they_go_to_somebody_who_sees_them__6(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct staff_id sales = add_with_role(&site, "sales"), support = add_with_role(&site, "support");
	struct staff_id owner = add_with_role(&site, "owner"), auditor = add_with_role(&site, "auditor");
	struct customer_id others = site_customer(&site, "ben@x.example");
	customer_of(&site, "ann@x.example", sales);
	assert_true(is_heir(&site, sales, support));
	assert_false(is_heir(&site, sales, sales));
	set_scope(&site, support, STAFF_SCOPE_OWN);
	assert_true(is_heir(&site, sales, support));
	follow_up(become(&site, sales, STORE_SCOPE_ALL), others, "call him");
	assert_false(is_heir(&site, sales, support));
	set_scope(&site, support, STAFF_SCOPE_CHANNELS);
	assert_false(is_heir(&site, sales, support));
	const struct handover_ask ask = {sales, support, false};
	assert_int_equal(handovers_deactivate(become(&site, owner, STORE_SCOPE_ALL), &ask), INVALID);
	assert_int_equal(customers_of(&site, support), 0);
	engine_script(&site.engine, text_format(site.arena, "INSERT INTO staff_channels SELECT %lld, id FROM channels",
						(long long)support.value)
					    .at);
	assert_true(is_heir(&site, sales, support));
	assert_int_equal(staff_set_active(become(&site, owner, STORE_SCOPE_ALL), auditor, false), DONE);
	assert_false(is_heir(&site, sales, auditor));
	site_close(&site);
}

static void who_may_not_deactivate_somebody_hands_nothing_over__6(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct staff_id sales = add_with_role(&site, "sales"), support = add_with_role(&site, "support");
	struct staff_id owner = add_with_role(&site, "owner");
	customer_of(&site, "ann@x.example", sales);
	const struct handover_ask ask = {sales, support, false}, nobody = {.staff = sales, .to_nobody = true};
	struct context *ctx = become(&site, support, STORE_SCOPE_ALL);
	ctx->permissions = (struct permission_set){0};
	permission_add(&ctx->permissions, PERMISSION_STAFF_WRITE);
	assert_int_equal(handovers_deactivate(ctx, &ask), FORBIDDEN);
	assert_int_equal(handovers_deactivate(become(&site, owner, STORE_SCOPE_OWN), &nobody), FORBIDDEN);
	assert_int_equal(handovers_deactivate(become(&site, sales, STORE_SCOPE_ALL), &nobody), CONFLICT);
	assert_int_equal(customers_of(&site, sales), 1);
	assert_true(is_active(&site, sales));
	site_close(&site);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(whoever_leaves_hands_customers_and_follow_ups_over),
		ON_BOTH(what_goes_to_nobody_has_no_representative),
		ON_BOTH(they_go_to_somebody_who_sees_them__6),
		ON_BOTH(who_may_not_deactivate_somebody_hands_nothing_over__6),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
