/* NAME.schema.h: ids and choices that NAME.schema declares. */
#include "tools/schema/schema.h"

void write_capitals(struct buffer *b, struct text word)
{
	for (size_t i = 0; i < word.size; i++)
		buffer_add_char(b, word_starts(word.at[i]) ? (char)(word.at[i] - 'a' + 'A') : word.at[i]);
}

static void write_choice(struct buffer *b, const struct choice *choice)
{
	struct text name = choice->name;
	buffer_add_format(b, "\nenum %.*s {\n", TEXT_ARG(name));
	for (size_t i = 0; i < choice->count; i++) {
		buffer_add_char(b, '\t');
		write_capitals(b, name);
		buffer_add_char(b, '_');
		write_capitals(b, choice->values[i]);
		buffer_add(b, TEXT(",\n"));
	}
	buffer_add(b, TEXT("};\nenum { "));
	write_capitals(b, name);
	buffer_add_format(b, "_COUNT = %zu };\n", choice->count);
	buffer_add_format(b, "struct text %.*s_key(enum %.*s value);\n", TEXT_ARG(name), TEXT_ARG(name));
	buffer_add_format(b, "bool %.*s_parse(struct text key, enum %.*s *ret_value);\n", TEXT_ARG(name),
			  TEXT_ARG(name));
}

static void write_guard(struct buffer *b, const char *directive, struct text name)
{
	buffer_add_format(b, "%s ", directive);
	write_capitals(b, name);
	buffer_add(b, TEXT("_SCHEMA_H\n"));
}

void write_schema_header(struct buffer *b, const struct schema *schema, struct text file)
{
	struct text name = source_name(file, TEXT(".schema"));
	buffer_add_format(b, "/* Made by tools/schema from %.*s.schema. */\n", TEXT_ARG(name));
	write_guard(b, "#ifndef", name);
	write_guard(b, "#define", name);
	buffer_add(b, TEXT("\n#include \"base/ids.h\"\n#include \"base/text.h\"\n"));
	for (size_t i = 0; i < schema->kind_count; i++)
		if (text_equal(schema->kinds[i].place.file, file))
			buffer_add_format(b, "\nDECLARE_ID(%.*s);\n", TEXT_ARG(schema->kinds[i].name));
	for (size_t i = 0; i < schema->choice_count; i++)
		if (text_equal(schema->choices[i].place.file, file))
			write_choice(b, &schema->choices[i]);
	buffer_add(b, TEXT("\n#endif\n"));
}
