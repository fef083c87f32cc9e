/* Any bytes may come as a form, as JSON or as a form with files: the first byte picks which. What was taken must keep
 * the declared limits. */
#include "web/fields.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

struct shape {
	struct text name, note, more, email;
	struct secret password;
	int64_t limit;
	bool has_limit, pinned;
	struct text was_note;
	struct date day;
	struct instant at;
	struct money price;
	bool has_price;
	const int64_t *numbers;
	size_t numbers_count;
	struct route_file file;
};

#define FIELD(label, type, ...)                                                                                        \
	{                                                                                                              \
		.name = #label, .kind = type, .offset = offsetof(struct shape, label), .count_offset = ROUTE_NOWHERE,  \
		.has_offset = ROUTE_NOWHERE, .was_offset = ROUTE_NOWHERE, __VA_ARGS__                                  \
	}

static const struct route_field fields[] = {
	FIELD(name, ROUTE_TEXT, .flags = ROUTE_OPTIONAL, .min = 1, .max = 20),
	{.name = "note",
	 .kind = ROUTE_TEXT,
	 .flags = ROUTE_OPTIONAL | ROUTE_MULTILINE | ROUTE_WATCHED,
	 .max = 30,
	 .offset = offsetof(struct shape, note),
	 .count_offset = ROUTE_NOWHERE,
	 .has_offset = ROUTE_NOWHERE,
	 .was_offset = offsetof(struct shape, was_note)},
	FIELD(more, ROUTE_JSON, .flags = ROUTE_OPTIONAL, .max = 100),
	FIELD(email, ROUTE_EMAIL, .flags = ROUTE_OPTIONAL),
	FIELD(password, ROUTE_SECRET, .flags = ROUTE_OPTIONAL, .min = 8, .max = 20),
	FIELD(limit, ROUTE_COUNT, .min = 1, .max = 250, .given = "50"),
	FIELD(pinned, ROUTE_FLAG, .flags = 0),
	FIELD(day, ROUTE_DATE, .flags = ROUTE_OPTIONAL),
	FIELD(at, ROUTE_INSTANT, .flags = ROUTE_OPTIONAL),
	FIELD(file, ROUTE_FILE, .flags = ROUTE_OPTIONAL, .max = 50),
	{.name = "price",
	 .kind = ROUTE_MONEY,
	 .flags = ROUTE_OPTIONAL,
	 .max = 1000,
	 .offset = offsetof(struct shape, price),
	 .count_offset = ROUTE_NOWHERE,
	 .has_offset = offsetof(struct shape, has_price),
	 .was_offset = ROUTE_NOWHERE},
	{.name = "numbers",
	 .kind = ROUTE_COUNT,
	 .flags = ROUTE_OPTIONAL | ROUTE_MANY,
	 .max = 9,
	 .most = 4,
	 .offset = offsetof(struct shape, numbers),
	 .count_offset = offsetof(struct shape, numbers_count),
	 .has_offset = ROUTE_NOWHERE,
	 .was_offset = ROUTE_NOWHERE},
};
static const struct route route = {
	.method = HTTP_POST, .path = "/fuzz", .fields = fields, .field_count = sizeof(fields) / sizeof(*fields)};

static bool is_text(struct text t)
{
	return text_is_valid((struct bytes){(const unsigned char *)t.at, t.size});
}

static void check(const struct shape *in)
{
	bool texts = is_text(in->name) && is_text(in->note) && is_text(in->more) && is_text(in->email) &&
		     is_text(in->was_note) && is_text(in->password.value);
	bool lengths = text_length(in->name) <= 20 && text_length(in->note) <= 30 && in->more.size <= 100;
	bool numbers = in->limit >= 1 && in->limit <= 250 && in->numbers_count <= 4 && in->file.content.size <= 50;
	for (size_t i = 0; i < in->numbers_count; i++)
		numbers = numbers && in->numbers[i] >= 0 && in->numbers[i] <= 9;
	if (in->has_price)
		numbers = numbers && in->price.minor >= 0 && in->price.minor <= 1000;
	if (!texts || !lengths || !numbers)
		abort();
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	static const char *const types[] = {"application/x-www-form-urlencoded", "application/json",
					    "multipart/form-data; boundary=b"};
	if (size == 0)
		return 0;
	struct arena *arena __attribute__((cleanup(arena_cleanup))) = arena_open((size_t)64 << 20);
	struct context ctx;
	context_open(&ctx, arena, NULL);
	struct http_pair header = {TEXT("Content-Type"), text_of(types[data[0] % 3])};
	struct http_request http = {.arena = arena,
				    .method = HTTP_POST,
				    .headers = &header,
				    .header_count = 1,
				    .body = {data + 1, size - 1}};
	struct fields sent;
	struct shape in = {0};
	if (fields_parse(&ctx, &route, &http, &sent) == 0 && fields_fill(&ctx, &route, &sent, &in) == DONE)
		check(&in);
	return 0;
}
