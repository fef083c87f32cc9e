/* What is read, printed and read again is printed the same. */
#include "format/json_read.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void walk(const struct json_value *value)
{
	struct json_walk place = {0};
	struct text text;
	const struct json_value *inner;
	int64_t number;
	bool flag;
	json_as_number(value, &number);
	json_as_flag(value, &flag);
	if (json_as_text(value, &text) && !text_is_valid((struct bytes){(const unsigned char *)text.at, text.size}))
		abort();
	for (size_t i = 0; json_kind(value) == JSON_IS_ARRAY && i < json_count(value); i++)
		walk(json_at(value, i));
	while (json_kind(value) == JSON_IS_OBJECT && json_next(value, &place, &text, &inner)) {
		if (json_member(value, text) != inner)
			abort();
		walk(inner);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena __attribute__((cleanup(arena_cleanup))) = arena_open(1 << 24);
	struct json_document *document __attribute__((cleanup(json_cleanup))) = NULL;
	struct json_document *second __attribute__((cleanup(json_cleanup))) = NULL;
	struct json_fault fault;
	if (json_open((struct bytes){data, size}, &document, &fault) != DONE)
		return 0;
	walk(json_root(document));
	struct text printed = json_source(arena, json_root(document));
	if (json_open((struct bytes){(const unsigned char *)printed.at, printed.size}, &second, &fault) != DONE)
		abort();
	if (!text_equal(printed, json_source(arena, json_root(second))))
		abort();
	return 0;
}
