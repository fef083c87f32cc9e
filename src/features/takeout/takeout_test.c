/* Stories of customers who take their data with them; on both engines. */
#include "features/takeout/takeout.h"

#include "features/attributes/attributes.h"
#include "features/files/files.h"
#include "tests/site.h"

#include <zip.h>

/* A part of the zip that was answered; none when it is not there. */
static struct text part(struct visitor *visitor, const char *name)
{
	zip_source_t *source = zip_source_buffer_create(visitor->body.at, visitor->body.size, 0, NULL);
	zip_t *zip = zip_open_from_source(source, ZIP_RDONLY, NULL);
	zip_stat_t stat;
	assert_non_null(zip);
	struct text content = TEXT_NONE;
	if (zip_stat(zip, name, 0, &stat) == 0) {
		char *at = arena_take(visitor->site->arena, stat.size + 1);
		zip_file_t *file = zip_fopen(zip, name, 0);
		assert_int_equal(zip_fread(file, at, stat.size), stat.size);
		zip_fclose(file);
		content = (struct text){at, stat.size};
	}
	zip_discard(zip);
	return content;
}

static bool holds(struct text content, const char *words)
{
	return text_find(content, text_of(words), 0) != SIZE_MAX;
}

static struct attribute_id attribute(struct site *site, const char *word, bool visible, bool personal)
{
	struct attribute_id id;
	const struct attribute_ask ask = {.word = text_of(word),
					  .labels = {text_of(word)},
					  .active = true,
					  .visible = visible,
					  .personal = personal};
	assert_int_equal(attributes_add(site_fresh(site), &ask, &id), DONE);
	return id;
}

static void customers_take_everything_of_theirs_and_nothing_of_the_teams__1_A14(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor ann = site_account(&site, "ann@x.example"), owner = site_staff(&site, "owner");
	site_account(&site, "ben@x.example");
	struct customer_id id = {engine_number(&site.engine, "SELECT id FROM customers WHERE login = 'ann@x.example'")};
	attribute(&site, "size", true, false);
	attribute(&site, "shoes", false, true);
	attribute(&site, "rating", false, false);
	const struct text values = TEXT("{\"size\":\"XL\",\"shoes\":\"forty-two\",\"rating\":\"awful\"}");
	assert_int_equal(attributes_set_object(site_fresh(&site), id, values), DONE);
	const char *page = text_format(site.arena, "/admin/customers/%lld", (long long)id.value).at;
	assert_int_equal(visitor_get(&owner, page), 200);
	assert_int_equal(visitor_post(&owner, text_format(site.arena, "%s/notes", page).at, "body=Complains+a+lot"),
			 303);
	const struct bytes content = {(const unsigned char *)"the contract", 12};
	assert_int_equal(visitor_send_file(&owner, text_format(site.arena, "%s/files", page).at, "file", "contract.txt",
					   content),
			 303);
	assert_int_equal(visitor_get(&ann, "/account/download"), 200);
	assert_int_equal(visitor_post(&ann, "/account/download", "old=wrong-password"), 422);
	assert_int_equal(visitor_post(&ann, "/account/download", "old=" SITE_PASSWORD), 200);
	ASSERT_TEXT(visitor_header(&ann, "Content-Type"), TEXT("application/zip"));
	struct text json = part(&ann, "data.json"), html = part(&ann, "data.html");
	assert_true(holds(json, "\"login\":\"ann@x.example\"") && holds(html, "ann@x.example"));
	assert_true(holds(json, "XL") && holds(json, "forty-two"));
	assert_true(holds(json, "\"sign_ins\":[{"));
	assert_false(holds(json, "awful") || holds(html, "awful"));
	assert_false(holds(json, "Complains") || holds(html, "Complains"));
	assert_false(holds(json, "ben@x.example") || holds(html, "ben@x.example"));
	ASSERT_TEXT(part(&ann, "files/1 contract.txt"), TEXT("the contract"));
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM events WHERE name = 'customer.data_taken'"),
			 1);
	site_close(&site);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(customers_take_everything_of_theirs_and_nothing_of_the_teams__1_A14),
	};
	return cmocka_run_group_tests_name("takeout", tests, NULL, NULL);
}
