/* Stories of attributes that hold pictures, on both engines: set, replaced, taken back, handed over, gone for good; and
 * by whom they are not seen (security 1, 2, 18). */
#include "features/attributes/attributes.h"

#include "features/customers/customers.h"
#include "features/files/files_decode.h"
#include "tests/pictures.h"
#include "tests/site.h"

#include <stdio.h>
#include <unistd.h>

struct story {
	struct site site;
	struct visitor owner;
	struct customer_id ann;
	struct attribute_id shop; /* the attribute */
	struct bytes red, blue;   /* two different ones */
};

static struct attribute_id add(struct site *site, const char *word, enum attribute_kind kind, bool required)
{
	const struct attribute_ask ask = {
		.kind = kind, .labels = {text_of(word)}, .active = true, .required = required, .personal = true};
	struct attribute_id id = {0};
	assert_int_equal(attributes_add(site_fresh(site), &ask, &id), DONE);
	return id;
}

static void story_open(struct story *story, const char *engine)
{
	site_open(&story->site, engine);
	story->site.ctx.files = story->site.files;
	story->owner = site_staff(&story->site, "owner");
	story->ann = site_customer(&story->site, "Ann");
	story->shop = add(&story->site, "Shop", ATTRIBUTE_KIND_PICTURE, false);
	story->red = picture_png(story->site.arena, 300, 200);
	story->blue = picture_jpeg(story->site.arena, 120, 400);
}

static int64_t count(struct story *story, const char *statement)
{
	return engine_number(&story->site.engine, statement);
}

/* Of a customer's attribute, below it `rest`. */
static const char *path_of(struct story *story, const char *root, struct customer_id customer, const char *rest)
{
	return text_format(story->site.arena, "%s/customers/%lld/attributes/%lld%s", root, (long long)customer.value,
			   (long long)story->shop.value, rest)
		.at;
}

static struct text value_of(struct story *story, struct customer_id customer, struct attribute_id id)
{
	struct attribute one;
	struct text *values;
	assert_int_equal(attributes_get(site_fresh(&story->site), id, &one), DONE);
	assert_int_equal(attributes_values(&story->site.ctx, customer, &one, 1, &values), DONE);
	return text_is_none(values[0]) ? TEXT("") : text_copy(story->site.arena, values[0]);
}

static const char *url_of(struct story *story, struct text token, const char *rest)
{
	return text_format(story->site.arena, "/admin/files/%.*s%s", TEXT_ARG(token), rest).at;
}

static int send(struct story *story, struct bytes picture, struct text was)
{
	const struct sent_part parts[] = {{"picture", "shop.png", picture},
					  {"was", NULL, {(const unsigned char *)was.at, was.size}}};
	return visitor_send_parts(&story->owner, path_of(story, "/admin", story->ann, "/picture"), parts, 2);
}

static void set(struct story *story, struct customer_id customer, struct attribute_id id, struct bytes picture)
{
	assert_int_equal(attributes_set_picture(site_fresh(&story->site), customer, id, picture, TEXT_NONE), DONE);
}

/* What the next page offers to take back. */
static struct text offered(struct story *story)
{
	static const char before[] = "name=\"what\" value=\"";
	const char *page = text_format(story->site.arena, "/admin/customers/%lld", (long long)story->ann.value).at;
	assert_int_equal(visitor_get(&story->owner, page), 200);
	size_t at = text_find(story->owner.body, text_of(before), 0);
	assert_true(at != SIZE_MAX);
	struct text rest = text_slice(story->owner.body, at + sizeof before - 1, SIZE_MAX), what, request;
	text_next(&rest, '"', &what);
	text_next(&what, ' ', &request);
	return text_format(story->site.arena, "what=%.*s+%.*s", TEXT_ARG(request), TEXT_ARG(what));
}

static void undo(struct story *story, struct text what)
{
	assert_int_equal(visitor_post(&story->owner, "/admin/customers/undo", what.at), 303);
}

/* ---- setting, replacing, taking back ---- */

static void a_picture_is_kept_for_an_attribute_as_one_of_ours__1_A9(void **state)
{
	struct story story;
	story_open(&story, *state);
	assert_int_equal(send(&story, story.red, TEXT("")), 303);
	struct text first = value_of(&story, story.ann, story.shop);
	assert_true(file_token_is_one(first));
	assert_int_equal(visitor_get(&story.owner, url_of(&story, first, "")), 200);
	ASSERT_TEXT(visitor_header(&story.owner, "Content-Type"), TEXT("image/webp"));
	ASSERT_TEXT(visitor_header(&story.owner, "X-Content-Type-Options"), TEXT("nosniff"));
	assert_true(text_find(visitor_header(&story.owner, "Content-Security-Policy"), TEXT("sandbox"), 0) != SIZE_MAX);
	assert_int_equal(visitor_get(&story.owner, url_of(&story, first, "/small")), 200);
	const char *page =
		text_format(story.site.arena, "/admin/customers/%lld?options=attributes", (long long)story.ann.value)
			.at;
	assert_int_equal(visitor_get(&story.owner, page), 200);
	assert_true(visitor_sees(&story.owner, url_of(&story, first, "/small")));
	assert_int_equal(count(&story, "SELECT COUNT(*) FROM events WHERE name = 'attribute.changed'"), 1);
	/* It is not the picture at the name. */
	assert_int_equal(count(&story, "SELECT COUNT(*) FROM customers WHERE picture_id IS NOT NULL"), 0);
	assert_int_equal(visitor_get(&story.owner, "/admin/customers?filter=attr.shop:any"), 200);
	assert_true(visitor_sees(&story.owner, "Ann"));
	assert_int_equal(visitor_get(&story.owner, "/admin/customers?filter=attr.shop:none"), 200);
	assert_false(visitor_sees(&story.owner, ">Ann<"));
	site_close(&story.site);
}

static void one_that_was_replaced_is_seen_no_more_until_undo_brings_it_back(void **state)
{
	struct story story;
	story_open(&story, *state);
	assert_int_equal(send(&story, story.red, TEXT("")), 303);
	struct text first = value_of(&story, story.ann, story.shop);
	assert_int_equal(send(&story, story.blue, first), 303);
	struct text second = value_of(&story, story.ann, story.shop), what = offered(&story);
	assert_false(text_equal(first, second));
	assert_int_equal(visitor_get(&story.owner, url_of(&story, first, "")), 404);
	undo(&story, what);
	ASSERT_TEXT(value_of(&story, story.ann, story.shop), first);
	assert_int_equal(visitor_get(&story.owner, url_of(&story, first, "")), 200);
	assert_int_equal(visitor_get(&story.owner, url_of(&story, second, "")), 404);
	const char *value = path_of(&story, "/admin", story.ann, "");
	struct text removal = text_format(story.site.arena, "value=&was_value=%.*s", TEXT_ARG(first));
	assert_int_equal(visitor_post(&story.owner, value, removal.at), 303);
	ASSERT_TEXT(value_of(&story, story.ann, story.shop), TEXT(""));
	what = offered(&story);
	assert_int_equal(visitor_get(&story.owner, url_of(&story, first, "")), 404);
	undo(&story, what);
	assert_int_equal(visitor_get(&story.owner, url_of(&story, first, "")), 200);
	assert_int_equal(count(&story, "SELECT COUNT(*) FROM files WHERE aside IS NULL"), 1);
	site_close(&story.site);
}

static void what_was_set_aside_goes_when_undo_asks_no_more(void **state)
{
	struct story story;
	story_open(&story, *state);
	set(&story, story.ann, story.shop, story.red);
	struct text first = value_of(&story, story.ann, story.shop);
	set(&story, story.ann, story.shop, story.blue);
	assert_int_equal(site_count_contents(&story.site), 4);
	const char *nearly =
		text_format(story.site.arena, "UPDATE files SET aside = aside - %lld WHERE aside IS NOT NULL",
			    (long long)(FILES_ASIDE_US - MINUTE_US))
			.at;
	engine_script(&story.site.engine, nearly);
	assert_int_equal(files_remove_aside(site_fresh(&story.site)), DONE);
	assert_int_equal(site_count_contents(&story.site), 4);
	engine_script(&story.site.engine, nearly);
	assert_int_equal(files_remove_aside(site_fresh(&story.site)), DONE);
	assert_int_equal(site_count_contents(&story.site), 2);
	assert_int_equal(count(&story, "SELECT COUNT(*) FROM files"), 1);
	assert_int_equal(attributes_set(site_fresh(&story.site), story.ann, story.shop, first, TEXT_NONE), INVALID);
	site_close(&story.site);
}

static void two_people_who_change_one_picture_are_told(void **state)
{
	struct story story;
	story_open(&story, *state);
	assert_int_equal(send(&story, story.red, TEXT("")), 303);
	assert_int_equal(send(&story, story.blue, TEXT("")), 409);
	assert_true(visitor_sees(&story.owner, "has changed this picture meanwhile"));
	/* Nobody holds what was sent in vain. */
	assert_int_equal(files_remove_unused(site_fresh(&story.site)), DONE);
	assert_int_equal(site_count_contents(&story.site), 2);
	site_close(&story.site);
}

/* ---- what is refused ---- */

static void what_is_no_picture_is_refused_at_the_attribute(void **state)
{
	static const char svg[] = "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>";
	struct story story;
	story_open(&story, *state);
	assert_int_equal(send(&story, (struct bytes){(const unsigned char *)svg, sizeof svg - 1}, TEXT("")), 422);
	assert_true(visitor_sees(&story.owner, "aria-invalid") && visitor_sees(&story.owner, "data-window-content"));
	assert_int_equal(send(&story, picture_png_bomb(story.site.arena, 50000, 50000, 100000), TEXT("")), 422);
	assert_int_equal(send(&story, (struct bytes){0}, TEXT("")), 422);
	story.shop = add(&story.site, "Size", ATTRIBUTE_KIND_TEXT, false);
	assert_int_equal(send(&story, story.red, TEXT("")), 422);
	assert_int_equal(count(&story, "SELECT COUNT(*) FROM files") + site_count_contents(&story.site), 0);
	site_close(&story.site);
}

static void no_value_is_a_picture_of_somebody_else_or_of_another_attribute(void **state)
{
	struct story story;
	story_open(&story, *state);
	struct customer_id ben = site_customer(&story.site, "Ben");
	struct attribute_id logo = add(&story.site, "Logo", ATTRIBUTE_KIND_PICTURE, false);
	struct visitor shop = site_key(&story.site, "customers.read customers.write");
	set(&story, ben, story.shop, story.red);
	struct text his = value_of(&story, ben, story.shop);
	const char *anns = text_format(story.site.arena, "/api/v1/customers/%lld/attributes",
				       (long long)story.ann.value)
				   .at,
		   *bens = text_format(story.site.arena, "/api/v1/customers/%lld/attributes", (long long)ben.value).at;
	const char *one = text_format(story.site.arena, "{\"shop\":\"%.*s\"}", TEXT_ARG(his)).at,
		   *other = text_format(story.site.arena, "{\"logo\":\"%.*s\"}", TEXT_ARG(his)).at;
	assert_int_equal(visitor_send(&shop, "PATCH", anns, one), 422);
	assert_true(visitor_sees(&shop, "not_kept"));
	assert_int_equal(visitor_send(&shop, "PATCH", bens, other), 422);
	assert_int_equal(visitor_send(&shop, "PATCH", bens, one), 200);
	/* Set aside, it is still nobody's but his. */
	assert_int_equal(visitor_send(&shop, "PATCH", bens, "{\"shop\":null}"), 200);
	assert_int_equal(visitor_send(&shop, "PATCH", anns, one), 422);
	assert_int_equal(visitor_send(&shop, "PATCH", bens, other), 200);
	ASSERT_TEXT(value_of(&story, ben, logo), his);
	assert_int_equal(visitor_send(&shop, "PATCH", anns, "{\"shop\":\"https://evil.example/x.png\"}"), 422);
	assert_true(visitor_sees(&shop, "not_a_picture"));
	assert_int_equal(count(&story, "SELECT COUNT(*) FROM files"), 1);
	site_close(&story.site);
}

static void a_picture_is_for_those_who_may_see_its_customer(void **state)
{
	struct story story;
	story_open(&story, *state);
	set(&story, story.ann, story.shop, story.red);
	struct text token = value_of(&story, story.ann, story.shop);
	struct visitor sales = site_staff(&story.site, "sales"), nobody = site_visitor(&story.site),
		       reader = site_key(&story.site, "customers.read");
	assert_int_equal(visitor_get(&sales, url_of(&story, token, "")), 404);
	assert_int_equal(visitor_get(&sales, path_of(&story, "/api/v1", story.ann, "/picture")), 404);
	assert_int_equal(visitor_get(&nobody, url_of(&story, token, "")), 303);
	assert_int_equal(visitor_get(&nobody, path_of(&story, "/api/v1", story.ann, "/picture")), 401);
	const char *path = path_of(&story, "/api/v1", story.ann, "/picture");
	struct text bytes = {(const char *)story.blue.at, story.blue.size};
	assert_int_equal(visitor_send_raw(&reader, "PUT", path, "image/jpeg", bytes), 403);
	assert_int_equal(visitor_send(&reader, "DELETE", path, NULL), 403);
	ASSERT_TEXT(value_of(&story, story.ann, story.shop), token);
	site_close(&story.site);
}

/* ---- API ---- */

static void the_api_sets_gives_and_takes_away_a_picture__1_A9(void **state)
{
	struct story story;
	story_open(&story, *state);
	struct visitor shop = site_key(&story.site, "customers.read customers.write attributes.write");
	assert_int_equal(visitor_send(&shop, "POST", "/api/v1/attributes",
				      "{\"label_en\":\"Logo\",\"kind\":\"picture\",\"required\":true}"),
			 201);
	assert_true(visitor_sees(&shop, "\"kind\":\"picture\""));
	/* What is needed of somebody new is not what a shop cannot send. */
	assert_int_equal(visitor_send(&shop, "POST", "/api/v1/customers", "{\"first_name\":\"Cem\"}"), 201);
	const char *path = path_of(&story, "/api/v1", story.ann, "/picture"),
		   *small = path_of(&story, "/api/v1", story.ann, "/picture?small=true");
	struct text bytes = {(const char *)story.red.at, story.red.size};
	assert_int_equal(visitor_get(&shop, path), 404);
	assert_int_equal(visitor_send_raw(&shop, "PUT", path, "image/svg+xml", TEXT("<svg/>")), 415);
	assert_int_equal(visitor_send_raw(&shop, "PUT", path, "image/png", TEXT("<svg/>")), 422);
	assert_true(visitor_sees(&shop, "\"field\":\"/shop\",\"code\":\"not_a_picture\""));
	assert_int_equal(visitor_send_raw(&shop, "PUT", path, "image/png", bytes), 204);
	assert_int_equal(visitor_get(&shop, path), 200);
	ASSERT_TEXT(visitor_header(&shop, "Content-Type"), TEXT("image/webp"));
	ASSERT_TEXT(visitor_header(&shop, "X-Content-Type-Options"), TEXT("nosniff"));
	size_t large = shop.body.size;
	assert_int_equal(visitor_get(&shop, small), 200);
	assert_true(text_starts(shop.body, TEXT("RIFF")) && shop.body.size < large);
	const char *values =
		text_format(story.site.arena, "/api/v1/customers/%lld/attributes", (long long)story.ann.value).at;
	assert_int_equal(visitor_get(&shop, values), 200);
	assert_true(visitor_sees(&shop, text_format(story.site.arena, "\"shop\":\"%.*s\"",
						    TEXT_ARG(value_of(&story, story.ann, story.shop)))
						.at));
	assert_int_equal(visitor_send(&shop, "DELETE", path, NULL), 204);
	assert_int_equal(visitor_send(&shop, "DELETE", path, NULL), 404);
	assert_int_equal(visitor_get(&shop, "/api/v1/openapi.json"), 200);
	assert_true(visitor_sees(&shop, "/attributes/{attribute}/picture") && visitor_sees(&shop, "\"image/webp\""));
	site_close(&story.site);
}

/* ---- somebody new ---- */

static struct bytes words(const char *words)
{
	return (struct bytes){(const unsigned char *)words, strlen(words)};
}

static void somebody_new_is_given_pictures_or_is_not_added__1_A9(void **state)
{
	struct story story;
	story_open(&story, *state);
	(void)add(&story.site, "Logo", ATTRIBUTE_KIND_PICTURE, true);
	(void)add(&story.site, "Shoes", ATTRIBUTE_KIND_NUMBER, false);
	int64_t before = count(&story, "SELECT COUNT(*) FROM customers");
	struct sent_part parts[] = {{"first_name", NULL, words("Dora")},
				    {"attributes/shop", "a.png", story.red},
				    {"attributes/logo", "", words("")},
				    {"attributes/shoes", NULL, words("large")}};
	assert_int_equal(visitor_send_parts(&story.owner, "/admin/customers/new", parts, 4), 422);
	assert_true(visitor_sees(&story.owner, "attributes-logo-wrong") &&
		    visitor_sees(&story.owner, "attributes-shoes-wrong"));
	assert_true(visitor_sees(&story.owner, "Choose it again"));
	parts[2] = (struct sent_part){"attributes/logo", "b.svg", words("<svg/>")};
	parts[3].content = words("42");
	assert_int_equal(visitor_send_parts(&story.owner, "/admin/customers/new", parts, 4), 422);
	parts[2] = (struct sent_part){"attributes/shoes", "b.png", story.blue};
	assert_int_equal(visitor_send_parts(&story.owner, "/admin/customers/new", parts, 3), 422);
	parts[2] = (struct sent_part){"attributes/no_such", "b.png", story.blue};
	assert_int_equal(visitor_send_parts(&story.owner, "/admin/customers/new", parts, 3), 422);
	parts[2] = (struct sent_part){"attributes/shop", "b.png", story.blue};
	assert_int_equal(visitor_send_parts(&story.owner, "/admin/customers/new", parts, 3), 422);
	assert_int_equal(count(&story, "SELECT COUNT(*) FROM customers"), before);
	assert_int_equal(files_remove_unused(site_fresh(&story.site)), DONE);
	assert_int_equal(site_count_contents(&story.site), 0);
	parts[2] = (struct sent_part){"attributes/logo", "b.jpeg", story.blue};
	assert_int_equal(visitor_send_parts(&story.owner, "/admin/customers/new", parts, 4), 303);
	assert_int_equal(count(&story,
			       "SELECT COUNT(*) FROM files f JOIN customer_attributes x ON x.text = f.token AND "
			       "x.customer_id = f.customer_id WHERE f.aside IS NULL"),
			 2);
	site_close(&story.site);
}

/* ---- the end ---- */

static void pictures_are_handed_over_with_their_files(void **state)
{
	struct story story;
	story_open(&story, *state);
	struct attribute_id logo = add(&story.site, "Logo", ATTRIBUTE_KIND_PICTURE, false);
	struct customer_id ben = site_customer(&story.site, "Ben");
	set(&story, story.ann, story.shop, story.red);
	set(&story, ben, story.shop, story.red);
	set(&story, ben, logo, story.blue);
	struct text anns = value_of(&story, story.ann, story.shop), given_up = value_of(&story, ben, story.shop),
		    kept = value_of(&story, ben, logo);
	assert_int_equal(attributes_remove(site_fresh(&story.site), story.shop, (struct attribute_id){0}), CONFLICT);
	assert_int_equal(attributes_remove(site_fresh(&story.site), story.shop, logo), DONE);
	ASSERT_TEXT(value_of(&story, story.ann, logo), anns);
	ASSERT_TEXT(value_of(&story, ben, logo), kept);
	assert_int_equal(visitor_get(&story.owner, url_of(&story, anns, "")), 200);
	assert_int_equal(visitor_get(&story.owner, url_of(&story, kept, "")), 200);
	assert_int_equal(visitor_get(&story.owner, url_of(&story, given_up, "")), 404);
	assert_int_equal(count(&story, "SELECT COUNT(*) FROM files WHERE aside IS NOT NULL"), 1);
	site_close(&story.site);
}

static void erased_a_customer_leaves_no_picture_not_even_those_set_aside(void **state)
{
	struct story story;
	story_open(&story, *state);
	set(&story, story.ann, story.shop, story.red);
	set(&story, story.ann, story.shop, story.blue);
	assert_int_equal(customers_trash(site_fresh(&story.site), story.ann, TEXT("")), DONE);
	assert_int_equal(site_count_contents(&story.site), 4);
	assert_int_equal(customers_erase(site_fresh(&story.site), story.ann, TEXT("Ann")), DONE);
	assert_int_equal(site_count_contents(&story.site), 0);
	assert_int_equal(count(&story, "SELECT COUNT(*) FROM files"), 0);
	site_close(&story.site);
}

/* The server starts itself to decode; here that is this program. */
int main(int argument_count, char **arguments)
{
	if (argument_count > 1 && strcmp(arguments[1], PICTURE_HELPER_WORD) == 0)
		_exit(picture_helper_run());
	const struct CMUnitTest tests[] = {
		ON_BOTH(a_picture_is_kept_for_an_attribute_as_one_of_ours__1_A9),
		ON_BOTH(one_that_was_replaced_is_seen_no_more_until_undo_brings_it_back),
		ON_BOTH(what_was_set_aside_goes_when_undo_asks_no_more),
		ON_BOTH(two_people_who_change_one_picture_are_told),
		ON_BOTH(what_is_no_picture_is_refused_at_the_attribute),
		ON_BOTH(no_value_is_a_picture_of_somebody_else_or_of_another_attribute),
		ON_BOTH(a_picture_is_for_those_who_may_see_its_customer),
		ON_BOTH(the_api_sets_gives_and_takes_away_a_picture__1_A9),
		ON_BOTH(somebody_new_is_given_pictures_or_is_not_added__1_A9),
		ON_BOTH(pictures_are_handed_over_with_their_files),
		ON_BOTH(erased_a_customer_leaves_no_picture_not_even_those_set_aside),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
