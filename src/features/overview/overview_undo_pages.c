/* The button “Undo”, wherever it stands. */
#include "features/overview/overview_pages.h"
#include "features/overview/overview_undo.h"

#include "format/url.h"
#include "overview.routes.h"

#define MOST 1000 /* customers; a cookie holds fewer */

/* "request customer customer …", as block_offer_undo() writes it. */
static size_t read_what(struct arena *arena, struct text what, struct text *ret_request,
			struct customer_id **ret_customers)
{
	struct text word;
	size_t count = 0;
	*ret_customers = arena_take_array(arena, MOST, sizeof **ret_customers);
	text_next(&what, ' ', ret_request);
	while (count < MOST && text_next(&what, ' ', &word))
		count += text_to_number(word, &(*ret_customers)[count].value);
	return count;
}

static struct text back_of(struct request *request, const struct overview_undo *in, struct customer_id customer)
{
	if (text_starts(in->back, TEXT("/admin")) && url_is_own_path(in->back))
		return in->back;
	return overview_profile_show_url(request->ctx->arena, customer);
}

static enum outcome undo_many(struct request *request, const struct overview_undo *in, struct text what,
			      const struct customer_id *customers, size_t count)
{
	struct context *ctx = request->ctx;
	struct customer_id *done = arena_take_array(ctx->arena, count, sizeof *done);
	size_t undone = 0, problems = ctx->problems->count;
	bool stays;
	for (size_t i = 0; i < count; i++) {
		enum outcome outcome = overview_undo_request(ctx, customers[i], what, &stays);
		if (outcome == DONE)
			done[undone++] = customers[i];
		else if (outcome != CONFLICT && outcome != NOT_FOUND && outcome != INVALID)
			return outcome;
		ctx->problems->count = problems;
	}
	struct text number = text_of_number(ctx->arena, (int64_t)undone);
	struct text back = text_starts(in->back, TEXT("/admin")) ? in->back : TEXT("/admin/customers");
	block_offer_undo(request, done, undone);
	if (undone == count)
		return answer_redirect_saying(request, back, N_("Undone. Customers as before: {0}."), number,
					      TEXT_NONE);
	return answer_redirect_saying(request, back,
				      N_("Undone. Customers as before: {0}; changed by others meanwhile: {1}."), number,
				      text_of_number(ctx->arena, (int64_t)(count - undone)), TEXT_NONE);
}

enum outcome overview_undo(struct request *request, const struct overview_undo *in)
{
	struct customer_id *customers;
	struct text what;
	bool stays;
	size_t count = read_what(request->ctx->arena, in->what, &what, &customers);
	if (!count)
		return NOT_FOUND;
	if (count > 1)
		return undo_many(request, in, what, customers, count);
	TRY(overview_undo_request(request->ctx, customers[0], what, &stays));
	block_offer_undo(request, customers, 1);
	return answer_redirect_saying(request, back_of(request, in, customers[0]),
				      stays ? OVERVIEW_CONSENT_STAYS : N_("Undone: it is as before."), TEXT_NONE);
}

enum outcome overview_undo_again(struct request *request, const struct overview_undo *in)
{
	struct customer_id *customers;
	struct text what;
	if (!read_what(request->ctx->arena, in->what, &what, &customers))
		return NOT_FOUND;
	return overview_profile_again(request, customers[0], TEXT("general"));
}
