/* name.sql.h: rows, arguments and functions of a file's statements. */
#include "tools/sql/statement.h"

static const char *const c_types[] = {
	[SCHEMA_TEXT] = "struct text ", [SCHEMA_JSON] = "struct text ",       [SCHEMA_MONEY] = "int64_t ",
	[SCHEMA_COUNT] = "int64_t ",    [SCHEMA_INSTANT] = "struct instant ", [SCHEMA_DATE] = "struct date ",
	[SCHEMA_FLAG] = "bool ",        [SCHEMA_BYTES] = "struct bytes ",
};

void write_type(struct buffer *b, struct type type, const char *qualifier, bool pointer)
{
	buffer_add(b, text_of(qualifier));
	if (type.type == SCHEMA_ID)
		buffer_add_format(b, "struct %.*s_id ", TEXT_ARG(type.kind));
	else if (type.type == SCHEMA_CHOICE)
		buffer_add_format(b, "enum %.*s ", TEXT_ARG(type.kind));
	else
		buffer_add(b, text_of(c_types[type.type]));
	if (pointer)
		buffer_add_char(b, '*');
}

/* One argument, as a parameter or a member: `between` parts an array from its count. */
static void write_argument(struct buffer *b, const struct argument *argument, const char *between)
{
	write_type(b, argument->type, argument->array ? "const " : "", argument->array);
	buffer_add(b, argument->name);
	if (argument->array)
		buffer_add_format(b, "%ssize_t %.*s_count", between, TEXT_ARG(argument->name));
}

static void write_results_parameters(struct buffer *b, const struct statement *s)
{
	struct text name = s->name;
	switch (s->mode) {
	case MODE_MAYBE: buffer_add_format(b, ", bool *ret_found, struct %.*s *ret_row", TEXT_ARG(name)); break;
	case MODE_ONE: buffer_add_format(b, ", struct %.*s *ret_row", TEXT_ARG(name)); break;
	case MODE_ALL:
		buffer_add_format(b, ", %sstruct %.*s **ret_rows, size_t *ret_count", s->cached ? "const " : "",
				  TEXT_ARG(name));
		break;
	case MODE_EACH: buffer_add_format(b, ", %.*s_fn *each, void *each_state", TEXT_ARG(name)); break;
	case MODE_CHANGE_ONE: break;
	case MODE_CHANGE_ANY: buffer_add(b, TEXT(", int64_t *ret_changed")); break;
	}
}

void write_prototype(struct buffer *b, const struct statement *s)
{
	buffer_add_format(b, "enum outcome %.*s(%s", TEXT_ARG(s->name),
			  mode_changes(s->mode) ? "struct writer *writer" : "struct reader *reader");
	if (s->argument_count >= ARGUMENTS_IN_STRUCT)
		buffer_add_format(b, ", const struct %.*s_in *in", TEXT_ARG(s->name));
	for (size_t i = 0; s->argument_count < ARGUMENTS_IN_STRUCT && i < s->argument_count; i++) {
		buffer_add(b, TEXT(", "));
		write_argument(b, &s->arguments[i], ", ");
	}
	write_results_parameters(b, s);
	buffer_add_char(b, ')');
}

static void write_structs(struct buffer *b, const struct statement *s)
{
	if (s->argument_count >= ARGUMENTS_IN_STRUCT) {
		buffer_add_format(b, "struct %.*s_in {\n", TEXT_ARG(s->name));
		for (size_t i = 0; i < s->argument_count; i++) {
			buffer_add_char(b, '\t');
			write_argument(b, &s->arguments[i], ";\n\t");
			buffer_add(b, TEXT(";\n"));
		}
		buffer_add(b, TEXT("};\n"));
	}
	if (mode_changes(s->mode))
		return;
	buffer_add_format(b, "struct %.*s {\n", TEXT_ARG(s->name));
	for (size_t i = 0; i < s->result_count; i++) {
		buffer_add_char(b, '\t');
		write_type(b, s->results[i].type, "", false);
		buffer_add_format(b, "%.*s;\n", TEXT_ARG(s->results[i].name));
	}
	buffer_add(b, TEXT("};\n"));
	if (s->mode == MODE_EACH)
		buffer_add_format(b, "typedef enum outcome %.*s_fn(void *state, const struct %.*s *row);\n",
				  TEXT_ARG(s->name), TEXT_ARG(s->name));
}

static void write_guard(struct buffer *b, const char *directive, struct text name)
{
	buffer_add_format(b, "%s SQL_", directive);
	for (size_t i = 0; i < name.size; i++) {
		char c = name.at[i];
		buffer_add_char(b, word_starts(c) ? (char)(c - 'a' + 'A') : word_continues(c) ? c : '_');
	}
	buffer_add(b, TEXT("_H\n"));
}

static struct types types_of(const struct compiler *c, const struct sql_file *file)
{
	struct types types = {0};
	for (size_t i = 0; i < file->count; i++) {
		const struct statement *s = &file->statements[i];
		for (size_t a = 0; a < s->argument_count; a++)
			types_add(c->arena, &types, s->arguments[a].type);
		for (size_t r = 0; r < s->result_count; r++)
			types_add(c->arena, &types, s->results[r].type);
	}
	return types;
}

void write_sql_header(struct buffer *b, const struct compiler *c, const struct sql_file *file)
{
	const struct types types = types_of(c, file);
	buffer_add_format(b, "/* Made by tools/sql from %.*s.sql. */\n", TEXT_ARG(file->name));
	write_guard(b, "#ifndef", file->name);
	write_guard(b, "#define", file->name);
	buffer_add_char(b, '\n');
	include_schemas(b, c->schema, &types);
	buffer_add(b, TEXT("#include \"store/store.h\"\n"));
	for (size_t i = 0; i < file->count; i++) {
		const struct statement *s = &file->statements[i];
		buffer_add_char(b, '\n');
		write_structs(b, s);
		buffer_add_format(b, "extern const struct store_statement %.*s_statement;\n", TEXT_ARG(s->name));
		write_prototype(b, s);
		buffer_add(b, TEXT(" MUST_USE;\n"));
	}
	buffer_add(b, TEXT("\n#endif\n"));
}
