/* name.sql.c: the statements and the functions that run them; statements.c: the list of all. */
#include "tools/sql/statement.h"

enum { SQL_MOST = 256 * 1024 };

static void write_sql(struct buffer *b, const struct statement *s, const char *member, enum rendering rendering)
{
	struct buffer sql __attribute__((cleanup(buffer_free))) = buffer_make(SQL_MOST);
	render_body(&sql, s, rendering);
	buffer_add_format(b, "\t.%s =\n\t", member);
	output_literal(b, buffer_text(&sql));
	buffer_add(b, TEXT(",\n"));
}

static void write_copied(struct buffer *b, const struct statement *s)
{
	if (!s->gathered)
		return;
	buffer_add_format(b, "\t.copy = \"%.*s\",\n\t.copied = (const struct store_copied[]){", TEXT_ARG(s->copy));
	for (size_t i = 0; i < s->copied_count; i++)
		if (text_is_none(s->copied[i].number))
			buffer_add_format(b, "{%zu, 0}, ", s->copied[i].slot);
		else
			buffer_add_format(b, "{-1, %.*s}, ", TEXT_ARG(s->copied[i].number));
	buffer_add_format(b, "},\n\t.copied_count = %zu,\n", s->copied_count);
}

/* Those that it touches and, of one that writes a row, those that the row refers to. A row that is deleted may be
 * referred to by any, and a body of PostgreSQL's own was not prepared: of these nothing is said. */
static void write_tables(struct buffer *b, const struct statement *s)
{
	const struct token *first = s->sqlite.tokens;
	for (size_t i = 0; i < s->sqlite.count && first->kind == TOKEN_BLANK; i++)
		first++;
	if (s->postgres.line || token_is(first, "delete"))
		return;
	buffer_add(b, TEXT("\t.tables = (const char *const[]){"));
	for (size_t i = 0; i < s->touched.count; i++) {
		const struct table *table = s->touched.list[i];
		buffer_add_format(b, "\"%.*s\", ", TEXT_ARG(table->name));
		for (size_t k = 0; mode_changes(s->mode) && k < table->column_count; k++)
			if (!text_is_empty(table->columns[k].target))
				buffer_add_format(b, "\"%.*s\", ", TEXT_ARG(table->columns[k].target));
	}
	buffer_add(b, TEXT("NULL},\n"));
}

static void write_object(struct buffer *b, const struct statement *s)
{
	buffer_add_format(b, "\nconst struct store_statement %.*s_statement = {\n\t.name = \"%.*s\",\n",
			  TEXT_ARG(s->name), TEXT_ARG(s->name));
	write_sql(b, s, "sqlite", RENDER_SQLITE);
	write_sql(b, s, "postgres", RENDER_POSTGRES);
	buffer_add_format(b, "\t.changes = %s,\n\t.columns = %zu,\n", mode_changes(s->mode) ? "true" : "false",
			  s->result_count);
	for (size_t i = 0; mode_changes(s->mode) && i < s->touched.count; i++)
		if (s->touched.list[i]->cached) {
			buffer_add(b, TEXT("\t.changes_cached = true,\n"));
			break;
		}
	write_copied(b, s);
	write_tables(b, s);
	buffer_add(b, TEXT("};\n"));
}

/* The expression that reads result `i` of a row. */
static void write_read(struct buffer *b, struct type type, size_t i)
{
	switch (type.type) {
	case SCHEMA_TEXT:
	case SCHEMA_JSON: buffer_add_format(b, "store_read_text(arena, row, %zu)", i); break;
	case SCHEMA_BYTES: buffer_add_format(b, "store_read_bytes(arena, row, %zu)", i); break;
	case SCHEMA_INSTANT: buffer_add_format(b, "store_read_instant(row, %zu)", i); break;
	case SCHEMA_DATE: buffer_add_format(b, "store_read_date(row, %zu)", i); break;
	case SCHEMA_FLAG: buffer_add_format(b, "store_row_number(row, %zu) != 0", i); break;
	case SCHEMA_MONEY:
	case SCHEMA_COUNT: buffer_add_format(b, "store_row_number(row, %zu)", i); break;
	case SCHEMA_CHOICE:
		buffer_add_format(b, "(enum %.*s)store_row_number(row, %zu)", TEXT_ARG(type.kind), i);
		break;
	case SCHEMA_ID:
		buffer_add_format(b, "(struct %.*s_id){store_row_number(row, %zu)}", TEXT_ARG(type.kind), i);
		break;
	}
}

static void write_reader(struct buffer *b, const struct statement *s)
{
	buffer_add_format(b,
			  "\nstatic void %.*s_read(struct arena *arena, const struct store_row *row, struct %.*s "
			  "*ret_row)\n{\n\t(void)arena;\n",
			  TEXT_ARG(s->name), TEXT_ARG(s->name));
	for (size_t i = 0; i < s->result_count; i++) {
		buffer_add_format(b, "\tret_row->%.*s = ", TEXT_ARG(s->results[i].name));
		write_read(b, s->results[i].type, i);
		buffer_add(b, TEXT(";\n"));
	}
	buffer_add(b, TEXT("}\n"));
}

/* What is done with each row. */
static void write_take(struct buffer *b, const struct statement *s)
{
	int size = (int)s->name.size;
	const char *name = s->name.at;
	if (s->mode == MODE_EACH)
		buffer_add_format(b, "\nstruct %.*s_gathered {\n\t%.*s_fn *each;\n\tvoid *state;\n};\n", size, name,
				  size, name);
	buffer_add_format(b, "\nstatic enum outcome %.*s_take(void *state, const struct store_row *row)\n{\n", size,
			  name);
	if (s->mode == MODE_ALL || s->cached)
		buffer_add_format(b,
				  "\tstruct store_rows *gathered = state;\n"
				  "\t%.*s_read(gathered->arena, row, store_rows_add(gathered));\n\treturn DONE;\n}\n",
				  size, name);
	else if (s->mode == MODE_EACH)
		buffer_add_format(b,
				  "\tconst struct %.*s_gathered *gathered = state;\n\tstruct %.*s values;\n"
				  "\t%.*s_read(NULL, row, &values);\n"
				  "\treturn gathered->each(gathered->state, &values);\n}\n",
				  size, name, size, name, size, name);
	else
		buffer_add_format(b,
				  "\tstruct store_single *gathered = state;\n\tTRY(store_single_add(gathered));\n"
				  "\t%.*s_read(gathered->arena, row, gathered->row);\n\treturn DONE;\n}\n",
				  size, name);
}

static const char *holder(const struct statement *s)
{
	return mode_changes(s->mode) ? "writer" : "reader";
}

static const char *prefix(const struct statement *s)
{
	return s->argument_count >= ARGUMENTS_IN_STRUCT ? "in->" : "";
}

static const char *value_member(enum schema_type type)
{
	switch (type) {
	case SCHEMA_ID: return ".value";
	case SCHEMA_INSTANT: return ".us";
	case SCHEMA_DATE: return ".days";
	case SCHEMA_TEXT:
	case SCHEMA_JSON:
	case SCHEMA_BYTES:
	case SCHEMA_MONEY:
	case SCHEMA_FLAG:
	case SCHEMA_COUNT:
	case SCHEMA_CHOICE: break;
	}
	return "";
}

static bool is_text(enum schema_type type)
{
	return type == SCHEMA_TEXT || type == SCHEMA_JSON;
}

/* Arrays of ids, instants … become arrays of numbers first. */
static void write_number_arrays(struct buffer *b, const struct statement *s)
{
	for (size_t i = 0; i < s->argument_count; i++) {
		const struct argument *a = &s->arguments[i];
		if (!a->array || is_text(a->type.type))
			continue;
		int size = (int)a->name.size;
		const char *name = a->name.at, *in = prefix(s);
		buffer_add_format(b,
				  "\tint64_t *%.*s_numbers = arena_take_array(%s_arena(%s), %s%.*s_count, "
				  "sizeof *%.*s_numbers);\n",
				  size, name, holder(s), holder(s), in, size, name, size, name);
		buffer_add_format(b,
				  "\tfor (size_t i = 0; i < %s%.*s_count; i++)\n\t\t%.*s_numbers[i] = %s%.*s[i]%s;\n",
				  in, size, name, size, name, in, size, name, value_member(a->type.type));
	}
}

static void write_bound_array(struct buffer *b, const struct statement *s, const struct argument *a)
{
	bool text = is_text(a->type.type);
	buffer_add_format(b, "store_bind_%s(%s_arena(%s), %s%.*s%s, %s%.*s_count)", text ? "texts" : "numbers",
			  holder(s), holder(s), text ? prefix(s) : "", TEXT_ARG(a->name), text ? "" : "_numbers",
			  prefix(s), TEXT_ARG(a->name));
}

static void write_bound_argument(struct buffer *b, const struct statement *s, const struct argument *a)
{
	if (a->array) {
		write_bound_array(b, s, a);
		return;
	}
	const char *function = "number", *member = "";
	switch (a->type.type) {
	case SCHEMA_ID:
		function = a->fills_key ? "number" : "id";
		member = ".value";
		break;
	case SCHEMA_TEXT:
	case SCHEMA_JSON: function = "text"; break;
	case SCHEMA_BYTES: function = "bytes"; break;
	case SCHEMA_INSTANT: function = "instant"; break;
	case SCHEMA_DATE: function = "date"; break;
	case SCHEMA_MONEY:
	case SCHEMA_COUNT:
	case SCHEMA_FLAG:
	case SCHEMA_CHOICE: break;
	}
	buffer_add_format(b, "store_bind_%s(%s%.*s%s)", function, prefix(s), TEXT_ARG(a->name), member);
}

static void write_bound(struct buffer *b, const struct statement *s)
{
	if (s->slot_count == 0)
		return;
	const char *change = mode_changes(s->mode) ? "true" : "false";
	buffer_add(b, TEXT("\tconst struct store_value bound[] = {\n"));
	for (size_t i = 0; i < s->slot_count; i++) {
		buffer_add(b, TEXT("\t\t"));
		switch (s->slots[i].source) {
		case SLOT_ARGUMENT: write_bound_argument(b, s, &s->arguments[s->slots[i].argument]); break;
		case SLOT_SCOPE: buffer_add_format(b, "store_bind_scope(%s_session(%s))", holder(s), holder(s)); break;
		case SLOT_STAFF:
			buffer_add_format(b, "store_bind_staff(%s_session(%s), %s)", holder(s), holder(s), change);
			break;
		case SLOT_CUSTOMER:
			buffer_add_format(b, "store_bind_customer(%s_session(%s), %s)", holder(s), holder(s), change);
			break;
		}
		buffer_add(b, TEXT(",\n"));
	}
	buffer_add(b, TEXT("\t};\n"));
}

/* `store_query(reader, &x_statement, bound, 2, ` */
static void write_call(struct buffer *b, const struct statement *s)
{
	buffer_add_format(b, "store_%s(%s, &%.*s_statement, %s, %zu, ", mode_changes(s->mode) ? "change" : "query",
			  holder(s), TEXT_ARG(s->name), s->slot_count ? "bound" : "NULL", s->slot_count);
}

static void write_change(struct buffer *b, const struct statement *s)
{
	if (s->mode == MODE_CHANGE_ANY) {
		buffer_add(b, TEXT("\treturn "));
		write_call(b, s);
		buffer_add(b, TEXT("ret_changed);\n"));
		return;
	}
	buffer_add(b, TEXT("\tint64_t changed = 0;\n\tTRY("));
	write_call(b, s);
	buffer_add_format(b, "&changed));\n\treturn store_changed_one(\"%.*s\", changed);\n", TEXT_ARG(s->name));
}

static void write_cached(struct buffer *b, const struct statement *s)
{
	bool all = s->mode == MODE_ALL;
	if (all)
		buffer_add(b, TEXT("\tconst void *rows = NULL;\n"));
	else
		buffer_add_format(b, "\t*ret_row = (struct %.*s){0};\n", TEXT_ARG(s->name));
	buffer_add_format(
		b, "\tconst struct store_cached ask = {&%.*s_statement, %s, %zu, %.*s_take, sizeof %sret_row%s};\n",
		TEXT_ARG(s->name), s->slot_count ? "bound" : "NULL", s->slot_count, TEXT_ARG(s->name), all ? "**" : "*",
		all ? "s" : "");
	buffer_add(b, all ? TEXT("\tTRY(store_query_cached(reader, &ask, &rows, ret_count));\n"
				 "\t*ret_rows = rows;\n\treturn DONE;\n")
			  : TEXT("\treturn store_query_cached_maybe(reader, &ask, ret_found, ret_row);\n"));
}

static void write_query(struct buffer *b, const struct statement *s)
{
	struct text name = s->name;
	if (s->mode == MODE_ALL)
		buffer_add_format(b, "\tstruct store_rows gathered = {.arena = reader_arena(reader), .size = sizeof "
				     "**ret_rows};\n");
	else if (s->mode == MODE_EACH)
		buffer_add_format(b, "\tstruct %.*s_gathered gathered = {each, each_state};\n", TEXT_ARG(name));
	else
		buffer_add_format(b,
				  "\t*ret_row = (struct %.*s){0};\n\tstruct store_single gathered = {\"%.*s\", "
				  "reader_arena(reader), ret_row, 0};\n",
				  TEXT_ARG(name), TEXT_ARG(name));
	buffer_add(b, s->mode == MODE_EACH ? TEXT("\treturn ") : TEXT("\tTRY("));
	write_call(b, s);
	buffer_add_format(b, "%.*s_take, &gathered)%s;\n", TEXT_ARG(name), s->mode == MODE_EACH ? "" : ")");
	if (s->mode == MODE_ONE)
		buffer_add(b, TEXT("\treturn gathered.count ? DONE : NOT_FOUND;\n"));
	else if (s->mode == MODE_MAYBE)
		buffer_add(b, TEXT("\t*ret_found = gathered.count == 1;\n\treturn DONE;\n"));
	else if (s->mode == MODE_ALL)
		buffer_add(b, TEXT("\t*ret_rows = gathered.rows;\n\t*ret_count = gathered.count;\n\treturn DONE;\n"));
}

static void write_statement(struct buffer *b, const struct statement *s)
{
	write_object(b, s);
	if (!mode_changes(s->mode)) {
		write_reader(b, s);
		write_take(b, s);
	}
	buffer_add_char(b, '\n');
	write_prototype(b, s);
	buffer_add(b, TEXT("\n{\n"));
	write_number_arrays(b, s);
	write_bound(b, s);
	if (mode_changes(s->mode))
		write_change(b, s);
	else if (s->cached)
		write_cached(b, s);
	else
		write_query(b, s);
	buffer_add(b, TEXT("}\n"));
}

void write_sql_source(struct buffer *b, const struct sql_file *file)
{
	buffer_add_format(b,
			  "/* Made by tools/sql from %.*s.sql. */\n#include \"%.*s.sql.h\"\n\n"
			  "#include \"store/typed.h\"\n",
			  TEXT_ARG(file->name), TEXT_ARG(file->name));
	for (size_t i = 0; i < file->count; i++)
		write_statement(b, &file->statements[i]);
}

void write_statement_list(struct buffer *b, const struct sql_file *files, size_t count)
{
	size_t total = 0;
	buffer_add(b, TEXT("/* Made by tools/sql from every .sql file. */\n#include \"store/typed.h\"\n\n"));
	for (size_t f = 0; f < count; f++)
		for (size_t i = 0; i < files[f].count; i++)
			buffer_add_format(b, "extern const struct store_statement %.*s_statement;\n",
					  TEXT_ARG(files[f].statements[i].name));
	buffer_add(b, TEXT("\nconst struct store_statement *const store_statements[] = {\n"));
	for (size_t f = 0; f < count; f++)
		for (size_t i = 0; i < files[f].count; i++, total++)
			buffer_add_format(b, "\t&%.*s_statement,\n", TEXT_ARG(files[f].statements[i].name));
	buffer_add_format(b, "};\nconst size_t store_statements_count = %zu;\n", total);
}
