/* Somebody without e-mail and login, in a file that another database has written.
 *
 * The one idea: nothing tells such people apart, so two of one name may be two. But of whom a row says nothing new is
 * there already, and the same file a second time makes nobody. Rows of one file are not compared with each other.
 */
#include "features/imports/imports_work.h"

static bool has_nothing_of_their_own(const struct import_work *w)
{
	return text_is_empty(import_work_value(w, import_email_column)) &&
	       text_is_empty(import_work_value(w, import_login_column)) &&
	       !text_is_empty(import_work_value(w, (struct transfer_column){.part = TRANSFER_ID}));
}

static struct text name_of(const struct import_work *w, enum customer_field field)
{
	return import_work_value(w, (struct transfer_column){.part = TRANSFER_FIELD, .which = (int)field});
}

static enum outcome read_namesakes(const struct import_work *w, struct transfer_person **ret_persons, size_t *ret_count)
{
	struct arena *arena = w->ctx->arena;
	const struct customer_row like = {
		.first_name = name_of(w, CUSTOMER_FIELD_FIRST_NAME),
		.last_name = name_of(w, CUSTOMER_FIELD_LAST_NAME),
		.display_name = name_of(w, CUSTOMER_FIELD_COMPANY),
	};
	struct text sort_name = customers_sort_name(arena, &like);
	struct import_namesakes *rows;
	size_t count;
	*ret_count = 0;
	if (text_is_empty(sort_name))
		return DONE;
	TRY(import_namesakes(w->ctx->reader, sort_name, w->rules->began, &rows, &count));
	struct customer_id *ids = arena_take_array(arena, count, sizeof *ids);
	for (size_t i = 0; i < count; i++)
		ids[count - 1 - i] = rows[i].id;
	return count ? transfer_load(w->ctx, ids, count, ret_persons, ret_count) : DONE;
}

enum outcome import_work_find_alike(struct import_work *w)
{
	struct transfer_person *persons;
	size_t count;
	if (w->rules->options->match != IMPORT_MATCH_ANY || !has_nothing_of_their_own(w))
		return DONE;
	TRY(read_namesakes(w, &persons, &count));
	w->is_new = false;
	while (count--) {
		w->person = persons[count];
		import_work_compare(w);
		if (!w->difference_count)
			return DONE;
	}
	w->is_new = true;
	w->person = transfer_nobody();
	return DONE;
}
