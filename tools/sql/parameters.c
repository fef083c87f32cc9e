/* `:name`, `:name/type`, `:name/type[]`, `:@customer`, `:@staff`, `:@scope(alias)`; see statement.h.
 *
 * The one idea: a name used twice is one argument and one slot; slots are numbered in the order of first use.
 */
#include "tools/sql/statement.h"

static size_t find_slot(struct compiler *c, struct statement *s, struct slot wanted)
{
	for (size_t i = 0; i < s->slot_count; i++)
		if (s->slots[i].source == wanted.source && s->slots[i].argument == wanted.argument)
			return i;
	s->slots = array_more(c->arena, s->slots, s->slot_count, sizeof wanted);
	s->slots[s->slot_count] = wanted;
	return s->slot_count++;
}

/* Names that the generated functions use themselves. */
static bool is_taken(struct text name)
{
	static const char *const taken[] = {"reader", "writer", "in", "each", "each_state", "bound", "gathered", "i"};
	for (size_t i = 0; i < sizeof taken / sizeof *taken; i++)
		if (text_equal(name, text_of(taken[i])))
			return true;
	return text_starts(name, TEXT("ret_"));
}

static struct argument *find_argument(struct compiler *c, struct statement *s, struct text name, struct place place)
{
	for (size_t i = 0; i < s->argument_count; i++)
		if (text_equal(s->arguments[i].name, name))
			return &s->arguments[i];
	if (is_taken(name) || word_is_of_c(name))
		report_mistake(c->report, place, "an argument cannot be called '%.*s'", TEXT_ARG(name));
	s->arguments = array_more(c->arena, s->arguments, s->argument_count, sizeof *s->arguments);
	struct argument *argument = &s->arguments[s->argument_count++];
	*argument = (struct argument){.name = name, .place = place};
	return argument;
}

static void refuse_null(struct compiler *c, struct place place, const struct argument *argument)
{
	enum schema_type t = argument->type.type;
	if (!type_allows_null(t) || t == SCHEMA_MONEY || t == SCHEMA_COUNT)
		report_mistake(c->report, place, "':%.*s' is %.*s, which cannot be none; write NULL instead",
			       TEXT_ARG(argument->name), TEXT_ARG(type_words(c->arena, argument->type)));
}

static void take_type(struct compiler *c, struct place place, struct argument *argument, struct scan *scan)
{
	struct type type;
	struct scan start = *scan;
	if (!scan_sign(scan, "/") || !scan->rest.size || !word_starts(*scan->rest.at)) {
		*scan = start;
		return;
	}
	if (!type_scan(scan, &type)) {
		report_mistake(c->report, place, "':%.*s/': a type is expected", TEXT_ARG(argument->name));
		return;
	}
	if (argument->typed && !type_equal(argument->type, type))
		report_mistake(c->report, place, "':%.*s' is %.*s here and %.*s before", TEXT_ARG(argument->name),
			       TEXT_ARG(type_words(c->arena, type)), TEXT_ARG(type_words(c->arena, argument->type)));
	if (!argument->typed) {
		argument->typed = true;
		argument->type = type_exists(c, place, type) ? type : (struct type){SCHEMA_TEXT, TEXT("")};
	}
	if (text_starts(scan->rest, TEXT("?")) && scan_sign(scan, "?"))
		refuse_null(c, place, argument);
}

static void take_argument(struct compiler *c, struct statement *s, struct scan *scan, struct token *token)
{
	struct place place = {s->place.file, token->line};
	struct text name;
	scan_word(scan, &name);
	struct argument *argument = find_argument(c, s, name, place);
	take_type(c, place, argument, scan);
	if (text_starts(scan->rest, TEXT("[]")) && scan_sign(scan, "[]"))
		argument->array = true;
	token->kind = TOKEN_ARGUMENT;
	token->slot = find_slot(c, s, (struct slot){SLOT_ARGUMENT, (size_t)(argument - s->arguments)});
}

static void take_session(struct compiler *c, struct statement *s, struct scan *scan, struct token *token)
{
	token->kind = TOKEN_SESSION;
	if (scan_this_word(scan, "customer")) {
		token->slot = find_slot(c, s, (struct slot){SLOT_CUSTOMER, 0});
	} else if (scan_this_word(scan, "staff")) {
		token->slot = find_slot(c, s, (struct slot){SLOT_STAFF, 0});
	} else if (scan_this_word(scan, "scope") && scan_sign(scan, "(") && scan_word(scan, &token->text) &&
		   scan_sign(scan, ")")) {
		token->kind = TOKEN_SCOPE;
		token->slot = find_slot(c, s, (struct slot){SLOT_SCOPE, 0});
		token->staff_slot = find_slot(c, s, (struct slot){SLOT_STAFF, 0});
		token->customer_slot = find_slot(c, s, (struct slot){SLOT_CUSTOMER, 0});
	} else {
		report_mistake(c->report, (struct place){s->place.file, token->line},
			       "the session has :@customer, :@staff and :@scope(alias)");
	}
}

bool parameter_take(struct compiler *c, struct statement *s, struct text *rest, int line, struct token *ret_token)
{
	if (rest->size < 2 || rest->at[0] != ':' || !(word_starts(rest->at[1]) || rest->at[1] == '@'))
		return false;
	bool session = rest->at[1] == '@';
	struct scan scan = {text_slice(*rest, session ? 2 : 1, rest->size)};
	*ret_token = (struct token){.line = line};
	if (session)
		take_session(c, s, &scan, ret_token);
	else
		take_argument(c, s, &scan, ret_token);
	if (ret_token->kind != TOKEN_SCOPE)
		ret_token->text = text_slice(*rest, 0, rest->size - scan.rest.size);
	*rest = scan.rest;
	return true;
}
