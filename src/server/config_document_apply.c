/* Making the configuration what a document says. */
#include "server/config_document_parts.h"

#include "format/fold.h"
#include "format/json_indent.h"

#define NOBODY (-1) /* what stands twice is none of them */

/* What things are compared by. */
struct key {
	struct text first, second;
};

/* One kind at work. */
struct making {
	struct context *ctx;
	const struct config_apply *ask;
	const struct config_section *section;
	const struct config_kind *kind;
	struct config_thing *before, *after;
	size_t before_count, after_count;
	struct key *keys;     /* beside `before` */
	int64_t *ids;         /* beside the section's things */
	struct text *secrets; /* the same */
	size_t *places;       /* beside `after`: where one that was put elsewhere is now, from 1; else 0 */
};

struct applying {
	const struct config_apply *ask;
	const struct config_section *sections;
	struct config_step *steps;
	size_t count, room;
	bool done; /* all of it fitted */
};

/* ---- which one is meant ---- */

static struct key key_of(const struct making *m, const struct text *values)
{
	struct text keys[2] = {TEXT_NONE, TEXT_NONE};
	for (size_t f = 0; f < 2 && f < m->kind->field_count; f++)
		keys[f] = m->kind->fields[f].blind ? fold_sort(m->ctx->arena, values[f]) : values[f];
	return (struct key){keys[0], keys[1]};
}

static bool is_meant(const struct making *m, const struct key *there, const struct key *said)
{
	switch (m->kind->key) {
	case CONFIG_ONE: return true;
	case CONFIG_BY_FIRST: return text_equal(there->first, said->first);
	case CONFIG_BY_EITHER:
		return text_is_empty(said->first) ? text_equal(there->second, said->second)
						  : text_equal(there->first, said->first);
	case CONFIG_BY_BOTH: return text_equal(there->first, said->first) && text_equal(there->second, said->second);
	}
	return false;
}

static bool is_taken(const struct making *m, int64_t id)
{
	for (size_t i = 0; i < m->section->count; i++)
		if (m->ids[i] == id)
			return true;
	return false;
}

static bool is_as_said(const struct making *m, const struct config_thing *there, const struct config_said *said)
{
	for (size_t f = 0; f < m->kind->field_count; f++)
		if (!text_is_none(said->values[f]) && !text_equal(said->values[f], there->values[f]))
			return false;
	return true;
}

/* Where several may have one key, each is meant once. `same`: only one that is as it is to be. */
static enum outcome find_meant(struct making *m, size_t i, bool same)
{
	const struct config_said *said = &m->section->things[i];
	const struct key key = key_of(m, said->values);
	for (size_t b = 0; b < m->before_count && !m->ids[i]; b++) {
		if (!is_meant(m, &m->keys[b], &key) || (same && !is_as_said(m, &m->before[b], said)))
			continue;
		if (!is_taken(m, m->before[b].id)) {
			m->ids[i] = m->before[b].id;
		} else if (!m->kind->again) {
			bool first = !text_is_empty(said->values[0]);
			m->ids[i] = NOBODY;
			return context_invalid(m->ctx, said->path, "twice", N_("“{0}” stands here twice."),
					       said->values[first ? 0 : 1], TEXT_NONE);
		}
	}
	return DONE;
}

static const struct config_thing *thing_of(const struct config_thing *list, size_t count, int64_t id)
{
	for (size_t i = 0; i < count; i++)
		if (list[i].id == id)
			return &list[i];
	return NULL;
}

/* ---- making one as it is to be ---- */

struct one {
	struct making *making;
	struct config_ask ask;
};

static enum outcome set_one(struct context *ctx, void *state)
{
	struct one *one = state;
	return one->making->kind->set(ctx, one->making->kind, &one->ask);
}

/* The verb speaks of fields, and whoever reads of places in the document. */
static void place_problems(struct context *ctx, size_t from, struct text path)
{
	for (size_t i = from; i < ctx->problems->count; i++) {
		struct text *field = &ctx->problems->list[i].field;
		*field = text_is_empty(*field) ? path
					       : text_format(ctx->arena, "%.*s.%.*s", TEXT_ARG(path), TEXT_ARG(*field));
	}
}

/* What is to be another, and all of it; false when nothing is. */
static bool compare(const struct making *m, const struct config_thing *there, const struct config_said *said,
		    struct config_ask *ask)
{
	size_t count = m->kind->field_count;
	struct text *values = arena_take_array(m->ctx->arena, count, sizeof *values);
	struct text *all = arena_take_array(m->ctx->arena, count, sizeof *all);
	bool differs = !there;
	for (size_t f = 0; f < count; f++) {
		bool is_said = !text_is_none(said->values[f]);
		all[f] = is_said || !there ? said->values[f] : there->values[f];
		if (!is_said || (there && text_equal(there->values[f], said->values[f])))
			continue;
		values[f] = said->values[f];
		differs = true;
	}
	ask->values = values;
	ask->all = all;
	return differs;
}

static enum outcome make_one(struct making *m, size_t i)
{
	const struct config_said *said = &m->section->things[i];
	struct one one = {m, {.id = m->ids[i], .allowed = m->ask->allowed}};
	size_t problems = m->ctx->problems->count;
	if (m->ids[i] == NOBODY || !compare(m, thing_of(m->before, m->before_count, m->ids[i]), said, &one.ask))
		return DONE;
	enum outcome outcome = context_attempt(m->ctx, set_one, &one);
	place_problems(m->ctx, problems, said->path);
	m->ids[i] = one.ask.id;
	m->secrets[i] = one.ask.secret;
	return outcome;
}

static bool leads(const struct making *m, size_t i)
{
	return m->kind->leads && text_equal(m->section->things[i].values[m->kind->leads], TEXT("yes"));
}

/* All of them, so that everything that is wrong is said at once. */
static enum outcome make_all(struct making *m)
{
	enum outcome outcome = DONE;
	for (int turn = m->kind->again ? 0 : 1; turn < 2; turn++)
		for (size_t i = 0; i < m->section->count; i++) {
			enum outcome one = find_meant(m, i, turn == 0);
			outcome = outcome == DONE ? one : outcome;
		}
	for (int turn = 0; turn < 2 && outcome != FAULT; turn++)
		for (size_t i = 0; i < m->section->count && outcome != FAULT; i++) {
			if (leads(m, i) != (turn == 0))
				continue;
			enum outcome one = make_one(m, i);
			outcome = outcome == DONE || one == FAULT ? one : outcome;
		}
	return outcome;
}

/* ---- their order ---- */

/* Those that the document names keep the places that they have among the others, in the document's order. */
static int64_t *wanted_order(const struct making *m)
{
	size_t count = m->after_count, named = 0;
	int64_t *wanted = arena_take_array(m->ctx->arena, count, sizeof *wanted);
	for (size_t i = 0; i < count; i++)
		wanted[i] = is_taken(m, m->after[i].id) ? m->ids[named++] : m->after[i].id;
	return wanted;
}

static enum outcome put_in_order(struct making *m)
{
	const int64_t *wanted = wanted_order(m);
	for (size_t i = 0; i < m->after_count; i++) {
		size_t at = i;
		while (at < m->after_count && m->after[at].id != wanted[i])
			at++;
		if (at == i || at == m->after_count)
			continue;
		TRY(m->kind->move(m->ctx, m->kind, wanted[i], (int64_t)i + 1));
		const struct config_thing moved = m->after[at];
		memmove(&m->after[i + 1], &m->after[i], (at - i) * sizeof moved);
		m->after[i] = moved;
		/* What was put before it has been counted and stays where it is. */
		m->places[i] = i + 1;
	}
	return DONE;
}

/* ---- what has been done ---- */

static struct text json_of(struct context *ctx, const struct config_field *field, struct text value)
{
	struct buffer out __attribute__((cleanup(buffer_free))) = buffer_make(SIZE_MAX / 2);
	struct json_writer json = json_writer_make(&out);
	config_value_write(&json, field, value);
	return json_plain(ctx->arena, buffer_text(&out));
}

static struct text name_of(const struct making *m, const struct config_thing *thing)
{
	const struct text *values = thing->values;
	switch (m->kind->key) {
	case CONFIG_ONE: return TEXT_NONE;
	case CONFIG_BY_FIRST: break;
	case CONFIG_BY_EITHER: return text_is_empty(values[0]) ? values[1] : values[0];
	case CONFIG_BY_BOTH: return text_format(m->ctx->arena, "%.*s %.*s", TEXT_ARG(values[0]), TEXT_ARG(values[1]));
	}
	return values[0];
}

static void tell_changes(const struct making *m, const struct config_thing *old, size_t at, struct config_step *step)
{
	const struct config_thing *new = &m->after[at];
	struct config_change *changes = arena_take_array(m->ctx->arena, m->kind->field_count + 1, sizeof *changes);
	for (size_t f = 0; f < m->kind->field_count; f++) {
		const struct config_field *field = &m->kind->fields[f];
		struct text before = old ? old->values[f] : TEXT("");
		if (config_field_stands(field) && !text_equal(before, new->values[f]))
			changes[step->change_count++] =
				(struct config_change){field->word, old ? json_of(m->ctx, field, before) : TEXT_NONE,
						       json_of(m->ctx, field, new->values[f])};
	}
	size_t was = old ? (size_t)(old - m->before) + 1 : 0;
	if (m->places[at] && m->places[at] != was)
		changes[step->change_count++] = (struct config_change){
			"position", old ? text_of_number(m->ctx->arena, (int64_t)was) : TEXT_NONE,
			text_of_number(m->ctx->arena, (int64_t)m->places[at])};
	step->changes = changes;
	step->done = !old ? CONFIG_CREATED : step->change_count ? CONFIG_CHANGED : CONFIG_LEFT;
}

static void add_step(struct applying *applying, struct arena *arena, const struct config_step *step)
{
	if (applying->count == applying->room) {
		size_t room = applying->room ? applying->room * 2 : 64;
		struct config_step *steps = arena_take_array(arena, room, sizeof *steps);
		if (applying->count)
			memcpy(steps, applying->steps, applying->count * sizeof *steps);
		applying->steps = steps;
		applying->room = room;
	}
	applying->steps[applying->count++] = *step;
}

static void tell(const struct making *m, struct applying *applying)
{
	for (size_t at = 0; at < m->after_count; at++) {
		const struct config_thing *new = &m->after[at];
		struct config_step step = {.kind = m->kind, .name = name_of(m, new)};
		tell_changes(m, thing_of(m->before, m->before_count, new->id), at, &step);
		for (size_t i = 0; i < m->section->count; i++)
			if (m->ids[i] == new->id && !m->ask->dry_run)
				step.secret = m->secrets[i];
		if (step.done != CONFIG_LEFT || is_taken(m, new->id))
			add_step(applying, m->ctx->arena, &step);
	}
}

/* ---- all of it ---- */

static enum outcome apply_section(struct context *ctx, struct applying *applying, const struct config_section *section)
{
	struct making m = {.ctx = ctx, .ask = applying->ask, .section = section, .kind = section->kind};
	m.ids = arena_take_array(ctx->arena, section->count, sizeof *m.ids);
	m.secrets = arena_take_array(ctx->arena, section->count, sizeof *m.secrets);
	TRY(config_read_all(ctx, m.kind, &m.before, &m.before_count));
	m.keys = arena_take_array(ctx->arena, m.before_count, sizeof *m.keys);
	for (size_t b = 0; b < m.before_count; b++)
		m.keys[b] = key_of(&m, m.before[b].values);
	TRY(make_all(&m));
	TRY(config_read_all(ctx, m.kind, &m.after, &m.after_count));
	m.places = arena_take_array(ctx->arena, m.after_count, sizeof *m.places);
	if (m.kind->move)
		TRY(put_in_order(&m));
	tell(&m, applying);
	return DONE;
}

static enum outcome apply(struct context *ctx, void *state)
{
	struct applying *applying = state;
	enum outcome outcome = DONE;
	applying->count = 0;
	applying->done = false;
	for (size_t k = 0; config_kinds[k] && outcome != FAULT; k++) {
		if (!applying->sections[k].count)
			continue;
		enum outcome one = apply_section(ctx, applying, &applying->sections[k]);
		outcome = outcome == DONE || one == FAULT ? one : outcome;
	}
	TRY(outcome);
	applying->done = true;
	/* Whoever only asks gets to know what would be, and it is undone. */
	return applying->ask->dry_run ? INVALID : DONE;
}

static enum outcome refuse_json(struct context *ctx, const struct json_fault *fault)
{
	static const struct {
		const char *code, *message;
	} messages[] = {
		{"json_duplicate_key", N_("A name stands twice in an object.")},
		{"json_number", N_("A number is too large.")},
		{"json_nul", N_("Some text is not valid UTF-8, or holds a NUL.")},
		{"json_utf8", N_("Some text is not valid UTF-8, or holds a NUL.")},
		{"json_depth", N_("This is nested too deeply.")},
	};
	const char *message = N_("This is no JSON.");
	struct text place = TEXT_NONE;
	for (size_t i = 0; i < sizeof messages / sizeof *messages; i++)
		if (strcmp(messages[i].code, fault->code) == 0)
			message = messages[i].message;
	if (fault->line)
		place = fault->column ? text_format(ctx->arena, "line %d, column %d", fault->line, fault->column)
				      : text_format(ctx->arena, "line %d", fault->line);
	return context_invalid(ctx, place, fault->code, message, TEXT_NONE);
}

/* Editors of some systems begin a file so. */
static struct bytes without_mark(struct bytes document)
{
	if (document.size >= 3 && memcmp(document.at, "\xef\xbb\xbf", 3) == 0)
		return (struct bytes){document.at + 3, document.size - 3};
	return document;
}

enum outcome config_apply(struct context *ctx, const struct config_apply *ask, struct config_step **ret_steps,
			  size_t *ret_count)
{
	struct json_document *document __attribute__((cleanup(json_cleanup))) = NULL;
	struct config_section *sections;
	struct json_fault fault;
	if (json_open(without_mark(ask->document), &document, &fault) != DONE)
		return refuse_json(ctx, &fault);
	TRY(config_read_document(ctx, json_root(document), &sections));
	struct applying applying = {.ask = ask, .sections = sections};
	enum outcome outcome = context_transact(ctx, apply, &applying);
	if (outcome != DONE && !(ask->dry_run && applying.done))
		return outcome;
	*ret_steps = applying.steps;
	*ret_count = applying.count;
	return DONE;
}
