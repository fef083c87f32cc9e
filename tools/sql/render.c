/* A statement's tokens → the SQL of an engine; see statement.h.
 *
 * The one idea: on PostgreSQL every parameter says its type, so that nothing depends on what the server infers or on
 * the kind of the first value that is bound.
 */
#include "tools/sql/statement.h"

struct rendering_state {
	struct buffer *buffer;
	const struct statement *statement;
	enum rendering rendering;
};

static const char *postgres_type(const struct statement *statement, size_t slot)
{
	if (statement->slots[slot].source != SLOT_ARGUMENT)
		return "int8";
	const struct argument *argument = &statement->arguments[statement->slots[slot].argument];
	enum schema_type type = argument->type.type;
	if (argument->array || type == SCHEMA_TEXT || type == SCHEMA_JSON)
		return "text";
	return type == SCHEMA_BYTES ? "bytea" : "int8";
}

static void add_slot(const struct rendering_state *r, size_t slot)
{
	if (r->rendering == RENDER_POSTGRES)
		buffer_add_format(r->buffer, "$%zu::%s", slot + 1, postgres_type(r->statement, slot));
	else
		buffer_add_format(r->buffer, "?%zu", slot + 1);
}

/* A JSON array, unrolled into a column `value`. */
static void add_array(const struct rendering_state *r, size_t slot, struct type type)
{
	bool text = type.type == SCHEMA_TEXT || type.type == SCHEMA_JSON;
	bool postgres = r->rendering == RENDER_POSTGRES;
	buffer_add(r->buffer, postgres ? TEXT("SELECT ") : TEXT("SELECT value FROM json_each("));
	if (postgres)
		buffer_add_format(r->buffer, "%s FROM jsonb_array_elements_text(CAST(",
				  text ? "value" : "CAST(value AS BIGINT) AS value");
	add_slot(r, slot);
	buffer_add(r->buffer, postgres ? TEXT(" AS jsonb)) AS elements(value)") : TEXT(")"));
}

static void add_scope(const struct rendering_state *r, const struct token *token)
{
	struct buffer *b = r->buffer;
	if (r->rendering == RENDER_WITHOUT_SCOPE) {
		buffer_add(b, TEXT("1"));
		return;
	}
	buffer_add_char(b, '(');
	add_slot(r, token->slot);
	buffer_add(b, TEXT(" = 0 OR ("));
	add_slot(r, token->slot);
	buffer_add_format(b, " = 1 AND %.*s.representative_id = ", TEXT_ARG(token->text));
	add_slot(r, token->staff_slot);
	buffer_add(b, TEXT(") OR ("));
	add_slot(r, token->slot);
	buffer_add_format(b,
			  " = 2 AND EXISTS (SELECT 1 FROM customer_channels scope_seen "
			  "JOIN staff_channels scope_staff ON scope_staff.channel_id = scope_seen.channel_id "
			  "WHERE scope_seen.customer_id = %.*s.id AND scope_staff.staff_id = ",
			  TEXT_ARG(token->text));
	add_slot(r, token->staff_slot);
	buffer_add(b, TEXT(")) OR ("));
	add_slot(r, token->slot);
	buffer_add_format(b, " = 3 AND %.*s.id = ", TEXT_ARG(token->text));
	add_slot(r, token->customer_slot);
	buffer_add(b, TEXT("))"));
}

/* For the check every line end stays, so that SQLite's complaints lead to a line; else comments and empty lines go. */
static void add_blank(const struct rendering_state *r, struct text blank)
{
	size_t last = SIZE_MAX, lines = 0;
	for (size_t i = 0; i < blank.size; i++)
		if (blank.at[i] == '\n') {
			last = i;
			lines++;
		}
	if (last == SIZE_MAX) {
		buffer_add_char(r->buffer, ' ');
		return;
	}
	for (size_t i = 0; i < (r->rendering == RENDER_WITHOUT_SCOPE ? lines : 1); i++)
		buffer_add_char(r->buffer, '\n');
	buffer_add(r->buffer, text_slice(blank, last + 1, blank.size));
}

static void add_token(const struct rendering_state *r, const struct token *token)
{
	const struct statement *s = r->statement;
	switch (token->kind) {
	case TOKEN_BLANK: add_blank(r, token->text); break;
	case TOKEN_WORD:
	case TOKEN_SIGN:
	case TOKEN_QUOTED: buffer_add(r->buffer, token->text); break;
	case TOKEN_SESSION: add_slot(r, token->slot); break;
	case TOKEN_SCOPE: add_scope(r, token); break;
	case TOKEN_ARGUMENT: {
		const struct argument *argument = &s->arguments[s->slots[token->slot].argument];
		if (argument->array)
			add_array(r, token->slot, argument->type);
		else
			add_slot(r, token->slot);
		break;
	}
	}
}

void render_body(struct buffer *buffer, const struct statement *statement, enum rendering rendering)
{
	struct rendering_state state = {buffer, statement, rendering};
	const struct body *body =
		rendering == RENDER_POSTGRES && statement->postgres.line ? &statement->postgres : &statement->sqlite;
	size_t count = body->count;
	while (count && body->tokens[count - 1].kind == TOKEN_BLANK)
		count--;
	for (size_t i = 0; i < count; i++)
		add_token(&state, &body->tokens[i]);
}
