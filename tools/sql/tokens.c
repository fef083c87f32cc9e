/* Bodies of statements as tokens; see statement.h. */
#include "tools/sql/statement.h"

#include <string.h>
#include <strings.h>

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool is_word(char c)
{
	return is_letter(c) || (c >= '0' && c <= '9');
}

static size_t line_size(struct text rest)
{
	size_t end = text_find(rest, TEXT("\n"), 0);
	return end == SIZE_MAX ? rest.size : end;
}

/* A header in the middle of a body means that the body was not ended. */
static bool header_begins(struct text rest)
{
	struct statement ignored;
	return text_starts(rest, TEXT("-- ")) && header_parse(text_slice(rest, 0, line_size(rest)), &ignored);
}

static size_t blank_size(struct text rest)
{
	size_t size = 0;
	while (size < rest.size) {
		struct text here = text_slice(rest, size, rest.size);
		if (is_blank(*here.at))
			size++;
		else if (text_starts(here, TEXT("--")) && !header_begins(here))
			size += line_size(here);
		else
			break;
	}
	return size;
}

/* With its quotes; doubled quotes inside fall apart into two quoted tokens, which writes out the same. */
static size_t quoted_size(struct text rest)
{
	const char *end = memchr(rest.at + 1, *rest.at, rest.size - 1);
	return end ? (size_t)(end - rest.at) + 1 : rest.size;
}

static struct token plain_token(struct text rest)
{
	size_t size = blank_size(rest);
	if (size)
		return (struct token){.kind = TOKEN_BLANK, .text = text_slice(rest, 0, size)};
	if (*rest.at == '\'' || *rest.at == '"')
		return (struct token){.kind = TOKEN_QUOTED, .text = text_slice(rest, 0, quoted_size(rest))};
	if (is_letter(*rest.at)) {
		while (size < rest.size && is_word(rest.at[size]))
			size++;
		return (struct token){.kind = TOKEN_WORD, .text = text_slice(rest, 0, size)};
	}
	size = text_starts(rest, TEXT("::")) ? 2 : 1;
	return (struct token){.kind = TOKEN_SIGN, .text = text_slice(rest, 0, size)};
}

static int count_lines(struct text t)
{
	int lines = 0;
	for (size_t i = 0; i < t.size; i++)
		lines += t.at[i] == '\n';
	return lines;
}

static void refuse_own_parameter(struct compiler *c, const struct statement *statement, const struct token *token)
{
	if (token_is(token, "?") || token_is(token, "$"))
		report_mistake(c->report, (struct place){statement->place.file, token->line},
			       "'%.*s': parameters are written :name", TEXT_ARG(token->text));
}

bool body_take(struct compiler *c, struct statement *statement, struct text *rest, int *line, struct body *ret_body)
{
	*ret_body = (struct body){.line = *line};
	while (rest->size && !header_begins(*rest)) {
		struct text start = *rest;
		struct token token;
		if (!parameter_take(c, statement, rest, *line, &token)) {
			token = plain_token(*rest);
			*rest = text_slice(*rest, token.text.size, rest->size);
		}
		token.line = *line;
		*line += count_lines(text_slice(start, 0, start.size - rest->size));
		if (token_is(&token, ";"))
			return true;
		refuse_own_parameter(c, statement, &token);
		ret_body->tokens = array_more(c->arena, ret_body->tokens, ret_body->count, sizeof token);
		ret_body->tokens[ret_body->count++] = token;
	}
	report_mistake(c->report, statement->place, "the statement '%.*s' does not end with ;",
		       TEXT_ARG(statement->name));
	return false;
}

const struct token *token_before(const struct body *body, const struct token *token)
{
	while (token > body->tokens) {
		token--;
		if (token->kind != TOKEN_BLANK)
			return token;
	}
	return NULL;
}

const struct token *token_after(const struct body *body, const struct token *token)
{
	while (token && ++token < body->tokens + body->count)
		if (token->kind != TOKEN_BLANK)
			return token;
	return NULL;
}

bool token_is(const struct token *token, const char *text)
{
	return token && token->text.size == strlen(text) && strncasecmp(token->text.at, text, token->text.size) == 0;
}

static bool is_alias(const struct compiler *c, const struct token *token)
{
	return token && token->kind == TOKEN_WORD && !word_reserved_by(text_lower_ascii(c->arena, token->text));
}

const struct table *body_table(const struct compiler *c, const struct body *body, struct text alias)
{
	for (size_t i = 0; i < body->count; i++) {
		const struct token *name = &body->tokens[i];
		if (name->kind != TOKEN_WORD || token_is(token_before(body, name), "."))
			continue;
		const struct table *table = schema_find_table(c->schema, name->text);
		if (!table)
			continue;
		const struct token *next = token_after(body, name);
		if (token_is(next, "as"))
			next = token_after(body, next);
		struct text called = is_alias(c, next) ? next->text : name->text;
		if (text_equal(called, alias))
			return table;
	}
	return NULL;
}

bool body_joins_outer(const struct body *body, struct text table)
{
	for (size_t i = 0; i < body->count; i++) {
		const struct token *join = token_before(body, &body->tokens[i]);
		if (!text_equal(body->tokens[i].text, table) || !token_is(join, "join"))
			continue;
		const struct token *side = token_before(body, join);
		if (token_is(side, "outer"))
			side = token_before(body, side);
		if (token_is(side, "left"))
			return true;
	}
	return false;
}
