/* Declarations of columns read, printed and filled. */
#include "features/exports/exports_layout.h"

#include "base/buffer.h"

#include <string.h>

/* ---- one declaration ---- */

struct declaration {
	struct text name;  /* or the header */
	struct text words; /* behind the =; none: there is none */
	bool open;         /* a quote stays open */
};

/* A part of a declaration under way: blanks at its edges are dropped unless they were quoted. */
struct part {
	char *at;
	size_t size, kept; /* kept: up to the last byte that is no blank, or was quoted */
};

static void add(struct part *part, char c, bool quoted)
{
	bool blank = c == ' ' || c == '\t' || c == '\r';
	if (blank && !quoted && !part->kept)
		return;
	part->at[part->size++] = c;
	if (!blank || quoted)
		part->kept = part->size;
}

static struct text end_part(const struct part *part)
{
	return (struct text){part->at, part->kept};
}

/* Cuts the next declaration off `*rest`. */
static struct declaration next_declaration(struct arena *arena, struct text *rest)
{
	struct declaration declaration = {TEXT_NONE, TEXT_NONE, false};
	struct part part = {.at = arena_take_bytes(arena, rest->size + 1)};
	bool quoted = false, behind = false;
	size_t i = 0;
	for (; i < rest->size; i++) {
		char c = rest->at[i];
		if (c == '"' && quoted && i + 1 < rest->size && rest->at[i + 1] == '"') {
			add(&part, '"', true);
			i++;
		} else if (c == '"') {
			quoted = !quoted;
		} else if (!quoted && (c == ',' || c == '\n')) {
			break;
		} else if (!quoted && c == '=' && !behind) {
			declaration.name = end_part(&part);
			part = (struct part){.at = part.at + part.size};
			behind = true;
		} else {
			add(&part, c, quoted);
		}
	}
	*(behind ? &declaration.words : &declaration.name) = end_part(&part);
	declaration.open = quoted;
	*rest = text_slice(*rest, i < rest->size ? i + 1 : i, SIZE_MAX);
	return declaration;
}

/* ---- what it means ---- */

struct reading {
	struct context *ctx;
	enum outcome outcome;
	struct layout_column *columns;
	size_t count;
};

static void refuse(struct reading *reading, const char *code, const char *message, struct text value)
{
	reading->outcome = context_invalid(reading->ctx, TEXT("columns"), code, message, value, TEXT_NONE);
}

static void find_column(struct reading *reading, struct text name, struct layout_piece *ret_piece)
{
	*ret_piece = (struct layout_piece){.is_column = true};
	if (!transfer_column_parse(name, &ret_piece->column) || ret_piece->column.part == TRANSFER_SKIP ||
	    ret_piece->column.part == TRANSFER_PASSWORD)
		refuse(reading, "unknown", N_("There is no column “{0}”."), name);
}

/* Takes the next piece of a template off `*rest`: words up to a brace, or a column. False when a brace stays open. */
static bool next_piece(struct reading *reading, struct text *rest, struct layout_piece *ret_piece)
{
	struct arena *arena = reading->ctx->arena;
	char *words = arena_take_bytes(arena, rest->size + 1);
	size_t size = 0, i = 0;
	for (; i < rest->size; i++) {
		char c = rest->at[i];
		bool brace = c == '{' || c == '}', twice = brace && i + 1 < rest->size && rest->at[i + 1] == c;
		if (brace && !twice)
			break;
		words[size++] = c;
		i += twice;
	}
	*ret_piece = (struct layout_piece){.words = {words, size}};
	if (!i && rest->at[0] == '{') {
		size_t end = text_find(*rest, TEXT("}"), 0);
		if (end == SIZE_MAX)
			return false;
		find_column(reading, text_trim(text_slice(*rest, 1, end - 1)), ret_piece);
		i = end + 1;
	}
	*rest = text_slice(*rest, i, SIZE_MAX);
	return i > 0;
}

static void read_template(struct reading *reading, struct text words, struct layout_column *column)
{
	struct layout_piece *pieces = arena_take_array(reading->ctx->arena, words.size + 1, sizeof *pieces);
	struct text rest = words;
	while (rest.size)
		if (!next_piece(reading, &rest, &pieces[column->piece_count++])) {
			refuse(reading, "brace",
			       N_("A brace stays open in “{0}”. Around a column's name stand two; one of your own is "
				  "written twice."),
			       words);
			break;
		}
	column->pieces = pieces;
}

static void read_declaration(struct reading *reading, const struct declaration *declaration)
{
	struct arena *arena = reading->ctx->arena;
	struct layout_column *column = &reading->columns[reading->count++];
	struct layout_piece *piece = arena_take(arena, sizeof *piece);
	*column = (struct layout_column){.header = declaration->name, .own = !text_is_none(declaration->words)};
	column->source = export_layout_declare(arena, declaration->name, declaration->words);
	if (declaration->open) {
		refuse(reading, "quote", N_("A quote stays open behind “{0}”."), declaration->name);
	} else if (column->own && text_is_empty(column->header)) {
		refuse(reading, "header", N_("“{0}” needs a header before the =."), column->source);
	} else if (column->own) {
		read_template(reading, declaration->words, column);
	} else {
		find_column(reading, declaration->name, piece);
		column->pieces = piece;
		column->piece_count = 1;
		column->header = text_copy(arena, transfer_column_name(arena, &piece->column));
	}
}

enum outcome export_layout_parse(struct context *ctx, struct text source, struct export_layout *ret_layout)
{
	struct reading reading = {.ctx = ctx};
	if (source.size > LAYOUT_SOURCE_MOST)
		return context_invalid(ctx, TEXT("columns"), "too_many", N_("That is too much."), TEXT_NONE);
	reading.columns = arena_take_array(ctx->arena, TRANSFER_COLUMNS, sizeof *reading.columns);
	while (source.size) {
		struct declaration declaration = next_declaration(ctx->arena, &source);
		if (text_is_empty(declaration.name) && text_is_none(declaration.words) && !declaration.open)
			continue;
		if (reading.count == TRANSFER_COLUMNS)
			return context_invalid(ctx, TEXT("columns"), "too_many",
					       N_("More than {0} columns are too many."),
					       text_of_number(ctx->arena, TRANSFER_COLUMNS), TEXT_NONE);
		read_declaration(&reading, &declaration);
	}
	if (!reading.count)
		return context_invalid(ctx, TEXT("columns"), "required", N_("Choose a column first."), TEXT_NONE);
	*ret_layout = (struct export_layout){reading.columns, reading.count};
	return reading.outcome;
}

/* ---- every column, and attributes that there are ---- */

static enum outcome every_column(struct context *ctx, struct export_layout *ret_layout)
{
	struct transfer_column *all;
	size_t count;
	TRY(transfer_all_columns(ctx, &all, &count));
	struct layout_column *columns = arena_take_array(ctx->arena, count, sizeof *columns);
	struct layout_piece *pieces = arena_take_array(ctx->arena, count, sizeof *pieces);
	for (size_t i = 0; i < count; i++) {
		pieces[i] = (struct layout_piece){.is_column = true, .column = all[i]};
		struct text name = transfer_column_name(ctx->arena, &all[i]);
		columns[i] = (struct layout_column){
			.header = name,
			.source = export_layout_declare(ctx->arena, name, TEXT_NONE),
			.pieces = &pieces[i],
			.piece_count = 1,
		};
	}
	*ret_layout = (struct export_layout){columns, count};
	return DONE;
}

static bool has_attribute(const struct transfer_names *names, struct text word)
{
	for (size_t i = 0; i < names->count[NAMED_ATTRIBUTE]; i++)
		if (text_equal(names->list[NAMED_ATTRIBUTE][i].word, word))
			return true;
	return false;
}

static enum outcome check_attributes(struct context *ctx, const struct layout_column *column,
				     const struct transfer_names *names)
{
	enum outcome outcome = DONE;
	for (size_t i = 0; i < column->piece_count; i++) {
		const struct transfer_column *one = &column->pieces[i].column;
		if (column->pieces[i].is_column && one->part == TRANSFER_ATTRIBUTE && !has_attribute(names, one->name))
			outcome = context_invalid(ctx, TEXT("columns"), "unknown", N_("There is no column “{0}”."),
						  transfer_column_name(ctx->arena, one), TEXT_NONE);
	}
	return outcome;
}

/* Programs that read objects, or look columns up by name, would lose one of them. */
static enum outcome check_headers(struct context *ctx, const struct export_layout *layout)
{
	for (size_t i = 0; i < layout->count; i++)
		for (size_t k = 0; k < i; k++)
			if (text_equal(layout->columns[i].header, layout->columns[k].header))
				return context_invalid(ctx, TEXT("columns"), "twice",
						       N_("There are two columns “{0}”."), layout->columns[i].header,
						       TEXT_NONE);
	return DONE;
}

enum outcome export_layout_find(struct context *ctx, struct text source, struct export_layout *ret_layout)
{
	struct transfer_names names;
	if (text_is_empty(text_trim(source)))
		return every_column(ctx, ret_layout);
	TRY(export_layout_parse(ctx, source, ret_layout));
	TRY(transfer_names_load(ctx, &names));
	enum outcome outcome = check_headers(ctx, ret_layout);
	for (size_t i = 0; i < ret_layout->count; i++) {
		enum outcome one = check_attributes(ctx, &ret_layout->columns[i], &names);
		outcome = one == DONE ? outcome : one;
	}
	return outcome;
}

enum outcome export_layout_known(struct context *ctx, struct text source, struct export_layout *ret_layout)
{
	struct context quiet = *ctx;
	struct transfer_names names;
	quiet.problems = problems_open(ctx->arena);
	struct reading reading = {.ctx = &quiet};
	reading.columns = arena_take_array(ctx->arena, TRANSFER_COLUMNS, sizeof *reading.columns);
	TRY(transfer_names_load(ctx, &names));
	while (source.size && reading.count < TRANSFER_COLUMNS) {
		struct declaration declaration = next_declaration(ctx->arena, &source);
		reading.outcome = DONE;
		if (text_is_empty(declaration.name) && text_is_none(declaration.words))
			continue;
		read_declaration(&reading, &declaration);
		if (reading.outcome != DONE ||
		    check_attributes(&quiet, &reading.columns[reading.count - 1], &names) != DONE)
			reading.count--;
	}
	*ret_layout = (struct export_layout){reading.columns, reading.count};
	return DONE;
}

/* ---- printing ---- */

static void add_quoted(struct buffer *out, struct text t, bool also_equals)
{
	bool quote = text_is_empty(t) || !text_equal(text_trim(t), t);
	for (size_t i = 0; i < t.size && !quote; i++)
		quote = strchr(",\"\n\r\t", t.at[i]) != NULL || (also_equals && t.at[i] == '=');
	if (!quote) {
		buffer_add(out, t);
		return;
	}
	buffer_add_char(out, '"');
	for (size_t i = 0; i < t.size; i++) {
		if (t.at[i] == '"')
			buffer_add_char(out, '"');
		buffer_add_char(out, t.at[i]);
	}
	buffer_add_char(out, '"');
}

struct text export_layout_join(struct arena *arena, const struct text *declarations, size_t count)
{
	size_t size = 0;
	for (size_t i = 0; i < count; i++)
		size += declarations[i].size + 1;
	char *to = arena_take_bytes(arena, size + 1);
	struct text source = {to, size};
	for (size_t i = 0; i < count; i++) {
		memcpy(to, declarations[i].at, declarations[i].size);
		to += declarations[i].size;
		*to++ = ',';
	}
	return source;
}

struct text export_layout_declare(struct arena *arena, struct text name, struct text words)
{
	struct buffer out __attribute__((cleanup(buffer_free))) = buffer_make(4 * (size_t)LAYOUT_SOURCE_MOST);
	add_quoted(&out, name, true);
	if (!text_is_none(words)) {
		buffer_add_char(&out, '=');
		add_quoted(&out, words, false);
	}
	return text_copy(arena, buffer_text(&out));
}

struct text export_layout_print(struct arena *arena, const struct export_layout *layout)
{
	struct buffer out __attribute__((cleanup(buffer_free))) = buffer_make(4 * (size_t)LAYOUT_SOURCE_MOST);
	for (size_t i = 0; i < layout->count; i++) {
		if (i)
			buffer_add_char(&out, ',');
		buffer_add(&out, layout->columns[i].source);
	}
	return text_copy(arena, buffer_text(&out));
}

/* ---- cells ---- */

static enum layout_kind kind_of_field(enum customer_field field)
{
	switch (customer_field_declared(field)->kind) {
	case CUSTOMER_FIELD_KIND_date: return LAYOUT_DATE;
	case CUSTOMER_FIELD_KIND_flag: return LAYOUT_FLAG;
	case CUSTOMER_FIELD_KIND_text:
	case CUSTOMER_FIELD_KIND_choice:
	case CUSTOMER_FIELD_KIND_country:
	case CUSTOMER_FIELD_KIND_language:
	case CUSTOMER_FIELD_KIND_zone:
	case CUSTOMER_FIELD_KIND_currency:
	case CUSTOMER_FIELD_KIND_discount:
	case CUSTOMER_FIELD_KIND_ref:
	case CUSTOMER_FIELD_KIND_email: break;
	}
	return LAYOUT_TEXT;
}

enum layout_kind export_layout_kind(const struct layout_column *column)
{
	const struct transfer_column *one = &column->pieces->column;
	if (column->own)
		return LAYOUT_TEXT;
	switch (one->part) {
	case TRANSFER_ID: return LAYOUT_NUMBER;
	case TRANSFER_SYSTEM:
		return one->which == SYSTEM_ORDERS || one->which == SYSTEM_SPENT || one->which == SYSTEM_SIGN_INS
			       ? LAYOUT_NUMBER
			       : LAYOUT_TEXT;
	case TRANSFER_FIELD: return kind_of_field((enum customer_field)one->which);
	case TRANSFER_ACCESS:
		return one->which == AXIS_GUEST || one->which == AXIS_ACTIVE || one->which == AXIS_BLOCKED
			       ? LAYOUT_FLAG
			       : LAYOUT_TEXT;
	case TRANSFER_ADDRESS:
		return one->which == ADDRESS_CELL_SHIPPING || one->which == ADDRESS_CELL_BILLING ? LAYOUT_FLAG
												 : LAYOUT_TEXT;
	case TRANSFER_TAGS:
	case TRANSFER_GROUPS:
	case TRANSFER_CHANNELS:
	case TRANSFER_EXTERNAL: return LAYOUT_LIST;
	case TRANSFER_SKIP:
	case TRANSFER_PASSWORD:
	case TRANSFER_CONSENT:
	case TRANSFER_EMAIL:
	case TRANSFER_EMAIL_VERIFICATION:
	case TRANSFER_PHONE:
	case TRANSFER_TAX_ID:
	case TRANSFER_ATTRIBUTE: break;
	}
	return LAYOUT_TEXT;
}

static struct text fill(struct arena *arena, const struct transfer_names *names, const struct transfer_person *person,
			const struct layout_column *column)
{
	struct text *texts = arena_take_array(arena, column->piece_count, sizeof *texts);
	size_t size = 0;
	for (size_t i = 0; i < column->piece_count; i++) {
		const struct layout_piece *piece = &column->pieces[i];
		texts[i] = piece->is_column ? transfer_cell(arena, names, person, &piece->column) : piece->words;
		size += texts[i].size;
	}
	char *all = arena_take_bytes(arena, size + 1), *to = all;
	for (size_t i = 0; i < column->piece_count; i++) {
		if (texts[i].size)
			memcpy(to, texts[i].at, texts[i].size);
		to += texts[i].size;
	}
	return (struct text){all, size};
}

struct text export_layout_cell(struct arena *arena, const struct transfer_names *names,
			       const struct transfer_person *person, const struct layout_column *column)
{
	if (!column->own)
		return transfer_cell(arena, names, person, &column->pieces->column);
	return column->piece_count == 1 && !column->pieces->is_column ? column->pieces->words
								      : text_trim(fill(arena, names, person, column));
}
