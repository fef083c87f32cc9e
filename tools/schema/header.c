/* schema.h: ids, choices, the list of tables. */
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

void write_schema_header(struct buffer *b, const struct schema *schema)
{
	buffer_add(b, TEXT("/* Made by tools/schema from every .schema file. */\n"
			   "#ifndef SCHEMA_H\n#define SCHEMA_H\n\n"
			   "#include \"base/ids.h\"\n#include \"base/text.h\"\n#include \"store/schema_table.h\"\n\n"
			   "extern const struct schema_table schema_tables[];\n"
			   "extern const size_t schema_tables_count;\n"
			   "/* One argument, the customer's number; a column of counts for each table with "
			   "SCHEMA_DATA_CUSTOMER, in order. */\n"
			   "extern const struct store_statement schema_count_rows;\n\n"));
	for (size_t i = 0; i < schema->kind_count; i++)
		buffer_add_format(b, "DECLARE_ID(%.*s);\n", TEXT_ARG(schema->kinds[i]));
	for (size_t i = 0; i < schema->choice_count; i++)
		write_choice(b, &schema->choices[i]);
	buffer_add(b, TEXT("\n#endif\n"));
}
