/* The audit log for people: searching it, one entry, taking it along as CSV. */
#include "features/audit/audit_pages.h"

#include "audit.routes.h"
#include "audit.views.h"
#include "format/csv_write.h"
#include "service/settings.h"
#include "web/status.h"

#include <sodium.h>

#define A_PAGE      50
#define A_BATCH     1000
#define EXPORT_MOST (64 << 20) /* bytes */

/* Days as the business counts them; until includes its day. */
struct asked {
	struct text name, from_text, until_text;
	struct staff_id actor;
	struct instant from, until;
};

static enum outcome read_asked(struct request *request, const struct audit_export *in, struct asked *ret_asked)
{
	const struct zone *zone;
	TRY(settings_zone(request->ctx, &zone));
	*ret_asked = (struct asked){
		.name = text_is_none(in->name) ? TEXT("") : in->name,
		.from_text = date_format(request->ctx->arena, in->from),
		.until_text = date_format(request->ctx->arena, in->until),
		.actor = in->actor,
		.from = {INT64_MIN + 1},
		.until = {INT64_MAX},
	};
	if (!date_is_none(in->from))
		ret_asked->from = zone_day_start(zone, in->from);
	if (!date_is_none(in->until))
		ret_asked->until = zone_day_start(zone, (struct date){in->until.days + 1});
	return DONE;
}

static struct audit_list_in question(const struct asked *asked, int64_t most)
{
	return (struct audit_list_in){
		.name = asked->name,
		.actor = asked->actor,
		.from = asked->from,
		.until = asked->until,
		.before_at = {INT64_MAX},
		.most = most,
	};
}

/* ---- what views are given ---- */

static struct text label_words(struct request *request, struct text name)
{
	const char *label = audit_label(name);
	return *label ? page_words(request, label, TEXT_NONE) : name;
}

/* "Tag loyal", "Export 12"; of what is no more the number is left. */
static struct text object_words(struct request *request, const struct audit_list *row)
{
	const char *label = audit_object_label(row->object_kind);
	struct text called = text_is_empty(row->object_name) ? text_of_number(request->ctx->arena, row->object_id)
							     : row->object_name;
	if (!row->object_id)
		return TEXT("");
	if (text_equal(row->object_kind, TEXT("staff")) && !text_is_empty(row->object_name))
		return row->object_name;
	return *label ? page_words(request, label, called, TEXT_NONE)
		      : text_format(request->ctx->arena, "%.*s %.*s", TEXT_ARG(row->object_kind), TEXT_ARG(called));
}

static struct text object_url(struct arena *arena, struct text kind, int64_t id)
{
	static const struct {
		const char *kind, *path;
	} places[] = {{"staff", "/admin/settings/staff"}, {"role", "/admin/settings/roles"}};
	for (size_t i = 0; id && i < sizeof places / sizeof *places; i++)
		if (text_equal(kind, text_of(places[i].kind)))
			return text_format(arena, "%s/%lld", places[i].path, (long long)id);
	return TEXT("");
}

static struct audit_shown show_row(struct request *request, const struct audit_list *row)
{
	struct arena *arena = request->ctx->arena;
	return (struct audit_shown){
		.label = label_words(request, row->name),
		.actor = actor_words(&request->view, row->actor_kind, row->actor_name),
		.object = object_words(request, row),
		.address = row->address,
		.object_url = object_url(arena, row->object_kind, row->object_id),
		.url = audit_entry_show_url(arena, row->id),
		.at = row->at,
	};
}

static enum outcome fill_choices(struct request *request, const struct asked *asked, struct audit_list_shown *shown)
{
	struct context *ctx = request->ctx;
	struct audit_names *names;
	const struct audit_people *people;
	TRY(audit_names(ctx->reader, &names, &shown->name_count));
	TRY(audit_people(ctx->reader, &people, &shown->people_count));
	struct option *options = arena_take_array(ctx->arena, ++shown->name_count, sizeof *options);
	options[0] = (struct option){TEXT(""), page_words(request, N_("Everything"), TEXT_NONE), false};
	for (size_t i = 1; i < shown->name_count; i++)
		options[i] = (struct option){names[i - 1].name, label_words(request, names[i - 1].name),
					     text_equal(names[i - 1].name, asked->name)};
	shown->names = options;
	options = arena_take_array(ctx->arena, ++shown->people_count, sizeof *options);
	options[0] = (struct option){TEXT(""), page_words(request, N_("Everybody"), TEXT_NONE), false};
	for (size_t i = 1; i < shown->people_count; i++)
		options[i] = (struct option){text_of_number(ctx->arena, people[i - 1].id.value), people[i - 1].name,
					     people[i - 1].id.value == asked->actor.value};
	shown->people = options;
	return DONE;
}

static struct text question_of(struct request *request, const struct asked *asked, const char *path)
{
	struct arena *arena = request->ctx->arena;
	struct text actor = asked->actor.value ? text_of_number(arena, asked->actor.value) : TEXT("");
	return text_format(arena, "%s?name=%.*s&actor=%.*s&from=%.*s&until=%.*s", path, TEXT_ARG(asked->name),
			   TEXT_ARG(actor), TEXT_ARG(asked->from_text), TEXT_ARG(asked->until_text));
}

/* ---- pages ---- */

enum outcome audit_show(struct request *request, const struct audit_show *in)
{
	struct context *ctx = request->ctx;
	struct asked asked;
	struct audit_list *rows;
	size_t count;
	TRY(context_read(ctx));
	TRY(read_asked(request, &(struct audit_export){in->name, in->actor, in->from, in->until}, &asked));
	struct audit_list_in ask = question(&asked, A_PAGE + 1);
	if (!instant_is_none(in->before)) {
		ask.before_at = in->before;
		ask.before_id = (struct audit_entry_id){in->before_id};
	}
	TRY(audit_list(ctx->reader, &ask, &rows, &count));
	bool more = count > A_PAGE;
	count -= more;
	struct audit_shown *list = arena_take_array(ctx->arena, count, sizeof *list);
	for (size_t i = 0; i < count; i++)
		list[i] = show_row(request, &rows[i]);
	struct audit_list_shown shown = {
		.problems = ctx->problems,
		.list = list,
		.count = count,
		.from = asked.from_text,
		.until = asked.until_text,
		.export_url = question_of(request, &asked, "/admin/audit/export"),
	};
	if (more)
		shown.next_url = text_format(ctx->arena, "%.*s&before=%.*s&before_id=%lld",
					     TEXT_ARG(question_of(request, &asked, "/admin/audit")),
					     TEXT_ARG(instant_format(ctx->arena, rows[count - 1].at)),
					     (long long)rows[count - 1].id.value);
	TRY(fill_choices(request, &asked, &shown));
	view_audit_list(answer_html(request, 200), page_frame(request, N_("Audit log")), &shown);
	return DONE;
}

static struct text hex(struct arena *arena, struct bytes bytes)
{
	char *at = arena_take(arena, 2 * bytes.size + 1);
	sodium_bin2hex(at, 2 * bytes.size + 1, bytes.at, bytes.size);
	return (struct text){at, 2 * bytes.size};
}

static enum outcome fill_acting_as(struct request *request, struct staff_id staff, struct text *ret_name)
{
	const struct audit_people *people;
	size_t count;
	*ret_name = TEXT("");
	if (!staff.value)
		return DONE;
	TRY(audit_people(request->ctx->reader, &people, &count));
	for (size_t i = 0; i < count; i++)
		if (people[i].id.value == staff.value)
			*ret_name = people[i].name;
	return DONE;
}

enum outcome audit_entry_show(struct request *request, const struct audit_entry_show *in)
{
	struct context *ctx = request->ctx;
	struct audit_find row;
	struct audit_value_list *values;
	bool found;
	struct audit_entry_shown shown = {.id = in->entry.value};
	TRY(context_read(ctx));
	TRY(audit_find(ctx->reader, in->entry, &found, &row));
	if (!found)
		return NOT_FOUND;
	TRY(audit_value_list(ctx->reader, in->entry, &values, &shown.value_count));
	TRY(fill_acting_as(request, row.acting_as, &shown.acting_as));
	struct audit_value_shown *list = arena_take_array(ctx->arena, shown.value_count, sizeof *list);
	for (size_t i = 0; i < shown.value_count; i++)
		list[i] = audit_value_words(request, row.name, &values[i]);
	shown.values = list;
	shown.request_id = row.request_id;
	shown.hash = hex(ctx->arena, row.hash);
	shown.previous = hex(ctx->arena, row.previous);
	shown.entry = show_row(request, &(struct audit_list){row.id, row.at, row.actor_kind, row.actor_id, row.name,
							     row.object_kind, row.object_id, row.request_id,
							     row.address, row.actor_name, row.object_name});
	struct page_frame *frame = page_frame_named(request, shown.entry.label);
	page_crumb(request, frame, N_("Audit log"), TEXT("/admin/audit"));
	view_audit_entry(answer_html(request, 200), frame, &shown);
	return DONE;
}

/* ---- CSV ---- */

static void write_head(struct csv_writer *csv)
{
	static const char *const heads[] = {"id",    "at",          "name",      "actor_kind", "actor_id",
					    "actor", "object_kind", "object_id", "request_id", "address"};
	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
		csv_add_cell(csv, text_of(heads[i]));
	csv_end_row(csv);
}

static void write_row(struct csv_writer *csv, struct arena *arena, const struct audit_list *row)
{
	csv_add_number(csv, row->id.value);
	csv_add_cell(csv, instant_format(arena, row->at));
	csv_add_cell(csv, row->name);
	csv_add_cell(csv, actor_kind_key(row->actor_kind));
	csv_add_number(csv, row->actor_id);
	csv_add_cell(csv, row->actor_name);
	csv_add_cell(csv, row->object_kind);
	csv_add_number(csv, row->object_id);
	csv_add_cell(csv, row->request_id);
	csv_add_cell(csv, row->address);
	csv_end_row(csv);
}

enum outcome audit_export(struct request *request, const struct audit_export *in)
{
	struct context *ctx = request->ctx;
	struct buffer out __attribute__((cleanup(buffer_free))) = buffer_make(EXPORT_MOST);
	struct csv_writer csv = csv_writer_make(&out, ',', false);
	struct asked asked;
	struct audit_list *rows;
	size_t count;
	int64_t entries = 0;
	TRY(context_read(ctx));
	TRY(read_asked(request, in, &asked));
	struct audit_list_in ask = question(&asked, A_BATCH);
	write_head(&csv);
	do {
		TRY(audit_list(ctx->reader, &ask, &rows, &count));
		for (size_t i = 0; i < count; i++)
			write_row(&csv, ctx->arena, &rows[i]);
		entries += (int64_t)count;
		if (count) {
			ask.before_at = rows[count - 1].at;
			ask.before_id = rows[count - 1].id;
		}
	} while (count == A_BATCH && !buffer_failed(&out) && arena_left(ctx->arena) > 8 << 20);
	if (buffer_failed(&out) || count == A_BATCH)
		return context_conflict(ctx, TEXT_NONE, "too_large",
					N_("That is too much for one file. Choose a shorter time."), TEXT_NONE);
	TRY(audit_exported(ctx, entries));
	struct text content = buffer_text(&out);
	return answer_bytes(request, TEXT("text/csv; charset=utf-8"), TEXT("audit.csv"),
			    (struct bytes){(const unsigned char *)content.at, content.size});
}
