/* Stories of imports through the whole program: what an upload costs, who may send one, whose files are seen, what of a
 * file is shown how. In a browser: tests/browser/imports.story.mjs. */
#include "server/jobs.h"
#include "tests/site.h"

#include "base/buffer.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <zlib.h>

/* Where the form of the upload posts to: with a pass. */
static const char *send_url(struct visitor *visitor)
{
	assert_int_equal(visitor_get(visitor, "/admin/imports"), 200);
	size_t at = text_find(visitor->body, TEXT("/admin/imports/send/"), 0);
	assert_true(at != SIZE_MAX);
	struct text url = text_slice(visitor->body, at, text_find(visitor->body, TEXT("\""), at) - at);
	return text_copy(visitor->site->arena, url).at;
}

static int send_bytes(struct visitor *visitor, const char *name, struct bytes bytes)
{
	return visitor_send_file(visitor, send_url(visitor), "file", name, bytes);
}

static int send_text(struct visitor *visitor, const char *name, const char *csv)
{
	return send_bytes(visitor, name, (struct bytes){(const unsigned char *)csv, strlen(csv)});
}

/* The address of the last file, which the answer leads to. */
static const char *file_url(struct visitor *visitor, const char *more)
{
	return text_format(visitor->site->arena, "%.*s%s", TEXT_ARG(visitor->location), more).at;
}

/* ---- memory ---- */

#define LARGE_MIB 120

static int64_t anonymous_kib(void)
{
	char line[256];
	long long kib = -1;
	FILE *status = fopen("/proc/self/status", "re");
	assert_non_null(status);
	while (fgets(line, sizeof line, status) && sscanf(line, "RssAnon: %lld", &kib) != 1)
		;
	fclose(status);
	return kib;
}

struct gauge {
	atomic_bool stop;
	_Atomic int64_t most;
};

static void *look_at_memory(void *state)
{
	struct gauge *gauge = state;
	while (!atomic_load(&gauge->stop)) {
		int64_t now = anonymous_kib();
		if (now > atomic_load(&gauge->most))
			atomic_store(&gauge->most, now);
		usleep(2000);
	}
	return NULL;
}

static void fill_piece(char *piece, size_t size)
{
	static const char row[] = "somebody@x.example,Some,Body,+49 421 123456,Bremen,28195,DE\n";
	for (size_t i = 0; i < size; i++)
		piece[i] = row[i % (sizeof row - 1)];
}

/* Sent piece by piece and read by nobody but the program. `head`: the request line and headers but the length. */
static int send_large(struct site *site, struct text head, struct text before, struct text behind)
{
	static char piece[64 * 61 * 16]; /* whole rows */
	struct http_client client;
	struct http_reply reply;
	size_t pieces = ((size_t)LARGE_MIB << 20) / sizeof piece;
	size_t length = before.size + pieces * sizeof piece + behind.size;
	fill_piece(piece, sizeof piece);
	http_client_open(&client, site->port);
	http_client_send(&client, text_format(site->arena, "%.*sHost: localhost\r\nContent-Length: %zu\r\n\r\n%.*s",
					      TEXT_ARG(head), length, TEXT_ARG(before)));
	for (size_t i = 0; i < pieces; i++)
		assert_true(http_client_send(&client, (struct text){piece, sizeof piece}));
	http_client_send(&client, behind);
	client.wait_ms = 120000;
	assert_true(http_client_read(&client, false, &reply));
	int status = reply.status;
	http_reply_free(&reply);
	http_client_close(&client);
	return status;
}

#define HEADERS "Email,First Name,Last Name,Phone,City,Zip,Country\n"

/* As a browser does. */
static int send_form(struct site *site, struct visitor *visitor)
{
	const char *url = send_url(visitor);
	struct text head = text_format(site->arena,
				       "POST %s HTTP/1.1\r\nCookie: %.*s\r\nContent-Type: multipart/form-data; "
				       "boundary=edge\r\n",
				       url, TEXT_ARG(visitor->cookies));
	struct text before =
		text_format(site->arena,
			    "--edge\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n%.*s\r\n--edge\r\n"
			    "Content-Disposition: form-data; name=\"file\"; filename=\"large.csv\"\r\n"
			    "Content-Type: text/csv\r\n\r\n" HEADERS,
			    TEXT_ARG(visitor->csrf));
	return send_large(site, head, before, TEXT("\r\n--edge--\r\n"));
}

/* A key that the owner, the first member of staff, has made. */
static struct visitor key_of_owner(struct site *site, const char *permissions)
{
	struct visitor key = site_key(site, permissions);
	engine_script(&site->engine, "UPDATE api_keys SET made_by = 1 WHERE id = (SELECT MAX(id) FROM api_keys)");
	return key;
}

static struct text head_of_api(struct site *site, struct visitor *visitor)
{
	return text_format(site->arena,
			   "POST /api/v1/imports?dry_run=yes HTTP/1.1\r\nAuthorization: Bearer %.*s\r\n"
			   "Content-Type: text/csv\r\n",
			   TEXT_ARG(visitor->key));
}

/* As a program does. */
static int send_body(struct site *site, struct visitor *visitor)
{
	return send_large(site, head_of_api(site, visitor), TEXT(HEADERS), TEXT(""));
}

static void expect_flat(struct site *site, struct visitor *visitor, int (*send)(struct site *, struct visitor *),
			int status)
{
	struct gauge gauge = {.stop = false};
	pthread_t thread;
	int64_t before = anonymous_kib();
	assert_int_equal(pthread_create(&thread, NULL, look_at_memory, &gauge), 0);
	assert_int_equal(send(site, visitor), status);
	atomic_store(&gauge.stop, true);
	pthread_join(thread, NULL);
	assert_true(engine_number(&site->engine, "SELECT MAX(rows) FROM import_files") > 1900000);
	int64_t grown = atomic_load(&gauge.most) - before;
	if (grown > 24 * 1024)
		fail_msg("memory grew by %lld KiB", (long long)grown);
}

static void a_large_file_is_taken_in_flat_memory__2_C4(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor owner = site_staff(&site, "owner");
	struct visitor shop = key_of_owner(&site, "customers.import");
	assert_int_equal(send_text(&owner, "small.csv", "Email\na@x.example\n"), 303);
	expect_flat(&site, &owner, send_form, 303);
	engine_script(&site.engine, "UPDATE import_files SET rows = 1");
	expect_flat(&site, &shop, send_body, 202);
	site_close(&site);
}

/* ---- who may send what ---- */

static void nobody_fills_the_disk_without_having_been_shown_the_form__2_C4(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor nobody = site_visitor(&site), owner = site_staff(&site, "owner");
	struct text large = {arena_take(site.arena, 300000), 300000};
	const char *form = "multipart/form-data; boundary=edge";
	/* Without a pass, or with one that was made up. */
	assert_int_equal(visitor_send_raw(&nobody, "POST", "/admin/imports/send/x", form, large), 413);
	assert_int_equal(visitor_send_raw(&owner, "POST",
					  "/admin/imports/send/1999999999-0123456789abcdef0123456789abcdef0123456789"
					  "abcdef0123456789abcdef",
					  form, large),
			 413);
	/* With one, it is the session that counts, and the value against forms of other sites. */
	const char *url = send_url(&owner);
	assert_int_equal(visitor_send_raw(&nobody, "POST", url, form, large), 303);
	assert_true(text_starts(nobody.location, TEXT("/admin/sign-in")));
	owner.csrf = TEXT("wrong");
	assert_int_equal(
		visitor_send_raw(&owner, "POST", url, form,
				 TEXT("--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n"
				      "\r\nEmail\na@x.example\n\r\n--edge--\r\n")),
		403);
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM import_files"), 0);
	struct visitor agent = site_staff(&site, "support");
	assert_int_equal(visitor_get(&agent, "/admin/imports"), 403);
	assert_int_equal(visitor_send_raw(&agent, "POST", url, form, TEXT("--edge--\r\n")), 403);
	site_close(&site);
}

/* The answer comes with nothing of the body sent. */
static void nobody_fills_the_disk_without_a_key_that_may_import__2_C4(void **state)
{
	static const char *const permissions[] = {"customers.read", "customers.import"};
	static const int statuses[] = {403, 0};
	struct site site;
	site_open(&site, *state);
	(void)site_staff(&site, "owner");
	for (size_t i = 0; i < 3; i++) {
		struct http_client client;
		struct http_reply reply;
		struct visitor key = i < 2 ? key_of_owner(&site, permissions[i]) : site_visitor(&site);
		struct text head = head_of_api(&site, &key);
		http_client_open(&client, site.port);
		http_client_send(&client,
				 text_format(site.arena, "%.*sHost: localhost\r\nContent-Length: 1000000\r\n\r\n",
					     TEXT_ARG(head)));
		client.wait_ms = i == 1 ? 300 : 60000;
		(void)http_client_read(&client, false, &reply);
		assert_int_equal(reply.status, i < 2 ? statuses[i] : 401);
		http_reply_free(&reply);
		http_client_close(&client);
	}
	site_close(&site);
}

static void a_packed_file_that_lies_about_its_size_is_refused__2_C4(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor owner = site_staff(&site, "owner");
	/* What comes out of a megabyte is a gigabyte of one cell. */
	char path[] = "/tmp/clientele-bomb-XXXXXX";
	close(mkstemp(path));
	gzFile file = gzopen(path, "wb9");
	static char zeros[1 << 16];
	memset(zeros, 'x', sizeof zeros);
	for (int i = 0; i < 16384 / 16; i++)
		assert_int_equal(gzwrite(file, zeros, sizeof zeros), sizeof zeros);
	gzclose(file);
	static unsigned char bytes[1 << 21];
	FILE *packed = fopen(path, "rb");
	size_t size = fread(bytes, 1, sizeof bytes, packed);
	fclose(packed);
	unlink(path);
	assert_int_equal(send_bytes(&owner, "bomb.csv.gz", (struct bytes){bytes, size}), 422);
	assert_true(visitor_sees(&owner, "a cell is larger than 1 MiB"));
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM import_files"), 0);
	assert_int_equal(site_count_contents(&site), 0);
	site_close(&site);
}

/* ---- what is shown ---- */

static void what_a_file_says_is_shown_as_text_and_handed_back_safe__2_C4(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor owner = site_staff(&site, "owner");
	assert_int_equal(send_text(&owner, "../<b>x.csv", "Email,\"<i>Name</i>\",Country\n=cmd,<u>a</u>,\"=1+1\"\n"),
			 303);
	const char *url = file_url(&owner, "");
	assert_int_equal(visitor_get(&owner, url), 200);
	assert_true(visitor_sees(&owner, "&lt;i&gt;Name&lt;/i&gt;") && visitor_sees(&owner, "&lt;u&gt;a&lt;/u&gt;"));
	assert_true(visitor_sees(&owner, "&lt;b&gt;x.csv") && !visitor_sees(&owner, "<b>x") &&
		    !visitor_sees(&owner, ".."));
	assert_int_equal(visitor_post(&owner, url, "what=import&place=email&place=last_name&place=country"), 303);
	jobs_run_waiting(site.engine.store, site.files);
	assert_int_equal(visitor_get(&owner, url), 200);
	assert_true(visitor_sees(&owner, "“=cmd” is no e-mail address."));
	assert_int_equal(visitor_get(&owner, text_format(site.arena, "%s/refused", url).at), 200);
	assert_true(visitor_sees(&owner, "\r\n'=cmd,<u>a</u>,'=1+1,2,"));
	assert_true(text_starts(visitor_header(&owner, "Content-Disposition"), TEXT("attachment")));
	site_close(&site);
}

/* As a browser shows it: an option that is selected; without one the first would be, which leaves the column out. */
static void assert_offered(struct visitor *visitor, const char *column)
{
	struct text option = text_format(visitor->site->arena, "<option value=\"%s\" selected", column);
	struct text bare = text_format(visitor->site->arena, "<option value=%s selected", column);
	if (!visitor_sees(visitor, option.at) && !visitor_sees(visitor, bare.at))
		fail_msg("%s is not offered", column);
}

static void every_column_of_our_own_export_is_offered_and_one_more__2_C4(void **state)
{
	static const char *const chosen[] = {
		"email",         "tax_id_2_value",    "address_4_city", "phone_5", "email_6",  "external.foo",
		"tax_id_1_kind", "address_40_tax_id", "phone_3_label",  "consent", "attr.old", "email_2_verification"};
	static const char *const more[] = {"phone_6", "email_7", "tax_id_3_value", "address_41_city",
					   "email_3_verification"};
	struct site site;
	site_open(&site, *state);
	struct visitor owner = site_staff(&site, "owner");
	struct text header = TEXT("Email,attr.old\na@x.example,x\n");
	assert_int_equal(send_bytes(&owner, "old.csv", (struct bytes){(const unsigned char *)header.at, header.size}),
			 303);
	assert_int_equal(visitor_post(&owner, file_url(&owner, ""), "what=import&place=email&place=attr.old"), 303);
	jobs_run_waiting(site.engine.store, site.files);
	engine_script(&site.engine, "UPDATE attributes SET active = 0");
	header = text_of(chosen[0]);
	for (size_t i = 1; i < sizeof chosen / sizeof *chosen; i++)
		header = text_format(site.arena, "%.*s,%s", TEXT_ARG(header), chosen[i]);
	assert_int_equal(send_text(&owner, "ours.csv", text_format(site.arena, "%.*s\n", TEXT_ARG(header)).at), 303);
	assert_int_equal(visitor_get(&owner, file_url(&owner, "")), 200);
	for (size_t i = 0; i < sizeof chosen / sizeof *chosen; i++)
		assert_offered(&owner, chosen[i]);
	for (size_t i = 0; i < sizeof more / sizeof *more; i++)
		assert_true(visitor_sees(&owner, text_format(site.arena, "value=\"%s\"", more[i]).at) ||
			    visitor_sees(&owner, text_format(site.arena, "value=%s", more[i]).at));
	site_close(&site);
}

static void a_file_of_somebody_else_is_not_there__2_C4(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor owner = site_staff(&site, "owner"), other = site_staff(&site, "support");
	assert_int_equal(send_text(&owner, "a.csv", "Email\na@x.example\n"), 303);
	const char *url = file_url(&owner, "");
	engine_script(&site.engine,
		      "UPDATE roles SET permissions = 'customers.read customers.import' WHERE word = 'support'");
	assert_int_equal(visitor_get(&other, "/admin/imports"), 200);
	assert_false(visitor_sees(&other, "a.csv"));
	assert_int_equal(visitor_get(&other, url), 404);
	assert_int_equal(visitor_get(&other, text_format(site.arena, "%s/rows", url).at), 404);
	assert_int_equal(visitor_get(&other, text_format(site.arena, "%s/refused", url).at), 404);
	assert_int_equal(visitor_post(&other, url, "what=import&place=email"), 404);
	assert_int_equal(visitor_post(&other, text_format(site.arena, "%s/reading", url).at, "encoding=utf-8"), 404);
	site_close(&site);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_SQLITE(a_large_file_is_taken_in_flat_memory__2_C4),
		ON_SQLITE(nobody_fills_the_disk_without_having_been_shown_the_form__2_C4),
		ON_BOTH(nobody_fills_the_disk_without_a_key_that_may_import__2_C4),
		ON_SQLITE(a_packed_file_that_lies_about_its_size_is_refused__2_C4),
		ON_BOTH(what_a_file_says_is_shown_as_text_and_handed_back_safe__2_C4),
		ON_BOTH(every_column_of_our_own_export_is_offered_and_one_more__2_C4),
		ON_BOTH(a_file_of_somebody_else_is_not_there__2_C4),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
