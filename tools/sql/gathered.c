/* Statements that are `gathered`: their rows may be kept back and written with others, by COPY when they are many. So
 * each says nothing that COPY cannot: INSERT INTO table (columns) VALUES (…) of arguments, whole numbers and NULL.
 */
#include "tools/sql/statement.h"

enum { COPIED_MOST = 4096 };

/* What stands next in the body. */
struct cursor {
	const struct body *body;
	size_t at;
};

static const struct token *take(struct cursor *cursor)
{
	while (cursor->at < cursor->body->count && cursor->body->tokens[cursor->at].kind == TOKEN_BLANK)
		cursor->at++;
	return cursor->at < cursor->body->count ? &cursor->body->tokens[cursor->at++] : NULL;
}

static bool takes(struct cursor *cursor, const char *text)
{
	return token_is(take(cursor), text);
}

struct insert {
	struct compiler *c;
	struct statement *statement;
	struct cursor columns, values;
	struct buffer *copy;
};

/* The value that stands beside a column; NULL is what COPY leaves out. */
static bool takes_value(struct insert *in, struct text column)
{
	struct statement *s = in->statement;
	const struct token *value = take(&in->values);
	struct copied copied = {SIZE_MAX, TEXT_NONE};
	int64_t number;
	if (token_is(value, "null"))
		return true;
	if (value && value->kind == TOKEN_ARGUMENT)
		copied.slot = value->slot;
	else if (value && text_to_number(value->text, &number))
		copied.number = value->text;
	else
		return false;
	buffer_add_format(in->copy, "%s%.*s", s->copied_count ? ", " : "", TEXT_ARG(column));
	s->copied = array_more(in->c->arena, s->copied, s->copied_count, sizeof copied);
	s->copied[s->copied_count++] = copied;
	return true;
}

/* Columns and values, side by side, up to the bracket that ends both. */
static bool takes_pairs(struct insert *in)
{
	for (;;) {
		const struct token *column = take(&in->columns);
		if (!column || column->kind != TOKEN_WORD || !takes_value(in, column->text))
			return false;
		const struct token *next = take(&in->columns), *beside = take(&in->values);
		if (token_is(next, ")") || token_is(beside, ")"))
			return token_is(next, ")") && token_is(beside, ")");
		if (!token_is(next, ",") || !token_is(beside, ","))
			return false;
	}
}

static bool read_insert(struct compiler *c, struct statement *s, struct buffer *copy)
{
	struct insert in = {c, s, {&s->sqlite, 0}, {&s->sqlite, 0}, copy};
	const struct token *token;
	if (!takes(&in.columns, "insert") || !takes(&in.columns, "into"))
		return false;
	const struct token *table = take(&in.columns);
	if (!table || table->kind != TOKEN_WORD || !takes(&in.columns, "("))
		return false;
	in.values = in.columns;
	while ((token = take(&in.values)) && !token_is(token, ")"))
		;
	if (!takes(&in.values, "values") || !takes(&in.values, "("))
		return false;
	buffer_add_format(copy, "%.*s (", TEXT_ARG(table->text));
	if (!takes_pairs(&in))
		return false;
	buffer_add_char(copy, ')');
	return s->copied_count && !take(&in.values);
}

void check_gathered(struct compiler *c, struct statement *s)
{
	struct buffer copy __attribute__((cleanup(buffer_free))) = buffer_make(COPIED_MOST);
	if (!s->gathered)
		return;
	if (s->mode != MODE_CHANGE_ONE || s->postgres.line || !read_insert(c, s, &copy))
		report_mistake(
			c->report, s->place,
			"'%.*s' is gathered: it is change one, INSERT INTO table (columns) VALUES (…) of arguments, "
			"whole numbers and NULL",
			TEXT_ARG(s->name));
	s->copy = text_copy(c->arena, buffer_text(&copy));
}
