/* The filter language by tests/filter_cases.txt, and docs/filter.md against the columns. */
#include "tests/engine.h"
#include "tests/unit.h"

#include "service/lists_filter.h"

#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const char *const labels =
	"INSERT INTO roles (id, name, permissions, scope, created) VALUES (1, 'r', '', 0, 0);"
	"INSERT INTO staff (id, version, email, email_key, name, role_id, scope, active, language, theme, created, "
	"modified)"
	" VALUES (7, 1, 'ann@example.com', 'ann@example.com', 'Ann', 1, 0, 1, 'en', '', 0, 0);"
	"INSERT INTO types (id, word, name, position, active, is_default, approval, registration, shown_fields, "
	"required_fields, "
	"discount,"
	" created) VALUES (1, 'retail', 'Retail', 1, 1, 1, 0, 0, '', '', 0, 0), (2, 'wholesale', 'Wholesale', 2, 1, 0, "
	"0, 0, "
	"'', '', 0, 0);"
	"INSERT INTO groups (id, word, name, position, active, is_default, taxed, discount, created)"
	" VALUES (1, 'standard', 'Standard', 1, 1, 1, 0, 0, 0), (2, 'gold', 'Gold', 2, 1, 0, 0, 0, 0);"
	"INSERT INTO channels (id, word, name, position, active, is_default, colour, language, currency, created)"
	" VALUES (1, 'web', 'Web', 1, 1, 1, '', 'en', 'EUR', 0), (2, 'shop', 'Shop', 2, 1, 0, '', 'en', 'EUR', 0);"
	"INSERT INTO tags (id, name, folded, colour, created) VALUES (1, 'vip', 'vip', '', 0), (2, 'big one', 'big "
	"one', '', 0),"
	" (3, 'ünder', 'under', '', 0);"
	"INSERT INTO attributes (id, word, kind, position, active, required, visible, editable, personal, created) "
	"VALUES"
	" (1, 'size', 5, 1, 1, 0, 1, 1, 0, 0), (2, 'height', 2, 2, 1, 0, 1, 1, 0, 0), (3, 'joined', 3, 3, 1, 0, 1, 1, "
	"0, 0),"
	" (4, 'agreed', 4, 4, 1, 0, 1, 1, 0, 0), (5, 'motto', 0, 5, 1, 0, 1, 1, 0, 0);";

struct room {
	struct engine engine;
	struct context ctx;
};

static void room_open(struct room *room)
{
	engine_open(&room->engine, ENGINE_SQLITE);
	engine_script(&room->engine, labels);
	context_open(&room->ctx, room->engine.arena, room->engine.store);
	room->ctx.actor = (struct actor){.kind = ACTOR_KIND_STAFF, .id = 7};
}

static void room_close(struct room *room)
{
	context_close(&room->ctx);
	engine_close(&room->engine);
}

/* A file of the project, whose root stands above this program. */
static struct text read_project_file(struct arena *arena, const char *name)
{
	char path[PATH_MAX] = "";
	if (readlink("/proc/self/exe", path, sizeof path - 1) < 0)
		fail_msg("no /proc/self/exe");
	FILE *file = NULL;
	for (char *folder = dirname(path); !file && strcmp(folder, "/") != 0; folder = dirname(folder))
		file = fopen(text_format(arena, "%s/%s", folder, name).at, "re");
	assert_non_null(file);
	char *at = arena_take(arena, 1 << 17);
	size_t size = fread(at, 1, 1 << 17, file);
	fclose(file);
	return (struct text){at, size};
}

static void check_refusal(struct room *room, struct text source, struct text expected)
{
	struct filter *filter;
	problems_clear(room->ctx.problems);
	if (filter_parse(&room->ctx, source, &filter) != INVALID)
		fail_msg("not refused: %.*s", TEXT_ARG(source));
	const struct problem *problem = problems_at(room->ctx.problems, TEXT("filter"));
	assert_non_null(problem);
	struct text said =
		text_format(room->engine.arena, "! %.*s %s%s%.*s", TEXT_ARG(problem->values[0]), problem->code,
			    text_is_empty(problem->values[2]) ? "" : " ", TEXT_ARG(problem->values[2]));
	if (!text_equal(said, expected))
		fail_msg("%.*s: %.*s, not %.*s", TEXT_ARG(source), TEXT_ARG(said), TEXT_ARG(expected));
}

static void check_canonical(struct room *room, struct text source, struct text expected)
{
	struct filter *filter, *again;
	problems_clear(room->ctx.problems);
	if (filter_parse(&room->ctx, source, &filter) != DONE)
		fail_msg("refused: %.*s", TEXT_ARG(source));
	ASSERT_TEXT(filter_print(room->engine.arena, filter), expected);
	if (filter_parse(&room->ctx, expected, &again) != DONE)
		fail_msg("what was printed is refused: %.*s", TEXT_ARG(expected));
	ASSERT_TEXT(filter_print(room->engine.arena, again), expected);
}

static void filters_read_and_print_as_the_cases_say(void **state)
{
	struct room room;
	size_t cases = 0;
	(void)state;
	room_open(&room);
	struct text rest = read_project_file(room.engine.arena, "tests/filter_cases.txt"), line;
	while (text_next(&rest, '\n', &line)) {
		size_t tab = text_find(line, TEXT("\t"), 0);
		if (tab == SIZE_MAX)
			continue;
		struct text source = text_slice(line, 0, tab), expected = text_slice(line, tab + 1, line.size);
		if (text_starts(expected, TEXT("!")))
			check_refusal(&room, source, expected);
		else
			check_canonical(&room, source, expected);
		cases++;
	}
	assert_true(cases > 100);
	room_close(&room);
}

static void a_filter_that_is_too_long_is_refused(void **state)
{
	struct room room;
	struct filter *filter;
	(void)state;
	room_open(&room);
	char *at = arena_take(room.engine.arena, FILTER_BYTES_MOST + 1);
	memset(at, 'a', FILTER_BYTES_MOST + 1);
	assert_int_equal(filter_parse(&room.ctx, (struct text){at, FILTER_BYTES_MOST}, &filter), DONE);
	assert_int_equal(filter_parse(&room.ctx, (struct text){at, FILTER_BYTES_MOST + 1}, &filter), INVALID);
	for (size_t i = 1; i < FILTER_BYTES_MOST; i += 2)
		at[i] = ' ';
	assert_int_equal(filter_parse(&room.ctx, (struct text){at, FILTER_VALUES_MOST * 2}, &filter), DONE);
	assert_int_equal(filter_parse(&room.ctx, (struct text){at, FILTER_VALUES_MOST * 2 + 2}, &filter), INVALID);
	room_close(&room);
}

static void parts_say_what_each_condition_is_and_what_is_left_without_it(void **state)
{
	struct room room;
	struct filter *filter;
	struct filter_part *parts;
	size_t count;
	(void)state;
	room_open(&room);
	assert_int_equal(filter_parse(&room.ctx, TEXT("type:wholesale,retail -spent>5 (vip:yes | anna) x"), &filter),
			 DONE);
	assert_int_equal(filter_parts(&room.ctx, filter, &parts, &count), DONE);
	assert_int_equal(count, 4);
	ASSERT_TEXT(parts[0].key, TEXT("type"));
	ASSERT_TEXT(parts[0].operator, TEXT("is"));
	ASSERT_TEXT(parts[0].values[0], TEXT("Wholesale"));
	ASSERT_TEXT(parts[0].without, TEXT("-spent>5 (vip:yes | anna) x"));
	assert_true(parts[1].negated);
	ASSERT_TEXT(parts[1].source, TEXT("-spent>5"));
	ASSERT_TEXT(parts[1].operator, TEXT("above"));
	ASSERT_TEXT(parts[2].key, TEXT("|"));
	assert_int_equal(parts[2].value_count, 2);
	ASSERT_TEXT(parts[2].values[1], TEXT("anna"));
	ASSERT_TEXT(parts[3].key, TEXT(""));
	ASSERT_TEXT(parts[3].without, TEXT("type:wholesale,retail -spent>5 (vip:yes | anna)"));
	room_close(&room);
}

static void the_document_names_every_key_with_its_kind(void **state)
{
	static const char *const kinds[] = {"choice",  "flag",   "number", "money",     "moment", "day",    "folded",
					    "address", "starts", "code",   "country",   "phone",  "type",   "group",
					    "channel", "staff",  "tag",    "attribute", "online", "decimal"};
	struct arena *arena = arena_open(1 << 20);
	struct text document = read_project_file(arena, "docs/filter.md");
	const struct list_column *columns;
	size_t count = list_columns(&columns), rows = 0, at = text_find(document, TEXT("| Key |"), 0);
	(void)state;
	for (size_t i = 0; i < count; i++) {
		struct text row = text_format(arena, "| `%s` | %s | %s |\n", columns[i].key, kinds[columns[i].kind],
					      columns[i].label);
		if (text_find(document, row, at) == SIZE_MAX)
			fail_msg("docs/filter.md lacks: %.*s", TEXT_ARG(row));
	}
	for (; (at = text_find(document, TEXT("\n| `"), at)) != SIZE_MAX; at++)
		rows++;
	assert_int_equal(rows, count);
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(filters_read_and_print_as_the_cases_say),
		cmocka_unit_test(a_filter_that_is_too_long_is_refused),
		cmocka_unit_test(parts_say_what_each_condition_is_and_what_is_left_without_it),
		cmocka_unit_test(the_document_names_every_key_with_its_kind),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
