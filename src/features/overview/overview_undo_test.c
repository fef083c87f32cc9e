/* Stories of Undo over the socket, on both engines: what was saved comes back, unless somebody else was there. */
#include "features/consents/consents.h"
#include "features/overview/overview_undo.h"
#include "tests/site.h"

struct world {
	struct site site;
	struct visitor owner;
	struct customer_id farah;
	struct text page; /* of the customer */
};

static void world_open(struct world *world, void **state)
{
	const struct customer_change change = {CUSTOMER_FIELD_FIRST_NAME, TEXT("Farah"), TEXT_NONE};
	site_open(&world->site, *state);
	assert_int_equal(customers_add(site_fresh(&world->site),
				       &(struct customer_adding){.changes = &change, .count = 1}, &world->farah),
			 DONE);
	world->owner = site_staff(&world->site, "owner");
	world->page = text_format(world->site.arena, "/admin/customers/%lld", (long long)world->farah.value);
	assert_int_equal(visitor_get(&world->owner, world->page.at), 200);
}

static struct customer_row row_of(struct world *world)
{
	struct customer_row row;
	assert_int_equal(customers_get(site_fresh(&world->site), world->farah, &row), DONE);
	return row;
}

/* Posts below the customer's page and looks at where that leads. */
static void save(struct world *world, const char *below, const char *form)
{
	struct text path = text_join(world->site.arena, world->page, text_of(below));
	assert_int_equal(visitor_post(&world->owner, path.at, form), 303);
	assert_int_equal(visitor_get(&world->owner, world->page.at), 200);
}

/* The value of the hidden field beside the button. */
static struct text offered(struct world *world)
{
	static const char before[] = "name=\"what\" value=\"";
	size_t at = text_find(world->owner.body, text_of(before), 0);
	if (at == SIZE_MAX)
		return TEXT_NONE;
	struct text rest = text_slice(world->owner.body, at + sizeof before - 1, SIZE_MAX), what;
	text_next(&rest, '"', &what);
	return text_copy(world->site.arena, what);
}

static int undo(struct world *world, struct text what)
{
	struct text form = TEXT("what="), word;
	for (bool first = true; text_next(&what, ' ', &word); first = false)
		form = text_format(world->site.arena, "%.*s%s%.*s", TEXT_ARG(form), first ? "" : "+", TEXT_ARG(word));
	return visitor_post(&world->owner, "/admin/customers/undo", form.at);
}

static void a_field_that_was_saved_comes_back(void **state)
{
	struct world world;
	world_open(&world, state);
	save(&world, "/edit", "first_name=Ann&was_first_name=Farah&title=Dr.&was_title=");
	assert_true(visitor_sees(&world.owner, "Saved: Title, First name.") ||
		    visitor_sees(&world.owner, "Saved: First name, Title."));
	ASSERT_TEXT(row_of(&world).first_name, TEXT("Ann"));
	struct text what = offered(&world);
	assert_false(visitor_sees(&world.owner, "name=\"what\" value=\"Ann"));
	assert_int_equal(undo(&world, what), 303);
	ASSERT_TEXT(row_of(&world).first_name, TEXT("Farah"));
	assert_true(text_is_empty(row_of(&world).title));
	/* And what was undone can be undone. */
	assert_int_equal(visitor_get(&world.owner, world.page.at), 200);
	assert_true(visitor_sees(&world.owner, "Undone: it is as before."));
	assert_int_equal(undo(&world, offered(&world)), 303);
	ASSERT_TEXT(row_of(&world).first_name, TEXT("Ann"));
	/* It is offered once. */
	assert_int_equal(visitor_get(&world.owner, world.page.at), 200);
	assert_int_equal(visitor_get(&world.owner, world.page.at), 200);
	assert_true(text_is_none(offered(&world)));
	site_close(&world.site);
}

static void what_somebody_else_changed_meanwhile_stays(void **state)
{
	struct world world;
	world_open(&world, state);
	save(&world, "/edit", "first_name=Ann&was_first_name=Farah");
	struct text what = offered(&world);
	const struct customer_change other = {CUSTOMER_FIELD_FIRST_NAME, TEXT("Greta"), TEXT_NONE};
	assert_int_equal(customers_change(site_fresh(&world.site), world.farah, &other, 1), DONE);
	assert_int_equal(undo(&world, what), 409);
	assert_true(visitor_sees(&world.owner, "Greta"));
	ASSERT_TEXT(row_of(&world).first_name, TEXT("Greta"));
	save(&world, "/block", "reason=fraud");
	what = offered(&world);
	assert_int_equal(engine_number(&world.site.engine, "SELECT COUNT(*) FROM customers WHERE blocked = 1"), 1);
	save(&world, "/unblock", "reason=");
	assert_int_equal(undo(&world, what), 409);
	site_close(&world.site);
}

static void switches_tags_ids_and_the_trash_come_back(void **state)
{
	struct world world;
	world_open(&world, state);
	save(&world, "/switch-off", "reason=");
	assert_true(visitor_sees(&world.owner, "Saved: Set inactive."));
	assert_int_equal(undo(&world, offered(&world)), 303);
	assert_true(row_of(&world).active);
	save(&world, "/disapprove", "reason=");
	assert_int_equal(undo(&world, offered(&world)), 303);
	assert_int_equal(row_of(&world).approval, APPROVAL_APPROVED);
	save(&world, "/suspend", "functions=sign_in&until=2099-01-01");
	assert_int_equal(row_of(&world).status, CUSTOMER_STATUS_SUSPENDED);
	assert_int_equal(undo(&world, offered(&world)), 303);
	assert_int_equal(row_of(&world).status, CUSTOMER_STATUS_ACTIVE);
	save(&world, "/tags", "name=loyal");
	assert_true(visitor_sees(&world.owner, "Saved: Tag added."));
	assert_int_equal(undo(&world, offered(&world)), 303);
	assert_int_equal(engine_number(&world.site.engine, "SELECT COUNT(*) FROM customer_tags"), 0);
	save(&world, "/external-ids/new", "system=shop&value=A%3A1");
	assert_int_equal(undo(&world, offered(&world)), 303);
	assert_int_equal(engine_number(&world.site.engine, "SELECT COUNT(*) FROM external_ids"), 0);
	save(&world, "/external-ids/new", "system=shop&value=A%3A1");
	save(&world, "/external-ids/remove", "system=shop&value=A%3A1");
	assert_int_equal(undo(&world, offered(&world)), 303);
	assert_int_equal(engine_number(&world.site.engine,
				       "SELECT COUNT(*) FROM external_ids WHERE system = 'shop' AND value = 'A:1'"),
			 1);
	save(&world, "/trash", "reason=double");
	assert_int_equal(undo(&world, offered(&world)), 303);
	assert_int_equal(row_of(&world).status, CUSTOMER_STATUS_ACTIVE);
	site_close(&world.site);
}

static void a_guest_who_is_one_by_mistake_has_the_login_again(void **state)
{
	struct world world;
	world_open(&world, state);
	save(&world, "/edit", "email=farah%40people.example&was_email=&login=farah&was_login=");
	save(&world, "/make-guest", "reason=");
	assert_true(row_of(&world).guest);
	assert_int_equal(undo(&world, offered(&world)), 303);
	assert_false(row_of(&world).guest);
	ASSERT_TEXT(row_of(&world).login, TEXT("farah"));
	site_close(&world.site);
}

static void what_was_done_to_many_comes_back_for_many(void **state)
{
	struct world world;
	world_open(&world, state);
	struct customer_id greta;
	const struct customer_change change = {CUSTOMER_FIELD_FIRST_NAME, TEXT("Greta"), TEXT_NONE};
	assert_int_equal(customers_add(site_fresh(&world.site),
				       &(struct customer_adding){.changes = &change, .count = 1}, &greta),
			 DONE);
	struct text form = text_format(world.site.arena, "what=vip&id=%lld&id=%lld", (long long)world.farah.value,
				       (long long)greta.value);
	assert_int_equal(visitor_post(&world.owner, "/admin/customers/bulk", form.at), 303);
	assert_int_equal(engine_number(&world.site.engine, "SELECT COUNT(*) FROM customers WHERE vip = 1"), 2);
	assert_int_equal(visitor_get(&world.owner, "/admin/customers"), 200);
	struct text what = offered(&world);
	save(&world, "/edit", "was_vip=yes");
	assert_int_equal(undo(&world, what), 303);
	assert_int_equal(engine_number(&world.site.engine, "SELECT COUNT(*) FROM customers WHERE vip = 1"), 0);
	site_close(&world.site);
}

/* Whoever has confirmed has confirmed, when staff took it for withdrawn by mistake; what they have withdrawn themselves
 * is asked for anew. */
static void a_consent_comes_back_as_it_was_unless_its_customer_ended_it__13(void **state)
{
	struct world world;
	world_open(&world, state);
	struct engine *engine = &world.site.engine;
	save(&world, "/edit", "email=farah%40x.example&was_email=&newsletter=yes&was_newsletter=");
	engine_script(engine, "UPDATE consents SET state = 2, source = 5, at = 1000000");
	save(&world, "/edit", "was_newsletter=yes");
	assert_int_equal(engine_number(engine, "SELECT COUNT(*) FROM consents WHERE state = 3"), 1);
	int64_t letters = engine_number(engine, "SELECT COUNT(*) FROM outbox");
	assert_int_equal(undo(&world, offered(&world)), 303);
	assert_int_equal(engine_number(engine, "SELECT COUNT(*) FROM consents WHERE state = 2 AND source = 5 AND at = "
					       "1000000"),
			 1);
	assert_int_equal(engine_number(engine, "SELECT COUNT(*) FROM outbox"), letters);
	struct context *ctx = site_fresh(&world.site);
	bool stays;
	ctx->request_id = TEXT("their-own");
	ctx->actor = (struct actor){.kind = ACTOR_KIND_CUSTOMER, .id = world.farah.value};
	assert_int_equal(consents_withdraw(ctx, world.farah, CONSENT_SOURCE_PORTAL), DONE);
	assert_int_equal(overview_undo_request(site_fresh(&world.site), world.farah, TEXT("their-own"), &stays), DONE);
	assert_int_equal(engine_number(engine, "SELECT COUNT(*) FROM consents WHERE state = 1"), 1);
	site_close(&world.site);
}

static void nobody_undoes_what_they_may_not_do(void **state)
{
	struct world world;
	world_open(&world, state);
	save(&world, "/block", "reason=fraud");
	struct text what = offered(&world);
	struct visitor owner = world.owner;
	world.owner = site_staff(&world.site, "auditor");
	assert_int_equal(visitor_get(&world.owner, "/admin/customers"), 200);
	assert_int_equal(undo(&world, what), 403);
	world.owner = site_staff(&world.site, "sales");
	assert_int_equal(visitor_get(&world.owner, "/admin/customers"), 200);
	assert_int_equal(undo(&world, what), 404);
	assert_int_equal(engine_number(&world.site.engine, "SELECT COUNT(*) FROM customers WHERE blocked = 1"), 1);
	world.owner = owner;
	assert_int_equal(undo(&world, TEXT("nonsense 1 2")), 303);
	assert_int_equal(undo(&world, TEXT("nonsense")), 404);
	assert_int_equal(undo(&world, text_format(world.site.arena, "nonsense %lld", (long long)world.farah.value)),
			 404);
	site_close(&world.site);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(a_field_that_was_saved_comes_back),
		ON_BOTH(what_somebody_else_changed_meanwhile_stays),
		ON_BOTH(switches_tags_ids_and_the_trash_come_back),
		ON_BOTH(a_guest_who_is_one_by_mistake_has_the_login_again),
		ON_BOTH(what_was_done_to_many_comes_back_for_many),
		ON_BOTH(a_consent_comes_back_as_it_was_unless_its_customer_ended_it__13),
		ON_BOTH(nobody_undoes_what_they_may_not_do),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
