/* Reading and writing decimals of forms; see decimal.h. */
#include "web/decimal.h"

#include <string.h>

#define NO_BREAK        "\u00a0"
#define NARROW_NO_BREAK "\u202f"
#define MINUS           "\u2212"

/* Blanks of any kind group digits in every language; the sign of a sentence is the sign of a program. */
static struct text plain_signs(struct arena *arena, struct text typed)
{
	static const struct {
		const char *sign, *plain;
	} signs[] = {{NO_BREAK, " "}, {NARROW_NO_BREAK, " "}, {MINUS, "-"}};
	struct text trimmed = text_trim(typed);
	char *at = arena_take(arena, trimmed.size + 1);
	size_t size = 0;
	while (trimmed.size) {
		size_t taken = 1;
		at[size] = trimmed.at[0];
		for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
			if (text_starts(trimmed, text_of(signs[i].sign))) {
				taken = strlen(signs[i].sign);
				at[size] = signs[i].plain[0];
			}
		size++;
		trimmed = text_slice(trimmed, taken, trimmed.size);
	}
	return (struct text){at, size};
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* "1.234.567" by '.': a group of one to three digits without a zero in front, then groups of three. */
static bool is_grouped(struct text whole, char group)
{
	size_t first = 0;
	while (first < whole.size && is_digit(whole.at[first]))
		first++;
	if (first == 0 || first > 3 || whole.at[0] == '0' || (whole.size - first) % 4 != 0)
		return false;
	for (size_t i = first; i < whole.size; i++)
		if ((i - first) % 4 == 0 ? whole.at[i] != group : !is_digit(whole.at[i]))
			return false;
	return true;
}

static bool is_digits(struct text t)
{
	for (size_t i = 0; i < t.size; i++)
		if (!is_digit(t.at[i]))
			return false;
	return t.size > 0;
}

/* A way of writing: digits, or groups of them, and behind the mark more digits. */
static bool read_by(struct arena *arena, struct text typed, char group, char mark, struct text *ret_decimal)
{
	const char sign[] = {mark, '\0'};
	bool negative = text_starts(typed, TEXT("-"));
	struct text number = text_slice(typed, negative, typed.size);
	size_t at = text_find(number, text_of(sign), 0);
	struct text whole = text_slice(number, 0, at);
	struct text fraction = at == SIZE_MAX ? TEXT("") : text_slice(number, at + 1, number.size);
	if ((at != SIZE_MAX && !is_digits(fraction)) ||
	    (!is_digits(whole) && !is_grouped(whole, group) && !is_grouped(whole, ' ')))
		return false;
	char *to = arena_take(arena, typed.size + 1);
	size_t size = 0;
	if (negative)
		to[size++] = '-';
	for (size_t i = 0; i < whole.size; i++)
		if (is_digit(whole.at[i]))
			to[size++] = whole.at[i];
	if (fraction.size) {
		to[size++] = '.';
		memcpy(to + size, fraction.at, fraction.size);
		size += fraction.size;
	}
	*ret_decimal = (struct text){to, size};
	return true;
}

enum outcome decimal_read(struct context *ctx, struct text field, struct text typed, int digits,
			  struct text *ret_decimal)
{
	const struct language *language = ctx->language;
	struct text plain = plain_signs(ctx->arena, typed), program = TEXT_NONE;
	*ret_decimal = typed;
	bool own = read_by(ctx->arena, plain, language->group, language->decimal, ret_decimal);
	if (!own) {
		(void)read_by(ctx->arena, plain, language->decimal, language->group, ret_decimal);
		return DONE;
	}
	/* One point with three digits behind it, where the point is not this language's mark. */
	if (language->decimal == '.' || digits < 3 || !read_by(ctx->arena, plain, '\0', '.', &program) ||
	    text_equal(program, *ret_decimal))
		return DONE;
	return context_invalid(ctx, field, "ambiguous", N_("“{0}” may mean two numbers; write {1} or {2}."), typed,
			       *ret_decimal, decimal_shown(ctx->arena, language, program), TEXT_NONE);
}

struct text decimal_shown(struct arena *arena, const struct language *language, struct text decimal)
{
	size_t point = text_find(decimal, TEXT("."), 0);
	if (point == SIZE_MAX || language->decimal == '.')
		return decimal;
	char *to = arena_take(arena, decimal.size + 1);
	memcpy(to, decimal.at, decimal.size);
	to[point] = language->decimal;
	return (struct text){to, decimal.size};
}
