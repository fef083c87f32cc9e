/* The file of the requirements, imported as it is: everything that stands in it stands on somebody's page. That it
 * stands in an export too: features/transfer/transfer_test.c. */
#include "tests/site.h"
#include "tests/transfer_shop.h"

#include "format/country.h"
#include "format/csv_read.h"
#include "format/phone.h"

#include <stdio.h>

#define ROWS    100
#define COLUMNS 12

enum column {
	INDEX,
	CUSTOMER_ID,
	FIRST_NAME,
	LAST_NAME,
	COMPANY,
	CITY,
	COUNTRY,
	PHONE_1,
	PHONE_2,
	EMAIL,
	DATE,
	WEBSITE
};

struct sample {
	struct arena *arena;
	struct text cells[ROWS + 1][COLUMNS]; /* the heads first */
};

static enum outcome keep_row(void *state, int64_t row, const struct text *fields, size_t count)
{
	struct sample *sample = state;
	assert_true(row <= ROWS + 1 && count == COLUMNS);
	for (size_t i = 0; i < count; i++)
		sample->cells[row - 1][i] = text_copy(sample->arena, fields[i]);
	return DONE;
}

static void read_sample(struct arena *arena, struct sample *ret_sample)
{
	static unsigned char bytes[1 << 16];
	const struct csv_options options = {0};
	*ret_sample = (struct sample){.arena = arena};
	FILE *file = fopen(engine_find_file(arena, SAMPLE).at, "rb");
	assert_non_null(file);
	size_t size = fread(bytes, 1, sizeof bytes, file);
	fclose(file);
	struct csv_reader *reader = csv_reader_open(&options, keep_row, ret_sample);
	assert_int_equal(csv_reader_push(reader, (struct bytes){bytes, size}), DONE);
	assert_int_equal(csv_reader_end(reader), DONE);
	csv_reader_close(reader);
}

static struct text date_words(struct arena *arena, struct text cell)
{
	static const char *const months[] = {"January", "February", "March",     "April",   "May",      "June",
					     "July",    "August",   "September", "October", "November", "December"};
	struct date date;
	int year, month, day;
	assert_true(date_parse(cell, &date));
	date_parts(date, &year, &month, &day);
	return text_format(arena, ">%d %s %d<", day, months[month - 1], year);
}

static struct text escaped(struct arena *arena, struct text value)
{
	struct text made = TEXT("");
	for (size_t i = 0; i < value.size; i++) {
		char c = value.at[i];
		struct text piece = c == '&' ? TEXT("&amp;") : c == '\'' ? TEXT("&#39;") : text_slice(value, i, 1);
		made = text_join(arena, made, piece);
	}
	return made;
}

/* As it can be called, where it can be read. */
static struct text phone_words(struct arena *arena, struct text cell, struct text country)
{
	struct phone phone;
	if (phone_parse(arena, cell, country_find(country), &phone))
		return text_format(arena, "\"%.*s\"", TEXT_ARG(phone_call_url(arena, phone.e164, phone.extension)));
	return text_format(arena, "<bdi class=\"cut\">%.*s</bdi>", TEXT_ARG(cell));
}

/* How the page writes the cell, so that no other value passes for it. */
static struct text as_shown(struct arena *arena, const struct text *cells, enum column column)
{
	static const char *const around[COLUMNS] = {
		[INDEX] = "value=\"%.*s\"",   [CUSTOMER_ID] = "<bdi>import</bdi></span><bdi class=\"cut\">%.*s</bdi>",
		[FIRST_NAME] = ">%.*s<",      [LAST_NAME] = ">%.*s<",
		[COMPANY] = ">%.*s<",         [CITY] = "%.*s",
		[COUNTRY] = ">%.*s<",         [EMAIL] = "mailto:%.*s\"",
		[WEBSITE] = "value=\"%.*s\"",
	};
	struct text cell = cells[column];
	if (column == DATE)
		return date_words(arena, cell);
	if (column == PHONE_1 || column == PHONE_2)
		return phone_words(arena, cell, cells[COUNTRY]);
	if (column == COUNTRY)
		cell = country_name(country_find(cell), TEXT("en"));
	cell = escaped(arena, cell);
	return text_format(arena, around[column], TEXT_ARG(cell));
}

static int64_t customer_of(struct shop *shop, struct text value)
{
	return engine_number(&shop->engine,
			     text_format(shop->engine.arena,
					 "SELECT customer_id FROM external_ids WHERE value = '%.*s'", TEXT_ARG(value))
				     .at);
}

static void all_twelve_columns_of_all_hundred_rows_stand_on_profiles__1_D1(void **state)
{
	static struct sample sample;
	struct shop shop;
	struct site site;
	shop_open(&shop, state);
	assert_import(&shop, (struct import_options){.path = engine_find_file(shop.engine.arena, SAMPLE)}, COUNTS(100));
	read_sample(shop.engine.arena, &sample);
	site_open_on(&site, &shop.engine);
	struct visitor owner = site_staff(&site, "owner");
	for (size_t row = 1; row <= ROWS; row++) {
		const struct text *cells = sample.cells[row];
		assert_int_equal(visitor_get(&owner, text_format(site.arena, "/admin/customers/%lld?options=attributes",
								 (long long)customer_of(&shop, cells[CUSTOMER_ID]))
							     .at),
				 200);
		for (enum column column = 0; column < COLUMNS; column++) {
			struct text shown = as_shown(site.arena, cells, column);
			if (text_find(owner.body, shown, 0) == SIZE_MAX)
				fail_msg("row %zu lacks “%.*s”", row, TEXT_ARG(shown));
		}
	}
	site_close(&site);
	shop_close(&shop);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(all_twelve_columns_of_all_hundred_rows_stand_on_profiles__1_D1),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
