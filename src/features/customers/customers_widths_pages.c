/* How wide the columns of the list are: a preference, "name:30 status:15" in steps of 8 px. */
#include "customers.routes.h"
#include "features/customers/customers_pages.h"
#include "features/staff/staff.h"

#define PREFERENCE TEXT("customers.widths")

/* The name stands behind the declared ones. */
static bool parse_word(struct text word, enum customers_column *ret_column)
{
	*ret_column = CUSTOMERS_COLUMN_COUNT;
	return text_equal(word, TEXT("name")) || customers_column_parse(word, ret_column);
}

static int64_t within(int64_t width)
{
	if (width <= 0)
		return 0;
	return width < COLUMN_WIDTH_LEAST ? COLUMN_WIDTH_LEAST : width > COLUMN_WIDTH_MOST ? COLUMN_WIDTH_MOST : width;
}

enum outcome customers_widths_read(struct request *request, int64_t widths[CUSTOMERS_COLUMN_COUNT + 1])
{
	struct text all, pair;
	TRY(staff_get_preference(request->ctx, PREFERENCE, &all));
	while (text_next(&all, ' ', &pair)) {
		struct text word;
		enum customers_column column;
		int64_t width;
		if (text_next(&pair, ':', &word) && parse_word(word, &column) && text_to_number(pair, &width))
			widths[column] = within(width);
	}
	return DONE;
}

enum outcome customers_width_set(struct request *request, const struct customers_width_set *in)
{
	int64_t widths[CUSTOMERS_COLUMN_COUNT + 1] = {0};
	enum customers_column column;
	struct text all = TEXT("");
	if (!parse_word(in->column, &column))
		return context_invalid(request->ctx, TEXT("column"), "unknown", N_("“{0}” is none of the choices."),
				       in->column, TEXT_NONE);
	TRY(customers_widths_read(request, widths));
	widths[column] = within(in->width);
	for (column = 0; column <= CUSTOMERS_COLUMN_COUNT; column++) {
		struct text word = column == CUSTOMERS_COLUMN_COUNT ? TEXT("name") : customers_column_word(column);
		if (widths[column])
			all = text_format(request->ctx->arena, "%.*s%s%.*s:%lld", TEXT_ARG(all), all.size ? " " : "",
					  TEXT_ARG(word), (long long)widths[column]);
	}
	TRY(staff_set_preference(request->ctx, PREFERENCE, all));
	return answer_redirect(request, TEXT("/admin/customers"));
}
