/* The type of every argument, or a refusal; see statement.h.
 *
 * The one idea: a type is written (`:name/type`), or it is that of the column that the argument is compared with under
 * its own name (`n.id = :id`), or that of the columns of that name among the statement's tables, if they agree.
 */
#include "tools/sql/statement.h"

bool type_exists(struct compiler *c, struct place place, struct type type)
{
	if (type.type == SCHEMA_CHOICE && !schema_choice(c->schema, type.kind)) {
		report_mistake(c->report, place, "'%.*s' is neither a type nor a choice", TEXT_ARG(type.kind));
		return false;
	}
	if (type.type == SCHEMA_ID && !schema_kind(c->schema, type.kind)) {
		report_mistake(c->report, place, "no table has a column: id id(%.*s)", TEXT_ARG(type.kind));
		return false;
	}
	return true;
}

static void found_type(struct compiler *c, struct argument *argument, struct type type)
{
	if (argument->typed && !type_equal(argument->type, type))
		report_mistake(c->report, argument->place, "':%.*s' could be %.*s or %.*s: write :%.*s/type",
			       TEXT_ARG(argument->name), TEXT_ARG(type_words(c->arena, argument->type)),
			       TEXT_ARG(type_words(c->arena, type)), TEXT_ARG(argument->name));
	argument->typed = true;
	argument->type = type;
}

/* `alias.name = :name`: the column, or NULL. */
static const struct column *compared_column(struct compiler *c, const struct body *body, const struct token *token,
					    struct text name)
{
	const struct token *before = token_before(body, token);
	if (!token_is(before, "=") && !token_is(before, "<") && !token_is(before, ">") && !token_is(before, "is"))
		return NULL;
	while (token_is(before, "=") || token_is(before, "<") || token_is(before, ">") || token_is(before, "!") ||
	       token_is(before, "is"))
		before = token_before(body, before);
	if (!before || !text_equal(before->text, name) || !token_is(token_before(body, before), "."))
		return NULL;
	const struct token *alias = token_before(body, token_before(body, before));
	const struct table *table = alias ? body_table(c, body, alias->text) : NULL;
	return table ? table_column(table, name) : NULL;
}

static void resolve_by_comparison(struct compiler *c, struct statement *s, size_t index)
{
	const struct body *body = &s->sqlite;
	for (size_t i = 0; i < body->count; i++) {
		const struct token *token = &body->tokens[i];
		if (token->kind != TOKEN_ARGUMENT || s->slots[token->slot].argument != index)
			continue;
		const struct column *column = compared_column(c, body, token, s->arguments[index].name);
		if (column)
			found_type(c, &s->arguments[index], column->type);
	}
}

static void resolve_by_tables(struct compiler *c, struct statement *s, struct argument *argument)
{
	for (size_t i = 0; i < s->tables.count; i++) {
		const struct column *column = table_column(s->tables.list[i], argument->name);
		if (column)
			found_type(c, argument, column->type);
	}
	if (!argument->typed)
		report_mistake(c->report, argument->place,
			       "no column of the statement's tables is called '%.*s': write :%.*s/type",
			       TEXT_ARG(argument->name), TEXT_ARG(argument->name));
}

/* An argument that may be written into a key which SQLite would fill by itself. */
static bool fills_key(const struct statement *s, const struct argument *argument)
{
	for (size_t i = 0; i < s->tables.count; i++) {
		const struct column *id = table_column(s->tables.list[i], TEXT("id"));
		if (mode_changes(s->mode) && id && column_is_sole_key(s->tables.list[i], id) &&
		    type_equal(id->type, argument->type) && text_equal(argument->name, id->name))
			return true;
	}
	return false;
}

static bool stands_alone(const struct body *body, const struct token *token)
{
	const struct token *open = token_before(body, token);
	const struct token *word = token_before(body, open);
	return token_is(open, "(") && (token_is(word, "in") || token_is(word, "from") || token_is(word, "join")) &&
	       token_is(token_after(body, token), ")");
}

bool arrays_stand_alone(struct compiler *c, const struct statement *s, const struct body *body)
{
	bool good = true;
	for (size_t i = 0; i < body->count; i++) {
		const struct token *token = &body->tokens[i];
		if (token->kind != TOKEN_ARGUMENT || !s->arguments[s->slots[token->slot].argument].array ||
		    stands_alone(body, token))
			continue;
		report_mistake(c->report, (struct place){s->place.file, token->line},
			       "the array '%.*s' stands alone inside IN (…), FROM (…) or JOIN (…)",
			       TEXT_ARG(token->text));
		good = false;
	}
	return good;
}

/* `:staff_id = 0` never holds: an id of none is bound as null. */
static void refuse_zero(struct compiler *c, const struct statement *s, const struct body *body)
{
	for (size_t i = 0; i < body->count; i++) {
		const struct token *token = &body->tokens[i];
		if (token->kind != TOKEN_ARGUMENT)
			continue;
		const struct argument *argument = &s->arguments[s->slots[token->slot].argument];
		const struct token *sign = token_after(body, token);
		if (argument->typed && argument->type.type == SCHEMA_ID && token_is(sign, "=") &&
		    token_is(token_after(body, sign), "0"))
			report_mistake(c->report, (struct place){s->place.file, token->line},
				       "':%.*s' is null when it is none, never 0: write IS NULL",
				       TEXT_ARG(argument->name));
	}
}

void resolve_arguments(struct compiler *c, struct statement *s)
{
	for (size_t i = 0; i < s->argument_count; i++) {
		struct argument *argument = &s->arguments[i];
		if (!argument->typed)
			resolve_by_comparison(c, s, i);
		if (!argument->typed)
			resolve_by_tables(c, s, argument);
		argument->fills_key = argument->typed && fills_key(s, argument);
		if (argument->array && argument->typed && argument->type.type == SCHEMA_BYTES)
			report_mistake(c->report, argument->place, "':%.*s': there are no arrays of bytes",
				       TEXT_ARG(argument->name));
	}
	refuse_zero(c, s, &s->sqlite);
	refuse_zero(c, s, &s->postgres);
}
