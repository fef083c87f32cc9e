/* Made by number, so that the same rows come each time. */
#include "tests/import_people.h"

#include "base/buffer.h"
#include "features/exports/exports.h"
#include "service/lists.h"
#include "tests/transfer_shop.h"

#include <stdlib.h>

static void add_row(struct buffer *csv, int i, int half)
{
	if (i % 9 == 8) {
		buffer_add_format(csv, "nobody%d,Bad,,,,,,,,,,,,,,\n", i);
	} else if (i > half && i % 3 == 0) {
		buffer_add_format(csv, "p%d@x.example,Changed %d,,,+49 30 555%04d,,,Ulm,,,new,,,,no,yes\n", i - half, i,
				  i);
	} else {
		buffer_add_format(
			csv,
			"p%d@x.example,Ann %d,Müller,012-345 67%02d,030 44%04d,q%d@x.example,Road %d,Ipoh,MY,yes,"
			"\"t%d;gold\",g%d,web,e%d,%s,no\n",
			i, i, i % 90, i, i, i, i % 7, i % 5, i, i % 4 ? "" : "yes");
	}
}

struct text import_people_file(struct arena *arena, int rows)
{
	struct buffer csv = buffer_make((size_t)16 << 20);
	buffer_add(&csv,
		   TEXT("Email,First Name,Last Name,Phone,phone_2,email_2,address_1_line1,address_1_city,"
			"address_1_country,address_1_billing,Tags,Groups,Channels,external.erp,Newsletter,VIP\n"));
	for (int i = 0; i < rows; i++)
		add_row(&csv, i, rows / 2);
	struct text text = text_copy(arena, buffer_text(&csv));
	buffer_free(&csv);
	return text;
}

/* The number is the first cell. */
static void add_export(struct buffer *seen, struct context *ctx)
{
	struct buffer out = buffer_make((size_t)64 << 20);
	const struct export_options all = {.columns = TEXT_NONE};
	struct text rest, line, id;
	int64_t rows;
	assert_int_equal(exports_run(ctx, &all, shop_keep_piece, &out, &rows), DONE);
	rest = buffer_text(&out);
	while (text_next(&rest, '\n', &line))
		if (text_next(&line, ',', &id))
			buffer_add_format(seen, "%.*s\n", TEXT_ARG(line));
	buffer_free(&out);
}

static void add_found(struct buffer *seen, struct context *ctx, const char *words)
{
	struct filter *filter;
	struct list_answer answer;
	assert_int_equal(filter_parse(ctx, text_of(words), &filter), DONE);
	assert_int_equal(lists_run(ctx, &(struct list_ask){.filter = filter, .most = 1, .guests = true}, &answer),
			 DONE);
	buffer_add_format(seen, "%s: %lld\n", words, (long long)answer.total);
}

struct text import_people_seen(struct engine *engine, struct context *ctx)
{
	static const char *const words[] = {
		"müller",  "p7",       "q12",    "road 3",  "changed",        "ipoh",     "e40",     "03044",
		"4930555", "tag:gold", "tag:t3", "vip:yes", "newsletter:yes", "city:ulm", "group:g2"};
	static const char *const numbers[] = {
		"SELECT COUNT(*) FROM customers",
		"SELECT COUNT(*) FROM claims",
		"SELECT COUNT(*) FROM emails",
		"SELECT COUNT(*) FROM phones",
		"SELECT COUNT(*) FROM addresses",
		"SELECT COUNT(*) FROM consents",
		"SELECT COUNT(*) FROM events",
		"SELECT COUNT(*) FROM event_values",
		"SELECT COUNT(*) FROM events WHERE name = 'customer.imported'",
		"SELECT COUNT(*) FROM events WHERE name = 'customer.updated'",
		"SELECT COUNT(*) FROM events WHERE name = 'consent.confirmed'",
		"SELECT COUNT(*) FROM import_refusals",
	};
	struct buffer seen = buffer_make((size_t)64 << 20);
	engine_script(engine, "UPDATE customers SET created = 1, modified = 1");
	add_export(&seen, ctx);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		add_found(&seen, ctx, words[i]);
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		buffer_add_format(&seen, "%s: %lld\n", numbers[i], (long long)engine_number(engine, numbers[i]));
	struct text text = text_copy(engine->arena, buffer_text(&seen));
	buffer_free(&seen);
	return text;
}

struct import_dice import_dice_take(void)
{
	const char *given = getenv("SEED");
	uint64_t seed = given ? strtoull(given, NULL, 10) : arc4random();
	print_message("SEED=%llu\n", (unsigned long long)seed);
	return (struct import_dice){seed};
}

int64_t import_dice_roll(struct import_dice *dice, int64_t sides)
{
	dice->state = dice->state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (int64_t)(dice->state >> 33) % sides;
}
