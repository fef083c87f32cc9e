/* Security 28: a disk that is full or broken is told as 503, nothing is half written, reading goes on, and it heals
 * without a restart. */
#include "features/files/files.h"
#include "tests/defences/walk.h"
#include "tests/faults.h"

#include <stdlib.h>

/* PostgreSQL's disk is the server's: there the server says so when a row is written; files are ours on both. */
static void break_disk(struct site *site, enum fault fault)
{
	faults_begin(fault, 1, FAULTS_FOREVER);
	if (!store_is_postgres(site->engine.store))
		return;
	const char *state = fault == FAULT_SYNC ? "io_error" : "disk_full";
	engine_script(&site->engine, text_format(site->arena,
						 "CREATE FUNCTION break() RETURNS trigger LANGUAGE plpgsql AS"
						 " $$BEGIN RAISE EXCEPTION 'disk' USING ERRCODE = '%s'; END$$;"
						 "CREATE TRIGGER break BEFORE INSERT OR UPDATE ON customers"
						 " FOR EACH ROW EXECUTE FUNCTION break();"
						 "CREATE TRIGGER break BEFORE INSERT OR UPDATE ON throttles"
						 " FOR EACH ROW EXECUTE FUNCTION break()",
						 state)
					     .at);
}

static void mend_disk(struct site *site)
{
	assert_true(faults_end() > 0);
	if (store_is_postgres(site->engine.store))
		engine_script(&site->engine, "DROP FUNCTION break() CASCADE");
}

static void assert_told(struct visitor *visitor, int status, const char *type)
{
	assert_int_equal(status, 503);
	assert_true(text_starts(visitor_header(visitor, "Content-Type"), text_of(type)));
	ASSERT_TEXT(visitor_header(visitor, "Retry-After"), TEXT("1"));
}

static void assert_broken_but_readable(struct site *site, struct visitor *shop, struct visitor *owner)
{
	struct tables_print before = walk_print(site);
	int status = visitor_send(shop, "POST", "/api/v1/customers", "{\"company\":\"Lost\"}");
	assert_told(shop, status, "application/problem+json");
	assert_true(visitor_sees(shop, "\"status\":503"));
	status = visitor_send(shop, "PATCH", "/api/v1/customers/1", "{\"company\":\"Lost\"}");
	assert_told(shop, status, "application/problem+json");
	/* What was typed is not lost. */
	assert_told(owner, visitor_post(owner, "/admin/customers/new", "company=Typed+long"), "text/html");
	assert_true(visitor_sees(owner, "cannot be saved just now") && visitor_sees(owner, "Typed long"));
	assert_told(owner, visitor_post(owner, "/admin/customers/1/switch-off", ""), "text/html");
	struct bytes content = {(const unsigned char *)"contract", 8};
	assert_told(owner, visitor_send_file(owner, "/admin/customers/1/files", "file", "a.pdf", content), "text/html");
	struct visitor stranger = site_visitor(site);
	assert_int_equal(visitor_get(&stranger, "/admin/sign-in"), 200);
	assert_told(&stranger, visitor_post(&stranger, "/admin/sign-in", "email=a%40b.example&password=x"),
		    "text/html");
	assert_int_equal(visitor_get(owner, "/admin/customers/1"), 200);
	assert_int_equal(visitor_get(owner, "/admin/customers"), 200);
	assert_int_equal(visitor_send(shop, "GET", "/api/v1/customers/1", NULL), 200);
	assert_null(walk_changed(site, &before));
}

static void break_and_mend(const char *engine, enum fault fault)
{
	struct site site;
	site_open(&site, engine);
	walk_fill(&site, 3);
	struct visitor owner = site_staff(&site, "owner"), shop = site_key(&site, "customers.read customers.write");
	assert_int_equal(visitor_send(&shop, "GET", "/api/v1/customers/1", NULL), 200);
	assert_int_equal(visitor_get(&owner, "/admin/customers"), 200);
	break_disk(&site, fault);
	assert_broken_but_readable(&site, &shop, &owner);
	mend_disk(&site);
	assert_int_equal(visitor_send(&shop, "POST", "/api/v1/customers", "{\"company\":\"Found\"}"), 201);
	assert_int_equal(visitor_post(&owner, "/admin/customers/new", "company=Typed"), 303);
	site_close(&site);
}

static void a_full_disk_is_told_and_reading_goes_on__28(void **state)
{
	break_and_mend(*state, FAULT_WRITE);
}

static void a_sync_that_fails_is_told_and_reading_goes_on__28(void **state)
{
	break_and_mend(*state, FAULT_SYNC);
}

/* The folder that a new one was made in, the file, the folder that names it: a file is there when all three say so. */
static void every_sync_of_an_uploaded_file_counts__28(void **state)
{
	struct arena *arena __attribute__((cleanup(arena_cleanup))) = arena_open(1 << 20);
	char folder[] = "/tmp/clientele-sync-XXXXXX";
	struct text name;
	(void)state;
	assert_non_null(mkdtemp(folder));
	for (unsigned char at = 1; at <= 4; at++) {
		faults_begin(FAULT_SYNC, at, 1);
		enum outcome outcome = file_write(arena, text_of(folder), (struct bytes){&at, 1}, &name);
		assert_int_equal(faults_end(), at <= 3);
		assert_int_equal(outcome, at <= 3 ? TOO_MANY : DONE);
	}
	assert_int_equal(system(text_format(arena, "rm -r %s", folder).at), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(a_full_disk_is_told_and_reading_goes_on__28),
		ON_BOTH(a_sync_that_fails_is_told_and_reading_goes_on__28),
		cmocka_unit_test(every_sync_of_an_uploaded_file_counts__28),
	};
	return cmocka_run_group_tests_name("disk", tests, NULL, NULL);
}
