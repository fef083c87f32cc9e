/* The first line is the boundary. Parts lie inside the body. */
#include "format/multipart.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena __attribute__((cleanup(arena_cleanup))) = arena_open(1 << 24);
	struct text rest = {(const char *)data, size}, boundary;
	struct multipart_parts parts;
	if (!text_next(&rest, '\n', &boundary) || !rest.at)
		return 0;
	multipart_boundary(boundary);
	struct bytes body = {(const unsigned char *)rest.at, rest.size};
	if (multipart_parse(arena, body, boundary, 8, &parts) != DONE)
		return 0;
	for (size_t i = 0; i < parts.count; i++) {
		const struct multipart_part *part = &parts.list[i];
		if (part->body.at < body.at || part->body.at + part->body.size > body.at + body.size)
			abort();
		if (!text_is_valid((struct bytes){(const unsigned char *)part->name.at, part->name.size}))
			abort();
	}
	return 0;
}
