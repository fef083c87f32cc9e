/* Types, groups, channels and tags on screen: one list, one form, one question before taking away, for all four. */
#include "features/labels/labels_pages.h"

#include "features/customers/customers.h"
#include "labels.routes.h"
#include "labels.views.h"
#include "web/decimal.h"
#include "web/discount.h"

static const struct label_words words[] = {
	{"/admin/settings/types", N_("Customer types"), N_("New type"), "category", "type"},
	{"/admin/settings/groups", N_("Customer groups"), N_("New group"), "users", "group"},
	{"/admin/settings/channels", N_("Sales channels"), N_("New channel"), "building-store", "channel"},
	{"/admin/settings/tags", N_("Tags"), N_("New tag"), "tag", "tag"},
};

static struct text url_of(struct request *request, enum label_kind kind, int64_t id, const char *verb)
{
	return text_format(request->ctx->arena, "%s/%lld%s", words[kind].url, (long long)id, verb);
}

static struct page_frame *frame_of(struct request *request, enum label_kind kind, struct text title)
{
	struct page_frame *frame = page_frame_named(request, title);
	page_crumb(request, frame, N_("Settings"), TEXT("/admin/settings"));
	page_crumb(request, frame, words[kind].plural, text_of(words[kind].url));
	return frame;
}

static enum outcome show_list(struct request *request, enum label_kind kind)
{
	struct label_list_screen screen = {.kind = kind, .words = &words[kind]};
	const struct label_rows *rows;
	int64_t *customers;
	TRY(labels_list(request->ctx, kind, &rows, &screen.count));
	TRY(labels_count_customers(request->ctx, rows, screen.count, &customers));
	struct label_line *lines = arena_take_array(request->ctx->arena, screen.count, sizeof *lines);
	for (size_t i = 0; i < screen.count; i++)
		lines[i] = (struct label_line){
			.row = &rows[i],
			.customers = customers[i],
			.place = (int64_t)i + 1,
			.url = url_of(request, kind, rows[i].id, ""),
			.move_url = url_of(request, kind, rows[i].id, "/move"),
			.remove_url = url_of(request, kind, rows[i].id, "/remove"),
		};
	screen.lines = lines;
	struct page_frame *frame = page_frame(request, words[kind].plural);
	page_crumb(request, frame, N_("Settings"), TEXT("/admin/settings"));
	view_labels_list(answer_html(request, 200), frame, &screen);
	return DONE;
}

/* ---- the form ---- */

static bool may_be_asked(enum customer_field field)
{
	switch (customer_field_declared(field)->kind) {
	case CUSTOMER_FIELD_KIND_flag: return field == CUSTOMER_FIELD_NEWSLETTER;
	case CUSTOMER_FIELD_KIND_ref:
	case CUSTOMER_FIELD_KIND_discount: return false;
	case CUSTOMER_FIELD_KIND_text:
	case CUSTOMER_FIELD_KIND_choice:
	case CUSTOMER_FIELD_KIND_date:
	case CUSTOMER_FIELD_KIND_country:
	case CUSTOMER_FIELD_KIND_language:
	case CUSTOMER_FIELD_KIND_zone:
	case CUSTOMER_FIELD_KIND_currency:
	case CUSTOMER_FIELD_KIND_email: break;
	}
	return field != CUSTOMER_FIELD_SINCE;
}

static struct text value_of(const struct label_form *form, enum label_field field)
{
	for (size_t i = 0; i < form->input_count; i++)
		if (form->inputs[i].declared == label_field_declared(field))
			return form->inputs[i].value;
	return TEXT("");
}

static struct label_asked asked_of(const struct label_form *form, const char *word, const char *label)
{
	return (struct label_asked){
		.word = text_of(word),
		.label = label,
		.shown = customer_asks(value_of(form, LABEL_FIELD_SHOWN_FIELDS), word),
		.required = customer_asks(value_of(form, LABEL_FIELD_REQUIRED_FIELDS), word),
		.may_be_required = true,
	};
}

static void fill_asked(struct request *request, struct label_form *form)
{
	struct label_asked *list =
		arena_take_array(request->ctx->arena, CUSTOMER_FIELD_COUNT + CUSTOMER_ASKED_COUNT, sizeof *list);
	for (enum customer_field f = 0; f < CUSTOMER_FIELD_COUNT; f++) {
		const struct customer_field_declared *declared = customer_field_declared(f);
		if (!may_be_asked(f))
			continue;
		struct label_asked *asked = &list[form->asked_count++];
		*asked = asked_of(form, declared->word, declared->label);
		/* Customers say themselves whether they want news; that is asked for, never required. */
		asked->may_be_required = f != CUSTOMER_FIELD_NEWSLETTER;
	}
	for (size_t i = 0; i < CUSTOMER_ASKED_COUNT; i++)
		list[form->asked_count++] =
			asked_of(form, customer_asked_declared[i].word, customer_asked_declared[i].label);
	form->asked = list;
}

static void fill_input(struct request *request, struct label_input *input, const struct label_rows *row)
{
	switch (input->declared->kind) {
	case LABEL_FIELD_KIND_language: input->choices = choices_languages(request, input->value); break;
	case LABEL_FIELD_KIND_currency: input->choices = choices_currencies(request, input->value); break;
	case LABEL_FIELD_KIND_country:
		input->choices = choices_or_none(request, choices_countries(request, input->value), TEXT("–"));
		break;
	case LABEL_FIELD_KIND_tiers: label_tiers_fill(request, input, row); break;
	case LABEL_FIELD_KIND_fields:
	case LABEL_FIELD_KIND_text:
	case LABEL_FIELD_KIND_flag:
	case LABEL_FIELD_KIND_discount:
	case LABEL_FIELD_KIND_colour:
	case LABEL_FIELD_KIND_email:
	case LABEL_FIELD_KIND_url: break;
	}
}

static struct text shown_text(struct request *request, const struct label_rows *row, enum label_field field)
{
	struct text value = labels_field_text(request->ctx->arena, row, field);
	return label_field_declared(field)->kind == LABEL_FIELD_KIND_discount
		       ? decimal_shown(request->ctx->arena, request->ctx->language, value)
		       : value;
}

/* What was sent stands in the form again, else what the row has. */
static void fill_form(struct request *request, struct label_form *form, const struct label_rows *row)
{
	struct label_change sent[LABEL_FIELD_COUNT];
	size_t sent_count = request->http->method == HTTP_POST ? label_read_changes(request, form->kind, sent) : 0;
	struct label_input *inputs = arena_take_array(request->ctx->arena, LABEL_FIELD_COUNT, sizeof *inputs);
	for (enum label_field f = 0; f < LABEL_FIELD_COUNT; f++) {
		if (!label_has_field(form->kind, f))
			continue;
		struct label_input *input = &inputs[form->input_count++];
		*input =
			(struct label_input){.declared = label_field_declared(f), .value = shown_text(request, row, f)};
		for (size_t i = 0; i < sent_count; i++)
			if (sent[i].field == f)
				input->value = sent[i].value;
		fill_input(request, input, row);
	}
	form->inputs = inputs;
	if (label_has_field(form->kind, LABEL_FIELD_SHOWN_FIELDS))
		fill_asked(request, form);
}

static enum outcome show_new(struct request *request, enum label_kind kind)
{
	static const char *const colours[] = {"#0a6a70", "#7a4d00", "#6b3fa0", "#1f5fbf", "#a0263a", "#3d6b1f"};
	struct label_rows row = {.active = true, .taxed = true, .language = TEXT("en"), .currency = TEXT("EUR")};
	const struct label_rows *rows;
	size_t count;
	TRY(labels_list(request->ctx, kind, &rows, &count));
	row.colour = text_of(colours[count % (sizeof colours / sizeof *colours)]);
	struct label_form form = {
		.kind = kind, .words = &words[kind], .problems = request->ctx->problems, .is_new = true};
	form.action = text_format(request->ctx->arena, "%s/new", words[kind].url);
	fill_form(request, &form, &row);
	struct page_frame *frame = frame_of(request, kind, page_words(request, words[kind].add, TEXT_NONE));
	view_labels_form(answer_html(request, 200), frame, &form);
	return DONE;
}

/* That a type needs no approval is of those who register from now on. */
static enum outcome count_waiting(struct request *request, enum label_kind kind, const struct label_rows *row,
				  int64_t *ret_waiting)
{
	struct context *ctx = request->ctx;
	struct label_waiting waiting;
	*ret_waiting = 0;
	if (kind != LABEL_TYPE || row->approval || !context_may(ctx, PERMISSION_CUSTOMERS_APPROVE))
		return DONE;
	TRY(context_read(ctx));
	TRY(label_waiting(ctx->reader, (struct type_id){row->id}, &waiting));
	*ret_waiting = waiting.total;
	return DONE;
}

/* How customers see a channel has a form of its own: a picture comes as a file. */
static struct logo_card logo_of(struct request *request, int64_t channel)
{
	return (struct logo_card){
		.logo = page_logo(request, (struct channel_id){channel}),
		.action = url_of(request, LABEL_CHANNEL, channel, "/logo"),
		.remove_action = url_of(request, LABEL_CHANNEL, channel, "/logo/remove"),
		.of_channel = true,
	};
}

static enum outcome show_edit(struct request *request, enum label_kind kind, int64_t id)
{
	struct label_rows row;
	TRY(labels_get(request->ctx, kind, id, &row));
	struct label_form form = {
		.kind = kind, .words = &words[kind], .problems = request->ctx->problems, .is_default = row.is_default};
	form.action = url_of(request, kind, id, "");
	form.remove_url = url_of(request, kind, id, "/remove");
	if (kind == LABEL_CHANNEL && context_may(request->ctx, PERMISSION_KEYS_WRITE))
		form.client_url = url_of(request, kind, id, "/client");
	if (kind == LABEL_CHANNEL)
		form.logo = logo_of(request, id);
	form.waiting_filter = text_join(request->ctx->arena, TEXT("approval:pending -guest:yes type:"), row.word);
	TRY(count_waiting(request, kind, &row, &form.waiting));
	fill_form(request, &form, &row);
	view_labels_form(answer_html(request, 200), frame_of(request, kind, row.name), &form);
	return DONE;
}

static enum outcome back_saying(struct request *request, enum label_kind kind, const char *message)
{
	return answer_redirect_saying(request, text_of(words[kind].url), message, TEXT_NONE);
}

/* What was typed, as it is kept. */
static enum outcome read_changes(struct request *request, struct label_ask *ask, struct label_change *changes)
{
	ask->count = label_read_changes(request, ask->kind, changes);
	for (size_t i = 0; i < ask->count; i++) {
		const struct label_field_declared *declared = label_field_declared(changes[i].field);
		if (declared->kind == LABEL_FIELD_KIND_discount)
			TRY(discount_from_form(request->ctx, text_of(declared->word), changes[i].value,
					       &changes[i].value));
		if (declared->kind == LABEL_FIELD_KIND_tiers)
			TRY(label_tiers_read(request, &changes[i].value));
	}
	return DONE;
}

static enum outcome add(struct request *request, enum label_kind kind)
{
	struct label_change changes[LABEL_FIELD_COUNT];
	struct label_ask ask = {.kind = kind, .changes = changes};
	int64_t id;
	TRY(read_changes(request, &ask, changes));
	TRY(labels_add(request->ctx, &ask, &id));
	return back_saying(request, kind, N_("Added."));
}

static enum outcome change(struct request *request, enum label_kind kind, int64_t id)
{
	struct label_change changes[LABEL_FIELD_COUNT];
	struct label_ask ask = {.kind = kind, .id = id, .changes = changes};
	struct label_rows row;
	int64_t waiting;
	TRY(read_changes(request, &ask, changes));
	TRY(labels_change(request->ctx, &ask));
	TRY(labels_get(request->ctx, kind, id, &row));
	TRY(count_waiting(request, kind, &row, &waiting));
	/* Its page asks whether they are approved. */
	return waiting ? answer_redirect_saying(request, url_of(request, kind, id, ""), N_("Saved."), TEXT_NONE)
		       : back_saying(request, kind, N_("Saved."));
}

/* ---- taking away ---- */

static enum outcome show_removal(struct request *request, enum label_kind kind, int64_t id)
{
	struct label_removal data = {.words = &words[kind], .problems = request->ctx->problems};
	const struct label_rows *rows;
	size_t count;
	TRY(labels_get(request->ctx, kind, id, &data.row));
	TRY(labels_count_uses(request->ctx, kind, id, &data.uses));
	TRY(labels_list(request->ctx, kind, &rows, &count));
	struct option *heirs = arena_take_array(request->ctx->arena, count + 1, sizeof *heirs);
	heirs[data.heir_count++] = (struct option){TEXT(""), page_words(request, N_("Choose…"), TEXT_NONE), true};
	for (size_t i = 0; i < count; i++)
		if (rows[i].id != id && rows[i].active)
			heirs[data.heir_count++] =
				(struct option){text_of_number(request->ctx->arena, rows[i].id), rows[i].name, false};
	data.heirs = heirs;
	data.used = data.uses.customers + data.uses.further + data.uses.staff > 0;
	data.action = url_of(request, kind, id, "/remove");
	data.edit_url = url_of(request, kind, id, "");
	view_labels_remove(answer_html(request, 200), frame_of(request, kind, data.row.name), &data);
	return DONE;
}

static enum outcome remove_label(struct request *request, enum label_kind kind, int64_t id, int64_t to)
{
	TRY(labels_remove(request->ctx, kind, id, to));
	return back_saying(request, kind, to ? N_("Handed over and deleted.") : N_("Deleted."));
}

/* ---- the routes, the same for each kind ---- */

#define LABEL_PLURAL(plural, KIND, one)                                                                                \
	enum outcome labels_##plural##_show(struct request *request, const struct labels_##plural##_show *in)          \
	{                                                                                                              \
		(void)in;                                                                                              \
		return show_list(request, LABEL_##KIND);                                                               \
	}                                                                                                              \
	enum outcome labels_##plural##_new_show(struct request *request, const struct labels_##plural##_new_show *in)  \
	{                                                                                                              \
		(void)in;                                                                                              \
		return show_new(request, LABEL_##KIND);                                                                \
	}                                                                                                              \
	enum outcome labels_##plural##_new_again(struct request *request, const struct labels_##plural##_new *in)      \
	{                                                                                                              \
		(void)in;                                                                                              \
		return show_new(request, LABEL_##KIND);                                                                \
	}                                                                                                              \
	enum outcome labels_##plural##_new(struct request *request, const struct labels_##plural##_new *in)            \
	{                                                                                                              \
		(void)in;                                                                                              \
		return add(request, LABEL_##KIND);                                                                     \
	}                                                                                                              \
	enum outcome labels_##plural##_edit_show(struct request *request,                                              \
						 const struct labels_##plural##_edit_show *in)                         \
	{                                                                                                              \
		return show_edit(request, LABEL_##KIND, in->one.value);                                                \
	}                                                                                                              \
	enum outcome labels_##plural##_edit_again(struct request *request, const struct labels_##plural##_edit *in)    \
	{                                                                                                              \
		return show_edit(request, LABEL_##KIND, in->one.value);                                                \
	}                                                                                                              \
	enum outcome labels_##plural##_edit(struct request *request, const struct labels_##plural##_edit *in)          \
	{                                                                                                              \
		return change(request, LABEL_##KIND, in->one.value);                                                   \
	}                                                                                                              \
	enum outcome labels_##plural##_remove_show(struct request *request,                                            \
						   const struct labels_##plural##_remove_show *in)                     \
	{                                                                                                              \
		return show_removal(request, LABEL_##KIND, in->one.value);                                             \
	}                                                                                                              \
	enum outcome labels_##plural##_remove_again(struct request *request,                                           \
						    const struct labels_##plural##_remove_post *in)                    \
	{                                                                                                              \
		return show_removal(request, LABEL_##KIND, in->one.value);                                             \
	}                                                                                                              \
	enum outcome labels_##plural##_remove_post(struct request *request,                                            \
						   const struct labels_##plural##_remove_post *in)                     \
	{                                                                                                              \
		return remove_label(request, LABEL_##KIND, in->one.value, in->to.value);                               \
	}
#define LABEL_ORDERED(plural, KIND, one)                                                                               \
	enum outcome labels_##plural##_move_post(struct request *request,                                              \
						 const struct labels_##plural##_move_post *in)                         \
	{                                                                                                              \
		TRY(labels_move(request->ctx, LABEL_##KIND, in->one.value, in->position));                             \
		return answer_redirect(request, text_of(words[LABEL_##KIND].url));                                     \
	}
#include "features/labels/labels_kinds.def"
#undef LABEL_PLURAL
#undef LABEL_ORDERED
