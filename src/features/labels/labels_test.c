/* Stories of types, groups, channels and tags, on both engines: adding, changing, order, the default, handing over,
 * tags of customers. */
#include "features/labels/labels.h"

#include "features/customers/customers.h"
#include "server/jobs.h"
#include "tests/site.h"
#include "tests/world.h"

#include <stdio.h>

/* A member of staff who may not make tags. */
static void act_as(struct world *world, int64_t staff, enum store_scope scope)
{
	world_act_as(world, staff, scope);
	world->ctx.permissions = (struct permission_set){0};
	permission_add(&world->ctx.permissions, PERMISSION_CUSTOMERS_WRITE);
}

static enum outcome try_add(struct world *world, enum label_kind kind, const char *name, int64_t *ret_id)
{
	const struct label_change change = {LABEL_FIELD_NAME, text_of(name)};
	return labels_add(world_fresh(world), &(struct label_ask){.kind = kind, .changes = &change, .count = 1},
			  ret_id);
}

static int64_t add(struct world *world, enum label_kind kind, const char *name)
{
	int64_t id;
	assert_int_equal(try_add(world, kind, name, &id), DONE);
	return id;
}

static enum outcome change(struct world *world, enum label_kind kind, int64_t id, enum label_field field,
			   const char *value)
{
	const struct label_change one = {field, text_of(value)};
	return labels_change(world_fresh(world),
			     &(struct label_ask){.kind = kind, .id = id, .changes = &one, .count = 1});
}

static struct label_rows get(struct world *world, enum label_kind kind, int64_t id)
{
	struct label_rows row;
	assert_int_equal(labels_get(world_fresh(world), kind, id, &row), DONE);
	return row;
}

static int64_t customers_of(struct world *world, enum label_kind kind, int64_t id)
{
	struct label_rows row = get(world, kind, id);
	int64_t *customers;
	assert_int_equal(labels_count_customers(&world->ctx, &row, 1, &customers), DONE);
	return customers[0];
}

static void change_customer(struct world *world, struct customer_id who, enum customer_field field, int64_t id)
{
	const struct customer_change change_of = {field, text_of_number(world->engine.arena, id), TEXT_NONE};
	assert_int_equal(customers_change(world_fresh(world), who, &change_of, 1), DONE);
}

static const char *first_code(struct world *world)
{
	return world->ctx.problems->count ? world->ctx.problems->list[0].code : "none";
}

static void types_groups_and_channels_are_added_and_changed__2_Z1_3_Z1_3_Z2(void **state)
{
	struct world world;
	world_open(&world, *state);
	int64_t type = add(&world, LABEL_TYPE, "Wholesale, large");
	assert_int_equal(change(&world, LABEL_TYPE, type, LABEL_FIELD_APPROVAL, "yes"), DONE);
	assert_int_equal(change(&world, LABEL_TYPE, type, LABEL_FIELD_DISCOUNT, "12.5"), DONE);
	assert_int_equal(change(&world, LABEL_TYPE, type, LABEL_FIELD_REQUIRED_FIELDS, "company  email company"), DONE);
	struct label_rows row = get(&world, LABEL_TYPE, type);
	ASSERT_TEXT(row.word, TEXT("wholesale_large"));
	ASSERT_TEXT(row.required_fields, TEXT("email company"));
	assert_int_equal(row.discount, 1250);
	assert_true(row.approval && row.active && !row.is_default);
	int64_t group = add(&world, LABEL_GROUP, "Export");
	assert_int_equal(change(&world, LABEL_GROUP, group, LABEL_FIELD_TAXED, "no"), DONE);
	assert_false(get(&world, LABEL_GROUP, group).taxed);
	int64_t channel = add(&world, LABEL_CHANNEL, "跨境");
	assert_int_equal(change(&world, LABEL_CHANNEL, channel, LABEL_FIELD_STOREFRONT, "https://shop.example"), DONE);
	assert_int_equal(change(&world, LABEL_CHANNEL, channel, LABEL_FIELD_COLOUR, "#FA0"), DONE);
	row = get(&world, LABEL_CHANNEL, channel);
	ASSERT_TEXT(row.colour, TEXT("#ffaa00"));
	assert_true(text_starts(row.word, TEXT("channel_")));
	assert_int_equal(engine_number(&world.engine, "SELECT COUNT(*) FROM audit_entries WHERE name = 'type.changed'"),
			 3);
	world_close(&world);
}

static void what_does_not_fit_is_refused_at_its_field(void **state)
{
	struct world world;
	world_open(&world, *state);
	int64_t type = add(&world, LABEL_TYPE, "Trade"), channel = add(&world, LABEL_CHANNEL, "Fair"), id;
	static const struct {
		bool channel;
		enum label_field field;
		const char *value, *code;
	} bad[] = {
		{false, LABEL_FIELD_NAME, "  ", "required"},
		{false, LABEL_FIELD_DISCOUNT, "100.01", "not_a_discount"},
		{false, LABEL_FIELD_DISCOUNT, "1.234", "not_a_discount"},
		{false, LABEL_FIELD_DISCOUNT, "5 XXX", "not_a_discount"},
		{false, LABEL_FIELD_APPROVAL, "maybe", "not_yes_or_no"},
		{false, LABEL_FIELD_SHOWN_FIELDS, "company password_hash", "unknown"},
		{false, LABEL_FIELD_REQUIRED_FIELDS, "company newsletter", "freely_given"},
		{true, LABEL_FIELD_COLOUR, "red", "not_a_colour"},
		{true, LABEL_FIELD_IMPRINT, "javascript:alert(1)", "not_a_url"},
		{true, LABEL_FIELD_SENDER, "nobody", "not_an_address"},
		{true, LABEL_FIELD_COUNTRY, "XX", "unknown"},
		{true, LABEL_FIELD_CURRENCY, "", "required"},
	};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		enum label_kind kind = bad[i].channel ? LABEL_CHANNEL : LABEL_TYPE;
		assert_int_equal(change(&world, kind, bad[i].channel ? channel : type, bad[i].field, bad[i].value),
				 INVALID);
		assert_string_equal(first_code(&world), bad[i].code);
		ASSERT_TEXT(world.ctx.problems->list[0].field, text_of(label_field_declared(bad[i].field)->word));
	}
	assert_int_equal(try_add(&world, LABEL_TYPE, "TRADE", &id), CONFLICT);
	assert_int_equal(try_add(&world, LABEL_TAG, "a,b", &id), INVALID);
	assert_int_equal(change(&world, LABEL_TYPE, 999, LABEL_FIELD_NAME, "x"), NOT_FOUND);
	world_close(&world);
}

static void there_is_always_one_active_default(void **state)
{
	struct world world;
	world_open(&world, *state);
	int64_t retail, trade = add(&world, LABEL_TYPE, "Trade");
	assert_int_equal(labels_find(world_fresh(&world), LABEL_TYPE, TEXT("retail"), &retail), DONE);
	assert_int_equal(change(&world, LABEL_TYPE, retail, LABEL_FIELD_IS_DEFAULT, "no"), CONFLICT);
	assert_int_equal(change(&world, LABEL_TYPE, retail, LABEL_FIELD_ACTIVE, "no"), CONFLICT);
	assert_int_equal(labels_remove(world_fresh(&world), LABEL_TYPE, retail, trade), CONFLICT);
	assert_int_equal(change(&world, LABEL_TYPE, trade, LABEL_FIELD_IS_DEFAULT, "yes"), DONE);
	assert_true(get(&world, LABEL_TYPE, trade).is_default);
	assert_false(get(&world, LABEL_TYPE, retail).is_default);
	assert_int_equal(change(&world, LABEL_TYPE, retail, LABEL_FIELD_ACTIVE, "no"), DONE);
	assert_int_equal(change(&world, LABEL_TYPE, retail, LABEL_FIELD_IS_DEFAULT, "yes"), CONFLICT);
	world_close(&world);
}

static void they_stand_in_the_order_that_people_give_them(void **state)
{
	struct world world;
	world_open(&world, *state);
	int64_t b = add(&world, LABEL_TYPE, "B"), c = add(&world, LABEL_TYPE, "C");
	const struct label_rows *rows;
	size_t count;
	assert_int_equal(labels_move(world_fresh(&world), LABEL_TYPE, c, 1), DONE);
	assert_int_equal(labels_list(world_fresh(&world), LABEL_TYPE, &rows, &count), DONE);
	assert_int_equal(count, 3);
	assert_true(rows[0].id == c && rows[2].id == b);
	assert_int_equal(labels_move(world_fresh(&world), LABEL_TYPE, c, 99), DONE);
	assert_int_equal(labels_list(world_fresh(&world), LABEL_TYPE, &rows, &count), DONE);
	assert_true(rows[2].id == c && rows[1].id == b && rows[2].position == 3);
	world_close(&world);
}

static void what_is_used_is_handed_over_never_deleted(void **state)
{
	struct world world;
	world_open(&world, *state);
	struct customer_id ann = world_customer(&world, "Ann");
	int64_t trade = add(&world, LABEL_TYPE, "Trade"), other = add(&world, LABEL_TYPE, "Other");
	change_customer(&world, ann, CUSTOMER_FIELD_TYPE, trade);
	assert_int_equal(customers_of(&world, LABEL_TYPE, trade), 1);
	assert_int_equal(labels_remove(world_fresh(&world), LABEL_TYPE, trade, 0), CONFLICT);
	assert_string_equal(first_code(&world), "in_use");
	ASSERT_TEXT(world.ctx.problems->list[0].values[0], TEXT("1"));
	assert_int_equal(labels_remove(world_fresh(&world), LABEL_TYPE, trade, trade), INVALID);
	assert_int_equal(labels_remove(world_fresh(&world), LABEL_TYPE, trade, other), DONE);
	struct customer_row row;
	assert_int_equal(customers_get(world_fresh(&world), ann, &row), DONE);
	assert_int_equal(row.type_id.value, other);
	struct label_rows gone;
	assert_int_equal(labels_get(world_fresh(&world), LABEL_TYPE, trade, &gone), NOT_FOUND);
	assert_int_equal(engine_number(&world.engine, "SELECT COUNT(*) FROM events WHERE name = 'customer.updated'"),
			 2);
	world_close(&world);
}

static void a_channel_takes_sightings_and_staff_along_when_handed_over(void **state)
{
	struct world world;
	world_open(&world, *state);
	int64_t fair = add(&world, LABEL_CHANNEL, "Fair"), web = add(&world, LABEL_CHANNEL, "Web");
	struct customer_id ann = world_customer(&world, "Ann"), ben = world_customer(&world, "Ben");
	change_customer(&world, ann, CUSTOMER_FIELD_CHANNEL, fair);
	assert_int_equal(labels_add_channel(world_fresh(&world), ben, (struct channel_id){fair}), DONE);
	assert_int_equal(labels_add_channel(world_fresh(&world), ben, (struct channel_id){web}), DONE);
	engine_script(
		&world.engine,
		"INSERT INTO staff (id, version, email, email_key, name, role_id, scope, active, language, theme, "
		"created, modified) SELECT 7, 1, 'a@x.example', 'a@x.example', 'A', MIN(id), 2, 1, 'en', '', 1, 1 FROM "
		"roles");
	char sql[100];
	snprintf(sql, sizeof sql, "INSERT INTO staff_channels (staff_id, channel_id) VALUES (7, %lld)",
		 (long long)fair);
	engine_script(&world.engine, sql);
	struct label_uses uses;
	assert_int_equal(labels_count_uses(world_fresh(&world), LABEL_CHANNEL, fair, &uses), DONE);
	assert_int_equal(uses.customers, 1);
	assert_int_equal(uses.further, 2);
	assert_int_equal(uses.staff, 1);
	assert_int_equal(labels_remove(world_fresh(&world), LABEL_CHANNEL, fair, web), DONE);
	assert_int_equal(labels_count_uses(world_fresh(&world), LABEL_CHANNEL, web, &uses), DONE);
	assert_int_equal(uses.customers, 1);
	assert_int_equal(uses.further, 2);
	assert_int_equal(uses.staff, 1);
	world_close(&world);
}

static void who_sees_some_customers_hands_none_over(void **state)
{
	struct world world;
	world_open(&world, *state);
	int64_t a = add(&world, LABEL_TYPE, "A"), b = add(&world, LABEL_TYPE, "B");
	act_as(&world, 1, STORE_SCOPE_OWN);
	assert_int_equal(labels_remove(&world.ctx, LABEL_TYPE, a, b), FORBIDDEN);
	world_close(&world);
}

static void tags_are_case_blind_and_written_down__1_A12(void **state)
{
	struct world world;
	world_open(&world, *state);
	struct customer_id ann = world_customer(&world, "Ann");
	struct tag_id first, again;
	assert_int_equal(labels_tag(world_fresh(&world), ann, TEXT(" Café Owner "), &first), DONE);
	assert_int_equal(labels_tag(world_fresh(&world), ann, TEXT("CAFE OWNER"), &again), DONE);
	assert_int_equal(first.value, again.value);
	ASSERT_TEXT(get(&world, LABEL_TAG, first.value).name, TEXT("Café Owner"));
	assert_int_equal(engine_number(&world.engine, "SELECT COUNT(*) FROM events WHERE name = 'tag.added'"), 1);
	assert_int_equal(labels_untag(world_fresh(&world), ann, first), DONE);
	assert_int_equal(labels_untag(world_fresh(&world), ann, first), DONE);
	assert_int_equal(engine_number(&world.engine, "SELECT COUNT(*) FROM events WHERE name = 'tag.removed'"), 1);
	assert_int_equal(labels_remove(world_fresh(&world), LABEL_TAG, first.value, 0), DONE);
	assert_int_equal(labels_tag(world_fresh(&world), ann, TEXT(" "), &first), INVALID);
	world_close(&world);
}

static void two_tags_are_merged__1_A12(void **state)
{
	struct world world;
	world_open(&world, *state);
	struct customer_id both[] = {world_customer(&world, "Ann"), world_customer(&world, "Ben")};
	struct tag_id loyal, regular;
	int64_t changed;
	assert_int_equal(labels_tag_many(world_fresh(&world), both, 2, TEXT("Loyal"), &changed), DONE);
	assert_int_equal(changed, 2);
	assert_int_equal(labels_tag(world_fresh(&world), both[0], TEXT("Regular"), &regular), DONE);
	assert_int_equal(labels_tag(world_fresh(&world), both[1], TEXT("loyal"), &loyal), DONE);
	assert_int_equal(labels_remove(world_fresh(&world), LABEL_TAG, loyal.value, regular.value), DONE);
	assert_int_equal(customers_of(&world, LABEL_TAG, regular.value), 2);
	assert_int_equal(labels_untag_many(world_fresh(&world), both, 2, TEXT("REGULAR"), &changed), DONE);
	assert_int_equal(changed, 2);
	assert_int_equal(engine_number(&world.engine, "SELECT COUNT(*) FROM customer_tags"), 0);
	world_close(&world);
}

static void only_who_manages_labels_makes_new_tags(void **state)
{
	struct world world;
	world_open(&world, *state);
	struct customer_id ann = world_customer(&world, "Ann");
	struct tag_id tag;
	add(&world, LABEL_TAG, "Known");
	act_as(&world, 1, STORE_SCOPE_ALL);
	assert_int_equal(labels_tag(&world.ctx, ann, TEXT("Unknown"), &tag), FORBIDDEN);
	assert_int_equal(labels_tag(&world.ctx, ann, TEXT("known"), &tag), DONE);
	act_as(&world, 1, STORE_SCOPE_OWN);
	assert_int_equal(labels_tag(&world.ctx, ann, TEXT("known"), &tag), NOT_FOUND);
	world_close(&world);
}

static void a_customer_has_further_groups_and_channels(void **state)
{
	struct world world;
	world_open(&world, *state);
	struct customer_id ann = world_customer(&world, "Ann");
	int64_t general, shop, club = add(&world, LABEL_GROUP, "Club");
	assert_int_equal(labels_find(world_fresh(&world), LABEL_GROUP, TEXT("GENERAL"), &general), DONE);
	assert_int_equal(labels_find(world_fresh(&world), LABEL_CHANNEL, TEXT("online shop"), &shop), DONE);
	assert_int_equal(labels_add_group(world_fresh(&world), ann, (struct group_id){general}), CONFLICT);
	assert_int_equal(labels_add_group(world_fresh(&world), ann, (struct group_id){club}), DONE);
	assert_int_equal(labels_remove(world_fresh(&world), LABEL_GROUP, club, 0), CONFLICT);
	assert_int_equal(labels_remove_group(world_fresh(&world), ann, (struct group_id){club}), DONE);
	assert_int_equal(labels_remove_channel(world_fresh(&world), ann, (struct channel_id){shop}), CONFLICT);
	assert_int_equal(change(&world, LABEL_GROUP, club, LABEL_FIELD_ACTIVE, "no"), DONE);
	assert_int_equal(labels_add_group(world_fresh(&world), ann, (struct group_id){club}), CONFLICT);
	world_close(&world);
}

static void a_label_is_found_by_word_name_or_number(void **state)
{
	struct world world;
	world_open(&world, *state);
	int64_t made = add(&world, LABEL_GROUP, "Großkunden"), id = 0;
	assert_int_equal(labels_find(world_fresh(&world), LABEL_GROUP, TEXT("grosskunden"), &id), DONE);
	assert_int_equal(id, made);
	assert_int_equal(labels_find(world_fresh(&world), LABEL_GROUP, TEXT(" GROSSKUNDEN "), &id), DONE);
	assert_int_equal(labels_find(world_fresh(&world), LABEL_GROUP, text_of_number(world.engine.arena, made), &id),
			 DONE);
	assert_int_equal(labels_find(world_fresh(&world), LABEL_GROUP, TEXT(""), &id), NOT_FOUND);
	assert_int_equal(labels_find(world_fresh(&world), LABEL_GROUP, TEXT("nothing"), &id), NOT_FOUND);
	world_close(&world);
}

static void the_api_lists_adds_changes_and_deletes__2_Z1_3_Z1_3_Z2(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor shop = site_key(&site, "customers.read labels.write"),
		       reader = site_key(&site, "customers.read");
	assert_int_equal(visitor_get(&shop, "/api/v1/types"), 200);
	assert_true(visitor_sees(&shop, "\"word\":\"retail\"") && visitor_sees(&shop, "\"total\":1"));
	assert_int_equal(
		visitor_send(
			&shop, "POST", "/api/v1/types",
			"{\"name\":\"Trade\",\"approval\":true,\"required_fields\":[\"company\"],\"discount\":\"5\"}"),
		201);
	assert_true(visitor_sees(&shop, "\"required_fields\":[\"company\"]") &&
		    visitor_sees(&shop, "\"discount\":\"5.00\""));
	struct text path = text_copy(site.arena, visitor_header(&shop, "Location"));
	assert_int_equal(visitor_send(&shop, "PATCH", path.at, "{\"active\":false,\"position\":1}"), 200);
	assert_true(visitor_sees(&shop, "\"active\":false") && visitor_sees(&shop, "\"approval\":true") &&
		    visitor_sees(&shop, "\"position\":1"));
	assert_int_equal(visitor_send(&shop, "PATCH", path.at, "{\"discount\":\"500\"}"), 422);
	assert_int_equal(visitor_send(&shop, "PATCH", path.at, "{\"colour\":\"#000000\"}"), 422);
	assert_int_equal(visitor_send(&reader, "PATCH", path.at, "{\"active\":true}"), 403);
	assert_int_equal(visitor_send(&shop, "DELETE", path.at, NULL), 204);
	assert_int_equal(visitor_get(&reader, path.at), 404);
	assert_int_equal(visitor_get(&reader, "/api/v1/groups"), 200);
	assert_int_equal(visitor_get(&reader, "/api/v1/channels"), 200);
	assert_true(visitor_sees(&reader, "\"currency\":\"EUR\""));
	site_close(&site);
}

static void a_type_that_needs_no_approval_any_more_asks_about_those_who_wait__2_C5(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor owner = site_staff(&site, "owner");
	engine_script(&site.engine, "INSERT INTO types (id, word, name, position, active, is_default, approval, "
				    "registration, shown_fields, required_fields, discount, created) VALUES "
				    "(2, 'trade', 'Trade', 2, 1, 0, 1, 1, '', '', 0, 1)");
	site_customer(&site, "ann@x.example");
	site_customer(&site, "ben@x.example");
	engine_script(&site.engine, "UPDATE customers SET approval = 0, status = 5; "
				    "UPDATE customers SET type_id = 2 WHERE email = 'ben@x.example'");
	assert_int_equal(visitor_get(&owner, "/admin/settings/types/2"), 200);
	assert_false(visitor_sees(&owner, "who wait"));
	assert_int_equal(visitor_post(&owner, "/admin/settings/types/2", "name=Trade&active=yes&approval=yes"), 303);
	ASSERT_TEXT(owner.location, TEXT("/admin/settings/types"));
	assert_int_equal(visitor_post(&owner, "/admin/settings/types/2", "name=Trade&active=yes"), 303);
	ASSERT_TEXT(owner.location, TEXT("/admin/settings/types/2"));
	assert_int_equal(visitor_get(&owner, "/admin/settings/types/2"), 200);
	assert_true(visitor_sees(&owner, "1 customer of this type still waits for approval"));
	/* The button's form, as in the list. */
	assert_true(visitor_sees(&owner, "value=\"approval:pending -guest:yes type:trade\""));
	assert_int_equal(
		visitor_post(&owner, "/admin/customers/bulk",
			     "what=approve&all=yes&sure=yes&filter=approval%3Apending+-guest%3Ayes+type%3Atrade"),
		303);
	jobs_run_waiting(site.engine.store, site.files);
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM customers WHERE approval = 0"), 1);
	assert_int_equal(visitor_get(&owner, "/admin/settings/types/2"), 200);
	assert_false(visitor_sees(&owner, "who wait"));
	site_close(&site);
}

static void arrows_count_places_whatever_positions_are_stored(void **state)
{
	struct site site;
	site_open(&site, *state);
	engine_script(&site.engine, "UPDATE types SET position = 70");
	struct visitor owner = site_staff(&site, "owner");
	assert_int_equal(visitor_get(&owner, "/admin/settings/types"), 200);
	assert_true(visitor_sees(&owner, "name=\"position\" value=\"0\""));
	assert_true(visitor_sees(&owner, "name=\"position\" value=\"2\""));
	assert_false(visitor_sees(&owner, "value=\"71\""));
	site_close(&site);
}

static void the_api_tags_customers__1_A12(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct customer_id ann = site_customer(&site, "Ann");
	struct visitor all = site_key(&site, "customers.read customers.write labels.write");
	struct visitor some = site_key(&site, "customers.read customers.write");
	struct text path = text_format(site.arena, "/api/v1/customers/%lld/tags", (long long)ann.value);
	assert_int_equal(visitor_send(&some, "POST", path.at, "{\"name\":\"VIP guest\"}"), 403);
	assert_int_equal(visitor_send(&all, "POST", path.at, "{\"name\":\"VIP guest\"}"), 200);
	assert_true(visitor_sees(&all, "\"name\":\"VIP guest\""));
	assert_int_equal(visitor_send(&some, "POST", path.at, "{\"name\":\"vip GUEST\"}"), 200);
	int64_t tag;
	assert_int_equal(labels_find(site_fresh(&site), LABEL_TAG, TEXT("vip guest"), &tag), DONE);
	struct text one = text_format(site.arena, "/api/v1/tags/%lld", (long long)tag);
	assert_int_equal(visitor_send(&all, "DELETE", one.at, NULL), 409);
	assert_true(visitor_sees(&all, "in_use"));
	assert_int_equal(
		visitor_send(&some, "DELETE", text_format(site.arena, "%s/%lld", path.at, (long long)tag).at, NULL),
		204);
	assert_int_equal(visitor_get(&some, path.at), 200);
	assert_true(visitor_sees(&some, "\"total\":0"));
	assert_int_equal(
		visitor_get(&some, text_format(site.arena, "/api/v1/customers/%lld/channels", (long long)ann.value).at),
		200);
	assert_true(visitor_sees(&some, "\"word\":\"shop\""));
	site_close(&site);
}

static void settings_of_labels_are_closed_to_others(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor rep = site_staff(&site, "sales");
	assert_int_equal(visitor_get(&rep, "/admin/settings/types"), 403);
	assert_int_equal(visitor_post(&rep, "/admin/settings/tags/new", "name=x"), 403);
	site_close(&site);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(the_api_lists_adds_changes_and_deletes__2_Z1_3_Z1_3_Z2),
		ON_BOTH(a_type_that_needs_no_approval_any_more_asks_about_those_who_wait__2_C5),
		ON_BOTH(arrows_count_places_whatever_positions_are_stored),
		ON_BOTH(the_api_tags_customers__1_A12),
		ON_BOTH(settings_of_labels_are_closed_to_others),
		ON_BOTH(types_groups_and_channels_are_added_and_changed__2_Z1_3_Z1_3_Z2),
		ON_BOTH(what_does_not_fit_is_refused_at_its_field),
		ON_BOTH(there_is_always_one_active_default),
		ON_BOTH(they_stand_in_the_order_that_people_give_them),
		ON_BOTH(what_is_used_is_handed_over_never_deleted),
		ON_BOTH(a_channel_takes_sightings_and_staff_along_when_handed_over),
		ON_BOTH(who_sees_some_customers_hands_none_over),
		ON_BOTH(tags_are_case_blind_and_written_down__1_A12),
		ON_BOTH(two_tags_are_merged__1_A12),
		ON_BOTH(only_who_manages_labels_makes_new_tags),
		ON_BOTH(a_customer_has_further_groups_and_channels),
		ON_BOTH(a_label_is_found_by_word_name_or_number),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
