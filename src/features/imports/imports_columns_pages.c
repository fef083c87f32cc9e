/* The columns of a file on screen: what each could be here, what is chosen or guessed, a few of its cells; and how it
 * is imported. */
#include "features/imports/imports_pages.h"

#include "features/attributes/attributes.h"
#include "features/imports/imports_folder.h"
#include "features/imports/imports_mapping.h"
#include "features/imports/imports_rows.h"
#include "features/labels/labels.h"
#include "format/foreign_hash.h"
#include "web/language.h"

#include <string.h>

#define SAMPLES      3
#define SAMPLE_MOST  40
#define GROUPS_MOST  (TRANSFER_NUMBER + 16)
#define NUMBER_LEAST 3 /* e-mails, phones, addresses and tax numbers that are offered */

static struct text column_words(struct request *request, struct text name)
{
	struct transfer_words words;
	if (!transfer_describe(request->ctx->arena, name, &words))
		return name;
	return page_words(request, words.words, words.value,
			  words.part ? page_words(request, words.part, TEXT_NONE) : TEXT(""), TEXT_NONE);
}

/* ---- what a column could be ---- */

struct offering {
	struct request *request;
	struct import_targets *groups;
	size_t group_count;
	struct option *options; /* of the group under way */
	size_t count, room;
};

static void add(struct offering *offering, struct text name, struct text label)
{
	if (offering->count == offering->room) {
		size_t room = offering->room ? 2 * offering->room : 16;
		struct option *more = arena_take_array(offering->request->ctx->arena, room, sizeof *more);
		if (offering->count)
			memcpy(more, offering->options, offering->count * sizeof *more);
		offering->options = more;
		offering->room = room;
	}
	offering->options[offering->count++] = (struct option){.value = name, .label = label};
}

static void add_named(struct offering *offering, struct text name)
{
	add(offering, name, column_words(offering->request, name));
}

static void end_group(struct offering *offering, struct text label)
{
	if (offering->count && offering->group_count < GROUPS_MOST)
		offering->groups[offering->group_count++] =
			(struct import_targets){label, offering->options, offering->count};
	offering->options = NULL;
	offering->count = offering->room = 0;
}

static void end_group_called(struct offering *offering, const char *label)
{
	end_group(offering, page_words(offering->request, label, TEXT_NONE));
}

/* One more of that part than is chosen: the next column may be that. */
static size_t most_of(const struct import_plan *plan, enum transfer_part part)
{
	size_t most = NUMBER_LEAST - 1;
	for (size_t i = 0; i < plan->head.header_count; i++)
		if (plan->columns[i].column.part == part && plan->columns[i].column.number > most)
			most = plan->columns[i].column.number;
	return most < TRANSFER_NUMBER ? most + 1 : most;
}

static void offer_parts(struct offering *offering, enum transfer_part part, int cells, size_t number)
{
	for (int which = 0; which < cells; which++) {
		const struct transfer_column column = {.part = part, .which = which, .number = number};
		add_named(offering, transfer_column_name(offering->request->ctx->arena, &column));
	}
}

static void offer_contacts(struct offering *offering, const struct import_plan *plan)
{
	size_t emails = most_of(plan, TRANSFER_EMAIL), verified = most_of(plan, TRANSFER_EMAIL_VERIFICATION),
	       phones = most_of(plan, TRANSFER_PHONE), addresses = most_of(plan, TRANSFER_ADDRESS),
	       tax_ids = most_of(plan, TRANSFER_TAX_ID);
	for (size_t n = 2; n <= emails; n++)
		offer_parts(offering, TRANSFER_EMAIL, 1, n);
	for (size_t n = 1; n <= verified; n++)
		offer_parts(offering, TRANSFER_EMAIL_VERIFICATION, 1, n);
	for (size_t n = 1; n <= phones; n++)
		offer_parts(offering, TRANSFER_PHONE, PHONE_CELLS, n);
	end_group_called(offering, N_("Ways of contact"));
	for (size_t n = 1; n <= addresses; n++) {
		offer_parts(offering, TRANSFER_ADDRESS, ADDRESS_CELLS, n);
		end_group(offering, page_words(offering->request, N_("Address {0}"),
					       text_of_number(offering->request->ctx->arena, (int64_t)n), TEXT_NONE));
	}
	for (size_t n = 1; n <= tax_ids; n++)
		offer_parts(offering, TRANSFER_TAX_ID, TAX_CELLS, n);
	end_group_called(offering, N_("Tax numbers"));
}

static bool is_offered(const struct offering *offering, struct text name)
{
	for (size_t i = 0; i < offering->count; i++)
		if (text_equal(offering->options[i].value, name))
			return true;
	return false;
}

/* Those that are in use, and those that are chosen: what is not offered would be left out. */
static enum outcome offer_attributes(struct offering *offering, const struct import_plan *plan)
{
	struct context *ctx = offering->request->ctx;
	struct attribute *list;
	size_t count;
	TRY(attributes_list(ctx, &list, &count));
	for (size_t i = 0; i < count; i++)
		if (list[i].row.active && list[i].row.kind != ATTRIBUTE_KIND_PICTURE)
			add(offering, text_join(ctx->arena, TEXT("attr."), list[i].row.word),
			    attribute_label(&list[i], text_of(ctx->language->code)));
	for (size_t i = 0; i < plan->head.header_count; i++) {
		const struct transfer_column *column = &plan->columns[i].column;
		struct text name = transfer_column_name(ctx->arena, column);
		if (column->part == TRANSFER_ATTRIBUTE && !plan->shown[i].is_new && !is_offered(offering, name))
			add_named(offering, name);
	}
	end_group_called(offering, N_("Custom attributes"));
	return DONE;
}

/* Those that are known, that are chosen, and the one that nobody in particular is. */
static enum outcome offer_systems(struct offering *offering, const struct import_plan *plan)
{
	struct arena *arena = offering->request->ctx->arena;
	struct transfer_systems *systems;
	size_t count;
	TRY(transfer_systems(offering->request->ctx->reader, &systems, &count));
	for (size_t i = 0; i < count; i++)
		add_named(offering, text_join(arena, TEXT("external."), systems[i].system));
	for (size_t i = 0; i <= plan->head.header_count; i++) {
		const struct transfer_column usual = {.part = TRANSFER_EXTERNAL, .name = TEXT("import")};
		const struct transfer_column *column = i < plan->head.header_count ? &plan->columns[i].column : &usual;
		struct text name = transfer_column_name(arena, column);
		if (column->part == TRANSFER_EXTERNAL && !is_offered(offering, name))
			add_named(offering, name);
	}
	end_group_called(offering, N_("Ids of other systems"));
	return DONE;
}

static enum outcome offer(struct request *request, const struct import_plan *plan, struct import_screen *screen)
{
	struct offering offering = {
		.request = request,
		.groups = arena_take_array(request->ctx->arena, GROUPS_MOST, sizeof *offering.groups)};
	for (int f = 0; f < CUSTOMER_FIELD_COUNT; f++)
		add_named(&offering, text_of(customer_field_declared((enum customer_field)f)->word));
	add_named(&offering, TEXT("id"));
	add_named(&offering, TEXT("password_hash"));
	add_named(&offering, TEXT("consent"));
	end_group_called(&offering, N_("Details"));
	offer_contacts(&offering, plan);
	static const char *const labels[] = {"tags", "groups", "channels"};
	for (size_t i = 0; i < 3; i++)
		add_named(&offering, text_of(labels[i]));
	end_group_called(&offering, N_("Tags, groups, channels"));
	for (int axis = 0; axis < AXIS_COUNT; axis++) {
		const struct transfer_column column = {.part = TRANSFER_ACCESS, .which = axis};
		add_named(&offering, transfer_column_name(request->ctx->arena, &column));
	}
	end_group_called(&offering, N_("Access"));
	TRY(offer_attributes(&offering, plan));
	TRY(offer_systems(&offering, plan));
	screen->targets = offering.groups;
	screen->target_count = offering.group_count;
	return DONE;
}

/* ---- the columns ---- */

static struct text samples_of(struct arena *arena, const struct import_source_row *rows, size_t count, size_t place)
{
	struct text samples = TEXT("");
	for (size_t i = 1; i < count; i++) {
		struct text cell = place < rows[i].count ? text_trim(rows[i].cells[place]) : TEXT("");
		if (text_is_empty(cell))
			continue;
		cell = text_cut(cell, SAMPLE_MOST);
		samples = samples.size ? text_format(arena, "%.*s, %.*s", TEXT_ARG(samples), TEXT_ARG(cell))
				       : text_copy(arena, cell);
	}
	return samples;
}

/* Hashes of passwords are shown to nobody, whatever they are to be imported as. */
static bool is_secret(const struct import_plan *plan, const struct import_rows *rows, size_t place)
{
	bool hash = plan->columns[place].column.part == TRANSFER_PASSWORD;
	for (size_t i = 1; !hash && i < rows->count; i++)
		hash = place < rows->list[i].count &&
		       foreign_hash_judge(text_trim(rows->list[i].cells[place])) != FOREIGN_HASH_UNKNOWN;
	return hash;
}

static void say_what_became(struct request *request, const struct import_plan *plan, size_t i,
			    struct import_place *place)
{
	static const struct {
		const char *words;
		enum mark mark;
	} said[] = {{N_("Recognised"), MARK_OK},
		    {N_("A new attribute"), MARK_WAIT},
		    {N_("Left out"), MARK_REST},
		    {N_("Counted by Clientele: left out"), MARK_REST},
		    {N_("Holds pictures: left out"), MARK_REST}};
	enum transfer_part part = plan->columns[i].column.part;
	size_t which = plan->shown[i].is_picture ? 4
		       : plan->shown[i].is_new   ? 1
		       : part == TRANSFER_SYSTEM ? 3
		       : part == TRANSFER_SKIP   ? 2
						 : 0;
	place->said = page_words(request, said[which].words, TEXT_NONE);
	place->mark = said[which].mark;
	place->chosen = which >= 2 ? TEXT("-") : transfer_column_name(request->ctx->arena, &plan->columns[i].column);
}

static struct text error_of(struct request *request, size_t place)
{
	struct text field = text_format(request->ctx->arena, "map/%zu", place);
	const struct problems *problems = request->ctx->problems;
	for (size_t i = 0; i < problems->count; i++)
		if (text_equal(problems->list[i].field, field))
			return problem_text(&request->view, &problems->list[i]);
	return TEXT("");
}

static struct text new_attribute(struct arena *arena, struct text header, size_t place)
{
	struct text word = import_word_of(arena, header, place);
	return text_join(arena, TEXT("attr."), word);
}

static void fill_places(struct request *request, const struct import_plan *plan, const struct import_rows *rows,
			struct import_screen *screen)
{
	struct arena *arena = request->ctx->arena;
	struct import_place *places = arena_take_array(arena, plan->head.header_count, sizeof *places);
	for (size_t i = 0; i < plan->head.header_count; i++) {
		struct text header = text_trim(plan->head.headers[i]);
		struct import_place *place = &places[i];
		*place = (struct import_place){.id = text_format(arena, "map-%zu", i),
					       .header = header,
					       .samples = is_secret(plan, rows, i)
								  ? TEXT("•••")
								  : samples_of(arena, rows->list, rows->count, i),
					       .error = error_of(request, i)};
		say_what_became(request, plan, i, place);
		place->new_value = plan->shown[i].is_new ? place->chosen : new_attribute(arena, header, i);
		place->new_label = page_words(request, N_("A new attribute “{0}”"), header, TEXT_NONE);
	}
	screen->places = places;
	screen->place_count = plan->head.header_count;
}

/* ---- how it is imported ---- */

static struct import_choice choice_of(struct arena *arena, const struct option *options, size_t count,
				      struct text chosen)
{
	struct option *list = arena_take_array(arena, count, sizeof *list);
	for (size_t i = 0; i < count; i++) {
		list[i] = options[i];
		list[i].selected = text_equal(options[i].value, chosen);
	}
	return (struct import_choice){list, count};
}

static struct text default_of(const struct import_options *options, const char *column)
{
	for (size_t i = 0; i < options->default_count; i++)
		if (text_equal(options->defaults[i].column, text_of(column)))
			return options->defaults[i].value;
	return TEXT("");
}

static enum outcome fill_labels(struct request *request, enum label_kind kind, struct text chosen,
				struct import_choice *ret_choice)
{
	struct arena *arena = request->ctx->arena;
	const struct label_rows *rows;
	size_t count;
	TRY(labels_list(request->ctx, kind, &rows, &count));
	struct option *list = arena_take_array(arena, count + 1, sizeof *list);
	list[0] =
		(struct option){.value = TEXT(""), .label = page_words(request, N_("As for everybody new"), TEXT_NONE)};
	for (size_t i = 0; i < count; i++)
		list[i + 1] = (struct option){.value = rows[i].word, .label = rows[i].name};
	*ret_choice = choice_of(arena, list, count + 1, chosen);
	return DONE;
}

static void fill_ways(struct request *request, const struct import_options *options, struct import_screen *screen)
{
	struct arena *arena = request->ctx->arena;
	const struct option matches[] = {
		{TEXT("any"), page_words(request, N_("ID in another system, else e-mail, else username"), TEXT_NONE),
		 false},
		{TEXT("email"), page_words(request, N_("E-mail"), TEXT_NONE), false},
		{TEXT("login"), page_words(request, N_("Username"), TEXT_NONE), false},
		{TEXT("external"), page_words(request, N_("ID in another system"), TEXT_NONE), false},
		{TEXT("id"), page_words(request, N_("ID"), TEXT_NONE), false},
	};
	const struct option modes[] = {
		{TEXT("both"), page_words(request, N_("Add and change"), TEXT_NONE), false},
		{TEXT("create"), page_words(request, N_("Add only"), TEXT_NONE), false},
		{TEXT("update"), page_words(request, N_("Change only"), TEXT_NONE), false},
	};
	screen->match = choice_of(arena, matches, 5, import_match_key(options->match));
	screen->mode = choice_of(arena, modes, 3, import_mode_key(options->mode));
	screen->system = text_is_none(options->system) ? TEXT("") : options->system;
	screen->replace = options->replace;
	screen->make_missing = options->make_missing;
	screen->restore = options->restore;
	screen->raw = options->raw;
}

static void fill_reading(struct request *request, struct import_screen *screen)
{
	const struct option encodings[] = {
		{TEXT("utf-8"), TEXT("UTF-8"), false},
		{TEXT("utf-16le"), TEXT("UTF-16 LE"), false},
		{TEXT("utf-16be"), TEXT("UTF-16 BE"), false},
		{TEXT("windows-1252"), TEXT("Windows-1252, Latin-1"), false},
	};
	const struct option delimiters[] = {
		{TEXT(","), page_words(request, N_("comma"), TEXT_NONE), false},
		{TEXT(";"), page_words(request, N_("semicolon"), TEXT_NONE), false},
		{TEXT("tab"), page_words(request, N_("tab"), TEXT_NONE), false},
		{TEXT("|"), page_words(request, N_("bar"), TEXT_NONE), false},
		{screen->file->delimiter, screen->file->delimiter, false},
	};
	struct text now = text_equal(screen->file->delimiter, TEXT("\t")) ? TEXT("tab") : screen->file->delimiter;
	size_t count = 5;
	for (size_t i = 0; i < 4; i++)
		count = text_equal(delimiters[i].value, now) ? 4 : count;
	screen->encodings = choice_of(request->ctx->arena, encodings, 4, screen->file->encoding);
	screen->delimiters = choice_of(request->ctx->arena, delimiters, count, now);
}

static enum outcome fill_defaults(struct request *request, const struct import_options *options,
				  struct import_screen *screen)
{
	struct text none = page_words(request, N_("None"), TEXT_NONE);
	TRY(fill_labels(request, LABEL_TYPE, default_of(options, "type"), &screen->types));
	TRY(fill_labels(request, LABEL_GROUP, default_of(options, "group"), &screen->groups));
	TRY(fill_labels(request, LABEL_CHANNEL, default_of(options, "channel"), &screen->channels));
	screen->languages =
		choices_or_none(request, choices_all_languages(request, default_of(options, "language")), none);
	screen->countries = choices_or_none(request, choices_countries(request, default_of(options, "country")), none);
	screen->tags = default_of(options, "tags");
	return DONE;
}

/* What was chosen and cannot be is left to the guess, so that the page shows all of it. */
static enum outcome make_plan(struct request *request, const struct import_options *options,
			      const struct import_head *head, struct import_plan *ret_plan)
{
	struct problems *problems = request->ctx->problems;
	size_t before = problems->count;
	enum outcome outcome = import_plan_make(request->ctx, options, head, ret_plan);
	if (outcome != INVALID)
		return outcome;
	struct import_options guessed = *options;
	problems->count = before;
	guessed.place_count = 0;
	return import_plan_make(request->ctx,
				memcpy(arena_take(request->ctx->arena, sizeof guessed), &guessed, sizeof guessed), head,
				ret_plan);
}

enum outcome import_fill_columns(struct request *request, struct import_screen *screen)
{
	struct context *ctx = request->ctx;
	const struct import_file *file = screen->file;
	const struct import_rows_ask ask = {.path = import_piece_path(ctx, file->token, IMPORT_PIECE_ROWS),
					    .most = SAMPLES + 1,
					    .bytes_most = 1 << 20};
	struct import_rows rows;
	struct import_plan plan;
	TRY(context_read(ctx));
	TRY(import_rows_read(ctx, &ask, &rows));
	struct import_head head = {.headers = file->headers,
				   .header_count = file->header_count,
				   .lines = file->packing == IMPORT_PACKING_LINES};
	if (rows.count > 1) {
		head.first = rows.list[1].cells;
		head.first_count = rows.list[1].count;
	}
	TRY(make_plan(request, &file->options, &head, &plan));
	screen->is_headless = plan.is_headless;
	TRY(offer(request, &plan, screen));
	fill_places(request, &plan, &rows, screen);
	fill_ways(request, &file->options, screen);
	fill_reading(request, screen);
	return fill_defaults(request, &file->options, screen);
}
