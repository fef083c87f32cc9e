/* Between the types of C and the values of the store; what the functions made from `.sql` are built of.
 *
 * The one idea: "none" is a value of the type itself (INSTANT_NONE, DATE_NONE, an id of 0, a text at NULL), and it is
 * here, and only here, that it becomes null and back.
 */
#ifndef STORE_TYPED_H
#define STORE_TYPED_H

#include "store/store.h"

struct store_value store_bind_number(int64_t number);
struct store_value store_bind_id(int64_t id); /* 0: null */
struct store_value store_bind_text(struct text text);
struct store_value store_bind_bytes(struct bytes bytes);
struct store_value store_bind_instant(struct instant instant);
struct store_value store_bind_date(struct date date);
/* A JSON array, kept in the arena; the statement unrolls it inside IN ( ). */
struct store_value store_bind_numbers(struct arena *arena, const int64_t *numbers, size_t count);
struct store_value store_bind_texts(struct arena *arena, const struct text *texts, size_t count);
/* What a session is asked for; without a session the scope holds nothing. Reading statements get plain numbers, so
 * that `IS :@customer` with nobody signed in meets no row; changing ones get null for nobody. */
struct store_value store_bind_scope(const struct store_session *session);
struct store_value store_bind_staff(const struct store_session *session, bool change);
struct store_value store_bind_customer(const struct store_session *session, bool change);

/* Copies into the arena; a NULL arena gives the row's own view. */
struct text store_read_text(struct arena *arena, const struct store_row *row, int column);
struct bytes store_read_bytes(struct arena *arena, const struct store_row *row, int column);
struct instant store_read_instant(const struct store_row *row, int column);
struct date store_read_date(const struct store_row *row, int column);

/* The one row that a statement may give. */
struct store_single {
	const char *statement;
	struct arena *arena;
	void *row;
	int count;
};
/* FAULT at the second row. */
enum outcome store_single_add(struct store_single *single) MUST_USE;

/* Rows that gather in the arena. */
struct store_rows {
	struct arena *arena;
	size_t size; /* of one */
	size_t count;
	void *rows;
};
/* Room for the next row, zeroed. */
void *store_rows_add(struct store_rows *rows);

/* What a statement that says `cached` asks: its rows come from memory as long as none of its tables has changed, and
 * lie there as `take` gathered them in a struct store_rows. They may be read as long as the reader's arena. */
struct store_cached {
	const struct store_statement *statement;
	const struct store_value *values;
	int count;
	store_row_fn *take;
	size_t size; /* of a row */
};
enum outcome store_query_cached(struct reader *reader, const struct store_cached *ask, const void **ret_rows,
				size_t *ret_count) MUST_USE;
/* The one row of `maybe`, copied; FAULT when there are two. */
enum outcome store_query_cached_maybe(struct reader *reader, const struct store_cached *ask, bool *ret_found,
				      void *ret_row) MUST_USE;

/* `change one`: NOT_FOUND when no row changed, FAULT when several did. */
enum outcome store_changed_one(const char *statement, int64_t changed) MUST_USE;

/* Every statement of the program (statements.c), for tests and `make sql`. */
extern const struct store_statement *const store_statements[];
extern const size_t store_statements_count;

#endif
