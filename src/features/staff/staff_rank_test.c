/* Stories of who may touch whom, on both engines: nobody does anything to people who may more, or see more, than they.
 */
#include "features/staff/staff.h"

#include "tests/site.h"

#define CHANNEL(id)                                                                                                    \
	"INSERT INTO channels (id, word, name, position, active, is_default, colour, language, currency, created) "    \
	"VALUES (" id ", 'c" id "', 'Channel " id "', 0, 1, 0, '', 'en', 'EUR', 0)"

static struct role_id role_of(struct site *site, const char *word)
{
	struct role_id role = {0};
	assert_int_equal(staff_find_role(site_fresh(site), text_of(word), &role), DONE);
	return role;
}

static struct permission_set permissions_of(const char *words)
{
	struct permission_set set;
	struct text unknown;
	assert_true(permission_set_parse(text_of(words), &set, &unknown));
	return set;
}

static struct role_id make_role(struct site *site, const char *words, enum staff_scope scope)
{
	struct role_ask ask = {.name = text_of(words), .permissions = permissions_of(words), .scope = scope};
	struct role_id role = {0};
	assert_int_equal(staff_set_role(site_fresh(site), &ask, &role), DONE);
	return role;
}

static struct staff_id add(struct site *site, const struct staff_add *ask)
{
	struct staff_id staff = {0};
	assert_int_equal(staff_add(site_fresh(site), ask, &staff), DONE);
	return staff;
}

static struct staff_id add_with_role(struct site *site, const char *email, const char *role)
{
	return add(site, &(struct staff_add){text_of(email), text_of(email), .role = role_of(site, role)});
}

/* A context that acts as that person, with what the role gives. */
static struct context *become(struct site *site, struct staff_id staff, const char *permissions, enum store_scope scope)
{
	struct context *ctx = site_fresh(site);
	ctx->actor = (struct actor){.kind = ACTOR_KIND_STAFF, .id = staff.value};
	ctx->session = (struct store_session){.scope = scope, .staff = staff.value};
	ctx->permissions = permissions_of(permissions);
	return ctx;
}

/* An auditor who is given this role instead, and has signed in anew. */
static struct visitor visitor_with_role(struct site *site, struct role_id role)
{
	site_staff(site, "auditor");
	const struct staff_change change = {
		.staff = {engine_number(&site->engine,
					"SELECT id FROM staff WHERE email_key = 'auditor@site.example'")},
		.name = TEXT("Temp"),
		.role = role,
	};
	assert_int_equal(staff_change(site_fresh(site), &change), DONE);
	return site_staff(site, "auditor");
}

/* A role that an owner made may what it says, and no more. */
static void whoever_may_little_gets_into_no_account_that_may_more__6(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct role_id temps = make_role(&site, "staff.read staff.write", STAFF_SCOPE_OWN);
	struct staff_id administrator = add_with_role(&site, "a@site.example", "administrator");
	struct staff_id peer = add(&site, &(struct staff_add){TEXT("p@site.example"), TEXT("P"), .role = temps});
	struct visitor temp = visitor_with_role(&site, temps);
	struct text path = text_format(site.arena, "/admin/settings/staff/%lld", (long long)administrator.value);
	assert_int_equal(visitor_get(&temp, path.at), 200);
	assert_false(visitor_sees(&temp, "Make a link"));
	assert_int_equal(visitor_post(&temp, text_format(site.arena, "%s/link", path.at).at, ""), 403);
	struct text form = text_format(site.arena, "name=A&role=%lld&scope=own", (long long)temps.value);
	assert_int_equal(visitor_post(&temp, path.at, form.at), 403);
	assert_int_equal(visitor_post(&temp, text_format(site.arena, "%s/second-factor/remove", path.at).at, ""), 403);
	assert_int_equal(visitor_get(&temp, text_format(site.arena, "%s/deactivate", path.at).at), 403);
	assert_int_equal(visitor_post(&temp, text_format(site.arena, "%s/deactivate", path.at).at, ""), 403);
	assert_int_equal(visitor_post(&temp, text_format(site.arena, "%s/activate", path.at).at, ""), 403);
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM staff_links"), 0);
	assert_int_equal(engine_number(&site.engine, "SELECT active FROM staff WHERE email_key = 'a@site.example'"), 1);
	path = text_format(site.arena, "/admin/settings/staff/%lld/link", (long long)peer.value);
	assert_int_equal(visitor_post(&temp, path.at, ""), 200);
	assert_true(visitor_sees(&temp, "/admin/welcome/"));
	site_close(&site);
}

/* What a role may decides, and not who made it. */
static void administrators_manage_people_whose_role_an_owner_made__6(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor owner = site_staff(&site, "owner"), administrator = site_staff(&site, "administrator");
	assert_int_equal(visitor_post(&owner, "/admin/settings/roles/new",
				      "name=Temps&scope=all&permissions=customers.read&permissions=notes.write"),
			 303);
	int64_t role = engine_number(&site.engine, "SELECT id FROM roles WHERE name = 'Temps'");
	visitor_with_role(&site, (struct role_id){role});
	int64_t temp = engine_number(&site.engine, "SELECT id FROM staff WHERE name = 'Temp'");
	struct text path = text_format(site.arena, "/admin/settings/staff/%lld", (long long)temp);
	assert_int_equal(visitor_get(&administrator, path.at), 200);
	assert_true(visitor_sees(&administrator, "Make a link"));
	assert_int_equal(visitor_post(&administrator, text_format(site.arena, "%s/link", path.at).at, ""), 200);
	struct text form = text_format(site.arena, "name=Tempo&role=%lld&scope=own", (long long)role);
	assert_int_equal(visitor_post(&administrator, path.at, form.at), 303);
	assert_int_equal(visitor_post(&administrator, text_format(site.arena, "%s/deactivate", path.at).at, ""), 303);
	assert_int_equal(engine_number(&site.engine,
				       "SELECT COUNT(*) FROM staff WHERE name = 'Tempo' AND scope = 1 AND active = 0"),
			 1);
	path = text_format(site.arena, "/admin/settings/roles/%lld", (long long)role);
	assert_int_equal(visitor_post(&administrator, path.at, "name=Temps&scope=own&permissions=customers.read"), 303);
	assert_int_equal(visitor_post(&administrator, text_format(site.arena, "%s/remove", path.at).at, ""), 409);
	site_close(&site);
}

static enum outcome make_link(struct context *ctx, struct staff_id staff)
{
	struct secret token;
	return staff_make_link(ctx, staff, STAFF_LINK_PURPOSE_RESET, &token);
}

/* Each of the two alone holds back who has the other; owners are touched by owners. */
static void somebody_is_touched_by_who_has_their_permissions_and_their_sight__6(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct staff_id manager = add_with_role(&site, "m@site.example", "shop_manager");
	struct staff_id agent = add_with_role(&site, "s@site.example", "support");
	struct staff_id owner = add_with_role(&site, "o@site.example", "owner");
	assert_int_equal(make_link(become(&site, manager, "*", STORE_SCOPE_ALL), owner), FORBIDDEN);
	assert_int_equal(make_link(become(&site, manager, "staff.write", STORE_SCOPE_ALL), agent), FORBIDDEN);
	assert_int_equal(make_link(become(&site, manager, "*", STORE_SCOPE_CHANNELS), agent), FORBIDDEN);
	assert_int_equal(make_link(become(&site, manager, "*", STORE_SCOPE_OWN), agent), FORBIDDEN);
	assert_int_equal(make_link(become(&site, manager, "*", STORE_SCOPE_ALL), agent), DONE);
	assert_int_equal(make_link(become(&site, manager, "", STORE_SCOPE_OWN), manager), DONE);
	site_close(&site);
}

static void somebody_in_channels_is_touched_by_who_sees_them_all__6(void **state)
{
	static const struct channel_id both[] = {{101}, {102}};
	struct site site;
	site_open(&site, *state);
	engine_script(&site.engine, CHANNEL("101"));
	engine_script(&site.engine, CHANNEL("102"));
	struct role_id role = make_role(&site, "customers.read", STAFF_SCOPE_CHANNELS);
	struct staff_id manager = add_with_role(&site, "m@site.example", "owner");
	struct staff_id one = add(&site, &(struct staff_add){TEXT("1@site.example"), TEXT("1"), role, .channels = both,
							     .channel_count = 1});
	struct staff_id two = add(&site, &(struct staff_add){TEXT("2@site.example"), TEXT("2"), role, .channels = both,
							     .channel_count = 2});
	engine_script(
		&site.engine,
		text_format(site.arena, "INSERT INTO staff_channels VALUES (%lld, 101)", (long long)manager.value).at);
	assert_int_equal(make_link(become(&site, manager, "*", STORE_SCOPE_CHANNELS), one), DONE);
	assert_int_equal(make_link(become(&site, manager, "*", STORE_SCOPE_CHANNELS), two), FORBIDDEN);
	assert_int_equal(make_link(become(&site, manager, "*", STORE_SCOPE_OWN), one), FORBIDDEN);
	assert_int_equal(make_link(become(&site, manager, "*", STORE_SCOPE_ALL), two), DONE);
	site_close(&site);
}

static enum outcome add_as(struct context *ctx, struct role_id role, const struct channel_id *channels, size_t count)
{
	struct staff_id made;
	return staff_add(ctx,
			 &(struct staff_add){TEXT("new@site.example"), TEXT("New"), role, .channels = channels,
					     .channel_count = count},
			 &made);
}

static int64_t new_ones(struct site *site)
{
	return engine_number(&site->engine, "SELECT COUNT(*) FROM staff WHERE email_key = 'new@site.example'");
}

static void nobody_gives_a_sight_that_they_do_not_have__6(void **state)
{
	static const struct channel_id both[] = {{101}, {102}};
	struct site site;
	site_open(&site, *state);
	engine_script(&site.engine, CHANNEL("101"));
	engine_script(&site.engine, CHANNEL("102"));
	struct role_id own = make_role(&site, "customers.read", STAFF_SCOPE_OWN);
	struct role_id channels = make_role(&site, "customers.read staff.read", STAFF_SCOPE_CHANNELS);
	struct staff_id manager = add_with_role(&site, "m@site.example", "owner");
	engine_script(
		&site.engine,
		text_format(site.arena, "INSERT INTO staff_channels VALUES (%lld, 101)", (long long)manager.value).at);
	assert_int_equal(add_as(become(&site, manager, "*", STORE_SCOPE_OWN), channels, both, 1), FORBIDDEN);
	assert_int_equal(add_as(become(&site, manager, "*", STORE_SCOPE_OWN), own, both, 1), FORBIDDEN);
	assert_int_equal(add_as(become(&site, manager, "*", STORE_SCOPE_CHANNELS), channels, both, 2), FORBIDDEN);
	assert_int_equal(new_ones(&site), 0);
	assert_int_equal(add_as(become(&site, manager, "*", STORE_SCOPE_CHANNELS), channels, both, 1), DONE);
	assert_int_equal(new_ones(&site), 1);
	struct staff_change wider = {
		.staff = {engine_number(&site.engine, "SELECT id FROM staff WHERE email_key = 'new@site.example'")},
		.name = TEXT("New"),
		.role = channels,
		.channels = both,
		.channel_count = 2,
	};
	assert_int_equal(staff_change(become(&site, manager, "*", STORE_SCOPE_CHANNELS), &wider), FORBIDDEN);
	assert_int_equal(staff_change(become(&site, manager, "*", STORE_SCOPE_ALL), &wider), DONE);
	site_close(&site);
}

static enum outcome set_role(struct context *ctx, struct role_id role, enum staff_scope scope)
{
	struct role_ask ask = {role, TEXT("Set"), permissions_of("customers.read"), scope};
	return staff_set_role(ctx, &ask, &role);
}

static void a_role_is_made_no_wider_than_its_maker_sees__6(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct role_id own = make_role(&site, "customers.read", STAFF_SCOPE_OWN), none = {0};
	struct staff_id manager = add_with_role(&site, "m@site.example", "owner");
	assert_int_equal(set_role(become(&site, manager, "*", STORE_SCOPE_OWN), none, STAFF_SCOPE_CHANNELS), FORBIDDEN);
	assert_int_equal(set_role(become(&site, manager, "*", STORE_SCOPE_OWN), none, STAFF_SCOPE_ALL), FORBIDDEN);
	assert_int_equal(set_role(become(&site, manager, "*", STORE_SCOPE_CHANNELS), none, STAFF_SCOPE_ALL), FORBIDDEN);
	assert_int_equal(set_role(become(&site, manager, "*", STORE_SCOPE_OWN), own, STAFF_SCOPE_CHANNELS), FORBIDDEN);
	assert_int_equal(set_role(become(&site, manager, "*", STORE_SCOPE_CHANNELS), own, STAFF_SCOPE_CHANNELS), DONE);
	site_close(&site);
}

/* Else whoever is limited would give people more to do where they themselves see nothing. */
static void a_role_is_changed_by_who_sees_as_much_as_everybody_who_has_it__6(void **state)
{
	static const struct channel_id one[] = {{101}};
	struct site site;
	site_open(&site, *state);
	engine_script(&site.engine, CHANNEL("101"));
	struct role_id role = make_role(&site, "customers.read", STAFF_SCOPE_CHANNELS);
	struct role_id other = make_role(&site, "customers.read staff.read", STAFF_SCOPE_CHANNELS);
	struct staff_id manager = add_with_role(&site, "m@site.example", "owner");
	add(&site, &(struct staff_add){TEXT("1@site.example"), TEXT("1"), role, .channels = one, .channel_count = 1});
	struct context *limited = become(&site, manager, "*", STORE_SCOPE_CHANNELS);
	assert_int_equal(set_role(limited, role, STAFF_SCOPE_CHANNELS), FORBIDDEN);
	limited = become(&site, manager, "*", STORE_SCOPE_CHANNELS);
	assert_int_equal(staff_remove_role(limited, role, other), FORBIDDEN);
	struct context *all = become(&site, manager, "*", STORE_SCOPE_ALL);
	assert_int_equal(set_role(all, role, STAFF_SCOPE_CHANNELS), DONE);
	site_close(&site);
}

static int64_t scope_of(struct site *site, struct staff_id staff)
{
	return engine_number(
		&site->engine,
		text_format(site->arena, "SELECT scope FROM staff WHERE id = %lld", (long long)staff.value).at);
}

static void nobody_sees_more_than_their_role_when_that_is_narrowed(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct role_id wide = make_role(&site, "customers.read", STAFF_SCOPE_ALL);
	struct role_id narrow = make_role(&site, "customers.read staff.read", STAFF_SCOPE_OWN);
	struct staff_id ann = add(&site, &(struct staff_add){TEXT("a@site.example"), TEXT("Ann"), wide});
	struct staff_id ben =
		add(&site, &(struct staff_add){TEXT("b@site.example"), TEXT("Ben"), wide, .scope = STAFF_SCOPE_OWN});
	assert_int_equal(scope_of(&site, ann), STAFF_SCOPE_ALL);
	assert_int_equal(set_role(site_fresh(&site), wide, STAFF_SCOPE_CHANNELS), DONE);
	assert_int_equal(scope_of(&site, ann), STAFF_SCOPE_CHANNELS);
	assert_int_equal(scope_of(&site, ben), STAFF_SCOPE_OWN);
	assert_int_equal(staff_remove_role(site_fresh(&site), wide, narrow), DONE);
	assert_int_equal(scope_of(&site, ann), STAFF_SCOPE_OWN);
	site_close(&site);
}

static void a_form_offers_what_its_reader_can_give(void **state)
{
	struct site site;
	site_open(&site, *state);
	engine_script(&site.engine, CHANNEL("101"));
	engine_script(&site.engine, CHANNEL("102"));
	struct visitor limited =
		visitor_with_role(&site, make_role(&site, "staff.read staff.write", STAFF_SCOPE_CHANNELS));
	engine_script(&site.engine, "INSERT INTO staff_channels SELECT id, 101 FROM staff WHERE name = 'Temp'");
	assert_int_equal(visitor_get(&limited, "/admin/settings/staff/new"), 200);
	assert_true(visitor_sees(&limited, "Channel 101"));
	assert_false(visitor_sees(&limited, "Channel 102"));
	assert_true(visitor_sees(&limited, "value=\"own\""));
	assert_false(visitor_sees(&limited, "value=\"all\""));
	site_close(&site);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(whoever_may_little_gets_into_no_account_that_may_more__6),
		ON_BOTH(administrators_manage_people_whose_role_an_owner_made__6),
		ON_BOTH(somebody_is_touched_by_who_has_their_permissions_and_their_sight__6),
		ON_BOTH(somebody_in_channels_is_touched_by_who_sees_them_all__6),
		ON_BOTH(nobody_gives_a_sight_that_they_do_not_have__6),
		ON_BOTH(a_role_is_made_no_wider_than_its_maker_sees__6),
		ON_BOTH(a_role_is_changed_by_who_sees_as_much_as_everybody_who_has_it__6),
		ON_BOTH(nobody_sees_more_than_their_role_when_that_is_narrowed),
		ON_BOTH(a_form_offers_what_its_reader_can_give),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
