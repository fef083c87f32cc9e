/* What happened to a customer: the newest on their page, all of them page by page, one with its values, and the
 * timeline that has the notes among them. Pages go on by key: instant, kind and number of the last line. */
#include "features/overview/overview_pages.h"

#include "events.sql.h"
#include "overview.routes.h"
#include "overview.views.h"
#include "service/events.h"

#include <string.h>

#define EVENTS_A_PAGE 50

struct text actor_words(struct request *request, enum actor_kind kind, struct text staff_name)
{
	switch (kind) {
	case ACTOR_KIND_STAFF:
		return text_is_empty(staff_name) ? page_words(request, N_("Staff"), TEXT_NONE) : staff_name;
	case ACTOR_KIND_CUSTOMER: return page_words(request, N_("The customer"), TEXT_NONE);
	case ACTOR_KIND_KEY: return page_words(request, N_("An API key"), TEXT_NONE);
	case ACTOR_KIND_JOB: return page_words(request, N_("A job"), TEXT_NONE);
	case ACTOR_KIND_SYSTEM: break;
	}
	return page_words(request, N_("The system"), TEXT_NONE);
}

/* Label and values of a field as people read them; fields of other slices keep their own words. */
static struct event_value value_words(struct request *request, const struct sources *sources,
				      const struct overview_values *row)
{
	enum customer_field field;
	if (customer_field_parse(row->field, &field))
		return (struct event_value){
			page_words(request, customer_field_declared(field)->label, TEXT_NONE),
			field_words(request, sources, field, row->old),
			field_words(request, sources, field, row->new),
		};
	return (struct event_value){row->field, row->old, row->new};
}

static struct text title_of(struct request *request, struct text name)
{
	const char *label = event_label(name);
	return label[0] ? page_words(request, label, TEXT_NONE) : name;
}

/* "Type: Retail → Wholesale; Group: …": short, the event's own page has it whole. */
static struct text detail_of(struct request *request, const struct sources *sources,
			     const struct overview_values *values, size_t count, int64_t event)
{
	struct arena *arena = request->ctx->arena;
	struct text detail = TEXT("");
	int shown = 0;
	for (size_t i = 0; i < count; i++) {
		if (values[i].event_id.value != event || ++shown > 3)
			continue;
		struct event_value value = value_words(request, sources, &values[i]);
		struct text old = text_is_empty(value.old) ? TEXT("") : text_join(arena, value.old, TEXT(" → "));
		detail = text_format(arena, "%.*s%s%.*s: %.*s%.*s", TEXT_ARG(detail), detail.size ? "; " : "",
				     TEXT_ARG(value.label), TEXT_ARG(old),
				     TEXT_ARG(text_is_empty(value.new) ? TEXT("–") : value.new));
	}
	return shown > 3 ? text_join(arena, detail, TEXT(" …")) : detail;
}

struct cursor {
	struct instant at;
	int64_t kind, id;
};

static struct cursor cursor_read(struct text source)
{
	struct cursor cursor = {{INT64_MAX}, 1, ID_MAX};
	struct text at, kind;
	struct cursor given;
	if (text_next(&source, '_', &at) && text_next(&source, '_', &kind) && text_to_number(at, &given.at.us) &&
	    text_to_number(kind, &given.kind) && text_to_number(source, &given.id))
		return given;
	return cursor;
}

static struct text cursor_write(struct arena *arena, struct cursor cursor)
{
	return text_format(arena, "%lld_%lld_%lld", (long long)cursor.at.us, (long long)cursor.kind,
			   (long long)cursor.id);
}

static enum outcome read_values(struct request *request, struct customer_id customer, const struct event_id *events,
				size_t count, struct overview_values **ret_values, size_t *ret_count)
{
	*ret_count = 0;
	if (!count)
		return DONE;
	return overview_values(request->ctx->reader, customer, events, count, ret_values, ret_count);
}

static enum outcome read_lines(struct request *request, struct customer_id customer, const struct sources *sources,
			       struct cursor before, struct event_line *lines, size_t most, size_t *ret_count,
			       struct cursor *ret_last)
{
	struct arena *arena = request->ctx->arena;
	struct event_list *rows;
	struct overview_values *values = NULL;
	size_t value_count;
	TRY(event_list(request->ctx->reader, customer, before.at, (struct event_id){before.id}, (int64_t)most, &rows,
		       ret_count));
	struct event_id *ids = arena_take_array(arena, *ret_count, sizeof *ids);
	for (size_t i = 0; i < *ret_count; i++)
		ids[i] = rows[i].id;
	TRY(read_values(request, customer, ids, *ret_count, &values, &value_count));
	for (size_t i = 0; i < *ret_count; i++) {
		lines[i] = (struct event_line){
			.title = title_of(request, rows[i].name),
			.detail = detail_of(request, sources, values, value_count, rows[i].id.value),
			.url = overview_event_show_url(arena, customer, rows[i].id),
			.icon = text_of(event_icon(rows[i].name)),
			.at = rows[i].at,
			.actor = actor_words(request, rows[i].actor_kind, rows[i].staff_name),
			.body = TEXT(""),
		};
		*ret_last = (struct cursor){rows[i].at, 0, rows[i].id.value};
	}
	return DONE;
}

enum outcome events_read(struct request *request, struct customer_id customer, const struct sources *sources,
			 struct event_line *lines, size_t most, size_t *ret_count)
{
	struct cursor last;
	return read_lines(request, customer, sources, cursor_read(TEXT("")), lines, most, ret_count, &last);
}

static enum outcome begin(struct request *request, struct customer_id customer, struct customer_row *row,
			  struct sources *sources)
{
	TRY(context_read_together(request->ctx));
	TRY(customers_get(request->ctx, customer, row));
	return sources_read(request, row, sources);
}

enum outcome overview_events_show(struct request *request, const struct overview_events_show *in)
{
	struct arena *arena = request->ctx->arena;
	struct customer_row row;
	struct sources sources;
	struct event_line *lines = arena_take_array(arena, EVENTS_A_PAGE, sizeof *lines);
	struct cursor last = {0};
	size_t count;
	TRY(begin(request, in->customer, &row, &sources));
	TRY(read_lines(request, in->customer, &sources, cursor_read(in->before), lines, EVENTS_A_PAGE, &count, &last));
	struct text older = TEXT("");
	if (count == EVENTS_A_PAGE)
		older = text_format(arena, "%.*s?before=%.*s", TEXT_ARG(overview_events_show_url(arena, in->customer)),
				    TEXT_ARG(cursor_write(arena, last)));
	view_overview_events(answer_html(request, 200), customer_frame(request, &row, N_("Events of {0}")), lines,
			     count, older);
	return DONE;
}

static enum outcome fill_event(struct request *request, const struct event_find *found, const struct sources *sources,
			       struct event_page *page)
{
	struct overview_values *rows;
	TRY(read_values(request, found->customer_id, &found->id, 1, &rows, &page->value_count));
	struct event_value *values = arena_take_array(request->ctx->arena, page->value_count, sizeof *values);
	for (size_t i = 0; i < page->value_count; i++)
		values[i] = value_words(request, sources, &rows[i]);
	page->values = values;
	for (size_t i = 0; i < sources->staff_count; i++)
		if (sources->staff[i].id == found->acting_as.value)
			page->acting_as = sources->staff[i].name;
	return DONE;
}

enum outcome overview_event_show(struct request *request, const struct overview_event_show *in)
{
	struct customer_row row;
	struct sources sources;
	struct event_find event;
	bool found;
	TRY(begin(request, in->customer, &row, &sources));
	TRY(event_find(request->ctx->reader, in->customer, in->event, &found, &event));
	if (!found)
		return NOT_FOUND;
	struct event_page page = {
		.event = {.title = title_of(request, event.name),
			  .icon = text_of(event_icon(event.name)),
			  .detail = event.name,
			  .at = event.at,
			  .actor = actor_words(request, event.actor_kind, event.staff_name)},
		.request_id = event.request_id,
		.acting_as = TEXT(""),
	};
	TRY(fill_event(request, &event, &sources, &page));
	struct page_frame *frame = page_frame_named(request, page.event.title);
	page_crumb(request, frame, N_("Customers"), TEXT("/admin/customers"));
	page_crumb_named(request, frame, row.display_name, overview_profile_show_url(request->ctx->arena, row.id));
	page_crumb(request, frame, N_("Events"), overview_events_show_url(request->ctx->arena, row.id));
	view_overview_event(answer_html(request, 200), frame, &page);
	return DONE;
}

/* ---- timeline ---- */

static void fill_shows(struct request *request, const struct overview_timeline_show *in, struct tab tabs[5])
{
	static const struct {
		const char *word, *label;
	} shows[5] = {{"all", N_("Everything")},
		      {"notes", N_("Notes")},
		      {"details", N_("Details")},
		      {"contacts", N_("Ways of contact")},
		      {"access", N_("Access")}};
	struct arena *arena = request->ctx->arena;
	for (size_t i = 0; i < 5; i++)
		tabs[i] = tab_of(page_words(request, shows[i].label, TEXT_NONE),
				 text_format(arena, "%.*s?show=%s",
					     TEXT_ARG(overview_timeline_show_url(arena, in->customer)), shows[i].word),
				 (size_t)in->show == i);
}

static struct event_line line_of(struct request *request, struct customer_id customer,
				 const struct overview_timeline *row)
{
	struct arena *arena = request->ctx->arena;
	bool note = row->kind == 1;
	struct text name = note ? TEXT("note.added") : row->name;
	return (struct event_line){
		.title = note ? page_words(request, N_("Note"), TEXT_NONE) : title_of(request, name),
		.icon = text_of(event_icon(name)),
		.body = note ? row->body : TEXT(""),
		.url = note ? block_url(arena, customer, TEXT("notes"))
			    : overview_event_show_url(arena, customer, (struct event_id){row->id}),
		.at = row->at,
		.actor = actor_words(request, row->actor_kind, row->staff_name),
		.detail = TEXT(""),
	};
}

static enum outcome read_timeline(struct request *request, const struct overview_timeline_show *in,
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

static void fill_values(struct request *request, const struct sources *sources, struct event_line *lines,
			const struct overview_timeline *rows, const struct overview_values *values, size_t counts[2])
{
	for (size_t i = 0; i < counts[0]; i++)
		if (rows[i].kind == 0)
			lines[i].detail = detail_of(request, sources, values, counts[1], rows[i].id);
}

enum outcome overview_timeline_show(struct request *request, const struct overview_timeline_show *in)
{
	struct arena *arena = request->ctx->arena;
	struct customer_row row;
	struct sources sources;
	struct overview_timeline *rows;
	struct overview_values *values = NULL;
	size_t counts[2], events = 0;
	struct tab shows[5], tabs[2];
	TRY(begin(request, in->customer, &row, &sources));
	TRY(read_timeline(request, in, &rows, &counts[0]));
	struct event_line *lines = arena_take_array(arena, counts[0], sizeof *lines);
	struct event_id *ids = arena_take_array(arena, counts[0], sizeof *ids);
	for (size_t i = 0; i < counts[0]; i++) {
		lines[i] = line_of(request, in->customer, &rows[i]);
		if (rows[i].kind == 0)
			ids[events++] = (struct event_id){rows[i].id};
	}
	TRY(read_values(request, in->customer, ids, events, &values, &counts[1]));
	fill_values(request, &sources, lines, rows, values, counts);
	fill_shows(request, in, shows);
	struct text here = overview_timeline_show_url(arena, in->customer), older = TEXT("");
	tabs[0] = tab_of(page_words(request, N_("Overview"), TEXT_NONE), overview_profile_show_url(arena, in->customer),
			 false);
	tabs[1] = tab_of(page_words(request, N_("Timeline"), TEXT_NONE), here, true);
	if (counts[0] == EVENTS_A_PAGE) {
		const struct overview_timeline *last = &rows[counts[0] - 1];
		older = text_format(arena, "%.*s&before=%.*s", TEXT_ARG(shows[in->show].url),
				    TEXT_ARG(cursor_write(arena, (struct cursor){last->at, last->kind, last->id})));
	}
	const struct timeline_page page = {tabs, 2, shows, 5, lines, counts[0], older};
	view_overview_timeline(answer_html(request, 200), customer_frame(request, &row, N_("Timeline of {0}")), &page);
	return DONE;
}
