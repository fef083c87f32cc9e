/* Starting the program inside a test, and walking through it. */
#include "tests/site.h"

#include "features/apikeys/apikeys.h"
#include "features/customers/customers.h"
#include "features/staff/staff.h"
#include "format/url.h"
#include "http/address.h"
#include "server/assembly.h"
#include "server/bootstrap.h"
#include "tests/told.h"
#include "tests/world.h"
#include "web/language.h"
#include "web/web.h"

#include <ftw.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>

static struct text folder_make(struct arena *arena)
{
	const char *base = getenv("TMPDIR");
	struct text path = text_format(arena, "%s/clientele-files-XXXXXX", base ? base : "/tmp");
	char *name = arena_take(arena, path.size + 1);
	memcpy(name, path.at, path.size);
	assert_non_null(mkdtemp(name));
	return text_of(name);
}

static int remove_one(const char *path, const struct stat *about, int kind, struct FTW *place)
{
	(void)about;
	(void)kind;
	(void)place;
	return remove(path);
}

static void assemble(void)
{
	static bool assembled;
	if (assembled)
		return;
	assert_true(sodium_init() >= 0);
	assembly_start();
	assembled = true;
}

static void serve(struct site *site)
{
	struct text why;
	site->files = folder_make(site->arena);
	static const struct networks itself = {{{{{[10] = 0xff, [11] = 0xff, [12] = 127}}, 104}}, 1};
	const struct web_options options = {
		.allowed = &itself,
		.store = site->engine.store,
		.base_url = TEXT("http://localhost"),
		.files = site->files,
	};
	assert_int_equal(web_open(&options, &site->web), DONE);
	const struct http_options http = {
		.trusted_proxies = TEXT("127.0.0.1"),
		.listen = TEXT("127.0.0.1:0"),
		.workers = 8,
		.beat_ms = 200,
		.handle = web_handle,
		.body_rule = web_body_limit,
		.spool_rule = web_body_spools,
		.leave = web_leave,
		.spool_folder = site->files,
		.state = site->web,
	};
	if (http_start(&http, &site->server, &why) != DONE)
		fail_msg("%.*s", TEXT_ARG(why));
	site->port = http_port(site->server);
}

static void begin(struct site *site)
{
	context_open(&site->ctx, site->arena, site->engine.store);
	site->ctx.language = language_find(TEXT("en"));
}

void site_open(struct site *site, const char *engine)
{
	*site = (struct site){.arena = arena_open(SIZE_MAX)};
	assemble();
	engine_open(&site->engine, engine);
	begin(site);
	assert_int_equal(bootstrap_basics(&site->ctx), DONE);
	serve(site);
}

void site_open_on(struct site *site, const struct engine *engine)
{
	*site = (struct site){.arena = arena_open(SIZE_MAX), .engine = *engine, .lent = true};
	assemble();
	begin(site);
	serve(site);
}

void site_close(struct site *site)
{
	assert_true(http_stop(site->server, 60));
	web_close(site->web);
	context_close(&site->ctx);
	if (!site->lent) {
		told_check(&site->engine);
		engine_close(&site->engine);
	}
	nftw(site->files.at, remove_one, 8, FTW_DEPTH | FTW_PHYS);
	arena_close(site->arena);
}

struct context *site_fresh(struct site *site)
{
	context_close(&site->ctx);
	problems_clear(site->ctx.problems);
	return &site->ctx;
}

struct customer_id site_customer(struct site *site, const char *who)
{
	return world_add(site_fresh(site), who, false);
}

struct visitor site_visitor(struct site *site)
{
	return (struct visitor){.site = site, .cookies = TEXT(""), .csrf = TEXT(""), .headers = TEXT("")};
}

/* One cookie of the jar replaced, or taken out when its value is empty. */
static void keep_cookie(struct visitor *visitor, struct text cookie)
{
	struct arena *arena = visitor->site->arena;
	struct text rest = cookie, pair, name, jar = visitor->cookies, piece, kept = TEXT("");
	text_next(&rest, ';', &pair);
	struct text value = pair;
	text_next(&value, '=', &name);
	while (text_next(&jar, ';', &piece)) {
		struct text trimmed = text_trim(piece);
		bool same = text_starts(trimmed, name) && trimmed.size > name.size && trimmed.at[name.size] == '=';
		if (!same && trimmed.size)
			kept = text_format(arena, "%.*s%s%.*s", TEXT_ARG(kept), kept.size ? "; " : "",
					   TEXT_ARG(trimmed));
	}
	if (!text_is_empty(value))
		kept = text_format(arena, "%.*s%s%.*s", TEXT_ARG(kept), kept.size ? "; " : "", TEXT_ARG(pair));
	visitor->cookies = kept;
}

static void keep_cookies(struct visitor *visitor)
{
	struct text rest = visitor->head, line;
	while (text_next(&rest, '\n', &line))
		if (text_starts(line, TEXT("Set-Cookie: ")))
			keep_cookie(visitor, text_trim(text_slice(line, 12, SIZE_MAX)));
}

static void keep_csrf(struct visitor *visitor)
{
	struct text mark = TEXT("name=\"csrf\" value=\"");
	size_t at = text_find(visitor->body, mark, 0);
	if (at == SIZE_MAX)
		return;
	size_t end = text_find(visitor->body, TEXT("\""), at + mark.size);
	visitor->csrf = text_slice(visitor->body, at + mark.size, end - at - mark.size);
}

static int ask(struct visitor *visitor, const char *method, const char *path, struct text type, struct text body)
{
	struct arena *arena = visitor->site->arena;
	struct text who = TEXT("");
	if (!text_is_none(visitor->key))
		who = text_format(arena, "Authorization: Bearer %.*s\r\n", TEXT_ARG(visitor->key));
	else if (visitor->cookies.size)
		who = text_format(arena, "Cookie: %.*s\r\n", TEXT_ARG(visitor->cookies));
	struct text content = TEXT("");
	if (!text_is_none(type))
		content = text_format(arena, "Content-Type: %.*s\r\n", TEXT_ARG(type));
	if (!text_is_none(body))
		content = text_format(arena, "%.*sContent-Length: %zu\r\n", TEXT_ARG(content), body.size);
	struct text head = text_format(arena, "%s %s HTTP/1.1\r\nHost: localhost\r\n%.*s%.*s%.*s\r\n", method, path,
				       TEXT_ARG(who), TEXT_ARG(content), TEXT_ARG(visitor->headers));
	struct http_client client;
	struct http_reply reply;
	http_client_open(&client, visitor->site->port);
	http_client_send(&client, text_is_none(body) ? head : text_join(arena, head, body));
	http_client_read(&client, strcmp(method, "HEAD") == 0, &reply);
	visitor->status = reply.status;
	visitor->head = text_copy(arena, buffer_text(&reply.head));
	visitor->body = text_copy(arena, http_reply_body(&reply));
	visitor->location = text_copy(arena, http_reply_header(&reply, TEXT("Location")));
	http_reply_free(&reply);
	http_client_close(&client);
	keep_cookies(visitor);
	keep_csrf(visitor);
	return visitor->status;
}

int visitor_get(struct visitor *visitor, const char *path)
{
	return ask(visitor, "GET", path, TEXT_NONE, TEXT_NONE);
}

int visitor_post(struct visitor *visitor, const char *path, const char *form)
{
	struct text body =
		text_format(visitor->site->arena, "%s%scsrf=%.*s", form, form[0] ? "&" : "", TEXT_ARG(visitor->csrf));
	return ask(visitor, "POST", path, TEXT("application/x-www-form-urlencoded"), body);
}

int visitor_send(struct visitor *visitor, const char *method, const char *path, const char *json)
{
	return ask(visitor, method, path, json ? TEXT("application/json") : TEXT_NONE, text_of(json));
}

int visitor_send_raw(struct visitor *visitor, const char *method, const char *path, const char *type, struct text body)
{
	return ask(visitor, method, path, text_of(type), body);
}

int visitor_send_parts(struct visitor *visitor, const char *path, const struct sent_part *parts, size_t count)
{
	struct arena *arena = visitor->site->arena;
	visitor_get(visitor, "/admin/profile");
	struct buffer body = buffer_make(64 << 20);
	buffer_add_format(&body, "--edge\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n%.*s",
			  TEXT_ARG(visitor->csrf));
	for (size_t i = 0; i < count; i++) {
		buffer_add_format(&body, "\r\n--edge\r\nContent-Disposition: form-data; name=\"%s\"", parts[i].field);
		if (parts[i].file)
			buffer_add_format(&body, "; filename=\"%s\"\r\nContent-Type: image/png", parts[i].file);
		buffer_add(&body, TEXT("\r\n\r\n"));
		buffer_add_bytes(&body, parts[i].content.at, parts[i].content.size);
	}
	buffer_add(&body, TEXT("\r\n--edge--\r\n"));
	struct text whole = text_copy(arena, buffer_text(&body));
	buffer_free(&body);
	return visitor_send_raw(visitor, "POST", path, "multipart/form-data; boundary=edge", whole);
}

int visitor_send_file(struct visitor *visitor, const char *path, const char *field, const char *name,
		      struct bytes content)
{
	return visitor_send_parts(visitor, path, &(struct sent_part){field, name, content}, 1);
}

bool visitor_sees(const struct visitor *visitor, const char *words)
{
	return text_find(visitor->body, text_of(words), 0) != SIZE_MAX;
}

struct text visitor_header(const struct visitor *visitor, const char *name)
{
	struct text rest = visitor->head, line, wanted = text_format(visitor->site->arena, "%s:", name);
	while (text_next(&rest, '\n', &line))
		if (text_starts(line, wanted))
			return text_trim(text_slice(line, wanted.size, SIZE_MAX));
	return TEXT_NONE;
}

int visitor_get_next(struct visitor *visitor)
{
	struct text link = visitor_header(visitor, "Link");
	size_t end = text_find(link, TEXT(">"), 0);
	assert_true(text_starts(link, TEXT("</")) && text_ends(link, TEXT("rel=\"next\"")));
	return visitor_get(visitor, text_copy(visitor->site->arena, text_slice(link, 1, end - 1)).at);
}

int64_t site_count_contents(struct site *site)
{
	struct text ask = text_format(site->arena, "find %s -type f | wc -l", site->files.at);
	FILE *output = popen(ask.at, "re");
	int64_t count = -1;
	assert_non_null(output);
	assert_int_equal(fscanf(output, "%ld", &count), 1);
	pclose(output);
	return count;
}

/* The least that Argon2 does: signing in is not what most tests are about, and costs as its hash says. */
static const char *site_hash(void)
{
	static char hash[crypto_pwhash_STRBYTES];
	if (!*hash)
		assert_int_equal(crypto_pwhash_str_alg(hash, SITE_PASSWORD, strlen(SITE_PASSWORD),
						       crypto_pwhash_OPSLIMIT_MIN, crypto_pwhash_MEMLIMIT_MIN,
						       crypto_pwhash_ALG_ARGON2ID13),
				 0);
	return hash;
}

static void set_password(struct site *site, struct staff_id staff)
{
	engine_script(&site->engine, text_format(site->arena, "UPDATE staff SET password_hash = '%s' WHERE id = %lld",
						 site_hash(), (long long)staff.value)
					     .at);
}

/* What is random elsewhere (`draw`) is spread evenly here: the multiple of the golden ratio. */
void site_give_password(struct site *site, struct customer_id customer)
{
	uint64_t draw = (uint64_t)customer.value * UINT64_C(0x9e3779b97f4a7c15) >> 1;
	engine_script(
		&site->engine,
		text_format(site->arena,
			    "INSERT INTO customer_passwords (customer_id, hash, set_at, must_change, imported, draw) "
			    "VALUES (%lld, '%s', 1, 0, 0, %llu)",
			    (long long)customer.value, site_hash(), (unsigned long long)draw)
			.at);
}

struct visitor site_staff(struct site *site, const char *role)
{
	struct context *ctx = site_fresh(site);
	struct visitor visitor = site_visitor(site);
	struct staff_add add = {.email = text_format(site->arena, "%s@site.example", role), .name = text_of(role)};
	struct staff_id staff;
	assert_int_equal(staff_find_role(ctx, text_of(role), &add.role), DONE);
	if (staff_add(ctx, &add, &staff) == DONE)
		set_password(site, staff);
	struct text form = text_format(site->arena, "email=%s%%40site.example&password=" SITE_PASSWORD, role);
	assert_int_equal(visitor_get(&visitor, "/admin/sign-in"), 200);
	assert_int_equal(visitor_post(&visitor, "/admin/sign-in", form.at), 303);
	assert_int_equal(visitor_get(&visitor, "/admin/profile"), 200);
	return visitor;
}

struct customer_id site_customer_with_password(struct site *site, const char *who)
{
	struct customer_id customer = site_customer(site, who);
	site_give_password(site, customer);
	return customer;
}

int visitor_sign_in(struct visitor *visitor, const char *name, const char *password)
{
	struct text form = text_format(visitor->site->arena, "name=%s&password=%s", name, password);
	assert_int_equal(visitor_get(visitor, "/login"), 200);
	return visitor_post(visitor, "/login", form.at);
}

struct visitor site_account(struct site *site, const char *who)
{
	struct visitor visitor = site_visitor(site);
	struct text login = customers_fold_login(site->arena, text_of(who));
	struct customer_id customer;
	assert_int_equal(customers_find_claim(site_fresh(site), CLAIM_KIND_LOGIN, login, &customer), DONE);
	if (!customer.value)
		site_customer_with_password(site, who);
	assert_int_equal(visitor_sign_in(&visitor, url_encode(site->arena, login).at, SITE_PASSWORD), 303);
	assert_int_equal(visitor_get(&visitor, "/account"), 200);
	return visitor;
}

struct visitor site_key(struct site *site, const char *permissions)
{
	struct context *ctx = site_fresh(site);
	struct visitor visitor = site_visitor(site);
	struct apikey_ask ask_key = {.name = TEXT("Test"), .expires = INSTANT_NONE};
	struct api_key_id id;
	struct secret key;
	struct text unknown;
	assert_true(permission_set_parse(text_of(permissions), &ask_key.permissions, &unknown));
	assert_int_equal(apikeys_add(ctx, &ask_key, &id, &key), DONE);
	visitor.key = key.value;
	return visitor;
}
