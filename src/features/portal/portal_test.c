/* Stories of customers who keep their own data, over the socket and on both engines: the rules are staff's rules. */
#include "features/attributes/attributes.h"
#include "features/customers/customers.h"
#include "features/files/files_decode.h"

#include "tests/pictures.h"
#include "tests/site.h"

#include <string.h>
#include <unistd.h>

static int64_t how_many(struct site *site, const char *of)
{
	return engine_number(&site->engine, text_format(site->arena, "SELECT COUNT(*) FROM %s", of).at);
}

static const char *path_of(struct site *site, const char *kind, const char *sql)
{
	return text_format(site->arena, "/account/%s/%lld", kind, (long long)engine_number(&site->engine, sql)).at;
}

static struct attribute_id attribute(struct site *site, const struct attribute_ask *ask)
{
	struct attribute_id id;
	struct attribute_ask active = *ask;
	active.active = true;
	active.labels[0] = ask->word;
	assert_int_equal(attributes_add(site_fresh(site), &active, &id), DONE);
	return id;
}

#define BY_ANN "actor_kind = 2 AND actor_id = customer_id"

static void customers_change_what_stands_about_them__4_C4_4_C5(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor ann = site_account(&site, "ann@x.example"), owner = site_staff(&site, "owner");
	struct visitor shop = site_key(&site, "customers.read");
	assert_int_equal(visitor_get(&ann, "/account/person"), 200);
	assert_int_equal(
		visitor_post(&ann, "/account/person",
			     "first_name=Aisyah&was_first_name=&last_name=Osman&was_last_name=&zone=Asia%2FKuala_"
			     "Lumpur&was_zone=&language=ms&was_language="),
		303);
	assert_int_equal(visitor_get(&ann, "/account"), 200);
	assert_true(visitor_sees(&ann, "Aisyah Osman"));
	assert_true(visitor_sees(&ann, "<html lang=\"ms\""));
	assert_int_equal(how_many(&site, "events WHERE name = 'customer.updated' AND " BY_ANN), 1);
	int64_t id = engine_number(&site.engine, "SELECT id FROM customers WHERE first_name = 'Aisyah'");
	assert_int_equal(visitor_get(&owner, text_format(site.arena, "/admin/customers/%lld", (long long)id).at), 200);
	assert_true(visitor_sees(&owner, "Aisyah Osman"));
	assert_int_equal(visitor_get(&shop, text_format(site.arena, "/api/v1/customers/%lld", (long long)id).at), 200);
	assert_true(visitor_sees(&shop, "\"zone\":\"Asia/Kuala_Lumpur\""));
	site_close(&site);
}

static void what_does_not_fit_is_said_at_its_field_and_nothing_is_kept(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor ann = site_account(&site, "ann@x.example");
	assert_int_equal(visitor_get(&ann, "/account/person"), 200);
	assert_int_equal(visitor_post(&ann, "/account/person", "first_name=Aisyah&was_first_name=&zone=Mars&was_zone="),
			 422);
	assert_true(visitor_sees(&ann, "href=\"#zone\""));
	assert_true(visitor_sees(&ann, "value=\"Aisyah\""));
	assert_int_equal(how_many(&site, "customers WHERE first_name = 'Aisyah'"), 0);
	/* Somebody else was there meanwhile: both values are shown, the other's fields merge silently. */
	engine_script(&site.engine,
		      "UPDATE customers SET first_name = 'Anna', company = 'Batik' WHERE email IS NOT NULL");
	assert_int_equal(visitor_post(&ann, "/account/person", "first_name=Aisyah&was_first_name="), 409);
	assert_true(visitor_sees(&ann, "Anna") && visitor_sees(&ann, "Aisyah"));
	assert_int_equal(
		visitor_post(&ann, "/account/person",
			     "first_name=Aisyah&was_first_name=Anna&company=&was_company=&title=Dr&was_title="),
		303);
	assert_int_equal(
		how_many(&site, "customers WHERE first_name = 'Aisyah' AND company = 'Batik' AND title = 'Dr'"), 1);
	site_close(&site);
}

static void nobody_gives_themselves_what_only_staff_give__5(void **state)
{
	static const char *const more[] = {"vip=yes",           "type=1",           "group=1",
					   "discount=50",       "newsletter=yes",   "login=root",
					   "email=b@x.example", "since=2001-01-01", "channel=1",
					   "representative=1",  "status=active",    "blocked=",
					   "approval=approved", "customer=2",       "version=9"};
	struct site site;
	site_open(&site, *state);
	struct visitor ann = site_account(&site, "ann@x.example");
	assert_int_equal(visitor_get(&ann, "/account/person"), 200);
	for (size_t i = 0; i < sizeof more / sizeof *more; i++) {
		struct text form = text_format(site.arena, "first_name=Eve&was_first_name=&%s", more[i]);
		assert_int_equal(visitor_post(&ann, "/account/person", form.at), 422);
	}
	assert_int_equal(how_many(&site, "customers WHERE first_name = 'Eve'"), 0);
	assert_int_equal(how_many(&site, "events WHERE " BY_ANN), 0);
	site_close(&site);
}

static void phones_and_addresses_are_kept_by_their_owner_alone__4_C4_1(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor ann = site_account(&site, "ann@x.example"), ben = site_account(&site, "ben@x.example");
	assert_int_equal(visitor_get(&ann, "/account/phones/new"), 200);
	assert_int_equal(visitor_post(&ann, "/account/phones/new", "number="), 422);
	assert_int_equal(visitor_post(&ann, "/account/phones/new", "number=012-345+6789&country=MY&label=Mobile"), 303);
	ASSERT_TEXT(ann.location, TEXT("/account#phones"));
	const char *phone = path_of(&site, "phones", "SELECT id FROM phones");
	assert_int_equal(visitor_get(&ann, phone), 200);
	assert_int_equal(visitor_post(&ann, phone, "number=0111&was_number=0222"), 409);
	assert_int_equal(visitor_post(&ann, "/account/addresses/new",
				      "country=MY&line1=12+Lebuh+Armenian&city=George+Town&state=MY-07"),
			 303);
	assert_int_equal(visitor_get(&ann, "/account"), 200);
	assert_true(visitor_sees(&ann, "Not ready for orders"));
	const char *address = path_of(&site, "addresses", "SELECT id FROM addresses");
	assert_int_equal(visitor_get(&ann, address), 200);
	assert_int_equal(visitor_post(&ann, address, "postcode=10200&was_postcode=&name=Ann&was_name="), 303);
	assert_int_equal(how_many(&site, "addresses WHERE postcode = '10200' AND city = 'George Town'"), 1);
	/* Another's number is as one that never was. */
	assert_int_equal(visitor_get(&ben, "/account/phones/new"), 200);
	assert_int_equal(visitor_get(&ben, phone), 404);
	assert_int_equal(visitor_get(&ben, address), 404);
	assert_int_equal(visitor_post(&ben, phone, "number=1"), 404);
	assert_int_equal(visitor_post(&ben, address, "city=x&was_city="), 404);
	assert_int_equal(visitor_post(&ben, text_format(site.arena, "%s/remove", phone).at, ""), 404);
	assert_int_equal(visitor_post(&ben, text_format(site.arena, "%s/remove", address).at, ""), 404);
	assert_int_equal(how_many(&site, "phones") + how_many(&site, "addresses"), 2);
	assert_int_equal(visitor_post(&ann, text_format(site.arena, "%s/remove", phone).at, ""), 303);
	assert_int_equal(visitor_post(&ann, text_format(site.arena, "%s/remove", address).at, ""), 303);
	assert_int_equal(how_many(&site, "phones") + how_many(&site, "addresses"), 0);
	assert_int_equal(how_many(&site, "events WHERE " BY_ANN), 5);
	site_close(&site);
}

static void attributes_are_shown_and_changed_as_they_are_declared__1_A9_4_C4(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor ann = site_account(&site, "ann@x.example");
	attribute(&site, &(struct attribute_ask){.word = TEXT("size"), .visible = true, .editable = true});
	attribute(&site, &(struct attribute_ask){.word = TEXT("height"),
						 .kind = ATTRIBUTE_KIND_NUMBER,
						 .visible = true,
						 .editable = true,
						 .required = true});
	attribute(&site, &(struct attribute_ask){.word = TEXT("grade"), .visible = true});
	attribute(&site, &(struct attribute_ask){.word = TEXT("rating")});
	struct customer_id id = {engine_number(&site.engine, "SELECT id FROM customers WHERE login = 'ann@x.example'")};
	const struct text given = TEXT("{\"grade\":\"gold\",\"rating\":\"secretly bad\",\"height\":\"1.5\"}");
	assert_int_equal(attributes_set_object(site_fresh(&site), id, given), DONE);
	assert_int_equal(visitor_get(&ann, "/account"), 200);
	assert_true(visitor_sees(&ann, "gold"));
	assert_false(visitor_sees(&ann, "secretly bad"));
	assert_int_equal(visitor_get(&ann, "/account/attributes"), 200);
	assert_false(visitor_sees(&ann, "grade"));
	assert_int_equal(visitor_post(&ann, "/account/attributes",
				      "attributes%2Fsize=XL&seen%2Fsize=&attributes%2Fheight=1.75&seen%2Fheight=1.5"),
			 303);
	assert_int_equal(how_many(&site, "customer_attributes WHERE text = 'XL' OR text = '1.75'"), 2);
	assert_int_equal(how_many(&site, "events WHERE name = 'attribute.changed' AND " BY_ANN), 2);
	/* What is not theirs to change is as if it were not there. */
	assert_int_equal(visitor_post(&ann, "/account/attributes", "attributes%2Fgrade=platinum&seen%2Fgrade=gold"),
			 422);
	assert_int_equal(visitor_post(&ann, "/account/attributes", "attributes%2Frating=good"), 422);
	assert_int_equal(visitor_post(&ann, "/account/attributes", "attributes%2Fheight=tall&seen%2Fheight=1.75"), 422);
	assert_int_equal(visitor_post(&ann, "/account/attributes", "attributes%2Fheight=&seen%2Fheight=1.75"), 422);
	assert_int_equal(visitor_post(&ann, "/account/attributes", "attributes%2Fsize=M&seen%2Fsize=S"), 409);
	/* What they left as it stood is no change of theirs. */
	assert_int_equal(visitor_post(&ann, "/account/attributes", "attributes%2Fsize=S&seen%2Fsize=S"), 303);
	assert_int_equal(how_many(&site, "customer_attributes WHERE text IN ('XL', '1.75', 'gold')"), 3);
	site_close(&site);
}

static void a_customers_picture_is_theirs_to_set__1_D2_4_C4(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor ann = site_account(&site, "ann@x.example"), ben = site_account(&site, "ben@x.example");
	assert_int_equal(visitor_get(&ann, "/account/picture"), 200);
	assert_int_equal(
		visitor_send_file(&ann, "/account/picture", "picture", "a.png", picture_png(site.arena, 40, 30)), 303);
	assert_int_equal(visitor_get(&ann, "/account"), 200);
	size_t at = text_find(ann.body, TEXT("/account/files/"), 0);
	assert_true(at != SIZE_MAX);
	const char *path = text_copy(site.arena, text_slice(ann.body, at, 15 + 32)).at;
	assert_int_equal(visitor_get(&ann, path), 200);
	ASSERT_TEXT(visitor_header(&ann, "Content-Type"), TEXT("image/webp"));
	assert_int_equal(visitor_get(&ben, path), 404);
	/* What staff have attached is the team's. */
	engine_script(&site.engine, "UPDATE files SET kind = 1");
	assert_int_equal(visitor_get(&ann, path), 404);
	engine_script(&site.engine, "UPDATE files SET kind = 0");
	assert_int_equal(visitor_post(&ann, "/account/picture/remove", ""), 303);
	assert_int_equal(how_many(&site, "events WHERE name LIKE 'picture.%' AND " BY_ANN), 2);
	assert_int_equal(how_many(&site, "files"), 0);
	site_close(&site);
}

int main(int count, char **words)
{
	if (count > 1 && strcmp(words[1], PICTURE_HELPER_WORD) == 0)
		_exit(picture_helper_run());
	const struct CMUnitTest tests[] = {
		ON_BOTH(customers_change_what_stands_about_them__4_C4_4_C5),
		ON_BOTH(what_does_not_fit_is_said_at_its_field_and_nothing_is_kept),
		ON_BOTH(nobody_gives_themselves_what_only_staff_give__5),
		ON_BOTH(phones_and_addresses_are_kept_by_their_owner_alone__4_C4_1),
		ON_BOTH(attributes_are_shown_and_changed_as_they_are_declared__1_A9_4_C4),
		ON_BOTH(a_customers_picture_is_theirs_to_set__1_D2_4_C4),
	};
	return cmocka_run_group_tests_name("portal", tests, NULL, NULL);
}
