/* The outbox on screen: what is to leave the house, what became of it, and what people decide. */
#include "features/mailings/mailings_pages.h"

#include "format/url.h"
#include "mailings.routes.h"
#include "mailings.views.h"

#define A_PAGE 50

static const struct {
	const char *label, *explained;
	enum mark mark;
} states[OUTBOX_STATE_COUNT] = {
	[OUTBOX_STATE_WAITING] = {N_("Waiting"), N_("It goes as soon as it is due."), MARK_REST},
	[OUTBOX_STATE_SENDING] = {N_("On its way"), N_("The mail server is being spoken to."), MARK_INFO},
	[OUTBOX_STATE_SENT] = {N_("Sent"), N_("The mail server has accepted it."), MARK_OK},
	[OUTBOX_STATE_REFUSED] = {N_("Refused"),
				  N_("The mail server does not take it. Sending it again helps only when "
				     "the cause is gone."),
				  MARK_NO},
	[OUTBOX_STATE_GIVEN_UP] = {N_("Given up"), N_("It was tried for three days."), MARK_STOP},
	[OUTBOX_STATE_UNSURE] = {N_("Unsure"),
				 N_("The connection ended after the letter was handed over and before the mail server "
				    "answered, so it may have arrived. It is not sent again by itself; if you send it "
				    "again, it may arrive twice."),
				 MARK_PART},
	[OUTBOX_STATE_CANCELLED] = {N_("Cancelled"), N_("It does not go."), MARK_REST},
};

static struct outbox_shown shown_of(struct request *request, const struct outbox_item *item)
{
	const char *title = mailings_title(item->what);
	return (struct outbox_shown){
		.item = item,
		.title = *title ? page_words(request, title, TEXT_NONE) : item->what,
		.state = page_words(request, states[item->state].label, TEXT_NONE),
		.url = outbox_item_show_url(request->ctx->arena, item->id),
		.mark = states[item->state].mark,
	};
}

/* ---- all ---- */

static void fill_states(struct request *request, struct text chosen, struct outbox_screen *screen)
{
	struct option *options = arena_take_array(request->ctx->arena, OUTBOX_STATE_COUNT + 1, sizeof *options);
	options[0] = (struct option){TEXT(""), page_words(request, N_("Everything"), TEXT_NONE), false};
	for (enum outbox_state state = 0; (int)state < OUTBOX_STATE_COUNT; state++)
		options[state + 1] =
			(struct option){outbox_state_key(state), page_words(request, states[state].label, TEXT_NONE),
					text_equal(outbox_state_key(state), chosen)};
	screen->states = options;
	screen->state_count = OUTBOX_STATE_COUNT + 1;
}

enum outcome outbox_list_show(struct request *request, const struct outbox_list_show *in)
{
	struct arena *arena = request->ctx->arena;
	struct outbox_list_ask ask = {.kind = "mail", .recipient = in->who, .before = in->before, .most = A_PAGE + 1};
	struct text chosen = text_is_none(in->state) ? TEXT("") : in->state;
	struct outbox_screen screen = {.problems = request->ctx->problems,
				       .who = text_is_none(in->who) ? TEXT("") : in->who,
				       .asked = !text_is_empty(in->state) || !text_is_empty(in->who)};
	struct outbox_item *items;
	if (chosen.size && !outbox_state_parse(chosen, &ask.state))
		return context_invalid(request->ctx, TEXT("state"), "unknown", N_("There is no such state."),
				       TEXT_NONE);
	ask.all = !chosen.size;
	TRY(outbox_list(request->ctx, &ask, &items, &screen.count));
	if (screen.count > A_PAGE) {
		screen.count = A_PAGE;
		screen.next_url =
			text_format(arena, "/admin/outbox?state=%.*s&who=%.*s&before=%lld", TEXT_ARG(chosen),
				    TEXT_ARG(url_encode(arena, screen.who)), (long long)items[A_PAGE - 1].id.value);
	}
	struct outbox_shown *list = arena_take_array(arena, screen.count, sizeof *list);
	for (size_t i = 0; i < screen.count; i++)
		list[i] = shown_of(request, &items[i]);
	screen.list = list;
	fill_states(request, chosen, &screen);
	TRY(mailings_are_on(request->ctx, &screen.on));
	struct page_frame *frame = page_frame(request, N_("Outbox"));
	page_crumb(request, frame, N_("Settings"), TEXT("/admin/settings"));
	view_outbox_list(answer_html(request, 200), frame, &screen);
	return DONE;
}

/* ---- one ---- */

static enum outcome read_shown(struct request *request, const struct outbox_item *item, struct mailing_letter *letter)
{
	const struct mailing_places places = {request_absolute(request, TEXT("")), TEXT(SECRET_SHOWN)};
	return mailings_read(request->ctx, item, &places, letter);
}

enum outcome outbox_item_show(struct request *request, const struct outbox_item_show *in)
{
	struct arena *arena = request->ctx->arena;
	struct outbox_letter page = {0};
	struct mailing_letter letter;
	struct outbox_item item;
	TRY(outbox_get(request->ctx, in->item, &item));
	TRY(read_shown(request, &item, &letter));
	TRY(mailings_make_text(request->ctx, &letter, &page.text));
	TRY(mailings_are_on(request->ctx, &page.on));
	page.shown = shown_of(request, &item);
	page.explained = page_words(request, states[item.state].explained, TEXT_NONE);
	page.letter_url = outbox_letter_show_url(arena, item.id);
	page.again_url = outbox_again_post_url(arena, item.id);
	page.cancel_url = outbox_cancel_post_url(arena, item.id);
	page.can_again = outbox_can_send_again(&item);
	page.can_cancel = item.state == OUTBOX_STATE_WAITING;
	struct page_frame *frame = page_frame_named(request, item.subject);
	page_crumb(request, frame, N_("Settings"), TEXT("/admin/settings"));
	page_crumb(request, frame, N_("Outbox"), TEXT("/admin/outbox"));
	view_outbox_letter(answer_html(request, 200), frame, &page);
	return DONE;
}

enum outcome outbox_letter_show(struct request *request, const struct outbox_letter_show *in)
{
	struct mailing_letter letter;
	struct mailing_logo logo;
	struct outbox_item item;
	struct text html;
	TRY(outbox_get(request->ctx, in->item, &item));
	TRY(read_shown(request, &item, &letter));
	TRY(mailings_find_logo(request->ctx, &letter, &logo));
	TRY(mailings_make_html(request->ctx, &letter, &logo, false, &html));
	answer_letter(request, html);
	return DONE;
}

static enum outcome back(struct request *request, struct outbox_item_id item, const char *said)
{
	return answer_redirect_saying(request, outbox_item_show_url(request->ctx->arena, item), said, TEXT_NONE);
}

/* What else leaves the house has pages of its own. */
static enum outcome check_letter(struct request *request, struct outbox_item_id id)
{
	struct outbox_item item;
	TRY(outbox_get(request->ctx, id, &item));
	return text_equal(item.kind, TEXT("mail")) ? DONE : NOT_FOUND;
}

enum outcome outbox_again_post(struct request *request, const struct outbox_again_post *in)
{
	TRY(check_letter(request, in->item));
	TRY(outbox_send_again(request->ctx, in->item));
	return back(request, in->item, N_("It is tried once more."));
}

enum outcome outbox_cancel_post(struct request *request, const struct outbox_cancel_post *in)
{
	TRY(check_letter(request, in->item));
	TRY(outbox_cancel(request->ctx, in->item));
	return back(request, in->item, N_("Cancelled: it does not go."));
}
