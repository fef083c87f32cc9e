/* Consents with their proof and history on the page of a customer, and on their own. */
#include "features/consents/consents_blocks.h"

#include "consents.routes.h"
#include "consents.views.h"
#include "features/consents/consents_pages.h"
#include "service/settings.h"

const char *consent_source_words(enum consent_source source)
{
	static const char *const words[] = {N_("in their account"), N_("when they registered"),
					    N_("by staff"),         N_("by the API"),
					    N_("by an import"),     N_("by a link in a letter")};
	_Static_assert(sizeof words / sizeof *words == CONSENT_SOURCE_COUNT, "every source has words");
	return words[source];
}

static enum outcome read(struct request *request, struct customer_id customer, struct consent_shown *ret_shown)
{
	struct text business;
	struct customer_row row;
	TRY(customers_get(request->ctx, customer, &row));
	TRY(settings_get(request->ctx, SETTING_BUSINESS_NAME, &business));
	*ret_shown = (struct consent_shown){
		.wording = page_words(request, consent_wording, business, TEXT_NONE),
		.wanted = row.newsletter,
	};
	return consents_get(request->ctx, customer, &ret_shown->consent);
}

static enum outcome read_history(struct request *request, struct customer_id customer, struct consent_shown *shown)
{
	struct consent_history *rows;
	TRY(consent_history(request->ctx->reader, customer, &rows, &shown->count));
	struct consent_moment *moments = arena_take_array(request->ctx->arena, shown->count, sizeof *moments);
	for (size_t i = 0; i < shown->count; i++)
		moments[i] =
			(struct consent_moment){rows[i].at, page_words(request, event_label(rows[i].name), TEXT_NONE)};
	shown->history = moments;
	return DONE;
}

enum outcome consents_block(struct request *request, struct customer_id customer)
{
	struct consent_shown shown;
	TRY(read(request, customer, &shown));
	TRY(read_history(request, customer, &shown));
	shown.action = context_may(request->ctx, PERMISSION_CUSTOMERS_WRITE)
			       ? consents_set_post_url(request->ctx->arena, customer)
			       : TEXT_NONE;
	view_consents(&request->view, &shown);
	return DONE;
}

enum outcome consents_own_block(struct request *request, struct customer_id customer)
{
	struct consent_shown shown;
	TRY(read(request, customer, &shown));
	shown.action = consents_own_set_url(request->ctx->arena);
	view_consents_own(&request->view, &shown);
	return DONE;
}
