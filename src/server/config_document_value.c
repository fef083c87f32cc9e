/* A field's value: as the slice has it, and as JSON. */
#include "base/buffer.h"
#include "format/fold.h"
#include "format/line_ends.h"
#include "server/config_document_parts.h"
#include "web/fields_parts.h"
#include "web/language.h"

#include <stdlib.h>

bool config_field_stands(const struct config_field *field)
{
	return field->form != CONFIG_ABSENT && field->form != CONFIG_SECRET;
}

static int compare_words(const void *a, const void *b)
{
	return text_compare(*(const struct text *)a, *(const struct text *)b);
}

/* A document may have a list of any length, so what is joined is not written anew for each piece of it. */
static void add_piece(struct buffer *all, const char *separator, struct text piece)
{
	if (all->size)
		buffer_add(all, text_of(separator));
	buffer_add(all, piece);
}

static struct text joined(struct arena *arena, const struct buffer *all)
{
	return all->size ? text_copy(arena, buffer_text(all)) : TEXT("");
}

static struct text sorted(struct arena *arena, struct text words)
{
	struct buffer all __attribute__((cleanup(buffer_free))) = buffer_make(SIZE_MAX / 2);
	struct text *list = arena_take_array(arena, words.size / 2 + 1, sizeof *list), word;
	size_t count = 0;
	while (text_next(&words, ' ', &word))
		if (!text_is_empty(word))
			list[count++] = word;
	qsort(list, count, sizeof *list, compare_words);
	for (size_t i = 0; i < count; i++)
		if (i == 0 || !text_equal(list[i], list[i - 1]))
			add_piece(&all, " ", list[i]);
	return joined(arena, &all);
}

static struct text without_empty_lines(struct arena *arena, struct text lines)
{
	struct buffer all __attribute__((cleanup(buffer_free))) = buffer_make(SIZE_MAX / 2);
	struct text line;
	while (text_next(&lines, '\n', &line))
		if (!text_is_empty(text_trim(line)))
			add_piece(&all, "\n", text_trim(line));
	return joined(arena, &all);
}

struct text config_value_clean(struct arena *arena, const struct config_field *field, struct text value)
{
	if (text_is_empty(value))
		return TEXT("");
	switch (field->form) {
	case CONFIG_WORDS: return sorted(arena, value);
	case CONFIG_LIST: return without_empty_lines(arena, fold_nfc(arena, value));
	case CONFIG_LINES: return fold_nfc(arena, line_ends_plain(arena, value));
	case CONFIG_TEXT:
	case CONFIG_LANGUAGE:
	case CONFIG_PAIRS: return fold_nfc(arena, text_trim(value));
	case CONFIG_FLAG:
	case CONFIG_NUMBER:
	case CONFIG_SECRET:
	case CONFIG_ABSENT: break;
	}
	return value;
}

/* ---- writing ---- */

static void write_pairs(struct json_writer *json, const struct config_field *field, struct text pairs)
{
	struct text pair, first;
	while (text_next(&pairs, ';', &pair)) {
		text_next(&pair, ':', &first);
		json_begin_object(json);
		json_add_key_text(json, text_of(field->pair[0]));
		json_add_text(json, text_trim(first));
		json_add_key_text(json, text_of(field->pair[1]));
		json_add_text(json, text_trim(pair));
		json_end_object(json);
	}
}

static void write_pieces(struct json_writer *json, const struct config_field *field, struct text value)
{
	struct text piece;
	json_begin_array(json);
	if (value.size && field->form == CONFIG_PAIRS)
		write_pairs(json, field, value);
	else
		while (value.size && text_next(&value, field->form == CONFIG_WORDS ? ' ' : '\n', &piece))
			json_add_text(json, piece);
	json_end_array(json);
}

void config_value_write(struct json_writer *json, const struct config_field *field, struct text value)
{
	int64_t number;
	switch (field->form) {
	case CONFIG_FLAG: json_add_flag(json, text_equal(value, TEXT("yes"))); return;
	case CONFIG_WORDS:
	case CONFIG_LIST:
	case CONFIG_PAIRS: write_pieces(json, field, value); return;
	case CONFIG_NUMBER:
		if (text_to_number(value, &number)) {
			json_add_number(json, number);
			return;
		}
		break;
	case CONFIG_TEXT:
	case CONFIG_LINES:
	case CONFIG_LANGUAGE:
	case CONFIG_SECRET:
	case CONFIG_ABSENT: break;
	}
	json_add_text(json, text_is_empty(value) ? TEXT_NONE : value);
}

/* ---- reading ---- */

static enum outcome refuse(struct context *ctx, struct text path, const char *message)
{
	return context_invalid(ctx, path, "wrong_type", message, TEXT_NONE);
}

static enum outcome check_text(struct context *ctx, const struct config_field *field, struct text path,
			       struct text value)
{
	bool lines = field->form == CONFIG_LINES || field->form == CONFIG_LIST;
	if (!fields_is_printable(value, lines))
		return refuse(ctx, path, N_("This holds characters that cannot be shown."));
	if (text_is_empty(value) && field->needed)
		return refuse(ctx, path, N_("This is needed."));
	if (field->form == CONFIG_LANGUAGE && !language_find(value))
		return context_invalid(ctx, path, "unknown", N_("“{0}” is none of the choices."), value, TEXT_NONE);
	if (field->most && text_length(value) > field->most)
		return context_invalid(ctx, path, "too_long", N_("This is too long; {0} characters are the most."),
				       text_of_number(ctx->arena, (int64_t)field->most), TEXT_NONE);
	return DONE;
}

/* A text that holds nothing of what stands between texts; `separators` begins with that. */
static enum outcome read_piece(struct context *ctx, struct text path, const struct json_value *json,
			       const char *separators, struct text *ret_piece)
{
	if (!json_as_text(json, ret_piece))
		return refuse(ctx, path, N_("This needs to be text."));
	*ret_piece = text_copy(ctx->arena, *ret_piece);
	for (size_t i = 0; i < ret_piece->size; i++)
		if (strchr(separators, ret_piece->at[i]))
			return context_invalid(ctx, path, "separator", N_("“{0}” is none of the choices."), *ret_piece,
					       TEXT_NONE);
	return DONE;
}

static enum outcome read_pair(struct context *ctx, const struct config_field *field, struct text path,
			      const struct json_value *json, struct text *ret_pair)
{
	struct text pieces[2];
	if (json_kind(json) != JSON_IS_OBJECT || json_count(json) != 2 || !json_member(json, text_of(field->pair[0])) ||
	    !json_member(json, text_of(field->pair[1])))
		return context_invalid(ctx, path, "wrong_type",
				       N_("This needs to be an object with “{0}” and “{1}” alone."),
				       text_of(field->pair[0]), text_of(field->pair[1]), TEXT_NONE);
	for (size_t i = 0; i < 2; i++)
		TRY(read_piece(ctx, text_format(ctx->arena, "%.*s.%s", TEXT_ARG(path), field->pair[i]),
			       json_member(json, text_of(field->pair[i])), ";:", &pieces[i]));
	*ret_pair =
		text_format(ctx->arena, "%.*s: %.*s", TEXT_ARG(text_trim(pieces[0])), TEXT_ARG(text_trim(pieces[1])));
	return DONE;
}

static enum outcome read_pieces(struct context *ctx, const struct config_field *field, struct text path,
				const struct json_value *json, struct text *ret_value)
{
	struct buffer all __attribute__((cleanup(buffer_free))) = buffer_make(SIZE_MAX / 2);
	bool words = field->form == CONFIG_WORDS, pairs = field->form == CONFIG_PAIRS;
	enum outcome outcome = DONE;
	if (json_kind(json) != JSON_IS_ARRAY)
		return refuse(ctx, path, N_("This needs to be a list."));
	for (size_t i = 0; i < json_count(json); i++) {
		struct text here = text_format(ctx->arena, "%.*s[%zu]", TEXT_ARG(path), i), piece = TEXT("");
		enum outcome one = pairs ? read_pair(ctx, field, here, json_at(json, i), &piece)
					 : read_piece(ctx, here, json_at(json, i), words ? " " : "\n", &piece);
		outcome = outcome == DONE ? one : outcome;
		add_piece(&all, words ? " " : pairs ? "; " : "\n", piece);
	}
	*ret_value = joined(ctx->arena, &all);
	return outcome;
}

static enum outcome read_plain(struct context *ctx, const struct config_field *field, struct text path,
			       const struct json_value *json, struct text *ret_value)
{
	int64_t number;
	bool flag;
	if (field->form == CONFIG_FLAG) {
		if (!json_as_flag(json, &flag))
			return refuse(ctx, path, N_("This needs to be true or false."));
		*ret_value = flag ? TEXT("yes") : TEXT("no");
	} else if (field->form == CONFIG_NUMBER) {
		if (!json_as_number(json, &number))
			return refuse(ctx, path, N_("This needs to be a whole number."));
		*ret_value = text_of_number(ctx->arena, number);
	} else if (json_kind(json) == JSON_IS_NULL) {
		*ret_value = TEXT("");
	} else if (!json_as_text(json, ret_value)) {
		return refuse(ctx, path, N_("This needs to be text."));
	} else {
		*ret_value = text_copy(ctx->arena, *ret_value);
	}
	return DONE;
}

enum outcome config_value_read(struct context *ctx, const struct config_field *field, struct text path,
			       const struct json_value *json, struct text *ret_value)
{
	bool pieces = field->form == CONFIG_WORDS || field->form == CONFIG_LIST || field->form == CONFIG_PAIRS;
	if (field->form == CONFIG_SECRET)
		return context_invalid(ctx, path, "secret",
				       N_("No secret stands in a document. It is set by: clientele config {0} --stdin"),
				       text_of(field->word), TEXT_NONE);
	TRY(pieces ? read_pieces(ctx, field, path, json, ret_value) : read_plain(ctx, field, path, json, ret_value));
	*ret_value = config_value_clean(ctx->arena, field, *ret_value);
	return check_text(ctx, field, path, *ret_value);
}
