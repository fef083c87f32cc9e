/* Numbers, instants, dates and amounts: what parses prints, and what is printed parses to the same. */
#include "base/instant.h"
#include "base/money.h"
#include "base/zone_file.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena __attribute__((cleanup(arena_cleanup))) = arena_open(1 << 20);
	struct text t = {(const char *)data, size};
	int64_t number;
	struct instant instant, same_instant;
	struct date date;
	struct money money, same_money;
	struct zone_table table;
	text_is_valid((struct bytes){data, size});
	text_trim(t);
	if (text_to_number(t, &number) && !text_equal(text_of_number(arena, number), t))
		abort();
	if (instant_parse(t, &instant) &&
	    (!instant_parse(instant_format(arena, instant), &same_instant) || instant.us != same_instant.us))
		abort();
	if (date_parse(t, &date) && !text_equal(date_format(arena, date), t))
		abort();
	static const char codes[][4] = {"EUR", "JPY", "KWD"};
	for (size_t i = 0; i < 3; i++) {
		struct currency currency;
		if (!currency_parse(text_of(codes[i]), &currency) || !money_parse(t, currency, &money))
			continue;
		if (!money_parse(money_decimal(arena, money), currency, &same_money) || money.minor != same_money.minor)
			abort();
	}
	if (zone_table_parse((struct bytes){data, size}, &table)) {
		free(table.at);
		free(table.offset_s);
	}
	return 0;
}
