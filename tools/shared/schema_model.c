/* Look-ups in the schema and its types; see schema_model.h. */
#include "tools/shared/schema_model.h"

static const char *const type_names[] = {
	[SCHEMA_ID] = "id",           [SCHEMA_TEXT] = "text", [SCHEMA_MONEY] = "money",
	[SCHEMA_INSTANT] = "instant", [SCHEMA_DATE] = "date", [SCHEMA_FLAG] = "flag",
	[SCHEMA_COUNT] = "count",     [SCHEMA_JSON] = "json", [SCHEMA_BYTES] = "bytes",
};

bool schema_load(struct report *report, struct arena *arena, char *const *paths, size_t count,
		 struct schema *ret_schema)
{
	*ret_schema = (struct schema){0};
	for (size_t i = 0; i < count; i++)
		schema_read(report, arena, text_of(paths[i]), ret_schema);
	schema_check(report, arena, ret_schema);
	return report->mistakes == 0;
}

const struct choice *schema_choice(const struct schema *schema, struct text name)
{
	for (size_t i = 0; i < schema->choice_count; i++)
		if (text_equal(schema->choices[i].name, name))
			return &schema->choices[i];
	return NULL;
}

struct table *schema_find_table(const struct schema *schema, struct text name)
{
	for (size_t i = 0; i < schema->table_count; i++)
		if (text_equal(schema->tables[i].name, name))
			return &schema->tables[i];
	return NULL;
}

const struct column *table_column(const struct table *table, struct text name)
{
	for (size_t i = 0; i < table->column_count; i++)
		if (text_equal(table->columns[i].name, name))
			return &table->columns[i];
	return NULL;
}

const struct kind *schema_kind(const struct schema *schema, struct text name)
{
	for (size_t i = 0; i < schema->kind_count; i++)
		if (text_equal(schema->kinds[i].name, name))
			return &schema->kinds[i];
	return NULL;
}

/* The file that declares an id's kind or a choice; none declares the other types. */
static struct text declaring_file(const struct schema *schema, struct type type)
{
	const struct choice *choice = type.type == SCHEMA_CHOICE ? schema_choice(schema, type.kind) : NULL;
	const struct kind *kind = type.type == SCHEMA_ID ? schema_kind(schema, type.kind) : NULL;
	return choice ? choice->place.file : kind ? kind->place.file : TEXT_NONE;
}

static bool declares_one_of(const struct schema *schema, struct text file, const struct types *types)
{
	for (size_t i = 0; i < types->count; i++)
		if (text_equal(declaring_file(schema, types->list[i]), file))
			return true;
	return false;
}

void types_add(struct arena *arena, struct types *types, struct type type)
{
	types->list = array_more(arena, types->list, types->count, sizeof type);
	types->list[types->count++] = type;
}

void include_schema(struct buffer *b, struct text file)
{
	buffer_add_format(b, "#include \"%.*s.schema.h\"\n", TEXT_ARG(source_name(file, TEXT(".schema"))));
}

void include_schemas(struct buffer *b, const struct schema *schema, const struct types *types)
{
	for (size_t i = 0; i < schema->file_count; i++)
		if (declares_one_of(schema, schema->files[i], types))
			include_schema(b, schema->files[i]);
}

bool column_in_key(const struct table *table, const struct column *column)
{
	for (size_t i = 0; i < table->key.count; i++)
		if (text_equal(table->key.names[i], column->name))
			return true;
	return false;
}

bool column_is_sole_key(const struct table *table, const struct column *column)
{
	return table->key.count == 1 && column_in_key(table, column);
}

bool type_equal(struct type a, struct type b)
{
	return a.type == b.type && text_equal(a.kind, b.kind);
}

bool type_allows_null(enum schema_type type)
{
	return type != SCHEMA_FLAG && type != SCHEMA_CHOICE;
}

struct text type_words(struct arena *arena, struct type type)
{
	if (type.type == SCHEMA_CHOICE)
		return type.kind;
	if (type.type == SCHEMA_ID)
		return text_format(arena, "id(%.*s)", TEXT_ARG(type.kind));
	return text_of(type_names[type.type]);
}

bool type_scan(struct scan *scan, struct type *ret_type)
{
	struct scan ahead = *scan;
	struct text word;
	if (!scan_word(&ahead, &word))
		return false;
	*ret_type = (struct type){SCHEMA_CHOICE, word};
	for (size_t i = 0; i < sizeof type_names / sizeof *type_names; i++)
		if (text_equal(word, text_of(type_names[i])))
			*ret_type = (struct type){(enum schema_type)i, TEXT("")};
	if (ret_type->type == SCHEMA_ID &&
	    (!scan_sign(&ahead, "(") || !scan_word(&ahead, &ret_type->kind) || !scan_sign(&ahead, ")")))
		return false;
	*scan = ahead;
	return true;
}
