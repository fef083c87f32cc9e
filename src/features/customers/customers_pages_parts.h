/* Between the files that make the list's page. */
#ifndef FEATURES_CUSTOMERS_PAGES_PARTS_H
#define FEATURES_CUSTOMERS_PAGES_PARTS_H

#include "features/customers/customers_pages.h"

/* Everything around the rows: heads, sorting, segments with their counts, pages, choices of the bar, what to do when
 * there is nothing. Needs asked, columns, filter, count and total. */
enum outcome customers_frame_fill(struct request *request, struct customers_list *list) MUST_USE;
/* What the bar and the list box set. */
enum outcome customers_choices_fill(struct request *request, struct customers_bulk_choices *ret_choices) MUST_USE;

/* A word of a column of choices, in the reader's language. */
struct text customers_choice_words(struct request *request, const struct list_column *column, struct text word);
/* What people call a time zone or a currency; others as they are. */
struct text customers_code_words(struct request *request, const struct list_column *column, struct text code);

#endif
