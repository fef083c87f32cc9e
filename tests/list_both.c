/* Lists by the index against lists by SQL; see list_both.h. */
#include "tests/list_both.h"

#include "store/engine.h"
#include "tests/unit.h"

#include "base/buffer.h"
#include "store/schema_table.h"

#include <string.h>
#include <time.h>

#define SCRIPT_MOST (1 << 20)

static struct instant fixed_now(void *state)
{
	(void)state;
	return (struct instant){PEOPLE_NOW};
}
static const struct clock fixed_clock = {fixed_now, NULL};

/* ---- twenty thousand people ---- */

static void add_copies(struct buffer *script, const struct schema_table *table, int copy)
{
	buffer_add_format(script, "INSERT INTO %s SELECT ", table->name);
	for (size_t i = 0; i < table->column_count; i++) {
		const char *name = table->columns[i].name;
		bool is_id = strcmp(name, "id") == 0 || strcmp(name, "customer_id") == 0;
		bool is_created = strcmp(name, "created") == 0 || strcmp(name, "last_sign_in") == 0;
		buffer_add_format(script, "%s%s", i ? ", " : "", name);
		if (is_id)
			buffer_add_format(script, " + %d", copy * PEOPLE);
		else if (is_created)
			buffer_add_format(script, " - %d * %lld", copy, (long long)HOUR_US * 7);
	}
	const char *id = strcmp(table->name, "customers") == 0 ? "id" : "customer_id";
	buffer_add_format(script, " FROM %s WHERE %s <= %d;\n", table->name, id, PEOPLE);
}

static void make_people(struct engine *engine)
{
	struct buffer script = buffer_make(SCRIPT_MOST);
	list_people_make(engine);
	for (int copy = 1; copy < LIST_COPIES; copy++)
		for (size_t i = 0; i < schema_tables_count; i++)
			if (schema_tables[i].customer_data != SCHEMA_DATA_NONE)
				add_copies(&script, &schema_tables[i], copy);
	buffer_add_char(&script, '\0');
	engine_script(engine, script.at);
	engine_analyze(engine);
	buffer_free(&script);
}

/* ---- the two ---- */

static void wait_until_ready(struct store *store)
{
	const struct timespec pause = {.tv_nsec = 5000000};
	struct lists_index_state index;
	for (int i = 0; i < 12000; i++) {
		lists_index_state(store, &index);
		if (index.stage == LISTS_INDEX_READY)
			return;
		nanosleep(&pause, NULL);
	}
	fail_msg("the index was not built");
}

void list_both_open(struct list_both *both, const char *engine, uint64_t seed)
{
	struct text why;
	*both = (struct list_both){.arena = arena_open(64u << 20)};
	list_random_seed(seed);
	engine_open(&both->engine, engine);
	make_people(&both->engine);
	const struct store_options options = {.where = both->engine.where, .readers = 4};
	assert_int_equal(store_open(&options, both->engine.arena, &both->plain, &why), DONE);
	assert_int_equal(lists_index_start(both->engine.store, &(struct lists_index_options){0}), DONE);
	wait_until_ready(both->engine.store);
}

void list_both_close(struct list_both *both)
{
	lists_index_stop(both->engine.store);
	store_close(both->plain);
	engine_close(&both->engine);
	arena_close(both->arena);
}

static void context_as(struct list_both *both, struct store *store, const struct store_session *session,
		       struct context *ret_ctx)
{
	context_open(ret_ctx, both->arena, store);
	ret_ctx->session = *session;
	ret_ctx->clock = &fixed_clock;
}

/* ---- one question to both ---- */

static const struct store_session sessions[] = {
	{.scope = STORE_SCOPE_ALL},
	{.scope = STORE_SCOPE_ALL},
	{.scope = STORE_SCOPE_OWN, .staff = 7},
	{.scope = STORE_SCOPE_CHANNELS, .staff = 8},
	{.scope = STORE_SCOPE_CHANNELS, .staff = 7},
	{.scope = STORE_SCOPE_SELF, .customer = 1},
	{.scope = STORE_SCOPE_NONE, .staff = 7},
};

struct asked {
	struct context index, plain;
	struct list_ask ask;
	struct text source;
};

static void complain(const struct asked *asked, const char *what, size_t at)
{
	fail_msg("%.*s | %s%.*s | from %lld, %lld rows%s%s: %s differs at %zu", TEXT_ARG(asked->source),
		 asked->ask.descending ? "-" : "", TEXT_ARG(list_sort_word(asked->ask.sort)),
		 (long long)asked->ask.offset, (long long)asked->ask.most, asked->ask.guests ? " guests" : "",
		 asked->ask.trash ? " trash" : "", what, at);
}

static void compare_answers(const struct asked *asked, const struct list_answer *index, const struct list_answer *plain)
{
	if (index->total != plain->total)
		complain(asked, "the total", (size_t)index->total);
	if (index->count != plain->count)
		complain(asked, "the number of rows", index->count);
	for (size_t i = 0; i < index->count; i++)
		if (index->rows[i].id.value != plain->rows[i].id.value ||
		    (!asked->ask.only_ids && !text_equal(index->rows[i].display_name, plain->rows[i].display_name)))
			complain(asked, "a row", i);
	if (text_is_none(index->next) != text_is_none(plain->next))
		complain(asked, "what comes next", index->count);
}

static void check_page(struct asked *asked, struct list_answer *ret_index, struct list_answer *ret_plain)
{
	assert_int_equal(lists_run(&asked->index, &asked->ask, ret_index), DONE);
	assert_int_equal(lists_run(&asked->plain, &asked->ask, ret_plain), DONE);
	compare_answers(asked, ret_index, ret_plain);
}

/* The page behind, by the cursor that each of them gave: both may go on with either. */
static void check_next(struct asked asked, const struct list_answer *index, const struct list_answer *plain)
{
	struct list_answer from_index, from_plain;
	asked.ask.no_total = true;
	asked.ask.cursor = plain->next;
	assert_int_equal(lists_run(&asked.index, &asked.ask, &from_index), DONE);
	asked.ask.cursor = index->next;
	assert_int_equal(lists_run(&asked.plain, &asked.ask, &from_plain), DONE);
	compare_answers(&asked, &from_index, &from_plain);
}

static void check_others(struct asked *asked, const struct list_answer *plain)
{
	struct customer_id *ids, *plain_ids, around[4];
	size_t count, plain_count;
	const struct customer_id after = {list_random(PEOPLE * LIST_COPIES)};
	assert_int_equal(lists_ids(&asked->index, &asked->ask, after, &ids, &count), DONE);
	assert_int_equal(lists_ids(&asked->plain, &asked->ask, after, &plain_ids, &plain_count), DONE);
	if (count != plain_count || (count && memcmp(ids, plain_ids, count * sizeof *ids) != 0))
		complain(asked, "the ids", count);
	const struct customer_id customer =
		plain->count && list_random(3) ? plain->rows[list_random((unsigned)plain->count)].id : after;
	enum outcome outcome = lists_around(&asked->plain, &asked->ask, customer, &around[0], &around[1]);
	assert_int_equal(lists_around(&asked->index, &asked->ask, customer, &around[2], &around[3]), outcome);
	if (outcome == DONE && memcmp(around, around + 2, sizeof around / 2) != 0)
		complain(asked, "what stands around", (size_t)customer.value);
}

/* Totals alone, several in one go: the question and two that every page asks. */
static void check_totals(struct asked *asked)
{
	enum { COUNT = 3 };
	static const char *const others[COUNT - 1] = {"status:pending", "created:last7d"};
	struct list_ask asks[COUNT] = {asked->ask};
	int64_t totals[COUNT], plain_totals[COUNT];
	for (size_t i = 1; i < COUNT; i++) {
		struct filter *filter;
		assert_int_equal(filter_parse(&asked->plain, text_of(others[i - 1]), &filter), DONE);
		asks[i] = (struct list_ask){.filter = filter, .guests = i == 1};
	}
	assert_int_equal(lists_count(&asked->index, asks, COUNT, totals), DONE);
	assert_int_equal(lists_count(&asked->plain, asks, COUNT, plain_totals), DONE);
	if (memcmp(totals, plain_totals, sizeof totals) != 0)
		complain(asked, "the totals", (size_t)totals[0]);
}

/* ---- tables of totals ---- */

static struct filter *parse(struct asked *asked, struct text source)
{
	struct filter *filter;
	assert_int_equal(filter_parse(&asked->plain, source, &filter), DONE);
	return filter;
}

/* A condition that hides and shows nobody: most often days, sometimes anything. */
static const struct filter *make_within(struct asked *asked, struct text *ret_source)
{
	struct arena *arena = asked->plain.arena;
	static const char *const periods[] = {"",
					      "since:today",
					      "since:last30d",
					      "created:this-month",
					      "last_login:none",
					      "since>=2025-12-01",
					      "-since:last7d",
					      "created:2026-01-01..2026-03-31",
					      "orders:2..5",
					      "online:no"};
	unsigned kind = list_random(sizeof periods / sizeof *periods + 3);
	*ret_source = kind < sizeof periods / sizeof *periods ? text_of(periods[kind]) : TEXT("");
	if (kind >= sizeof periods / sizeof *periods) {
		const struct list_question *question = list_question_make(arena, 1);
		if (!list_question_names_guests(question) && !list_question_names_trash(question))
			*ret_source = list_question_print(arena, question);
	}
	return parse(asked, *ret_source);
}

static const struct list_tally_row *find_row(const struct list_tally *tally, const struct list_tally_row *like)
{
	for (size_t i = 0; i < tally->row_count; i++)
		if (tally->rows[i].is_none == like->is_none && tally->rows[i].number == like->number &&
		    text_equal(tally->rows[i].word, like->word))
			return &tally->rows[i];
	return NULL;
}

static void compare_tallies(const struct asked *asked, const struct list_tally *index, const struct list_tally *plain,
			    size_t within_count)
{
	size_t size = within_count * sizeof(int64_t);
	if (memcmp(index->totals, plain->totals, size) != 0)
		complain(asked, "the table's totals", (size_t)index->totals[0]);
	if (index->row_count != plain->row_count)
		complain(asked, "the table's number of rows", index->row_count);
	for (size_t i = 0; i < index->row_count; i++) {
		const struct list_tally_row *row = find_row(plain, &index->rows[i]);
		if (!row || memcmp(row->counts, index->rows[i].counts, size) != 0)
			complain(asked, "a row of the table", i);
	}
}

/* A number of the table is the total of the list that has its conditions more. */
static void check_number(struct asked *asked, const struct list_tally *tally, struct text within)
{
	struct list_ask ask = asked->ask;
	struct list_answer answer;
	struct text key = TEXT("");
	int64_t number = tally->totals[0];
	ask.most = 1;
	ask.offset = 0;
	ask.cursor = TEXT_NONE;
	ask.no_total = false;
	if (tally->row_count && !text_is_none(tally->rows[0].word)) {
		key = text_join(asked->plain.arena, TEXT(" country:"), tally->rows[0].word);
		number = tally->rows[0].counts[0];
	}
	ask.filter = parse(asked, text_format(asked->plain.arena, "%.*s %.*s%.*s", TEXT_ARG(asked->source),
					      TEXT_ARG(within), TEXT_ARG(key)));
	assert_int_equal(lists_run(&asked->plain, &ask, &answer), DONE);
	if (answer.total != number)
		complain(asked, "the list behind a number", (size_t)number);
}

static void check_tally(struct asked *asked)
{
	enum { MOST = 6 };
	static const char *const columns[] = {"", "type", "channel", "representative", "country", "country"};
	const char *column = columns[list_random(sizeof columns / sizeof *columns)];
	const struct filter *within[MOST];
	struct text sources[MOST];
	struct list_tally index, plain;
	const struct list_tally_ask ask = {.whom = &asked->ask,
					   .by = *column ? list_column_find(text_of(column)) : NULL,
					   .within = within,
					   .within_count = 1 + list_random(MOST)};
	for (size_t i = 0; i < ask.within_count; i++)
		within[i] = make_within(asked, &sources[i]);
	assert_int_equal(lists_tally(&asked->index, &ask, &index), DONE);
	assert_int_equal(lists_tally(&asked->plain, &ask, &plain), DONE);
	compare_tallies(asked, &index, &plain, ask.within_count);
	check_number(asked, &plain, sources[0]);
}

void list_both_check(struct list_both *both)
{
	struct asked asked = {0};
	struct list_answer index, plain;
	struct filter *filter;
	const struct store_session *session = &sessions[list_random(sizeof sessions / sizeof *sessions)];
	arena_reset(both->arena);
	context_as(both, both->engine.store, session, &asked.index);
	context_as(both, both->plain, session, &asked.plain);
	asked.source = list_question_print(both->arena, list_question_make(both->arena, (int)list_random(4)));
	assert_int_equal(filter_parse(&asked.plain, asked.source, &filter), DONE);
	asked.ask = (struct list_ask){
		.filter = filter,
		.sort = (enum list_sort)list_random(LIST_SORT_COUNT),
		.descending = list_random(2),
		.most = 1 + list_random(60),
		.guests = list_random(2),
		.trash = list_random(3) == 0,
		.only_ids = list_random(2),
	};
	check_page(&asked, &index, &plain);
	asked.ask.offset = list_random((unsigned)index.total + 20);
	check_page(&asked, &index, &plain);
	if (!text_is_none(plain.next))
		check_next(asked, &index, &plain);
	check_others(&asked, &plain);
	check_totals(&asked);
	if (list_random(2))
		check_tally(&asked);
	context_close(&asked.index);
	context_close(&asked.plain);
}
