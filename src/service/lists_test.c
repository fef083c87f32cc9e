/* Lists against an answer worked out in C: random filters, sorts, pages, scopes; cursors; injection.
 *
 * Elsewhere: the people and the questions (tests/list_people.h), the language itself (lists_cases_test.c).
 */
#include "tests/engine.h"
#include "tests/list_people.h"
#include "tests/unit.h"

#include "base/buffer.h"

#include <stdlib.h>

#define QUESTIONS 200

struct room {
	struct engine engine;
	struct arena *arena; /* of one question */
	struct context ctx;
};

static struct instant fixed_now(void *state)
{
	(void)state;
	return (struct instant){PEOPLE_NOW};
}
static const struct clock fixed_clock = {fixed_now, NULL};

static void ask_as(struct room *room, struct store_session session)
{
	context_close(&room->ctx);
	context_open(&room->ctx, room->arena, room->engine.store);
	room->ctx.session = session;
	room->ctx.clock = &fixed_clock;
}

static void room_open(struct room *room, const char *engine, uint64_t seed)
{
	*room = (struct room){.arena = arena_open(64u << 20)};
	list_random_seed(seed);
	engine_open(&room->engine, engine);
	list_people_make(&room->engine);
	ask_as(room, (struct store_session){.scope = STORE_SCOPE_ALL});
}

static void room_close(struct room *room)
{
	context_close(&room->ctx);
	engine_close(&room->engine);
	arena_close(room->arena);
}

/* ---- the answer in C ---- */

static bool in_scope(const struct store_session *session, const struct list_person *p)
{
	switch (session->scope) {
	case STORE_SCOPE_ALL: return true;
	case STORE_SCOPE_OWN: return p->representative == session->staff;
	case STORE_SCOPE_CHANNELS: return session->staff == 8 && p->seen >> 2 & 1; /* 8 has channel 2, 7 has none */
	case STORE_SCOPE_SELF:
	case STORE_SCOPE_NONE: break;
	}
	return false;
}

struct key {
	bool is_null;
	int64_t number;
	struct text text;
	const struct list_person *person;
};

static struct text lower(struct arena *arena, const char *t)
{
	return t ? text_lower_ascii(arena, text_of(t)) : TEXT_NONE;
}

static struct key key_of(struct arena *arena, enum list_sort sort, const struct list_person *p)
{
	struct key key = {.person = p};
	switch (sort) {
	case LIST_SORT_CREATED: key.number = p->created; return key;
	case LIST_SORT_ID: key.number = p->id; return key;
	case LIST_SORT_STATUS: key.number = p->status; return key;
	case LIST_SORT_SPENT: key.number = p->spent; return key;
	case LIST_SORT_ORDERS: key.number = p->orders; return key;
	case LIST_SORT_LAST_LOGIN:
		key.number = p->last_login;
		key.is_null = p->last_login == PEOPLE_NONE;
		return key;
	case LIST_SORT_LOGIN: break;
	case LIST_SORT_EMAIL: key.text = lower(arena, p->email); break;
	case LIST_SORT_NAME: key.text = p->sort_name; break;
	case LIST_SORT_COMPANY: key.text = p->sort_company; break;
	case LIST_SORT_TYPE: key.text = p->type == 1 ? TEXT("b") : TEXT("a"); break;
	case LIST_SORT_GROUP: key.text = p->group == 1 ? TEXT("b") : TEXT("a"); break;
	case LIST_SORT_CHANNEL: key.text = p->channel == 1 ? TEXT("b") : TEXT("a"); break;
	case LIST_SORT_COUNTRY: key.text = text_of(p->country); break;
	case LIST_SORT_COUNT: break;
	}
	key.is_null = text_is_none(key.text);
	return key;
}

static int compare_keys(const void *left, const void *right, void *descending)
{
	const struct key *a = left, *b = right;
	int turn = *(const bool *)descending ? -1 : 1;
	if (a->is_null != b->is_null)
		return a->is_null ? 1 : -1;
	int order = a->is_null ? 0 : text_compare(a->text, b->text);
	if (order == 0 && !a->is_null)
		order = (a->number > b->number) - (a->number < b->number);
	if (order == 0)
		order = (a->person->id > b->person->id) - (a->person->id < b->person->id);
	return order * turn;
}

struct expected {
	struct key keys[PEOPLE];
	size_t count;
};

static void expect(struct room *room, const struct list_question *question, const struct list_ask *ask,
		   struct expected *expected)
{
	bool descending = ask->descending;
	bool trash = ask->trash || list_question_names_trash(question);
	bool guests = ask->guests || list_question_names_guests(question);
	expected->count = 0;
	for (int i = 0; i < PEOPLE; i++) {
		const struct list_person *p = &list_people[i];
		if (!in_scope(&room->ctx.session, p) || (!trash && p->status < 2) || (!guests && p->guest) ||
		    !list_question_answer(room->arena, question, p))
			continue;
		expected->keys[expected->count++] = key_of(room->arena, ask->sort, p);
	}
	qsort_r(expected->keys, expected->count, sizeof *expected->keys, compare_keys, &descending);
}

/* ---- comparing ---- */

static void check_rows(const struct expected *expected, const struct list_answer *answer, size_t offset, size_t most)
{
	size_t left = offset < expected->count ? expected->count - offset : 0;
	assert_int_equal(answer->count, left < most ? left : most);
	assert_int_equal(text_is_none(answer->next), left <= most);
	for (size_t i = 0; i < answer->count; i++) {
		const struct list_person *p = expected->keys[offset + i].person;
		const struct list_row *row = &answer->rows[i];
		assert_int_equal(row->id.value, p->id);
		assert_int_equal(row->status, p->status);
		assert_int_equal(row->orders, p->orders);
		assert_int_equal(row->vip, p->vip);
		assert_true(text_equal(row->email, text_of(p->email)));
	}
}

static void check_pages(struct room *room, struct list_ask ask, const struct expected *expected)
{
	struct list_answer answer;
	ask.most = 1 + list_random(60);
	ask.offset = list_random((unsigned)expected->count + 20);
	assert_int_equal(lists_run(&room->ctx, &ask, &answer), DONE);
	assert_int_equal(answer.total, expected->count);
	check_rows(expected, &answer, (size_t)ask.offset, (size_t)ask.most);
	ask.no_total = true;
	ask.most = (int64_t)expected->count / 4 + 1;
	for (size_t at = (size_t)ask.offset + answer.count; !text_is_none(answer.next); at += answer.count) {
		ask.cursor = answer.next;
		assert_int_equal(lists_run(&room->ctx, &ask, &answer), DONE);
		assert_int_equal(answer.total, -1);
		check_rows(expected, &answer, at, (size_t)ask.most);
	}
}

static void check_ids(struct room *room, struct list_ask ask, const struct expected *expected)
{
	struct customer_id *ids, after = {0};
	size_t count, all = 0;
	ask.most = 700;
	do {
		assert_int_equal(lists_ids(&room->ctx, &ask, after, &ids, &count), DONE);
		for (size_t i = 0; i < count; i++)
			assert_true(ids[i].value > (i ? ids[i - 1].value : after.value));
		all += count;
		after = count ? ids[count - 1] : after;
	} while (count);
	assert_int_equal(all, expected->count);
}

static void check_neighbours(struct room *room, const struct list_ask *ask, const struct expected *expected)
{
	struct customer_id previous, next;
	if (expected->count == 0)
		return;
	size_t at = list_random((unsigned)expected->count);
	const struct customer_id customer = {expected->keys[at].person->id};
	assert_int_equal(lists_around(&room->ctx, ask, customer, &previous, &next), DONE);
	assert_int_equal(previous.value, at ? expected->keys[at - 1].person->id : 0);
	assert_int_equal(next.value, at + 1 < expected->count ? expected->keys[at + 1].person->id : 0);
}

static struct filter *parse(struct room *room, struct text source)
{
	struct filter *filter = NULL;
	if (filter_parse(&room->ctx, source, &filter) != DONE)
		fail_msg("refused: %.*s", TEXT_ARG(source));
	return filter;
}

static void check_question(struct room *room, struct store_session session)
{
	static struct expected expected;
	arena_reset(room->arena);
	ask_as(room, session);
	const struct list_question *question = list_question_make(room->arena, (int)list_random(4));
	struct text source = list_question_print(room->arena, question);
	struct list_ask ask = {
		.filter = parse(room, source),
		.sort = (enum list_sort)list_random(LIST_SORT_COUNT),
		.descending = list_random(2),
		.guests = list_random(2),
		.trash = list_random(3) == 0,
	};
	expect(room, question, &ask, &expected);
	print_message("%.*s | %s%.*s: %zu\n", TEXT_ARG(source), ask.descending ? "-" : "",
		      TEXT_ARG(list_sort_word(ask.sort)), expected.count);
	check_pages(room, ask, &expected);
	check_ids(room, ask, &expected);
	check_neighbours(room, &ask, &expected);
	context_close(&room->ctx);
}

static void every_random_list_is_what_c_says_it_is__22(void **state)
{
	static const struct store_session sessions[] = {
		{.scope = STORE_SCOPE_ALL},
		{.scope = STORE_SCOPE_OWN, .staff = 7},
		{.scope = STORE_SCOPE_CHANNELS, .staff = 8},
		{.scope = STORE_SCOPE_ALL},
	};
	struct room room;
	room_open(&room, *state, 1);
	for (int i = 0; i < QUESTIONS; i++)
		check_question(&room, sessions[i % 4]);
	room_close(&room);
}

static void several_totals_in_one_go_are_those_of_each_list(void **state)
{
	static const char *const filters[] = {"",    "status:pending",  "vip:yes",
					      "ann", "created:last30d", "status:trashed"};
	enum { COUNT = sizeof filters / sizeof *filters };
	static const struct store_session sessions[] = {{.scope = STORE_SCOPE_ALL},
							{.scope = STORE_SCOPE_OWN, .staff = 7},
							{.scope = STORE_SCOPE_CHANNELS, .staff = 8}};
	struct room room;
	room_open(&room, *state, 9);
	for (size_t s = 0; s < sizeof sessions / sizeof *sessions; s++) {
		struct list_ask asks[COUNT];
		int64_t totals[COUNT];
		struct list_answer answer;
		ask_as(&room, sessions[s]);
		for (size_t i = 0; i < COUNT; i++)
			asks[i] = (struct list_ask){
				.filter = parse(&room, text_of(filters[i])), .most = 1, .guests = i % 2 == 0};
		assert_int_equal(lists_count(&room.ctx, asks, COUNT, totals), DONE);
		for (size_t i = 0; i < COUNT; i++) {
			assert_int_equal(lists_run(&room.ctx, &asks[i], &answer), DONE);
			assert_int_equal(totals[i], answer.total);
		}
		assert_true(totals[0] > totals[1]);
	}
	room_close(&room);
}

/* ---- scope ---- */

static void a_scope_holds_in_rows_totals_ids_search_and_neighbours(void **state)
{
	static const struct store_session nothing[] = {
		{.scope = STORE_SCOPE_NONE, .staff = 7},
		{.scope = STORE_SCOPE_OWN, .staff = 99},
		{.scope = STORE_SCOPE_OWN}, /* nobody is not the nobody of those without a representative */
		{.scope = STORE_SCOPE_CHANNELS, .staff = 7},
	};
	static const char *const filters[] = {"", "ann", "(vip:yes | -vip:yes)", "status:trashed,active", "-xyzzy"};
	struct room room;
	struct list_answer answer;
	struct customer_id *ids, previous, next;
	size_t count;
	room_open(&room, *state, 2);
	for (size_t i = 0; i < 4; i++)
		for (size_t f = 0; f < 5; f++) {
			ask_as(&room, nothing[i]);
			const struct list_ask ask = {
				.filter = parse(&room, text_of(filters[f])), .most = 10, .guests = true, .trash = true};
			assert_int_equal(lists_run(&room.ctx, &ask, &answer), DONE);
			assert_int_equal(answer.count, 0);
			assert_int_equal(answer.total, 0);
			assert_int_equal(lists_ids(&room.ctx, &ask, (struct customer_id){0}, &ids, &count), DONE);
			assert_int_equal(count, 0);
			assert_int_equal(lists_around(&room.ctx, &ask, (struct customer_id){1}, &previous, &next),
					 NOT_FOUND);
		}
	room_close(&room);
}

/* ---- the quick search's index ---- */

static int64_t total_of(struct room *room, const char *source)
{
	struct list_answer answer;
	const struct list_ask ask = {.filter = parse(room, text_of(source)), .most = 1, .trash = true};
	assert_int_equal(store_reader_renew(room->ctx.reader), DONE);
	assert_int_equal(lists_run(&room->ctx, &ask, &answer), DONE);
	return answer.total;
}

static void search_follows_when_words_change_and_rows_go(void **state)
{
	struct room room;
	room_open(&room, *state, 6);
	assert_int_equal(total_of(&room, "xylophon"), 0);
	engine_script(&room.engine,
		      "UPDATE customer_search SET words = 'the xylophone \"of\" 5' WHERE customer_id IN (3, 4);");
	assert_int_equal(total_of(&room, "xylophon"), 2);
	assert_int_equal(total_of(&room, "\"\\\"of\\\"\""), 2);
	assert_int_equal(total_of(&room, "ylop lopho th"), 2);
	engine_script(&room.engine, "UPDATE customer_search SET words = 'kazoo' WHERE customer_id = 3;"
				    "DELETE FROM customer_search WHERE customer_id = 4;");
	assert_int_equal(total_of(&room, "xylophon"), 0);
	assert_int_equal(total_of(&room, "azo"), 1);
	room_close(&room);
}

/* ---- cursors ---- */

static enum outcome run_with(struct room *room, struct list_ask ask, struct text cursor)
{
	struct list_answer answer;
	ask.cursor = cursor;
	problems_clear(room->ctx.problems);
	enum outcome outcome = lists_run(&room->ctx, &ask, &answer);
	if (outcome == INVALID)
		assert_non_null(problems_at(room->ctx.problems, TEXT("cursor")));
	return outcome;
}

static void a_cursor_that_was_changed_or_is_of_another_list_is_refused(void **state)
{
	struct room room;
	struct list_answer answer;
	room_open(&room, *state, 3);
	struct list_ask ask = {.filter = parse(&room, TEXT("-vip:yes")), .sort = LIST_SORT_NAME, .most = 5},
			other = ask;
	assert_int_equal(lists_run(&room.ctx, &ask, &answer), DONE);
	struct text cursor = answer.next;
	assert_int_equal(run_with(&room, ask, cursor), DONE);
	for (size_t i = 0; i < cursor.size; i++) {
		struct text changed = text_copy(room.arena, cursor);
		((char *)(uintptr_t)changed.at)[i] = cursor.at[i] == 'A' ? 'B' : 'A';
		assert_int_equal(run_with(&room, ask, changed), INVALID);
		assert_int_equal(run_with(&room, ask, text_slice(cursor, 0, i)), INVALID);
	}
	assert_int_equal(run_with(&room, ask, text_join(room.arena, cursor, TEXT("AAAA"))), INVALID);
	assert_int_equal(run_with(&room, ask, TEXT("' OR 1=1 --")), INVALID);
	other.filter = parse(&room, TEXT("vip:yes"));
	assert_int_equal(run_with(&room, other, cursor), INVALID);
	other = ask;
	other.sort = LIST_SORT_EMAIL;
	assert_int_equal(run_with(&room, other, cursor), INVALID);
	other = ask;
	other.descending = true;
	assert_int_equal(run_with(&room, other, cursor), INVALID);
	other = ask;
	other.guests = true;
	assert_int_equal(run_with(&room, other, cursor), INVALID);
	room_close(&room);
}

static void a_cursor_outlives_a_restart_and_is_worth_nothing_elsewhere(void **state)
{
	struct room room, another;
	struct list_answer answer;
	room_open(&room, *state, 3);
	struct list_ask ask = {.filter = parse(&room, TEXT("")), .most = 5};
	assert_int_equal(lists_run(&room.ctx, &ask, &answer), DONE);
	context_close(&room.ctx);
	engine_reopen(&room.engine);
	ask_as(&room, (struct store_session){.scope = STORE_SCOPE_ALL});
	assert_int_equal(run_with(&room, ask, answer.next), DONE);
	room_open(&another, *state, 3);
	assert_int_equal(run_with(&another, ask, answer.next), INVALID);
	room_close(&another);
	room_close(&room);
}

/* ---- injection ---- */

static const char *const attacks[] = {
	"' OR '1'='1",
	"'; DROP TABLE customers; --",
	"\\' OR 1=1 --",
	"x' UNION SELECT password_hash FROM staff --",
	"%' ESCAPE '",
	"?1",
	"$1",
	"@",
	"#",
	"*/ OR 1=1 /*",
	"1) OR (1=1",
};

/* As the value of every key, as a key, an attribute's word, a word of quick search, a sort. What is taken finds nobody.
 */
static void sql_in_a_filter_is_never_more_than_text__22(void **state)
{
	struct room room;
	const struct list_column *columns;
	size_t count = list_columns(&columns);
	enum list_sort sort;
	bool descending;
	room_open(&room, *state, 4);
	for (size_t a = 0; a < sizeof attacks / sizeof *attacks; a++) {
		struct text attack = text_of(attacks[a]);
		assert_false(list_sort_parse(attack, &sort, &descending));
		assert_false(list_sort_parse(text_join(room.arena, TEXT("name"), attack), &sort, &descending));
		for (size_t i = 0; i < count + 3; i++) {
			struct buffer source = buffer_make(1000);
			struct filter *filter;
			struct list_answer answer;
			if (i < count)
				buffer_add_format(&source, "%s%s:\"", columns[i].key,
						  columns[i].kind == LIST_KIND_attribute ? ".size" : "");
			else
				buffer_add(&source, i == count       ? TEXT("\"")
						    : i == count + 1 ? TEXT("attr.")
								     : TEXT(""));
			for (size_t c = 0; c < attack.size; c++) {
				if (attack.at[c] == '\\' && i <= count)
					buffer_add_char(&source, '\\');
				buffer_add_char(&source, attack.at[c]);
			}
			buffer_add(&source, i <= count ? TEXT("\"") : i == count + 1 ? TEXT(":x") : TEXT(":x"));
			enum outcome outcome =
				filter_parse(&room.ctx, text_copy(room.arena, buffer_text(&source)), &filter);
			buffer_free(&source);
			if (outcome != DONE) {
				assert_int_equal(outcome, INVALID);
				continue;
			}
			const struct list_ask ask = {.filter = filter, .most = 10, .guests = true, .trash = true};
			assert_int_equal(lists_run(&room.ctx, &ask, &answer), DONE);
			assert_true(answer.total < PEOPLE);
		}
	}
	assert_int_equal(engine_number(&room.engine, "SELECT COUNT(*) FROM customers"), PEOPLE);
	room_close(&room);
}

/* ---- limits ---- */

static void a_page_has_from_one_to_ten_thousand_rows(void **state)
{
	static const int64_t wrong[] = {0, -1, 10001, INT64_MAX, INT64_MIN};
	struct room room;
	struct list_answer answer;
	room_open(&room, *state, 5);
	struct list_ask ask = {.filter = parse(&room, TEXT("")), .most = 10000};
	assert_int_equal(lists_run(&room.ctx, &ask, &answer), DONE);
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		ask.most = wrong[i];
		assert_int_equal(lists_run(&room.ctx, &ask, &answer), INVALID);
	}
	ask = (struct list_ask){.filter = ask.filter, .most = 1, .offset = -1};
	assert_int_equal(lists_run(&room.ctx, &ask, &answer), INVALID);
	ask.offset = INT64_MAX;
	assert_int_equal(lists_run(&room.ctx, &ask, &answer), DONE);
	assert_int_equal(answer.count, 0);
	room_close(&room);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(every_random_list_is_what_c_says_it_is__22),
		ON_BOTH(several_totals_in_one_go_are_those_of_each_list),
		ON_BOTH(a_scope_holds_in_rows_totals_ids_search_and_neighbours),
		ON_BOTH(search_follows_when_words_change_and_rows_go),
		ON_BOTH(a_cursor_that_was_changed_or_is_of_another_list_is_refused),
		ON_BOTH(a_cursor_outlives_a_restart_and_is_worth_nothing_elsewhere),
		ON_BOTH(sql_in_a_filter_is_never_more_than_text__22),
		ON_BOTH(a_page_has_from_one_to_ten_thousand_rows),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
