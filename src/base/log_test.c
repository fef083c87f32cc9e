/* One call, one line; tokens. */
#include "base/ids.h"
#include "base/log.h"
#include "base/outcome.h"
#include "tests/unit.h"

#include <unistd.h>

/* What log_line() writes, read back through a pipe that stands for standard error. */
static size_t logged(char *to, size_t room, enum log_level level, struct text request, const char *words)
{
	int ends[2];
	assert_int_equal(pipe(ends), 0);
	int kept = dup(STDERR_FILENO);
	dup2(ends[1], STDERR_FILENO);
	log_line(level, request, "%s", words);
	dup2(kept, STDERR_FILENO);
	close(kept);
	close(ends[1]);
	ssize_t size = read(ends[0], to, room - 1);
	close(ends[0]);
	assert_true(size >= 0);
	to[size] = '\0';
	return (size_t)size;
}

static void test_one_call_is_one_line(void **state)
{
	(void)state;
	char line[8192];
	logged(line, sizeof line, LOG_WARN, TEXT("r1\n"), "a\r\nb\x1B[2J\x7F \xC2\x85 \u2028 \u00E4");
	char *rest = strchr(line, ' ');
	assert_non_null(rest);
	assert_string_equal(rest, " warn r1\\x0A a\\x0D\\x0Ab\\x1B[2J\\x7F \\xC2\\x85 \\xE2\\x80\\xA8 \u00E4\n");
	logged(line, sizeof line, LOG_ERROR, TEXT_NONE, "x");
	assert_non_null(strstr(line, "Z error - x\n"));
}

static void test_long_lines_are_cut(void **state)
{
	(void)state;
	static char words[20000], line[20000];
	memset(words, '\n', sizeof words - 1);
	size_t size = logged(line, sizeof line, LOG_ERROR, TEXT_NONE, words);
	assert_in_range(size, 4000, 4096);
	assert_ptr_equal(strchr(line, '\n'), line + size - 1);
}

static void test_levels(void **state)
{
	(void)state;
	char line[512];
	assert_int_equal(logged(line, sizeof line, LOG_DEBUG, TEXT_NONE, "x"), 0);
	log_set_level(LOG_ERROR);
	assert_int_equal(logged(line, sizeof line, LOG_WARN, TEXT_NONE, "x"), 0);
	log_set_level(LOG_INFO);
	assert_true(logged(line, sizeof line, LOG_INFO, TEXT_NONE, "x") > 0);
}

static void test_tokens(void **state)
{
	(void)state;
	struct arena *arena __attribute__((cleanup(arena_cleanup))) = arena_open(1 << 20);
	struct text a = token_make(arena).value, b = token_make(arena).value;
	assert_int_equal(a.size, 22);
	assert_false(text_equal(a, b));
	for (size_t i = 0; i < a.size; i++)
		assert_non_null(strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", a.at[i]));
	static const unsigned char abc[] = {0xBA, 0x78, 0x16, 0xBF, 0x8F, 0x01, 0xCF, 0xEA};
	struct bytes hash = token_hash(arena, (struct secret){TEXT("abc")});
	assert_int_equal(hash.size, 32);
	assert_memory_equal(hash.at, abc, sizeof abc);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_one_call_is_one_line),
		cmocka_unit_test(test_long_lines_are_cut),
		cmocka_unit_test(test_levels),
		cmocka_unit_test(test_tokens),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
