/* Fills a route's struct from the values that were sent; see web/fields.h and the map in fields_parts.h.
 *
 * The one idea: first every sent value finds its declared field, or is refused; then every declared field is read, so
 * a problem is found for each field in the order of its declaration.
 */
#include "format/json_write.h"
#include "format/url.h"
#include "web/fields_parts.h"

#include <string.h>

/* What was sent for one declared field. */
struct slot {
	const struct field *value;
	const struct field *was;
	const struct field *currency;
	const struct field **more; /* of ROUTE_MANY in a form: all of them */
	size_t count, room;
};

struct filling {
	struct context *ctx;
	const struct route *route;
	const struct fields *fields;
	struct slot *slots; /* one a declared field */
	char *in;
};

/* Past the limit problems are no longer listed: one that sends a thousand wrong names learns of fifty. */
static enum outcome refuse_name(struct context *ctx, struct text name, const char *code, const char *message)
{
	if (ctx->problems->count < FIELDS_PROBLEMS)
		problems_add(ctx->problems, (struct problem){.field = name, .code = code, .message = message});
	return INVALID;
}

static void gather(struct context *ctx, struct slot *slot, const struct field *sent)
{
	if (slot->count == slot->room) {
		size_t room = slot->room ? 2 * slot->room : 8;
		const struct field **more = arena_take_array(ctx->arena, room, sizeof(*more));
		if (slot->count)
			memcpy(more, slot->more, slot->count * sizeof(*more));
		slot->more = more;
		slot->room = room;
	}
	slot->more[slot->count++] = sent;
}

/* The place of the slot that a sent name belongs to; NULL for what is not declared. */
static const struct field **find_place(const struct filling *filling, struct text name, struct slot **ret_slot,
				       const struct route_field **ret_field)
{
	bool json = filling->fields->json;
	bool was = text_starts(name, TEXT("was_"));
	bool currency = !json && text_ends(name, TEXT("_currency"));
	for (size_t i = filling->route->path_count; i < filling->route->field_count; i++) {
		const struct route_field *field = &filling->route->fields[i];
		struct text declared = text_of(field->name);
		struct slot *slot = *ret_slot = &filling->slots[i];
		*ret_field = field;
		if (text_equal(name, declared) && (json || field->kind != ROUTE_OBJECT))
			return &slot->value;
		if (!json && field->kind == ROUTE_OBJECT &&
		    text_starts(name, text_join(filling->ctx->arena, declared, TEXT("/"))))
			return &slot->value;
		if (was && field->flags & ROUTE_WATCHED && text_equal(text_slice(name, 4, SIZE_MAX), declared))
			return &slot->was;
		if (currency && field->kind == ROUTE_MONEY && text_equal(text_slice(name, 0, name.size - 9), declared))
			return &slot->currency;
	}
	return NULL;
}

/* INVALID when something was sent that is not declared, or twice. */
static enum outcome sort_into_slots(const struct filling *filling)
{
	struct context *ctx = filling->ctx;
	enum outcome worst = DONE;
	for (size_t i = 0; i < filling->fields->count; i++) {
		const struct field *sent = &filling->fields->list[i];
		const struct route_field *field = NULL;
		struct slot *slot;
		if (!filling->fields->json && text_equal(sent->name, TEXT(ROUTE_CSRF_FIELD)))
			continue;
		const struct field **place = find_place(filling, sent->name, &slot, &field);
		bool many = place && place == &slot->value && !filling->fields->json &&
			    (field->flags & ROUTE_MANY || field->kind == ROUTE_OBJECT);
		if (!place && filling->route->protocol)
			continue;
		if (!place)
			worst = refuse_name(ctx, sent->name, "unknown_field", N_("This field does not exist here."));
		else if (*place && !many)
			worst = refuse_name(ctx, sent->name, "duplicate", N_("This was sent twice."));
		else
			*place = sent;
		if (many)
			gather(ctx, slot, sent);
	}
	return worst;
}

static void set_none(const struct filling *filling, const struct route_field *field)
{
	if (field->flags & ROUTE_MANY)
		return;
	if (field->kind == ROUTE_DATE)
		memcpy(filling->in + field->offset, &DATE_NONE, sizeof(struct date));
	else if (field->kind == ROUTE_INSTANT)
		memcpy(filling->in + field->offset, &INSTANT_NONE, sizeof(struct instant));
}

static void set_has(const struct filling *filling, const struct route_field *field)
{
	if (field->has_offset != ROUTE_NOWHERE)
		*(bool *)(filling->in + field->has_offset) = true;
}

static struct reading reading_of(const struct filling *filling, size_t place)
{
	const struct route_field *field = &filling->route->fields[place];
	return (struct reading){.ctx = filling->ctx,
				.field = field,
				.name = text_of(field->name),
				.json = filling->fields->json,
				.currency = filling->slots[place].currency};
}

/* Null in JSON; in a form an input that was left empty, or a file that was not chosen. */
static bool is_nothing(const struct filling *filling, const struct route_field *field, const struct field *sent)
{
	if (filling->fields->json)
		return sent->form == FIELD_NULL;
	if (sent->form == FIELD_UPLOAD)
		return sent->upload.content.size == 0 && sent->upload.name.size == 0;
	bool kept = field->kind == ROUTE_SECRET || field->flags & (ROUTE_MULTILINE | ROUTE_UNTRIMMED);
	return (kept ? sent->text : text_trim(sent->text)).size == 0 && field->kind != ROUTE_FLAG;
}

/* Nothing was sent, or nothing on purpose (`said`). */
static enum outcome fill_nothing(const struct filling *filling, size_t place, bool said)
{
	const struct route_field *field = &filling->route->fields[place];
	struct reading reading = reading_of(filling, place);
	bool nullable = field->flags & ROUTE_OPTIONAL;
	if (filling->route->patch && !said)
		return DONE;
	if (field->given) {
		struct field given = {.form = FIELD_TEXT, .text = text_of(field->given)};
		reading.json = false;
		return fields_read(&reading, &given, filling->in + field->offset);
	}
	if (filling->route->patch && nullable && field->kind != ROUTE_CHOICE && field->kind != ROUTE_FLAG) {
		set_has(filling, field);
		return DONE;
	}
	if (!filling->route->patch && (nullable || (field->kind == ROUTE_FLAG && !said)))
		return DONE;
	if (said && !filling->fields->json && field->kind == ROUTE_TEXT && field->min == 0) {
		*(struct text *)(filling->in + field->offset) = TEXT("");
		set_has(filling, field);
		return DONE;
	}
	return fields_problem(&reading, "required", N_("This is needed."));
}

static enum outcome fill_one(const struct filling *filling, size_t place)
{
	const struct route_field *field = &filling->route->fields[place];
	const struct slot *slot = &filling->slots[place];
	struct reading reading = reading_of(filling, place);
	if (slot->value && !is_nothing(filling, field, slot->value)) {
		set_has(filling, field);
		return fields_read(&reading, slot->value, filling->in + field->offset);
	}
	if (!slot->value && slot->was && field->kind == ROUTE_FLAG) { /* the box was there and is not ticked */
		set_has(filling, field);
		return DONE;
	}
	return fill_nothing(filling, place, slot->value != NULL);
}

/* `count` values, at `more` one by one, or side by side at `list`. */
static enum outcome fill_many(const struct filling *filling, size_t place, const struct field *list, size_t count)
{
	const struct route_field *field = &filling->route->fields[place];
	struct context *ctx = filling->ctx;
	struct reading reading = reading_of(filling, place);
	size_t size = fields_size(field), filled = 0;
	if (count > field->most)
		return fields_problem_limits(&reading, "too_many", N_("At most {1} are taken here."));
	char *values = arena_take_array(ctx->arena, count, size);
	enum outcome worst = DONE;
	for (size_t i = 0; i < count && worst != FAULT; i++) {
		const struct field *sent = list ? &list[i] : filling->slots[place].more[i];
		if (!list && is_nothing(filling, field, sent)) /* an empty input beside the boxes says "none of them" */
			continue;
		reading.name = text_format(ctx->arena, "%s/%zu", field->name, i);
		enum outcome outcome = fields_read(&reading, sent, values + filled++ * size);
		worst = outcome == DONE ? worst : outcome;
	}
	memcpy(filling->in + field->offset, &values, sizeof(values));
	*(size_t *)(filling->in + field->count_offset) = filled;
	set_has(filling, field);
	reading.name = text_of(field->name);
	if (worst == DONE && filled == 0 && !(field->flags & ROUTE_OPTIONAL))
		return fields_problem(&reading, "required", N_("This is needed."));
	return worst;
}

static enum outcome fill_list(const struct filling *filling, size_t place)
{
	const struct slot *slot = &filling->slots[place];
	struct reading reading = reading_of(filling, place);
	if (slot->value && !filling->fields->json)
		return fill_many(filling, place, NULL, slot->count);
	if (!slot->value || slot->value->form == FIELD_NULL)
		return fill_nothing(filling, place, slot->value != NULL);
	if (slot->value->form != FIELD_LIST)
		return fields_problem(&reading, "wrong_type", N_("This needs to be a list."));
	return fill_many(filling, place, slot->value->items, slot->value->item_count);
}

/* The members of a form, `name/member` each, as the object that JSON would have sent. Whoever reads it refuses names
 * that stand twice, as in JSON. */
static enum outcome fill_object(const struct filling *filling, size_t place)
{
	static const struct route_field lines = {.kind = ROUTE_TEXT, .flags = ROUTE_MULTILINE};
	const struct route_field *field = &filling->route->fields[place];
	const struct slot *slot = &filling->slots[place];
	struct reading reading = reading_of(filling, place);
	struct buffer out __attribute__((cleanup(buffer_free))) = buffer_make((size_t)field->max + 1);
	struct json_writer json = json_writer_make(&out);
	size_t start = strlen(field->name) + 1;
	json_begin_object(&json);
	for (size_t i = 0; i < slot->count; i++) {
		const struct field *sent = slot->more[i];
		reading.name = sent->name;
		if (sent->form == FIELD_UPLOAD && field->flags & ROUTE_FILES)
			continue;
		struct text value = fields_clean(filling->ctx->arena, &lines, sent->text);
		if (sent->form != FIELD_TEXT || !fields_is_printable(value, true))
			return fields_problem(&reading, "wrong_type", N_("This needs to be text."));
		json_add_key_text(&json, text_slice(sent->name, start, SIZE_MAX));
		json_add_text(&json, value);
	}
	json_end_object(&json);
	reading.name = text_of(field->name);
	if (buffer_failed(&out))
		return fields_problem_limits(&reading, "too_large", N_("This is too large: {1} bytes are taken."));
	struct field whole = {.form = FIELD_OBJECT, .raw = text_copy(filling->ctx->arena, buffer_text(&out))};
	set_has(filling, field);
	return fields_read(&reading, &whole, filling->in + field->offset);
}

static enum outcome fill_was(const struct filling *filling, size_t place)
{
	const struct route_field *field = &filling->route->fields[place];
	const struct field *was = filling->slots[place].was;
	if (!was)
		return DONE;
	struct reading reading = reading_of(filling, place);
	reading.name = was->name;
	struct text *ret_was = (struct text *)(filling->in + field->was_offset);
	switch (was->form) {
	case FIELD_TEXT:
	case FIELD_NUMBER: *ret_was = fields_clean(filling->ctx->arena, field, was->text); break;
	case FIELD_NULL: *ret_was = TEXT(""); break;
	case FIELD_TRUE: *ret_was = TEXT("true"); break;
	case FIELD_FALSE: *ret_was = TEXT("false"); break;
	case FIELD_LIST:
	case FIELD_OBJECT:
	case FIELD_UPLOAD: return fields_problem(&reading, "nested", N_("This needs to be a single value."));
	}
	return DONE;
}

static enum outcome fill_member(const struct filling *filling, size_t place)
{
	const struct route_field *field = &filling->route->fields[place];
	set_none(filling, field);
	TRY(fill_was(filling, place));
	if (field->kind == ROUTE_OBJECT && filling->slots[place].count)
		return fill_object(filling, place);
	return field->flags & ROUTE_MANY ? fill_list(filling, place) : fill_one(filling, place);
}

enum outcome fields_fill(struct context *ctx, const struct route *route, const struct fields *fields, void *in)
{
	struct filling filling = {.ctx = ctx, .route = route, .fields = fields, .in = in};
	filling.slots = arena_take_array(ctx->arena, route->field_count, sizeof(*filling.slots));
	enum outcome worst = sort_into_slots(&filling);
	for (size_t i = route->path_count; i < route->field_count; i++) {
		enum outcome outcome = fill_member(&filling, i);
		if (outcome == FAULT)
			return FAULT;
		worst = outcome == DONE ? worst : outcome;
	}
	if (route->raw_types) {
		memcpy(filling.in + route->raw_offset, &fields->raw, sizeof(fields->raw));
		memcpy(filling.in + route->raw_type_offset, &fields->raw_type, sizeof(fields->raw_type));
	}
	return worst;
}

static enum outcome fill_parameter(struct context *ctx, const struct route_field *field, struct text sent, char *at)
{
	if (field->kind == ROUTE_TEXT) {
		struct text *ret_text = (struct text *)at;
		bool fits = url_decode(ctx->arena, sent, ret_text) == DONE && fields_is_printable(*ret_text, false) &&
			    text_length(*ret_text) <= ROUTE_PARAMETER_LENGTH;
		return fits ? DONE : NOT_FOUND;
	}
	int64_t id;
	if (!text_to_number(sent, &id) || id < 1 || id > ID_MAX)
		return NOT_FOUND;
	memcpy(at, &id, sizeof(id));
	route_id_check *check = route_check_of(field->id_kind);
	enum outcome outcome = check ? check(ctx, text_of(field->id_kind), id) : DONE;
	return outcome == DONE || outcome == FAULT ? outcome : NOT_FOUND;
}

enum outcome fields_fill_path(struct context *ctx, const struct route_match *match, void *in)
{
	const struct route *route = match->route;
	for (size_t i = 0; i < route->path_count; i++)
		TRY(fill_parameter(ctx, &route->fields[i], match->parameters[i], (char *)in + route->fields[i].offset));
	return DONE;
}

bool fields_next_file(const struct fields *fields, struct text object, size_t *walk, struct text *ret_member,
		      struct route_file *ret_file)
{
	while (*walk < fields->count) {
		const struct field *sent = &fields->list[(*walk)++];
		bool chosen = sent->form == FIELD_UPLOAD && (sent->upload.content.size || sent->upload.name.size);
		if (!chosen || !text_starts(sent->name, object) || sent->name.size <= object.size ||
		    sent->name.at[object.size] != '/')
			continue;
		*ret_member = text_slice(sent->name, object.size + 1, SIZE_MAX);
		*ret_file = sent->upload;
		return true;
	}
	return false;
}

struct text fields_sent(const struct fields *fields, const struct route *route, const char *name)
{
	struct text wanted = text_of(name);
	for (size_t i = 0; route && i < route->field_count; i++)
		if (route->fields[i].kind == ROUTE_SECRET && text_equal(text_of(route->fields[i].name), wanted))
			return TEXT_NONE;
	for (size_t i = 0; i < fields->count; i++) {
		const struct field *field = &fields->list[i];
		if ((field->form == FIELD_TEXT || field->form == FIELD_NUMBER) && text_equal(field->name, wanted))
			return field->text;
	}
	return TEXT_NONE;
}
