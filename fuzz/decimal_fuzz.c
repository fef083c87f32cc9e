/* What somebody types as a decimal, in each way of writing: a number that was read, shown and typed again is the same.
 */
#include "web/decimal.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

/* Digits with at most one point among them. */
static bool is_decimal(struct text t)
{
	size_t points = 0;
	for (size_t i = 0; i < t.size; i++)
		if (t.at[i] == '.')
			points++;
		else if (t.at[i] < '0' || t.at[i] > '9')
			return false;
	return t.size > 0 && points < 2 && t.at[0] != '.' && t.at[t.size - 1] != '.';
}

static void check(const struct language *language, struct text typed, int digits)
{
	struct arena *arena __attribute__((cleanup(arena_cleanup))) = arena_open(1 << 20);
	struct context ctx = {.arena = arena, .language = language, .problems = problems_open(arena)};
	struct text decimal, again;
	enum outcome outcome = decimal_read(&ctx, TEXT("discount"), typed, digits, &decimal);
	if ((outcome != DONE) != (ctx.problems->count > 0))
		abort();
	/* What is no number came back as it was. */
	if (outcome != DONE || !is_decimal(decimal))
		return;
	if (decimal_read(&ctx, TEXT("discount"), decimal_shown(arena, language, decimal), digits, &again) != DONE ||
	    !text_equal(decimal, again))
		abort();
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	static const struct language english = {.code = "en", .group = ',', .decimal = '.'};
	static const struct language german = {.code = "de", .group = '.', .decimal = ','};
	const struct text typed = {(const char *)data, size};
	if (!text_is_valid((struct bytes){data, size}))
		return 0;
	for (int digits = 0; digits < 5; digits++) {
		check(&english, typed, digits);
		check(&german, typed, digits);
	}
	return 0;
}
