/* The configuration as a document, on both engines. */
#include "server/config_document.h"

#include "features/settings/settings.h"
#include "http/address.h"
#include "tests/world.h"

static struct text export(struct world *world)
{
	struct text document;
	assert_int_equal(config_export(world_fresh(world), &document), DONE);
	return document;
}

struct applied {
	struct config_step *steps;
	size_t count;
};

static enum outcome apply(struct world *world, struct text document, bool dry_run, struct applied *ret)
{
	const struct config_apply ask = {.document = {(const unsigned char *)document.at, document.size},
					 .dry_run = dry_run};
	*ret = (struct applied){0};
	return config_apply(world_fresh(world), &ask, &ret->steps, &ret->count);
}

static size_t count_done(const struct applied *applied, enum config_done done)
{
	size_t count = 0;
	for (size_t i = 0; i < applied->count; i++)
		count += applied->steps[i].done == done;
	return count;
}

static int64_t entries(struct world *world)
{
	return engine_number(&world->engine, "SELECT COUNT(*) FROM audit_entries");
}

static const struct config_step *step_of(const struct applied *applied, const char *kind, const char *name)
{
	for (size_t i = 0; i < applied->count; i++)
		if (text_equal(text_of(applied->steps[i].kind->word), text_of(kind)) &&
		    text_equal(applied->steps[i].name, text_of(name)))
			return &applied->steps[i];
	fail_msg("no step of %s %s", kind, name);
	return NULL;
}

/* Something of every kind. */
static const char everything[] =
	"{\"settings\": {\"business.name\": \"Kedai <Aminah> & Söhne\", \"business.currency\": \"MYR\", "
	"\"trash.days\": 60},\n"
	"\"types\": [{\"word\": \"dealer\", \"name\": \"Dealer\", \"discount\": \"5\", \"is_default\": true, "
	"\"required_fields\": [\"phone\", \"first_name\"]}, {\"word\": \"retail\", \"approval\": true}],\n"
	"\"groups\": [{\"name\": \"Friends\", \"taxed\": false, \"tiers\": [{\"spent\": \"5000\", \"discount\": "
	"\"10\"}, {\"spent\": \"1000 EUR\", \"discount\": \"5.00 EUR\"}]}],\n"
	"\"channels\": [{\"word\": \"market\", \"name\": \"Market\", \"colour\": \"#FF0000\", \"terms\": "
	"\"https://x.example/terms\"}],\n"
	"\"clients\": [{\"channel\": \"market\", \"redirects\": [\"https://x.example/back\"]}],\n"
	"\"tags\": [{\"name\": \"Ärger\"}],\n"
	"\"attributes\": [{\"word\": \"size\", \"kind\": \"choice\", \"label_de\": \"Größe\", \"options\": [\"s\", "
	"\"very large\"]}],\n"
	"\"roles\": [{\"name\": \"Night shift\", \"permissions\": [\"notes.read\", \"customers.read\"], \"scope\": "
	"\"own\"}],\n"
	"\"webhooks\": [{\"url\": \"https://93.184.216.34/a\", \"events\": [\"*\"], \"channel\": \"market\"}, "
	"{\"url\": \"https://93.184.216.34/a\", \"events\": [\"customer.blocked\"], \"active\": false}],\n"
	"\"letters\": [{\"word\": \"account_welcome\", \"language\": \"de\", \"subject\": \"Hallo\", \"body\": "
	"\"Hallo {name},\\n\\n{link}\\n\"}]}";

static void a_configuration_is_written_alike_twice_and_applying_it_to_itself_changes_nothing(void **state)
{
	struct world world;
	struct applied applied;
	world_open(&world, *state);
	assert_int_equal(apply(&world, text_of(everything), false, &applied), DONE);
	struct text document = text_copy(world.engine.arena, export(&world));
	ASSERT_TEXT(export(&world), document);
	int64_t before = entries(&world);
	assert_int_equal(apply(&world, document, false, &applied), DONE);
	assert_int_equal(count_done(&applied, CONFIG_LEFT), applied.count);
	assert_true(applied.count > 15);
	assert_int_equal(entries(&world), before);
	ASSERT_TEXT(export(&world), document);
	world_close(&world);
}

static void something_of_every_kind_is_added_by_a_document_and_found_again_by_it__2_Z1_3_Z1_3_Z2(void **state)
{
	struct world world;
	struct applied applied;
	world_open(&world, *state);
	assert_int_equal(apply(&world, text_of(everything), false, &applied), DONE);
	assert_int_equal(count_done(&applied, CONFIG_CREATED), 10);
	assert_int_equal(count_done(&applied, CONFIG_CHANGED), 2);
	assert_int_equal(engine_number(&world.engine,
				       "SELECT COUNT(*) FROM types WHERE word = 'dealer' AND discount = 500 AND "
				       "required_fields = 'first_name phone' AND is_default = 1"),
			 1);
	assert_int_equal(engine_number(&world.engine, "SELECT COUNT(*) FROM types WHERE is_default = 1"), 1);
	assert_int_equal(engine_number(&world.engine, "SELECT COUNT(*) FROM groups WHERE taxed = 0 AND tiers = "
						      "'1000.00 EUR: 5.00 EUR; 5000.00 MYR: 10.00'"),
			 1);
	assert_int_equal(engine_number(&world.engine, "SELECT COUNT(*) FROM webhooks w JOIN channels c ON c.id = "
						      "w.channel_id WHERE c.word = 'market'"),
			 1);
	assert_int_equal(engine_number(&world.engine, "SELECT COUNT(*) FROM attribute_options"), 2);
	int64_t before = entries(&world);
	assert_int_equal(apply(&world, text_of(everything), false, &applied), DONE);
	/* "5" is kept as "5.00", and saying it again changes nothing. */
	assert_int_equal(count_done(&applied, CONFIG_LEFT), 12);
	assert_int_equal(entries(&world), before);
	world_close(&world);
}

static void a_configuration_moves_to_the_other_engine_with_everything_but_its_secrets__5_Z2(void **state)
{
	const char *other = strcmp(*state, "sqlite") == 0 ? "postgres" : "sqlite";
	struct world from, to;
	struct applied applied;
	world_open(&from, *state);
	world_open(&to, other);
	const struct setting_value password = {SETTING_MAIL_PASSWORD, TEXT("geheim")};
	assert_int_equal(settings_change(world_fresh(&from), &password, 1), DONE);
	assert_int_equal(apply(&from, text_of(everything), false, &applied), DONE);
	struct text secret = step_of(&applied, "webhooks", "https://93.184.216.34/a")->secret;
	struct text document = export(&from);
	assert_true(text_starts(secret, TEXT("whsec_")));
	assert_true(text_find(document, secret, 0) == SIZE_MAX);
	assert_true(text_find(document, TEXT("geheim"), 0) == SIZE_MAX);
	assert_true(text_find(document, TEXT("mail.password"), 0) == SIZE_MAX);
	assert_int_equal(apply(&to, document, false, &applied), DONE);
	struct text again = step_of(&applied, "webhooks", "https://93.184.216.34/a")->secret;
	assert_false(text_equal(again, secret));
	assert_true(step_of(&applied, "clients", "market")->secret.size > 0);
	ASSERT_TEXT(export(&to), document);
	world_close(&to);
	world_close(&from);
}

static void a_dry_run_tells_the_same_and_does_nothing(void **state)
{
	struct world world;
	struct applied dry, wet;
	world_open(&world, *state);
	struct text before = text_copy(world.engine.arena, export(&world));
	int64_t entered = entries(&world);
	assert_int_equal(apply(&world, text_of(everything), true, &dry), DONE);
	ASSERT_TEXT(export(&world), before);
	assert_int_equal(entries(&world), entered);
	assert_int_equal(apply(&world, text_of(everything), false, &wet), DONE);
	assert_int_equal(dry.count, wet.count);
	for (size_t i = 0; i < dry.count; i++) {
		ASSERT_TEXT(dry.steps[i].name, wet.steps[i].name);
		assert_int_equal(dry.steps[i].done, wet.steps[i].done);
		assert_int_equal(dry.steps[i].change_count, wet.steps[i].change_count);
		assert_true(text_is_none(dry.steps[i].secret));
	}
	const struct config_step *settings = step_of(&wet, "settings", "");
	ASSERT_TEXT(settings->changes[0].new, TEXT("\"Kedai <Aminah> & Söhne\""));
	ASSERT_TEXT(settings->changes[2].old, TEXT("30"));
	ASSERT_TEXT(settings->changes[2].new, TEXT("60"));
	world_close(&world);
}

/* The document, and the paths and codes of what is wrong with it. */
static const struct {
	const char *document, *wrong;
} mistakes[] = {
	{"", "line 1: json_syntax"},
	{"{\"tags\": [\n {\"name\": \"x\"},\n]}", "line 3, column 1: json_syntax"},
	{"{\"tags\": [], \"tags\": []}", "line 1, column 19: json_duplicate_key"},
	{"[]", ": wrong_type"},
	{"{\"typs\": [], \"types\": {}, \"settings\": []}",
	 "typs: unknown_field; types: wrong_type; settings: wrong_type"},
	{"{\"channels\": [{\"colour\": \"#ffffff\"}, 3, {\"word\": \"shop\", \"color\": \"red\", \"active\": "
	 "\"yes\"}]}",
	 "channels[0].name: required; channels[1]: wrong_type; channels[2].color: unknown_field; channels[2].active: "
	 "wrong_type"},
	{"{\"types\": [{\"word\": \"new one\", \"name\": \"x\"}, {\"word\": \"retail\", \"discount\": \"500\", "
	 "\"required_fields\": [\"nose\"]}]}",
	 "types[0].word: not_a_word; types[1].discount: not_a_discount; types[1].required_fields: unknown"},
	{"{\"types\": [{\"name\": \"Retail\"}, {\"word\": \"retail\"}]}", "types[1]: twice"},
	{"{\"types\": [{\"word\": \"retail\", \"is_default\": false}]}", "types[0].is_default: is_default"},
	{"{\"groups\": [{\"name\": \"x\", \"tiers\": [{\"spent\": \"1\"}]}, {\"name\": \"y\", \"tiers\": [{\"spent\": "
	 "1, \"discount\": \"5\"}]}]}",
	 "groups[0].tiers[0]: wrong_type; groups[1].tiers[0].spent: wrong_type"},
	{"{\"settings\": {\"mail.password\": \"x\", \"trash.days\": \"30\", \"business.name\": \"a\\u0007\"}}",
	 "settings.mail.password: secret; settings.trash.days: wrong_type; settings.business.name: wrong_type"},
	{"{\"settings\": {\"trash.days\": 30, \"business.zone\": \"Mars\"}}", "settings.business.zone: unfit"},
	{"{\"tags\": [{\"name\": \"a\"}, {\"name\": \"A\"}, {\"name\": \"b,c\"}]}",
	 "tags[1].name: in_use; tags[2].name: separator"},
	{"{\"attributes\": [{\"kind\": \"text\"}]}", "attributes[0].word: required"},
	{"{\"attributes\": [{\"word\": \"x\", \"label_en\": \"X\"}]}", "attributes[0].kind: unknown"},
	{"{\"roles\": [{\"word\": \"owner\", \"scope\": \"own\"}, {\"word\": \"boss\", \"name\": \"Boss\"}, {\"name\": "
	 "\"x\", \"permissions\": [\"all\"]}]}",
	 "roles[0]: owner_role; roles[1].word: unknown; roles[2].permissions: unknown"},
	{"{\"webhooks\": [{\"url\": \"http://127.0.0.1/\", \"events\": [\"*\"]}, {\"url\": \"https://93.184.216.34/\", "
	 "\"events\": [\"a b\"]}]}",
	 "webhooks[1].events[0]: separator"},
	{"{\"webhooks\": [{\"url\": \"http://127.0.0.1/\", \"events\": [\"*\"]}, {\"url\": \"https://93.184.216.34/\", "
	 "\"events\": [\"*\"], \"channel\": \"none\"}]}",
	 "webhooks[0].url: private_address; webhooks[1].channel: unknown"},
	{"{\"letters\": [{\"word\": \"account_reset\", \"language\": \"fr\"}, {\"word\": \"account_reset\"}]}",
	 "letters[0].language: unknown; letters[1].language: required"},
	{"{\"letters\": [{\"word\": \"nothing\", \"language\": \"de\"}, {\"word\": \"account_reset\", \"language\": "
	 "\"de\", \"body\": \"x\"}]}",
	 "letters[0].word: unknown; letters[1].body: link_missing"},
};

static struct text said(struct context *ctx)
{
	struct text all = TEXT("");
	for (size_t i = 0; i < ctx->problems->count; i++)
		all = text_format(ctx->arena, "%.*s%s%.*s: %s", TEXT_ARG(all), i ? "; " : "",
				  TEXT_ARG(ctx->problems->list[i].field), ctx->problems->list[i].code);
	return all;
}

static void mistakes_are_told_by_their_place_and_nothing_is_done(void **state)
{
	struct world world;
	struct applied applied;
	world_open(&world, *state);
	struct text before = text_copy(world.engine.arena, export(&world));
	int64_t entered = entries(&world);
	for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
		/* What stands beside a mistake is not done either. */
		assert_int_not_equal(apply(&world, text_of(mistakes[i].document), false, &applied), DONE);
		ASSERT_TEXT(said(&world.ctx), text_of(mistakes[i].wrong));
		assert_int_not_equal(apply(&world, text_of(mistakes[i].document), true, &applied), DONE);
	}
	ASSERT_TEXT(export(&world), before);
	assert_int_equal(entries(&world), entered);
	world_close(&world);
}

static void what_is_named_stands_in_the_documents_order_and_the_rest_where_it_was(void **state)
{
	struct world world;
	struct applied applied;
	world_open(&world, *state);
	assert_int_equal(apply(&world,
			       TEXT("{\"types\": [{\"name\": \"A\"}, {\"name\": \"B\"}, {\"name\": \"C\"}, {\"name\": "
				    "\"D\"}]}"),
			       false, &applied),
			 DONE);
	assert_int_equal(apply(&world,
			       TEXT("{\"types\": [{\"name\": \"d\"}, {\"word\": \"retail\"}, {\"word\": \"b\"}]}"),
			       false, &applied),
			 DONE);
	/* retail A B C D: the three have the first, the third and the last place. */
	const char *const order[] = {"d", "a", "retail", "c", "b"};
	for (size_t i = 0; i < 5; i++)
		assert_int_equal(engine_number(&world.engine,
					       text_format(world.engine.arena,
							   "SELECT position FROM types WHERE word = '%s'", order[i])
						       .at),
				 (int64_t)i + 1);
	const struct config_step *moved = step_of(&applied, "types", "d");
	assert_int_equal(moved->change_count, 2); /* its name is written small now */
	ASSERT_TEXT(moved->changes[1].old, TEXT("5"));
	ASSERT_TEXT(moved->changes[1].new, TEXT("1"));
	assert_int_equal(apply(&world, TEXT("{\"types\": [{\"word\": \"c\"}]}"), false, &applied), DONE);
	assert_int_equal(count_done(&applied, CONFIG_LEFT), 1);
	world_close(&world);
}

static void a_new_default_takes_it_from_the_one_before_whichever_stands_first(void **state)
{
	struct world world;
	struct applied applied;
	world_open(&world, *state);
	assert_int_equal(apply(&world,
			       TEXT("{\"groups\": [{\"word\": \"general\", \"is_default\": false, \"active\": false}, "
				    "{\"name\": \"Other\", \"is_default\": true}]}"),
			       false, &applied),
			 DONE);
	assert_int_equal(engine_number(&world.engine, "SELECT COUNT(*) FROM groups WHERE is_default = 1 AND name = "
						      "'Other'"),
			 1);
	/* One that the document does not name has changed because of it, too. */
	assert_int_equal(apply(&world,
			       TEXT("{\"groups\": [{\"word\": \"general\", \"is_default\": true, \"active\": "
				    "true}]}"),
			       false, &applied),
			 DONE);
	assert_int_equal(step_of(&applied, "groups", "other")->done, CONFIG_CHANGED);
	world_close(&world);
}

static void a_webhook_to_a_private_network_needs_it_allowed(void **state)
{
	static const char document[] = "{\"webhooks\": [{\"url\": \"http://10.0.0.7/in\", \"events\": [\"*\"]}]}";
	struct config_apply ask = {.document = {(const unsigned char *)document, sizeof document - 1}};
	struct networks allowed;
	struct text wrong;
	struct world world;
	struct applied applied;
	world_open(&world, *state);
	assert_int_equal(config_apply(world_fresh(&world), &ask, &applied.steps, &applied.count), INVALID);
	assert_int_equal(networks_parse(TEXT("10.0.0.0/8"), &allowed, &wrong), DONE);
	ask.allowed = &allowed;
	assert_int_equal(config_apply(world_fresh(&world), &ask, &applied.steps, &applied.count), DONE);
	assert_int_equal(count_done(&applied, CONFIG_CREATED), 1);
	world_close(&world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(a_configuration_is_written_alike_twice_and_applying_it_to_itself_changes_nothing),
		ON_BOTH(something_of_every_kind_is_added_by_a_document_and_found_again_by_it__2_Z1_3_Z1_3_Z2),
		ON_BOTH(a_configuration_moves_to_the_other_engine_with_everything_but_its_secrets__5_Z2),
		ON_BOTH(a_dry_run_tells_the_same_and_does_nothing),
		ON_BOTH(mistakes_are_told_by_their_place_and_nothing_is_done),
		ON_BOTH(what_is_named_stands_in_the_documents_order_and_the_rest_where_it_was),
		ON_BOTH(a_new_default_takes_it_from_the_one_before_whichever_stands_first),
		ON_BOTH(a_webhook_to_a_private_network_needs_it_allowed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
