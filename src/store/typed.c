/* Values of C ↔ values of the store; see typed.h. */
#include "store/typed.h"

#include "base/buffer.h"
#include "base/log.h"

#include <string.h>

enum { ARRAY_MOST = 64 * 1024 * 1024 };

struct store_value store_bind_number(int64_t number)
{
	return (struct store_value){.kind = STORE_NUMBER, .number = number};
}

struct store_value store_bind_id(int64_t id)
{
	return id ? store_bind_number(id) : (struct store_value){.kind = STORE_NULL};
}

struct store_value store_bind_text(struct text text)
{
	return (struct store_value){.kind = text_is_none(text) ? STORE_NULL : STORE_TEXT, .text = text};
}

struct store_value store_bind_bytes(struct bytes bytes)
{
	return (struct store_value){.kind = bytes.at ? STORE_BYTES : STORE_NULL,
				    .text = {(const char *)bytes.at, bytes.size}};
}

struct store_value store_bind_instant(struct instant instant)
{
	return instant_is_none(instant) ? (struct store_value){.kind = STORE_NULL} : store_bind_number(instant.us);
}

struct store_value store_bind_date(struct date date)
{
	return date_is_none(date) ? (struct store_value){.kind = STORE_NULL} : store_bind_number(date.days);
}

/* A buffer's text, moved into the arena. An array that is too large ends as null, which no row is in. */
static struct store_value bind_array(struct arena *arena, struct buffer *json)
{
	struct text text = buffer_failed(json) ? TEXT_NONE : text_copy(arena, buffer_text(json));
	buffer_free(json);
	return store_bind_text(text);
}

struct store_value store_bind_numbers(struct arena *arena, const int64_t *numbers, size_t count)
{
	struct buffer json = buffer_make(ARRAY_MOST);
	buffer_add_char(&json, '[');
	for (size_t i = 0; i < count; i++) {
		if (i)
			buffer_add_char(&json, ',');
		buffer_add_number(&json, numbers[i]);
	}
	buffer_add_char(&json, ']');
	return bind_array(arena, &json);
}

static void add_json_string(struct buffer *json, struct text t)
{
	buffer_add_char(json, '"');
	for (size_t i = 0; i < t.size; i++) {
		if ((unsigned char)t.at[i] < 0x20)
			buffer_add_format(json, "\\u%04x", (unsigned)t.at[i]);
		else if (t.at[i] == '"' || t.at[i] == '\\')
			buffer_add_format(json, "\\%c", t.at[i]);
		else
			buffer_add_char(json, t.at[i]);
	}
	buffer_add_char(json, '"');
}

struct store_value store_bind_texts(struct arena *arena, const struct text *texts, size_t count)
{
	struct buffer json = buffer_make(ARRAY_MOST);
	buffer_add_char(&json, '[');
	for (size_t i = 0; i < count; i++) {
		if (i)
			buffer_add_char(&json, ',');
		add_json_string(&json, texts[i]);
	}
	buffer_add_char(&json, ']');
	return bind_array(arena, &json);
}

struct store_value store_bind_scope(const struct store_session *session)
{
	return store_bind_number(session ? (int64_t)session->scope : STORE_SCOPE_NONE);
}

static struct store_value bind_person(int64_t id, bool change)
{
	return change ? store_bind_id(id) : store_bind_number(id);
}

struct store_value store_bind_staff(const struct store_session *session, bool change)
{
	return bind_person(session ? session->staff : 0, change);
}

struct store_value store_bind_customer(const struct store_session *session, bool change)
{
	return bind_person(session ? session->customer : 0, change);
}

struct text store_read_text(struct arena *arena, const struct store_row *row, int column)
{
	struct text text = store_row_text(row, column);
	return arena ? text_copy(arena, text) : text;
}

struct bytes store_read_bytes(struct arena *arena, const struct store_row *row, int column)
{
	struct bytes bytes = store_row_bytes(row, column);
	if (!arena || !bytes.at)
		return bytes;
	unsigned char *copy = arena_take(arena, bytes.size);
	memcpy(copy, bytes.at, bytes.size);
	return (struct bytes){copy, bytes.size};
}

struct instant store_read_instant(const struct store_row *row, int column)
{
	return (struct instant){store_row_number_or(row, column, INSTANT_NONE.us)};
}

struct date store_read_date(const struct store_row *row, int column)
{
	return (struct date){(int32_t)store_row_number_or(row, column, DATE_NONE.days)};
}

enum outcome store_single_add(struct store_single *single)
{
	if (single->count++ == 0)
		return DONE;
	log_line(LOG_ERROR, TEXT_NONE, "statement %s: more than one row", single->statement);
	return FAULT;
}

void *store_rows_add(struct store_rows *rows)
{
	/* Full exactly when the count is zero or a power of two from 8 on. */
	if (rows->count == 0 || (rows->count >= 8 && (rows->count & (rows->count - 1)) == 0)) {
		size_t room = rows->count ? 2 * rows->count : 8;
		void *larger = arena_take_array(rows->arena, room, rows->size);
		if (rows->count)
			memcpy(larger, rows->rows, rows->count * rows->size);
		rows->rows = larger;
	}
	return (char *)rows->rows + rows->size * rows->count++;
}

enum outcome store_changed_one(const char *statement, int64_t changed)
{
	if (changed == 1)
		return DONE;
	if (changed == 0)
		return NOT_FOUND;
	log_line(LOG_ERROR, TEXT_NONE, "statement %s: changed more than one row", statement);
	return FAULT;
}
