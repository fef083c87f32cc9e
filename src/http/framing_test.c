/* tests/http/framing.txt against the machine alone, byte by byte and at once, and against a whole server. */
#include "http/framing.h"

#include "http/http.h"
#include "tests/http_client.h"
#include "tests/unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct http_server *server;

struct framing_case {
	unsigned ours, nginx, haproxy; /* below 100: so many requests; else refused with it */
	struct text name;
	struct buffer bytes;
};

static void handle(void *state, struct http_request *request, struct http_response *response)
{
	(void)state, (void)request;
	buffer_add(&response->body, TEXT("ok"));
}

static size_t body_limit(void *state, enum http_method method, struct text path)
{
	(void)state, (void)method, (void)path;
	return 1000;
}

/* The table ------------------------------------------------------------------------------------------------------- */

static FILE *open_table(void)
{
	char path[512];
	const char *here = strstr(__FILE__, "src/http/framing_test.c");
	snprintf(path, sizeof(path), "%.*stests/http/framing.txt", (int)(here - __FILE__), __FILE__);
	FILE *table = fopen(path, "r");
	if (table == NULL)
		fail_msg("%s cannot be read", path);
	return table;
}

/* One byte or, after a backslash, r n t 0 or xNN. */
static char read_byte(const char **at)
{
	if (*(*at)++ != '\\')
		return (*at)[-1];
	char hex[3] = "";
	switch (*(*at)++) {
	case 'r': return '\r';
	case 'n': return '\n';
	case 't': return '\t';
	case '0': return '\0';
	case 'x':
		memcpy(hex, *at, 2);
		*at += 2;
		return (char)strtoul(hex, NULL, 16);
	default: fail_msg("unknown escape before %s", *at); return 0;
	}
}

/* "{bytes*number}" repeats. */
static void read_repeated(const char **at, struct buffer *bytes)
{
	struct buffer piece = buffer_make(64);
	while (**at != '*')
		buffer_add_char(&piece, read_byte(at));
	char *end;
	for (unsigned long left = strtoul(*at + 1, &end, 10); left > 0; left--)
		buffer_add(bytes, buffer_text(&piece));
	assert_true(*end == '}');
	*at = end + 1;
	buffer_free(&piece);
}

static unsigned read_verdict(const char **at)
{
	char *end;
	unsigned long verdict = strtoul(*at, &end, 10);
	*at = end + 1;
	return (unsigned)verdict;
}

/* False at the end of the table. */
static bool read_case(FILE *table, char *line, size_t room, struct framing_case *ret_case)
{
	do {
		if (fgets(line, (int)room, table) == NULL)
			return false;
	} while (line[0] == '#' || line[0] == '\n');
	const char *at = line;
	line[strcspn(line, "\n")] = '\0';
	ret_case->ours = read_verdict(&at);
	ret_case->nginx = read_verdict(&at);
	ret_case->haproxy = read_verdict(&at);
	const char *name = at;
	at = strchr(at, '\t');
	assert_non_null(at);
	ret_case->name = (struct text){name, (size_t)(at++ - name)};
	ret_case->bytes = buffer_make(1 << 20);
	while (*at != '\0') {
		if (*at == '{') {
			at++;
			read_repeated(&at, &ret_case->bytes);
		} else {
			buffer_add_char(&ret_case->bytes, read_byte(&at));
		}
	}
	return true;
}

static void each_case(void check(const struct framing_case *))
{
	char line[1024];
	struct framing_case one;
	unsigned count = 0;
	FILE *table = open_table();
	for (; read_case(table, line, sizeof(line), &one); count++) {
		check(&one);
		buffer_free(&one.bytes);
	}
	fclose(table);
	assert_true(count >= 100);
}

/* Checks ---------------------------------------------------------------------------------------------------------- */

static bool is_refusal(unsigned verdict)
{
	return verdict >= 100;
}

/* Behind either proxy nothing is read in two ways: what we take, it takes as the same number of requests or not at all;
 * what both refuse, we refuse. */
static void check_verdicts(const struct framing_case *one)
{
	bool both_refuse = is_refusal(one->nginx) && is_refusal(one->haproxy);
	bool differs = (!is_refusal(one->nginx) && one->nginx != one->ours) ||
		       (!is_refusal(one->haproxy) && one->haproxy != one->ours);
	if (!is_refusal(one->ours) && (both_refuse || differs))
		fail_msg("%.*s: another verdict than the proxies", TEXT_ARG(one->name));
}

/* What request.c refuses: targets, which need no framing to be judged. */
static bool is_about_target(const struct framing_case *one)
{
	return text_equal(one->name, TEXT("target without slash")) ||
	       text_equal(one->name, TEXT("absolute form of another host"));
}

/* The library would refuse some by itself; the machine must not rely on it. */
static void check_pieces(const struct framing_case *one)
{
	struct framing whole = {0}, pieces = {0};
	size_t whole_end, piece_end;
	bool good = framing_look(&whole, one->bytes.at, one->bytes.size, &whole_end);
	for (size_t i = 0; i < one->bytes.size && pieces.refused == 0; i++)
		framing_look(&pieces, one->bytes.at + i, 1, &piece_end);
	if (good != (whole.refused == 0) || whole.refused != pieces.refused || whole.requests != pieces.requests)
		fail_msg("%.*s: another verdict in pieces", TEXT_ARG(one->name));
	if (is_refusal(one->ours) && !is_about_target(one) && whole.refused != one->ours)
		fail_msg("%.*s: %u by the machine", TEXT_ARG(one->name), whole.refused);
	if (!is_refusal(one->ours) && (!good || whole.requests != one->ours || whole_end != one->bytes.size))
		fail_msg("%.*s: refused with %u behind %zu", TEXT_ARG(one->name), whole.refused, whole_end);
}

/* As many answers as requests; or at last the refusal, and the end of the connection. */
static void check_server(const struct framing_case *one)
{
	struct http_client client;
	struct http_reply reply = {0};
	unsigned expected = is_refusal(one->ours) ? 99 : one->ours, good = 0, status = 200;
	http_client_open(&client, http_port(server));
	http_client_send(&client, buffer_text(&one->bytes));
	while (good < expected && status == 200) {
		http_client_read(&client, false, &reply);
		status = (unsigned)reply.status;
		good += status == 200;
		http_reply_free(&reply);
	}
	if ((status != 200 || is_refusal(one->ours)) && status != one->ours)
		fail_msg("%.*s: answered %u behind %u good ones", TEXT_ARG(one->name), status, good);
	if (is_refusal(one->ours) && !http_client_ended(&client))
		fail_msg("%.*s: the connection stays open", TEXT_ARG(one->name));
	http_client_close(&client);
}

static void test_verdicts_agree(void **state)
{
	(void)state;
	each_case(check_verdicts);
}

static void test_machine(void **state)
{
	(void)state;
	each_case(check_pieces);
}

static void test_server(void **state)
{
	(void)state;
	each_case(check_server);
}

static int start(void **state)
{
	(void)state;
	struct text why;
	struct http_options options = {
		.listen = TEXT("127.0.0.1:0"), .workers = 2, .handle = handle, .body_rule = body_limit};
	return http_start(&options, &server, &why) == DONE ? 0 : -1;
}

static int stop(void **state)
{
	(void)state;
	return http_stop(server, 60) ? 0 : -1;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_verdicts_agree),
		cmocka_unit_test(test_machine),
		cmocka_unit_test_setup_teardown(test_server, start, stop),
	};
	return cmocka_run_group_tests_name("framing", tests, NULL, NULL);
}
