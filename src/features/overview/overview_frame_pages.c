/* What every page about one customer has: their name in full, the frame around it. */
#include "features/overview/overview_pages.h"

#include "format/person_name.h"
#include "overview.routes.h"
#include "web/language.h"

_Static_assert((int)SALUTATION_NONE == (int)PERSON_PLAIN && (int)SALUTATION_MR == (int)PERSON_MR &&
		       (int)SALUTATION_MS == (int)PERSON_MS && (int)SALUTATION_MISS == (int)PERSON_MISS,
	       "same places");

struct text customer_full_name(struct request *request, const struct customer_row *row)
{
	const struct person_name name = {
		.salutation = (enum person_salutation)row->salutation,
		.order = row->name_order == NAME_ORDER_FAMILY_FIRST ? PERSON_FAMILY_FIRST : PERSON_GIVEN_FIRST,
		.title = row->title,
		.first = row->first_name,
		.last = row->last_name,
	};
	struct text language = text_of(request->ctx->language->code);
	if (text_is_empty(row->first_name) && text_is_empty(row->last_name))
		return row->display_name;
	return person_full_name(request->ctx->arena, &name, language);
}

struct page_frame *customer_frame(struct request *request, const struct customer_row *row, const char *title)
{
	struct text name = row->display_name;
	struct page_frame *frame = title ? page_frame_named(request, page_words(request, title, name, TEXT_NONE))
					 : page_frame_named(request, name);
	page_crumb(request, frame, N_("Customers"), TEXT("/admin/customers"));
	if (title)
		page_crumb_named(request, frame, name, overview_profile_show_url(request->ctx->arena, row->id));
	return frame;
}
