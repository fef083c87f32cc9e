/* The schema compiler: all `.schema` files → NAME.schema.h of each, schema.c. */
#include "tools/schema/schema.h"

#include <stdio.h>

enum { MEMORY = 256 * 1024 * 1024, OUTPUT_MOST = 16 * 1024 * 1024 };

static bool write_headers(struct report *report, struct arena *arena, struct text folder, const struct schema *schema)
{
	bool written = true;
	for (size_t i = 0; i < schema->file_count; i++) {
		struct buffer header __attribute__((cleanup(buffer_free))) = buffer_make(OUTPUT_MOST);
		struct text name = source_name(schema->files[i], TEXT(".schema"));
		write_schema_header(&header, schema, schema->files[i]);
		written &= output_write(report, folder, text_join(arena, name, TEXT(".schema.h")), &header);
	}
	return written;
}

int main(int argc, char **argv)
{
	if (argc < 3) {
		fprintf(stderr, "usage: schema OUT_DIR FILE.schema…\n");
		return 2;
	}
	struct arena *arena __attribute__((cleanup(arena_cleanup))) = arena_open(MEMORY);
	struct buffer source __attribute__((cleanup(buffer_free))) = buffer_make(OUTPUT_MOST);
	struct report report = {0};
	struct schema schema;
	if (!schema_load(&report, arena, argv + 2, (size_t)argc - 2, &schema))
		return 1;
	write_schema_source(&source, &schema);
	struct text folder = text_of(argv[1]);
	bool written = write_headers(&report, arena, folder, &schema) &&
		       output_write(&report, folder, TEXT("schema.c"), &source);
	return written ? 0 : 1;
}
