/* Reads the grammar of docs/filter.md into a tree.
 *
 * The one idea: recursive descent over bytes; what may stand where is decided by the next byte alone. The first mistake
 * ends it, with the place where it stands.
 * Elsewhere: what values mean (lists_values.c).
 */
#include "service/lists_filter.h"

#include <string.h>

struct parser {
	struct filter_reading *reading;
	struct filter *filter;
	struct text source;
	size_t at;
	size_t depth, values;
};

bool filter_refuse(struct filter_reading *reading, struct filter_mistake mistake)
{
	reading->mistake = mistake;
	return false;
}

static bool refuse(struct parser *p, size_t at, const char *code, const char *message)
{
	struct text what = text_slice(p->source, at, 40);
	while (what.size && at + what.size < p->source.size && ((unsigned char)what.at[what.size] & 0xC0) == 0x80)
		what.size--;
	return filter_refuse(p->reading,
			     (struct filter_mistake){.code = code, .message = message, .at = at, .what = what});
}

static bool is_end(const struct parser *p)
{
	return p->at >= p->source.size;
}

static char peek(const struct parser *p)
{
	return is_end(p) ? '\0' : p->source.at[p->at];
}

static bool is_blank(char c)
{
	return (c >= '\t' && c <= '\r') || c == ' ';
}

static bool ends_bare(char c)
{
	return is_blank(c) || c == '(' || c == ')' || c == '|' || c == '"' || c == ',';
}

static void skip_blanks(struct parser *p, bool commas)
{
	while (!is_end(p) && (is_blank(peek(p)) || (commas && peek(p) == ',')))
		p->at++;
}

/* The text in quotes that begins here; \" and \\ stand for the second of them. */
static bool read_quoted(struct parser *p, struct text *ret_raw)
{
	size_t start = p->at++;
	char *to = arena_take(p->reading->arena, p->source.size - start + 1);
	size_t size = 0;
	for (; !is_end(p) && peek(p) != '"'; p->at++) {
		if (peek(p) == '\\' && p->at + 1 < p->source.size && strchr("\"\\", p->source.at[p->at + 1]))
			p->at++;
		to[size++] = peek(p);
	}
	if (is_end(p))
		return refuse(p, start, "quote_open", N_("The quotation mark at character {0} is never closed."));
	p->at++;
	*ret_raw = (struct text){to, size};
	return true;
}

static bool read_raw(struct parser *p, struct filter_value *value)
{
	value->at = p->at;
	value->quoted = peek(p) == '"';
	if (++p->values > FILTER_VALUES_MOST)
		return refuse(p, p->at, "too_long", N_("The filter has too many values."));
	if (value->quoted)
		return read_quoted(p, &value->raw);
	size_t start = p->at;
	while (!is_end(p) && !ends_bare(peek(p)))
		p->at++;
	value->raw = text_slice(p->source, start, p->at - start);
	return true;
}

/* "=x" is the whole, "x*" the beginning; in quotation marks both signs stand for themselves. */
static bool read_value(struct parser *p, struct filter_value *value)
{
	size_t start = p->at;
	bool whole = peek(p) == '=', beginning = false;
	p->at += whole;
	if (!read_raw(p, value))
		return false;
	if (value->quoted && peek(p) == '*') {
		beginning = true;
		p->at++;
	} else if (!value->quoted && text_ends(value->raw, TEXT("*"))) {
		beginning = true;
		value->raw.size--;
	}
	value->at = start;
	value->match = whole ? FILTER_WHOLE : beginning ? FILTER_BEGINNING : FILTER_PART;
	return !(whole && beginning) ||
	       refuse(p, start, "bad_value", N_("The text at character {0} is asked for whole and by its beginning."));
}

static struct filter_node *node_make(struct parser *p, enum filter_node_kind kind)
{
	struct filter_node *node = arena_take(p->reading->arena, sizeof *node);
	node->kind = kind;
	node->at = p->at;
	return node;
}

/* ---- conditions ---- */

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The key that begins here, if an operator stands behind it. */
static bool find_key(const struct parser *p, struct text *ret_key)
{
	size_t end = p->at;
	if (is_end(p) || !is_letter(peek(p)))
		return false;
	while (end < p->source.size &&
	       (is_letter(p->source.at[end]) || (p->source.at[end] >= '0' && p->source.at[end] <= '9') ||
		(p->source.at[end] && strchr("_.-", p->source.at[end]))))
		end++;
	*ret_key = text_slice(p->source, p->at, end - p->at);
	return end < p->source.size && p->source.at[end] && strchr(":<>", p->source.at[end]);
}

static enum filter_operator read_operator(struct parser *p)
{
	char sign = p->source.at[p->at++];
	bool or_equal = sign != ':' && peek(p) == '=';
	p->at += or_equal;
	if (sign == '>')
		return or_equal ? FILTER_AT_LEAST : FILTER_ABOVE;
	if (sign == '<')
		return or_equal ? FILTER_AT_MOST : FILTER_BELOW;
	return FILTER_IS;
}

static bool find_column(struct parser *p, struct filter_node *node, struct text key)
{
	struct text lower = text_lower_ascii(p->reading->arena, key);
	node->column = list_column_find(lower);
	if (node->column) {
		node->value_kind = (int)node->column->kind;
		node->attribute =
			node->column->kind == LIST_KIND_attribute ? text_slice(lower, 5, lower.size) : TEXT_NONE;
		return true;
	}
	struct text near = list_nearest_key(lower);
	return filter_refuse(p->reading,
			     (struct filter_mistake){
				     .code = "unknown_key",
				     .message = text_is_none(near)
							? N_("There is no filter “{1}” (character {0}). Text with a "
							     "colon stands in quotation marks.")
							: N_("There is no filter “{1}” (character {0}). Did you mean "
							     "“{2}”?"),
				     .at = p->at,
				     .what = key,
				     .instead = near,
			     });
}

static bool read_values(struct parser *p, struct filter_node *node)
{
	size_t room = 0;
	do {
		struct filter_value value = {0};
		if (!read_value(p, &value))
			return false;
		if (text_is_empty(value.raw))
			return refuse(p, value.at, "value_missing", N_("A value is missing at character {0}."));
		if (!filter_read_value(p->reading, node, &value))
			return false;
		if (node->value_count == room) {
			room = room ? room * 2 : 2;
			struct filter_value *more = arena_take_array(p->reading->arena, room, sizeof *more);
			if (node->value_count)
				memcpy(more, node->values, node->value_count * sizeof *more);
			node->values = more;
		}
		node->values[node->value_count++] = value;
	} while (node->operator== FILTER_IS && peek(p) == ',' && p->at++ < p->source.size);
	return true;
}

void filter_close_range(struct filter_node *node)
{
	struct filter_value *value = node->values;
	if (node->value_count != 1 || value->kind != FILTER_RANGE || node->operator!= FILTER_IS)
		return;
	if (!value->low.open && !value->high.open)
		return;
	node->operator= value->high.open ? FILTER_AT_LEAST : FILTER_AT_MOST;
	size_t dots = text_find(value->source, TEXT(".."), 0);
	if (value->high.open) {
		value->high = value->low;
		value->source = text_slice(value->source, 0, dots);
	} else {
		value->low = value->high;
		value->source = text_slice(value->source, dots + 2, value->source.size);
	}
	value->kind = FILTER_LITERAL;
}

static bool names_status(const struct filter_node *node, enum customer_status status)
{
	for (size_t i = 0; i < node->value_count; i++)
		if (node->values[i].kind == FILTER_LITERAL && node->values[i].number == (int64_t)status)
			return true;
	return false;
}

static void note_overrides(struct filter *filter, const struct filter_node *node)
{
	if (strcmp(node->column->key, "guest") == 0)
		filter->names_guests = true;
	if (strcmp(node->column->key, "status") != 0)
		return;
	filter->names_guests |= names_status(node, CUSTOMER_STATUS_GUEST);
	filter->names_trash |=
		names_status(node, CUSTOMER_STATUS_TRASHED) || names_status(node, CUSTOMER_STATUS_MERGED);
}

static bool read_condition(struct parser *p, struct text key, struct filter_node **ret_node)
{
	struct filter_node *node = node_make(p, FILTER_CONDITION);
	if (!find_column(p, node, key))
		return false;
	p->at += key.size;
	size_t sign = p->at;
	node->operator= read_operator(p);
	if (node->operator!= FILTER_IS &&
	    node->value_kind != LIST_KIND_attribute && !list_kind_has_order(node->value_kind))
		return refuse(p, sign, "no_order", N_("This filter takes only a colon (character {0})."));
	if (!read_values(p, node))
		return false;
	filter_close_range(node);
	note_overrides(p->filter, node);
	*ret_node = node;
	return true;
}

/* ---- words, groups, terms ---- */

static bool read_word(struct parser *p, struct filter_node **ret_node)
{
	struct filter_node *node = node_make(p, FILTER_WORD);
	node->values = arena_take(p->reading->arena, sizeof *node->values);
	node->value_count = 1;
	if (!read_raw(p, node->values))
		return false;
	node->values->source = filter_quote(p->reading->arena, node->values->raw, true);
	p->filter->has_words = true;
	*ret_node = node;
	return true;
}

static bool read_all(struct parser *p, struct filter_node **ret_node);

static bool read_group(struct parser *p, struct filter_node **ret_node)
{
	size_t start = p->at++;
	struct filter_node *group = node_make(p, FILTER_ANY), **last = &group->parts;
	if (++p->depth > FILTER_DEPTH_MOST)
		return refuse(p, start, "too_deep", N_("The parentheses are nested too deeply (character {0})."));
	do {
		if (!read_all(p, last))
			return false;
		if (!(*last)->parts)
			return refuse(p, p->at, "value_missing", N_("A condition is missing at character {0}."));
		last = &(*last)->next;
	} while (peek(p) == '|' && p->at++ < p->source.size);
	if (peek(p) != ')')
		return refuse(p, start, "parenthesis_open", N_("The parenthesis at character {0} is never closed."));
	p->at++;
	p->depth--;
	/* Parentheses around one thing are none. */
	bool is_one = !group->parts->next && !group->parts->parts->next;
	*ret_node = is_one ? group->parts->parts : group;
	return true;
}

static bool read_term(struct parser *p, struct filter_node **ret_node)
{
	struct text key;
	size_t start = p->at;
	bool negated = peek(p) == '-';
	p->at += negated;
	if (is_end(p) || is_blank(peek(p)) || peek(p) == '-' || peek(p) == '|' || peek(p) == ')' || peek(p) == ',')
		return refuse(p, start, "unexpected", N_("“{1}” does not belong at character {0}."));
	bool good = peek(p) == '('      ? read_group(p, ret_node)
		    : find_key(p, &key) ? read_condition(p, key, ret_node)
					: read_word(p, ret_node);
	if (good)
		(*ret_node)->negated ^= negated;
	return good;
}

static bool read_all(struct parser *p, struct filter_node **ret_node)
{
	struct filter_node *all = node_make(p, FILTER_ALL), **last = &all->parts;
	for (skip_blanks(p, true); !is_end(p) && peek(p) != '|' && peek(p) != ')'; skip_blanks(p, true)) {
		if (!read_term(p, last))
			return false;
		last = &(*last)->next;
	}
	*ret_node = all;
	return true;
}

bool filter_read(struct filter_reading *reading, struct text source, struct filter **ret_filter)
{
	struct filter *filter = arena_take(reading->arena, sizeof *filter);
	struct parser parser = {.reading = reading, .filter = filter, .source = source};
	if (source.size > FILTER_BYTES_MOST)
		return refuse(&parser, FILTER_BYTES_MOST, "too_long", N_("The filter is too long."));
	if (!read_all(&parser, &filter->root))
		return false;
	if (!is_end(&parser))
		return refuse(&parser, parser.at, "unexpected",
			      peek(&parser) == '|' ? N_("Alternatives stand in parentheses: (a | b) (character {0}).")
						   : N_("“{1}” does not belong at character {0}."));
	*ret_filter = filter;
	return true;
}
