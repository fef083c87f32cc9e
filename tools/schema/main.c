/* The schema compiler: all `.schema` files → schema.h, schema.c. */
#include "tools/schema/schema.h"

#include <stdio.h>

enum { MEMORY = 256 * 1024 * 1024, OUTPUT_MOST = 16 * 1024 * 1024 };

int main(int argc, char **argv)
{
	if (argc < 3) {
		fprintf(stderr, "usage: schema OUT_DIR FILE.schema…\n");
		return 2;
	}
	struct arena *arena __attribute__((cleanup(arena_cleanup))) = arena_open(MEMORY);
	struct buffer header __attribute__((cleanup(buffer_free))) = buffer_make(OUTPUT_MOST);
	struct buffer source __attribute__((cleanup(buffer_free))) = buffer_make(OUTPUT_MOST);
	struct report report = {0};
	struct schema schema;
	if (!schema_load(&report, arena, argv + 2, (size_t)argc - 2, &schema))
		return 1;
	write_schema_header(&header, &schema);
	write_schema_source(&source, &schema);
	struct text folder = text_of(argv[1]);
	bool written = output_write(&report, folder, TEXT("schema.h"), &header) &&
		       output_write(&report, folder, TEXT("schema.c"), &source);
	return written ? 0 : 1;
}
