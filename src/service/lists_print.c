/* The canonical form of a filter, and its top level as parts.
 *
 * The one idea: values have got their canonical source when they were read; here only blanks, parentheses and signs are
 * put between them. Reading what was printed gives the same tree.
 */
#include "service/lists_filter.h"

#include "base/buffer.h"

#include <string.h>

#define PRINT_MOST (FILTER_BYTES_MOST * 8)

static const char *const signs[] = {[FILTER_IS] = ":",
				    [FILTER_ABOVE] = ">",
				    [FILTER_AT_LEAST] = ">=",
				    [FILTER_BELOW] = "<",
				    [FILTER_AT_MOST] = "<="};

static bool is_plain(struct text raw, bool is_word)
{
	if (raw.size == 0 || text_equal(raw, TEXT("none")) || text_equal(raw, TEXT("any")) ||
	    (is_word && (raw.at[0] == '-' || text_find(raw, TEXT(":"), 0) != SIZE_MAX ||
			 text_find(raw, TEXT("<"), 0) != SIZE_MAX || text_find(raw, TEXT(">"), 0) != SIZE_MAX)))
		return false;
	for (size_t i = 0; i < raw.size; i++)
		if ((unsigned char)raw.at[i] <= ' ' || strchr("()|\",\\", raw.at[i]))
			return false;
	return true;
}

static struct text in_quotes(struct arena *arena, struct text raw)
{
	char *to = arena_take(arena, raw.size * 2 + 3);
	size_t size = 0;
	to[size++] = '"';
	for (size_t i = 0; i < raw.size; i++) {
		if (raw.at[i] == '"' || raw.at[i] == '\\')
			to[size++] = '\\';
		to[size++] = raw.at[i];
	}
	to[size++] = '"';
	return (struct text){to, size};
}

struct text filter_quote(struct arena *arena, struct text raw, bool is_word)
{
	return is_plain(raw, is_word) ? raw : in_quotes(arena, raw);
}

/* A sign that is meant as a letter is quoted; a beginning where every value is one needs no sign. */
struct text filter_quote_text(struct arena *arena, const struct filter_value *value, int kind)
{
	struct text raw = value->raw;
	bool has_sign = list_kind_is_text(kind) && (raw.at[0] == '=' || raw.at[raw.size - 1] == '*');
	struct text quoted = has_sign ? in_quotes(arena, raw) : filter_quote(arena, raw, false);
	bool begins = value->match == FILTER_BEGINNING && kind != LIST_KIND_starts;
	if (value->match != FILTER_WHOLE && !begins)
		return quoted;
	/* Behind a sign none and any are words like others. */
	if (text_equal(raw, TEXT("none")) || text_equal(raw, TEXT("any")))
		quoted = raw;
	return text_format(arena, "%s%.*s%s", begins ? "" : "=", TEXT_ARG(quoted), begins ? "*" : "");
}

static void print_node(struct buffer *b, const struct filter_node *node);

static void print_parts(struct buffer *b, const struct filter_node *parent, const char *between,
			const struct filter_node *except)
{
	const char *before = "";
	for (const struct filter_node *part = parent->parts; part; part = part->next) {
		if (part == except)
			continue;
		buffer_add(b, text_of(before));
		print_node(b, part);
		before = between;
	}
}

static void print_condition(struct buffer *b, const struct filter_node *node)
{
	buffer_add(b, text_of(node->column->key));
	if (!text_is_none(node->attribute))
		buffer_add_format(b, ".%.*s", TEXT_ARG(node->attribute));
	buffer_add(b, text_of(signs[node->operator]));
	for (size_t i = 0; i < node->value_count; i++)
		buffer_add_format(b, "%s%.*s", i ? "," : "", TEXT_ARG(node->values[i].source));
}

static void print_node(struct buffer *b, const struct filter_node *node)
{
	if (node->negated)
		buffer_add_char(b, '-');
	switch (node->kind) {
	case FILTER_ALL: print_parts(b, node, " ", NULL); break;
	case FILTER_ANY:
		buffer_add_char(b, '(');
		print_parts(b, node, " | ", NULL);
		buffer_add_char(b, ')');
		break;
	case FILTER_CONDITION: print_condition(b, node); break;
	case FILTER_WORD: buffer_add(b, node->values->source); break;
	}
}

static struct text finish(struct arena *arena, struct buffer *b)
{
	struct text t = text_copy(arena, buffer_text(b));
	buffer_free(b);
	return text_is_none(t) ? TEXT("") : t;
}

static struct text print_one(struct arena *arena, const struct filter_node *node)
{
	struct buffer b = buffer_make(PRINT_MOST);
	print_node(&b, node);
	return finish(arena, &b);
}

struct text filter_print(struct arena *arena, const struct filter *filter)
{
	return print_one(arena, filter->root);
}

/* ---- parts ---- */

static struct text print_without(struct arena *arena, const struct filter_node *root, const struct filter_node *part)
{
	struct buffer b = buffer_make(PRINT_MOST);
	print_parts(&b, root, " ", part);
	return finish(arena, &b);
}

static const char *operator_of(const struct filter_node *node)
{
	static const char *const names[] = {[FILTER_IS] = "is",
					    [FILTER_ABOVE] = "above",
					    [FILTER_AT_LEAST] = "at_least",
					    [FILTER_BELOW] = "below",
					    [FILTER_AT_MOST] = "at_most"};
	if (node->kind == FILTER_ANY || node->kind == FILTER_WORD)
		return node->kind == FILTER_ANY ? "any_of" : "contains";
	if (node->values->kind != FILTER_LITERAL ||
	    (!list_kind_is_text(node->value_kind) && node->value_kind != LIST_KIND_phone))
		return names[node->operator];
	if (node->values->match == FILTER_WHOLE)
		return "is_whole";
	return node->values->match == FILTER_BEGINNING || node->value_kind == LIST_KIND_starts ? "begins" : "contains";
}

static struct text key_of(struct arena *arena, const struct filter_node *node)
{
	if (node->kind != FILTER_CONDITION)
		return node->kind == FILTER_ANY ? TEXT("|") : TEXT("");
	return text_is_none(node->attribute) ? text_of(node->column->key)
					     : text_format(arena, "attr.%.*s", TEXT_ARG(node->attribute));
}

static void give_values(struct arena *arena, const struct filter_node *node, struct filter_part *part)
{
	size_t count = node->value_count;
	for (const struct filter_node *child = node->parts; child; child = child->next)
		count++;
	struct text *values = arena_take_array(arena, count, sizeof *values);
	for (size_t i = 0; i < node->value_count; i++)
		values[i] = text_is_none(node->values[i].shown) ? node->values[i].raw : node->values[i].shown;
	for (const struct filter_node *child = node->parts; child; child = child->next)
		values[part->value_count++] = print_one(arena, child);
	part->values = values;
	part->value_count = count;
}

enum outcome filter_parts(struct context *ctx, const struct filter *filter, struct filter_part **ret_parts,
			  size_t *ret_count)
{
	size_t count = 0;
	for (const struct filter_node *node = filter->root->parts; node; node = node->next)
		count++;
	*ret_parts = arena_take_array(ctx->arena, count, sizeof **ret_parts);
	*ret_count = 0;
	for (const struct filter_node *node = filter->root->parts; node; node = node->next) {
		struct filter_part *part = &(*ret_parts)[(*ret_count)++];
		*part = (struct filter_part){
			.key = key_of(ctx->arena, node),
			.source = print_one(ctx->arena, node),
			.without = print_without(ctx->arena, filter->root, node),
			.negated = node->negated,
			.operator= text_of(operator_of(node)),
			.value_kind = node->kind == FILTER_CONDITION ? node->value_kind : -1,
		};
		give_values(ctx->arena, node, part);
	}
	return DONE;
}
