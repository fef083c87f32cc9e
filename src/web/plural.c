/* The plural rules of .mo files: C's expressions over one number n (see catalogue.h).
 *
 * The one idea: rules are a few bytes long, so they are read again at each use, by precedence climbing; no tree is
 * kept.
 */
#include "web/catalogue.h"

#define DEPTH_MOST 32

struct rule {
	struct text left;
	uint64_t n;
	int depth;
	bool wrong;
};

static const struct sign {
	struct text sign;
	int binds;
} operators[] = {
	{TEXT("||"), 1}, {TEXT("&&"), 2}, {TEXT("=="), 3}, {TEXT("!="), 3}, {TEXT("<="), 4},
	{TEXT(">="), 4}, {TEXT("<"), 4},  {TEXT(">"), 4},  {TEXT("+"), 5},  {TEXT("-"), 5},
	{TEXT("*"), 6},  {TEXT("/"), 6},  {TEXT("%"), 6},
};

static uint64_t read_choice(struct rule *rule);

static bool skip(struct rule *rule, struct text sign)
{
	rule->left = text_trim(rule->left);
	if (!text_starts(rule->left, sign))
		return false;
	rule->left = text_slice(rule->left, sign.size, rule->left.size);
	return true;
}

static uint64_t read_number(struct rule *rule)
{
	uint64_t value = 0;
	size_t digits = 0;
	for (; digits < rule->left.size && rule->left.at[digits] >= '0' && rule->left.at[digits] <= '9'; digits++)
		value = value * 10 + (uint64_t)(rule->left.at[digits] - '0');
	rule->wrong |= digits == 0 || digits > 9;
	rule->left = text_slice(rule->left, digits, rule->left.size);
	return value;
}

static uint64_t read_single(struct rule *rule)
{
	uint64_t value = 0;
	if (++rule->depth > DEPTH_MOST)
		rule->wrong = true;
	else if (skip(rule, TEXT("n")))
		value = rule->n;
	else if (skip(rule, TEXT("!")))
		value = !read_single(rule);
	else if (skip(rule, TEXT("("))) {
		value = read_choice(rule);
		rule->wrong |= !skip(rule, TEXT(")"));
	} else
		value = read_number(rule);
	rule->depth--;
	return value;
}

static uint64_t apply(struct rule *rule, char sign, bool equals, uint64_t a, uint64_t b)
{
	switch (sign) {
	case '|': return a || b;
	case '&': return a && b;
	case '=': return a == b;
	case '!': return a != b;
	case '<': return equals ? a <= b : a < b;
	case '>': return equals ? a >= b : a > b;
	case '+': return a + b;
	case '-': return a - b;
	case '*': return a * b;
	default: break;
	}
	rule->wrong |= b == 0;
	return b == 0 ? 0 : sign == '/' ? a / b : a % b;
}

static const struct sign *next_sign(struct rule *rule)
{
	rule->left = text_trim(rule->left);
	for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
		if (text_starts(rule->left, operators[i].sign))
			return &operators[i];
	return NULL;
}

/* Operators that bind at least as `least`, from the left. */
static uint64_t read_operators(struct rule *rule, int least)
{
	uint64_t value = read_single(rule);
	const struct sign *next = next_sign(rule);
	while (next && next->binds >= least && !rule->wrong) {
		skip(rule, next->sign);
		uint64_t right = read_operators(rule, next->binds + 1);
		value = apply(rule, next->sign.at[0], next->sign.size == 2, value, right);
		next = next_sign(rule);
	}
	return value;
}

static uint64_t read_choice(struct rule *rule)
{
	uint64_t value = 0;
	if (++rule->depth > DEPTH_MOST)
		rule->wrong = true;
	else
		value = read_operators(rule, 1);
	if (!rule->wrong && skip(rule, TEXT("?"))) {
		uint64_t yes = read_choice(rule);
		rule->wrong |= !skip(rule, TEXT(":"));
		uint64_t no = rule->wrong ? 0 : read_choice(rule);
		value = value ? yes : no;
	}
	rule->depth--;
	return value;
}

bool plural_evaluate(struct text text, uint64_t n, uint64_t *ret_form)
{
	struct rule rule = {.left = text, .n = n};
	*ret_form = read_choice(&rule);
	return !rule.wrong && text_trim(rule.left).size == 0;
}
