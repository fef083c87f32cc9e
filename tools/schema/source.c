/* schema.c: keys of choices, tables with the SQL that makes them. */
#include "tools/schema/schema.h"

enum { DDL_MOST = 1024 * 1024 };

static const char *const type_constants[] = {
	[SCHEMA_ID] = "SCHEMA_ID",           [SCHEMA_TEXT] = "SCHEMA_TEXT", [SCHEMA_MONEY] = "SCHEMA_MONEY",
	[SCHEMA_INSTANT] = "SCHEMA_INSTANT", [SCHEMA_DATE] = "SCHEMA_DATE", [SCHEMA_FLAG] = "SCHEMA_FLAG",
	[SCHEMA_COUNT] = "SCHEMA_COUNT",     [SCHEMA_JSON] = "SCHEMA_JSON", [SCHEMA_BYTES] = "SCHEMA_BYTES",
	[SCHEMA_CHOICE] = "SCHEMA_CHOICE",
};
static const char *const data_constants[] = {
	[SCHEMA_DATA_NONE] = "SCHEMA_DATA_NONE",
	[SCHEMA_DATA_THIS] = "SCHEMA_DATA_THIS",
	[SCHEMA_DATA_CUSTOMER] = "SCHEMA_DATA_CUSTOMER",
};
static const char *const merge_constants[] = {
	[SCHEMA_MERGE_MOVE] = "SCHEMA_MERGE_MOVE",
	[SCHEMA_MERGE_UNITE] = "SCHEMA_MERGE_UNITE",
	[SCHEMA_MERGE_DROP] = "SCHEMA_MERGE_DROP",
	[SCHEMA_MERGE_FORWARD] = "SCHEMA_MERGE_FORWARD",
};
static const char *const erase_constants[] = {
	[SCHEMA_ERASE_DELETE] = "SCHEMA_ERASE_DELETE",
	[SCHEMA_ERASE_KEEP] = "SCHEMA_ERASE_KEEP",
	[SCHEMA_ERASE_ANONYMISE] = "SCHEMA_ERASE_ANONYMISE",
};

static const char *truth(bool value)
{
	return value ? "true" : "false";
}

static void write_choice(struct buffer *b, const struct choice *choice)
{
	struct text name = choice->name;
	buffer_add_format(b, "\nstatic const char *const %.*s_keys[] = {\n", TEXT_ARG(name));
	for (size_t i = 0; i < choice->count; i++)
		buffer_add_format(b, "\t\"%.*s\",\n", TEXT_ARG(choice->values[i]));
	buffer_add_format(b,
			  "};\n\nstruct text %.*s_key(enum %.*s value)\n{\n"
			  "\treturn find_key(%.*s_keys, %zu, (size_t)value);\n}\n",
			  TEXT_ARG(name), TEXT_ARG(name), TEXT_ARG(name), choice->count);
	buffer_add_format(b,
			  "\nbool %.*s_parse(struct text key, enum %.*s *ret_value)\n{\n"
			  "\tsize_t value = 0;\n"
			  "\tif (!parse_key(%.*s_keys, %zu, key, &value))\n\t\treturn false;\n"
			  "\t*ret_value = (enum %.*s)value;\n\treturn true;\n}\n",
			  TEXT_ARG(name), TEXT_ARG(name), TEXT_ARG(name), choice->count, TEXT_ARG(name));
}

static void write_choice_functions(struct buffer *b)
{
	buffer_add(b, TEXT("\nstatic struct text find_key(const char *const *keys, size_t count, size_t value)\n{\n"
			   "\treturn value < count ? text_of(keys[value]) : TEXT_NONE;\n}\n"
			   "\nstatic bool parse_key(const char *const *keys, size_t count, struct text key, "
			   "size_t *ret_value)\n{\n"
			   "\tfor (size_t i = 0; i < count; i++)\n"
			   "\t\tif (text_equal(key, text_of(keys[i]))) {\n"
			   "\t\t\t*ret_value = i;\n\t\t\treturn true;\n\t\t}\n"
			   "\treturn false;\n}\n"));
}

/* "word", or NULL. */
static void write_word(struct buffer *b, struct text word)
{
	if (text_is_empty(word))
		buffer_add(b, TEXT("NULL"));
	else
		output_literal(b, word);
}

static void write_columns(struct buffer *b, const struct table *table)
{
	buffer_add_format(b, "\nstatic const struct schema_column %.*s_columns[] = {\n", TEXT_ARG(table->name));
	for (size_t i = 0; i < table->column_count; i++) {
		const struct column *column = &table->columns[i];
		buffer_add_format(b, "\t{\"%.*s\", %s, ", TEXT_ARG(column->name), type_constants[column->type.type]);
		write_word(b, column->type.kind);
		buffer_add_format(b, ", %s, %s, ", truth(column->null), truth(column_in_key(table, column)));
		write_word(b, column->target);
		buffer_add(b, TEXT("},\n"));
	}
	buffer_add(b, TEXT("};\n"));
}

static void write_ddl(struct buffer *b, const struct table *table, bool postgres)
{
	struct buffer ddl __attribute__((cleanup(buffer_free))) = buffer_make(DDL_MOST);
	ddl_table(&ddl, table, postgres);
	ddl_triggers(&ddl, table, postgres);
	ddl_listed(&ddl, table, postgres);
	ddl_cached(&ddl, table, postgres);
	ddl_search(&ddl, table, postgres);
	buffer_add_format(b, "\t.%s =\n\t", postgres ? "postgres" : "sqlite");
	output_literal(b, buffer_text(&ddl));
	buffer_add(b, TEXT(",\n"));
}

static void write_table(struct buffer *b, const struct table *table)
{
	const struct column *id = table_column(table, TEXT("id"));
	buffer_add_format(b, "\t{\n\t.name = \"%.*s\",\n\t.id_kind = ", TEXT_ARG(table->name));
	write_word(b, id && id->type.type == SCHEMA_ID ? id->type.kind : TEXT_NONE);
	buffer_add(b, TEXT(",\n"));
	write_ddl(b, table, false);
	write_ddl(b, table, true);
	buffer_add_format(b, "\t.customer_data = %s,\n", data_constants[table->customer_data]);
	buffer_add_format(b, "\t.merge = %s,\n\t.erase = %s,\n", merge_constants[table->merge],
			  erase_constants[table->erase]);
	buffer_add_format(b, "\t.report = %s,\n\t.append_only = %s,\n", truth(table->report),
			  truth(table->append_only));
	write_erasing_members(b, table);
	write_searching_members(b, table);
	buffer_add_format(b, "\t.columns = %.*s_columns,\n\t.column_count = %zu,\n\t},\n", TEXT_ARG(table->name),
			  table->column_count);
}

void write_schema_source(struct buffer *b, const struct schema *schema)
{
	buffer_add(b, TEXT("/* Made by tools/schema from every .schema file. */\n"));
	for (size_t i = 0; i < schema->file_count; i++)
		include_schema(b, schema->files[i]);
	buffer_add(b, TEXT("#include \"store/schema_table.h\"\n#include \"store/store.h\"\n"));
	if (schema->choice_count)
		write_choice_functions(b);
	for (size_t i = 0; i < schema->choice_count; i++)
		write_choice(b, &schema->choices[i]);
	for (size_t i = 0; i < schema->table_count; i++)
		write_columns(b, &schema->tables[i]);
	buffer_add_char(b, '\n');
	for (size_t i = 0; i < schema->table_count; i++) {
		write_erasing(b, &schema->tables[i]);
		write_searching(b, &schema->tables[i]);
	}
	write_counting(b, schema);
	buffer_add(b, TEXT("\nconst struct schema_table schema_tables[] = {\n"));
	for (size_t i = 0; i < schema->table_count; i++)
		write_table(b, &schema->tables[i]);
	buffer_add_format(b, "};\nconst size_t schema_tables_count = %zu;\n", schema->table_count);
}
