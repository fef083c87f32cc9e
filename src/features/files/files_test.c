/* Stories of pictures and attachments on both engines, hostile ones among them (security 18, 23). */
#include "features/files/files.h"

#include "features/customers/customers.h"
#include "features/files/files_decode.h"
#include "tests/pictures.h"
#include "tests/site.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static struct customer_id add_customer(struct site *site, const char *name)
{
	const struct customer_change change = {CUSTOMER_FIELD_FIRST_NAME, text_of(name), TEXT_NONE};
	struct customer_id customer = {0};
	assert_int_equal(
		customers_add(site_fresh(site), &(struct customer_adding){.changes = &change, .count = 1}, &customer),
		DONE);
	return customer;
}

static struct bytes bytes_of(const char *words)
{
	return (struct bytes){(const unsigned char *)words, strlen(words)};
}

/* ---- sending ---- */

static const char *path_of(struct site *site, const char *format, struct customer_id customer)
{
	return text_format(site->arena, "/admin/customers/%lld/%s", (long long)customer.value, format).at;
}

static enum outcome read_token(void *state, const struct store_row *row)
{
	struct text *token = state;
	*token = text_format((struct arena *)(uintptr_t)token[1].at, "%.*s", TEXT_ARG(store_row_text(row, 0)));
	return DONE;
}

static struct text first_token(struct site *site)
{
	struct text state[2] = {TEXT_NONE, {(const char *)site->arena, 0}};
	struct context *ctx = site_fresh(site);
	assert_int_equal(context_read(ctx), DONE);
	assert_int_equal(store_query_composed(ctx->reader, TEXT("SELECT token FROM files ORDER BY id DESC LIMIT 1"),
					      NULL, 0, read_token, state),
			 DONE);
	return state[0];
}

static const char *url_of_file(struct site *site, const char *rest)
{
	return text_format(site->arena, "/admin/files/%.*s%s", TEXT_ARG(first_token(site)), rest).at;
}

/* ---- pictures ---- */

static gdImagePtr picture_of(struct visitor *visitor)
{
	return gdImageCreateFromWebpPtr((int)visitor->body.size, (void *)(uintptr_t)visitor->body.at);
}

static void a_picture_is_stored_anew_in_two_sizes__1_D2(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct customer_id customer = add_customer(&site, "Farah");
	struct visitor owner = site_staff(&site, "owner");
	assert_int_equal(visitor_send_file(&owner, path_of(&site, "picture", customer), "picture", "me.png",
					   picture_png(site.arena, 1200, 800)),
			 303);
	assert_int_equal(visitor_get(&owner, url_of_file(&site, "")), 200);
	ASSERT_TEXT(visitor_header(&owner, "Content-Type"), TEXT("image/webp"));
	ASSERT_TEXT(visitor_header(&owner, "X-Content-Type-Options"), TEXT("nosniff"));
	assert_true(text_find(visitor_header(&owner, "Content-Security-Policy"), TEXT("sandbox"), 0) != SIZE_MAX);
	gdImagePtr image = picture_of(&owner);
	assert_non_null(image);
	assert_int_equal(gdImageSX(image), PICTURE_SIDE);
	assert_int_equal(gdImageSY(image), PICTURE_SIDE);
	gdImageDestroy(image);
	assert_int_equal(visitor_get(&owner, url_of_file(&site, "/small")), 200);
	image = picture_of(&owner);
	assert_non_null(image);
	assert_int_equal(gdImageSX(image), PICTURE_SMALL_SIDE);
	gdImageDestroy(image);
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM events WHERE name = 'picture.changed'"), 1);
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM customers WHERE picture_id IS NOT NULL"), 1);
	site_close(&site);
}

static void jpeg_gif_and_webp_are_pictures_too(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct customer_id customer = add_customer(&site, "Farah");
	struct visitor owner = site_staff(&site, "owner");
	int size;
	gdImagePtr image = picture_draw(300, 200);
	void *at = gdImageWebpPtr(image, &size);
	struct bytes webp = picture_copy(site.arena, at, size);
	at = gdImageGifPtr(image, &size);
	struct bytes gif = picture_copy(site.arena, at, size);
	gdImageDestroy(image);
	const struct bytes all[] = {webp, gif, picture_jpeg(site.arena, 400, 300)};
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(visitor_send_file(&owner, path_of(&site, "picture", customer), "picture", "x", all[i]),
				 303);
		assert_int_equal(visitor_get(&owner, url_of_file(&site, "")), 200);
	}
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM files"), 1);
	assert_int_equal(site_count_contents(&site), 2);
	site_close(&site);
}

static void a_phone_s_picture_stands_upright(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct customer_id customer = add_customer(&site, "Farah");
	struct visitor owner = site_staff(&site, "owner");
	assert_int_equal(visitor_send_file(&owner, path_of(&site, "picture", customer), "picture", "x",
					   picture_turned_jpeg(site.arena)),
			 303);
	assert_int_equal(visitor_get(&owner, url_of_file(&site, "")), 200);
	gdImagePtr image = picture_of(&owner);
	assert_non_null(image);
	/* Red was at the left; turned to the right it is on top. */
	int top = gdImageGetTrueColorPixel(image, 32, 8), bottom = gdImageGetTrueColorPixel(image, 32, 56);
	assert_true(gdTrueColorGetRed(top) > 200 && gdTrueColorGetBlue(top) < 60);
	assert_true(gdTrueColorGetBlue(bottom) > 200 && gdTrueColorGetRed(bottom) < 60);
	gdImageDestroy(image);
	site_close(&site);
}

static void what_is_no_picture_is_refused_whatever_it_is_called(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct customer_id customer = add_customer(&site, "Farah");
	struct visitor owner = site_staff(&site, "owner");
	struct bytes half = picture_png(site.arena, 300, 300);
	half.size = 40;
	const struct bytes hostile[] = {
		bytes_of("<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>"),
		bytes_of("<!doctype html><script>alert(1)</script>"),
		bytes_of("GIF89a<script>alert(1)</script>"),
		bytes_of("\x89PNG\r\n\x1a\n"),
		bytes_of("push graphic-context\nviewbox 0 0 1 1\nfill 'url(https://evil.example/x)'"),
		half,
	};
	for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
		assert_int_equal(
			visitor_send_file(&owner, path_of(&site, "picture", customer), "picture", "me.png", hostile[i]),
			422);
		assert_true(visitor_sees(&owner, "aria-invalid"));
	}
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM files"), 0);
	assert_int_equal(site_count_contents(&site), 0);
	site_close(&site);
}

static void of_a_polyglot_only_the_picture_stays(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct customer_id customer = add_customer(&site, "Farah");
	struct visitor owner = site_staff(&site, "owner");
	struct bytes both = picture_with_tail(site.arena, picture_png(site.arena, 60, 60),
					      "PK\x03\x04<script>alert(1)</script><?php evil(); ?>");
	assert_int_equal(visitor_send_file(&owner, path_of(&site, "picture", customer), "picture", "me.png.php", both),
			 303);
	assert_int_equal(visitor_get(&owner, url_of_file(&site, "")), 200);
	assert_false(visitor_sees(&owner, "script"));
	assert_false(visitor_sees(&owner, "php"));
	site_close(&site);
}

static long helper_memory(void)
{
	struct rusage used;
	getrusage(RUSAGE_CHILDREN, &used);
	return used.ru_maxrss / 1024;
}

static void bombs_are_refused_and_take_no_memory(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct customer_id customer = add_customer(&site, "Farah");
	struct visitor owner = site_staff(&site, "owner");
	assert_int_equal(visitor_send_file(&owner, path_of(&site, "picture", customer), "picture", "x.png",
					   picture_png(site.arena, 50, 50)),
			 303);
	long before = helper_memory();
	assert_int_equal(visitor_send_file(&owner, path_of(&site, "picture", customer), "picture", "x.png",
					   picture_png_bomb(site.arena, 50000, 50000, 1000)),
			 422);
	assert_true(visitor_sees(&owner, "megapixels"));
	assert_int_equal(visitor_send_file(&owner, path_of(&site, "picture", customer), "picture", "x.png",
					   picture_png_bomb(site.arena, 0x7fffffff, 0x7fffffff, 1000)),
			 422);
	/* 300 MB behind a picture of one place. */
	visitor_send_file(&owner, path_of(&site, "picture", customer), "picture", "x.png",
			  picture_png_bomb(site.arena, 1, 1, 300 << 20));
	long rise = helper_memory() - before;
#ifdef __SANITIZE_ADDRESS__
	(void)rise;
#else
	assert_true(rise < 64);
#endif
	/* Small on the screen, huge in its first frame. */
	struct bytes gif = bytes_of("GIF89a\x01_\x01_\xf0__\xff\xff\xff___,____\xff\xff\xff\xff_\x02\x02L\x01_;");
	unsigned char *at = arena_take(site.arena, gif.size);
	for (size_t i = 0; i < gif.size; i++)
		at[i] = gif.at[i] == '_' ? 0 : gif.at[i];
	assert_int_equal(visitor_send_file(&owner, path_of(&site, "picture", customer), "picture", "x.gif",
					   (struct bytes){at, gif.size}),
			 422);
	site_close(&site);
}

static int in_locked_up_child(void (*attempt)(void))
{
	int status;
	pid_t pid = fork();
	if (pid == 0) {
		if (!helper_lock_up())
			_exit(9);
		attempt();
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return status;
}

static void attempt_open(void)
{
	open("/etc/passwd", O_RDONLY | O_CLOEXEC);
}

static void attempt_memory(void)
{
	_exit(malloc(700u << 20) ? 1 : 7);
}

static void attempt_processor(void)
{
	struct rlimit most;
	/* Asking is no longer allowed: so this ends like opening does. */
	getrlimit(RLIMIT_CPU, &most);
}

static void attempt_nothing(void)
{
}

static void the_helper_can_open_nothing_and_take_only_so_much(void **state)
{
	(void)state;
#ifdef __SANITIZE_ADDRESS__
	skip();
#endif
	int status = in_locked_up_child(attempt_nothing);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	status = in_locked_up_child(attempt_open);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS);
	status = in_locked_up_child(attempt_processor);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS);
	status = in_locked_up_child(attempt_memory);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 7);
}

static void a_picture_that_was_removed_is_gone_from_the_disk(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct customer_id customer = add_customer(&site, "Farah"), other = add_customer(&site, "Other");
	struct visitor owner = site_staff(&site, "owner");
	struct bytes same = picture_png(site.arena, 200, 200);
	assert_int_equal(visitor_send_file(&owner, path_of(&site, "picture", customer), "picture", "x", same), 303);
	assert_int_equal(visitor_send_file(&owner, path_of(&site, "picture", other), "picture", "x", same), 303);
	assert_int_equal(site_count_contents(&site), 2);
	const char *url = url_of_file(&site, "");
	assert_int_equal(visitor_post(&owner, path_of(&site, "picture/remove", customer), ""), 303);
	assert_int_equal(site_count_contents(&site), 2);
	assert_int_equal(visitor_get(&owner, url), 200);
	assert_int_equal(visitor_get(&owner, "/admin/profile"), 200);
	assert_int_equal(visitor_post(&owner, path_of(&site, "picture/remove", other), ""), 303);
	assert_int_equal(site_count_contents(&site), 0);
	assert_int_equal(visitor_get(&owner, url), 404);
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM events WHERE name = 'picture.removed'"), 2);
	site_close(&site);
}

/* ---- attachments ---- */

static void an_attachment_is_only_ever_a_download(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct customer_id customer = add_customer(&site, "Farah");
	struct visitor owner = site_staff(&site, "owner");
	struct bytes page = bytes_of("<!doctype html><script>alert(1)</script>");
	assert_int_equal(
		visitor_send_file(&owner, path_of(&site, "files", customer), "file", "../../rechnung.html", page), 303);
	assert_int_equal(visitor_get(&owner, url_of_file(&site, "")), 200);
	ASSERT_TEXT(visitor_header(&owner, "Content-Type"), TEXT("application/octet-stream"));
	ASSERT_TEXT(visitor_header(&owner, "Content-Disposition"), TEXT("attachment; filename*=UTF-8''rechnung.html"));
	ASSERT_TEXT(visitor_header(&owner, "X-Content-Type-Options"), TEXT("nosniff"));
	ASSERT_TEXT(visitor_header(&owner, "Content-Security-Policy"),
		    TEXT("default-src 'none'; frame-ancestors 'none'; sandbox"));
	assert_true(visitor_sees(&owner, "alert(1)"));
	assert_int_equal(visitor_get(&owner, url_of_file(&site, "/small")), 404);
	owner.headers = TEXT("Range: bytes=2-8\r\n");
	assert_int_equal(visitor_get(&owner, url_of_file(&site, "")), 206);
	ASSERT_TEXT(owner.body, TEXT("doctype"));
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM events WHERE name = 'file.added'"), 1);
	site_close(&site);
}

static void a_file_is_for_those_who_may_see_its_customer(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct customer_id customer = add_customer(&site, "Farah"), other = add_customer(&site, "Other");
	struct visitor owner = site_staff(&site, "owner"), sales = site_staff(&site, "sales"),
		       nobody = site_visitor(&site);
	assert_int_equal(
		visitor_send_file(&owner, path_of(&site, "files", customer), "file", "a.pdf", bytes_of("contract")),
		303);
	const char *url = url_of_file(&site, "");
	assert_int_equal(visitor_get(&sales, url), 404);
	assert_int_equal(visitor_get(&sales, path_of(&site, "files", customer)), 404);
	assert_int_equal(visitor_get(&nobody, url), 303);
	assert_int_equal(visitor_get(&owner, "/admin/files/0123456789abcdef0123456789abcdef"), 404);
	assert_int_equal(visitor_get(&owner, "/admin/files/..%2F..%2Fetc%2Fpasswd"), 404);
	struct text removal = text_format(site.arena, "files/%.*s/remove", TEXT_ARG(first_token(&site)));
	visitor_get(&owner, "/admin/profile");
	assert_int_equal(visitor_post(&owner, path_of(&site, removal.at, other), ""), 404);
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM files"), 1);
	assert_int_equal(visitor_post(&owner, path_of(&site, removal.at, customer), ""), 303);
	assert_int_equal(site_count_contents(&site), 0);
	site_close(&site);
}

/* Two of its files, one of them with the same content as one of another customer. */
static struct customer_id add_with_files(struct site *site, struct visitor *owner)
{
	struct customer_id customer = add_customer(site, "Farah"), other = add_customer(site, "Other");
	const char *hers = path_of(site, "files", customer), *of_other = path_of(site, "files", other);
	assert_int_equal(visitor_send_file(owner, hers, "file", "a.pdf", bytes_of("hers alone")), 303);
	assert_int_equal(visitor_send_file(owner, hers, "file", "b.pdf", bytes_of("of both")), 303);
	assert_int_equal(visitor_send_file(owner, of_other, "file", "c.pdf", bytes_of("of both")), 303);
	assert_int_equal(site_count_contents(site), 2);
	return customer;
}

static void assert_only_the_others_is_left(struct site *site, struct visitor *owner)
{
	assert_int_equal(site_count_contents(site), 1);
	assert_int_equal(visitor_get(owner, url_of_file(site, "")), 200);
	assert_true(visitor_sees(owner, "of both"));
}

static void erased_on_the_page_a_customer_leaves_no_file_unless_another_holds_it(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor owner = site_staff(&site, "owner");
	struct customer_id customer = add_with_files(&site, &owner);
	assert_int_equal(visitor_get(&owner, path_of(&site, "erase", customer)), 200);
	assert_int_equal(visitor_post(&owner, path_of(&site, "erase", customer), "typed=Farah"), 303);
	assert_only_the_others_is_left(&site, &owner);
	site_close(&site);
}

static void erased_by_the_api_a_customer_leaves_no_file_unless_another_holds_it(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor owner = site_staff(&site, "owner"), shop = site_key(&site, "*");
	struct customer_id customer = add_with_files(&site, &owner);
	const char *path = text_format(site.arena, "/api/v1/customers/%lld?permanently=true&typed=Farah",
				       (long long)customer.value)
				   .at;
	assert_int_equal(visitor_send(&shop, "DELETE", path, NULL), 204);
	assert_only_the_others_is_left(&site, &owner);
	site_close(&site);
}

static enum outcome erase_and_refuse(struct context *ctx, void *state)
{
	TRY(customers_erase(ctx, *(struct customer_id *)state, TEXT("Farah")));
	return CONFLICT;
}

static void an_erasure_that_was_undone_leaves_every_file(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor owner = site_staff(&site, "owner");
	struct customer_id customer = add_with_files(&site, &owner);
	assert_int_equal(context_transact(site_fresh(&site), erase_and_refuse, &customer), CONFLICT);
	assert_int_equal(site_count_contents(&site), 2);
	assert_int_equal(engine_number(&site.engine, "SELECT COUNT(*) FROM files"), 3);
	site_close(&site);
}

/* A process that ended behind COMMIT: nobody has seen to the folder. */
static void what_an_erasure_could_not_remove_goes_at_the_next_start(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct visitor owner = site_staff(&site, "owner");
	struct customer_id customer = add_with_files(&site, &owner);
	site.ctx.files = TEXT_NONE;
	assert_int_equal(customers_erase(site_fresh(&site), customer, TEXT("Farah")), DONE);
	assert_int_equal(site_count_contents(&site), 2);
	site.ctx.files = site.files;
	assert_int_equal(files_remove_unused(site_fresh(&site)), DONE);
	assert_only_the_others_is_left(&site, &owner);
	site_close(&site);
}

static void a_content_that_vanished_is_written_again(void **state)
{
	struct site site;
	site_open(&site, *state);
	struct customer_id customer = add_customer(&site, "Farah");
	struct visitor owner = site_staff(&site, "owner");
	assert_int_equal(
		visitor_send_file(&owner, path_of(&site, "files", customer), "file", "a", bytes_of("the same")), 303);
	assert_int_equal(system(text_format(site.arena, "find %s -type f -delete", site.files.at).at), 0);
	assert_int_equal(
		visitor_send_file(&owner, path_of(&site, "files", customer), "file", "b", bytes_of("the same")), 303);
	assert_int_equal(site_count_contents(&site), 1);
	site_close(&site);
}

/* The server starts itself to decode; here that is this program. */
int main(int count, char **words)
{
	if (count > 1 && strcmp(words[1], PICTURE_HELPER_WORD) == 0)
		_exit(picture_helper_run());
	const struct CMUnitTest tests[] = {
		ON_BOTH(bombs_are_refused_and_take_no_memory),
		ON_BOTH(a_picture_is_stored_anew_in_two_sizes__1_D2),
		ON_BOTH(jpeg_gif_and_webp_are_pictures_too),
		ON_BOTH(a_phone_s_picture_stands_upright),
		ON_BOTH(what_is_no_picture_is_refused_whatever_it_is_called),
		ON_BOTH(of_a_polyglot_only_the_picture_stays),
		cmocka_unit_test(the_helper_can_open_nothing_and_take_only_so_much),
		ON_BOTH(a_picture_that_was_removed_is_gone_from_the_disk),
		ON_BOTH(an_attachment_is_only_ever_a_download),
		ON_BOTH(a_file_is_for_those_who_may_see_its_customer),
		ON_BOTH(erased_on_the_page_a_customer_leaves_no_file_unless_another_holds_it),
		ON_BOTH(erased_by_the_api_a_customer_leaves_no_file_unless_another_holds_it),
		ON_BOTH(an_erasure_that_was_undone_leaves_every_file),
		ON_BOTH(what_an_erasure_could_not_remove_goes_at_the_next_start),
		ON_BOTH(a_content_that_vanished_is_written_again),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
