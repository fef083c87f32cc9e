/* What happened to a customer: the newest on their page, all of them page by page, one with its values, and the
 * timeline that has the notes among them. Pages go on by key: instant, kind and number of the last line. */
#include "features/overview/overview_pages.h"
#include "features/overview/overview_undo.h"

#include "overview.routes.h"
#include "overview.views.h"
#include "service/events.h"

#include <string.h>

#define EVENTS_A_PAGE 50
#define SHOWS         5

static struct text title_of(struct request *request, struct text name)
{
	const char *label = event_label(name);
	return label[0] ? page_words(request, label, TEXT_NONE) : name;
}

/* What lines of one customer's history are made of: names for ids, and the values of the events that are shown. */
struct history {
	struct request *request;
	struct customer_id customer;
	struct customer_row row;
	struct event_reading reading;
	struct event_values_of *values;
	size_t value_count;
};

static enum outcome begin(struct request *request, struct customer_id customer, struct history *history)
{
	*history = (struct history){.request = request, .customer = customer};
	TRY(context_read_together(request->ctx));
	TRY(customers_get(request->ctx, customer, &history->row));
	return sources_read(request, &history->row, &history->reading.sources);
}

static enum outcome read_values(struct history *history, const struct event_id *events, size_t count)
{
	struct attribute *attributes;
	history->value_count = 0;
	if (!count)
		return DONE;
	TRY(attributes_list(history->request->ctx, &attributes, &history->reading.attribute_count));
	history->reading.attributes = attributes;
	return event_values_of(history->request->ctx->reader, events, count, &history->values, &history->value_count);
}

/* "Type: Retail → Wholesale; Group: …": short, the event's own page has it whole. */
static struct text detail_of(const struct history *history, struct event_id event, struct text name)
{
	struct arena *arena = history->request->ctx->arena;
	struct text detail = TEXT("");
	int shown = 0;
	for (size_t i = 0; i < history->value_count; i++) {
		if (history->values[i].event_id.value != event.value || ++shown > 3)
			continue;
		struct event_value value =
			event_value_words(history->request, &history->reading, name, &history->values[i]);
		struct text old = text_is_empty(value.old) ? TEXT("") : text_join(arena, value.old, TEXT(" → "));
		detail = text_format(arena, "%.*s%s%.*s: %.*s%.*s", TEXT_ARG(detail), detail.size ? "; " : "",
				     TEXT_ARG(value.label), TEXT_ARG(old),
				     TEXT_ARG(text_is_empty(value.new) ? TEXT("–") : value.new));
	}
	return shown > 3 ? text_join(arena, detail, TEXT(" …")) : detail;
}

/* Where a page ends and the next begins. */
struct cursor {
	struct instant at;
	int64_t kind, id;
};

static struct cursor cursor_read(struct text source)
{
	struct text at, kind;
	struct cursor given;
	if (text_next(&source, '_', &at) && text_next(&source, '_', &kind) && text_to_number(at, &given.at.us) &&
	    text_to_number(kind, &given.kind) && text_to_number(source, &given.id))
		return given;
	return (struct cursor){{INT64_MAX}, 1, ID_MAX};
}

static struct text cursor_write(struct arena *arena, struct cursor cursor)
{
	return text_format(arena, "%lld_%lld_%lld", (long long)cursor.at.us, (long long)cursor.kind,
			   (long long)cursor.id);
}

static struct event_line line_of_event(struct history *history, const struct event_list *row)
{
	return (struct event_line){
		.title = title_of(history->request, row->name),
		.detail = detail_of(history, row->id, row->name),
		.url = overview_event_show_url(history->request->ctx->arena, history->customer, row->id),
		.icon = text_of(event_icon(row->name)),
		.at = row->at,
		.actor = actor_words(&history->request->view, row->actor_kind, row->actor_name),
		.body = TEXT(""),
	};
}

static enum outcome read_events(struct history *history, struct cursor before, size_t most,
				struct event_lines *ret_lines)
{
	struct arena *arena = history->request->ctx->arena;
	struct event_list *rows;
	size_t count;
	TRY(event_list(history->request->ctx->reader, history->customer, before.at, (struct event_id){before.id},
		       (int64_t)most, &rows, &count));
	struct event_id *ids = arena_take_array(arena, count, sizeof *ids);
	struct event_line *lines = arena_take_array(arena, count, sizeof *lines);
	for (size_t i = 0; i < count; i++)
		ids[i] = rows[i].id;
	TRY(read_values(history, ids, count));
	for (size_t i = 0; i < count; i++)
		lines[i] = line_of_event(history, &rows[i]);
	*ret_lines = (struct event_lines){.list = lines, .count = count, .older_url = TEXT("")};
	if (count == most)
		ret_lines->older_url = text_format(
			arena, "%.*s?before=%.*s", TEXT_ARG(overview_events_show_url(arena, history->customer)),
			TEXT_ARG(cursor_write(arena, (struct cursor){rows[count - 1].at, 0, ids[count - 1].value})));
	return DONE;
}

enum outcome events_read(struct request *request, const struct customer_row *row, const struct sources *sources,
			 size_t most, struct event_lines *ret_lines)
{
	struct history history = {
		.request = request, .customer = row->id, .row = *row, .reading = {.sources = *sources}};
	return read_events(&history, cursor_read(TEXT("")), most, ret_lines);
}

enum outcome overview_events_show(struct request *request, const struct overview_events_show *in)
{
	struct history history;
	struct event_lines lines;
	TRY(begin(request, in->customer, &history));
	TRY(read_events(&history, cursor_read(in->before), EVENTS_A_PAGE, &lines));
	view_overview_events(answer_html(request, 200), customer_frame(request, &history.row, N_("Events of {0}")),
			     &lines);
	return DONE;
}

static enum outcome fill_event(struct history *history, const struct event_find *found, struct event_page *page)
{
	TRY(read_values(history, &found->id, 1));
	struct event_value *values =
		arena_take_array(history->request->ctx->arena, history->value_count, sizeof *values);
	for (size_t i = 0; i < history->value_count; i++)
		values[i] = event_value_words(history->request, &history->reading, found->name, &history->values[i]);
	page->values = values;
	page->value_count = history->value_count;
	for (size_t i = 0; i < history->reading.sources.staff_count; i++)
		if (history->reading.sources.staff[i].id == found->acting_as.value)
			page->acting_as = history->reading.sources.staff[i].name;
	return DONE;
}

enum outcome overview_event_show(struct request *request, const struct overview_event_show *in)
{
	struct history history;
	struct event_find event;
	bool found;
	TRY(begin(request, in->customer, &history));
	TRY(event_find(request->ctx->reader, in->customer, in->event, &found, &event));
	if (!found)
		return NOT_FOUND;
	struct event_page page = {
		.event = {.title = title_of(request, event.name),
			  .icon = text_of(event_icon(event.name)),
			  .at = event.at,
			  .actor = actor_words(&request->view, event.actor_kind, event.actor_name)},
		.request_id = event.request_id,
		.acting_as = TEXT(""),
	};
	if (overview_undo_fits(event.name) && !text_is_empty(event.request_id) &&
	    context_may(request->ctx, PERMISSION_CUSTOMERS_WRITE))
		page.undo = text_format(request->ctx->arena, "%.*s %lld", TEXT_ARG(event.request_id),
					(long long)in->customer.value);
	TRY(fill_event(&history, &event, &page));
	struct page_frame *frame = page_frame_named(request, page.event.title);
	page_crumb(request, frame, N_("Customers"), TEXT("/admin/customers"));
	page_crumb_named(request, frame, history.row.display_name,
			 overview_profile_show_url(request->ctx->arena, in->customer));
	page_crumb(request, frame, N_("Events"), overview_events_show_url(request->ctx->arena, in->customer));
	view_overview_event(answer_html(request, 200), frame, &page);
	return DONE;
}

/* ---- timeline ---- */

static void fill_shows(struct request *request, const struct overview_timeline_show *in, struct tab tabs[SHOWS])
{
	static const struct {
		const char *word, *label;
	} shows[SHOWS] = {{"all", N_("Everything")},
			  {"notes", N_("Notes")},
			  {"details", N_("Details")},
			  {"contacts", N_("Ways of contact")},
			  {"access", N_("Access")}};
	struct arena *arena = request->ctx->arena;
	for (size_t i = 0; i < SHOWS; i++)
		tabs[i] = tab_of(page_words(request, shows[i].label, TEXT_NONE),
				 text_format(arena, "%.*s?show=%s",
					     TEXT_ARG(overview_timeline_show_url(arena, in->customer)), shows[i].word),
				 (size_t)in->show == i);
}

static struct event_line line_of(const struct history *history, const struct overview_timeline *row)
{
	struct request *request = history->request;
	struct arena *arena = request->ctx->arena;
	bool note = row->kind == 1;
	struct text name = note ? TEXT("note.added") : row->name;
	return (struct event_line){
		.title = note ? page_words(request, N_("Note"), TEXT_NONE) : title_of(request, name),
		.icon = text_of(event_icon(name)),
		.body = note ? row->body : TEXT(""),
		.url = note ? block_url(arena, history->customer, TEXT("notes"))
			    : overview_event_show_url(arena, history->customer, (struct event_id){row->id}),
		.at = row->at,
		.actor = actor_words(&request->view, row->actor_kind, row->actor_name),
		.detail = note ? TEXT("") : detail_of(history, (struct event_id){row->id}, name),
	};
}

static enum outcome read_rows(struct request *request, const struct overview_timeline_show *in,
			      struct overview_timeline **ret_rows, size_t *ret_count)
{
	struct cursor before = cursor_read(in->before);
	return overview_timeline(request->ctx->reader,
				 &(struct overview_timeline_in){
					 .customer_id = in->customer,
					 .events = true,
					 .notes = context_may(request->ctx, PERMISSION_NOTES_READ),
					 .show = (int64_t)in->show,
					 .before_at = before.at,
					 .before_kind = before.kind,
					 .before_id = before.id,
					 .most = EVENTS_A_PAGE,
				 },
				 ret_rows, ret_count);
}

static enum outcome read_timeline(struct history *history, const struct overview_timeline_show *in,
				  struct timeline_page *page)
{
	struct arena *arena = history->request->ctx->arena;
	struct overview_timeline *rows;
	size_t count, events = 0;
	TRY(read_rows(history->request, in, &rows, &count));
	struct event_id *ids = arena_take_array(arena, count, sizeof *ids);
	struct event_line *lines = arena_take_array(arena, count, sizeof *lines);
	for (size_t i = 0; i < count; i++)
		if (rows[i].kind == 0)
			ids[events++] = (struct event_id){rows[i].id};
	TRY(read_values(history, ids, events));
	for (size_t i = 0; i < count; i++)
		lines[i] = line_of(history, &rows[i]);
	page->lines = (struct event_lines){.list = lines, .count = count, .older_url = TEXT("")};
	if (count == EVENTS_A_PAGE) {
		const struct overview_timeline *last = &rows[count - 1];
		page->lines.older_url =
			text_format(arena, "%.*s&before=%.*s", TEXT_ARG(page->shows[in->show].url),
				    TEXT_ARG(cursor_write(arena, (struct cursor){last->at, last->kind, last->id})));
	}
	return DONE;
}

enum outcome overview_timeline_show(struct request *request, const struct overview_timeline_show *in)
{
	struct arena *arena = request->ctx->arena;
	struct history history;
	struct tab shows[SHOWS], tabs[2];
	struct timeline_page page = {.tabs = tabs, .tab_count = 2, .shows = shows, .show_count = SHOWS};
	TRY(begin(request, in->customer, &history));
	fill_shows(request, in, shows);
	TRY(read_timeline(&history, in, &page));
	tabs[0] = tab_of(page_words(request, N_("Overview"), TEXT_NONE), overview_profile_show_url(arena, in->customer),
			 false);
	tabs[1] = tab_of(page_words(request, N_("Timeline"), TEXT_NONE),
			 overview_timeline_show_url(arena, in->customer), true);
	view_overview_timeline(answer_html(request, 200), customer_frame(request, &history.row, N_("Timeline of {0}")),
			       &page);
	return DONE;
}
