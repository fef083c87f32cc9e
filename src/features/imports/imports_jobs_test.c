/* Stories of files that are sent and imported by a job, on both engines: what a look ahead tells is what happens, and
 * it can be taken back. Being killed: imports_killed_test.c. Screens: imports_pages_test.c. */
#include "base/buffer.h"
#include "features/customers/customers.h"
#include "features/imports/imports_report.h"
#include "server/jobs.h"
#include "tests/import_office.h"
#include "tests/transfer_shop.h"

#include <stdio.h>
#include <unistd.h>

/* What the tests look at. */
#define WHOLE "email,login,first_name,company,phone_1,phone_2,email_2,tags,groups,external.import,attr.colour,blocked"

/* ---- a file in which rows have to do with each other ---- */

#define TANGLED_ROWS 700

/* Addresses that come again, are taken over, change hands; ids of another system that tie rows together. */
static struct text tangled_file(struct office *office)
{
	struct buffer csv = buffer_make(1 << 20);
	buffer_add(&csv, TEXT("Email,Customer Id,First Name,Phone,Tags,Colour,email_2\n"));
	for (int i = 0; i < TANGLED_ROWS; i++) {
		if (i % 90 == 13)
			buffer_add_format(&csv, "p%d@x.example,,Again %d,110,b,red,\n", (i * 7) % 300, i);
		else if (i % 90 == 44) /* somebody who is here already gets another address, by an id */
			buffer_add_format(&csv, "moved%d@x.example,H%d,Moved %d,,m,,\n", i, i % 40, i);
		else if (i % 90 == 60) /* … and another takes the one that they had */
			buffer_add_format(&csv, "here%d@x.example,,Taker %d,,,,\n", i % 40, i);
		else if (i % 90 == 71)
			buffer_add_format(&csv, "q%d@x.example,,Second %d,,,,p%d@x.example\n", i, i, (i * 3) % 300);
		else if (i % 90 == 80)
			buffer_add_format(&csv, "nobody %d,,Bad,,,,\n", i);
		else
			buffer_add_format(&csv, "p%d@x.example,X%d,Name %d,012-345 67%02d,a,blue,\n", i, i, i, i % 100);
	}
	struct text text = text_copy(office->world.engine.arena, buffer_text(&csv));
	buffer_free(&csv);
	return text;
}

static void add_those_here(struct office *office)
{
	struct buffer csv = buffer_make(1 << 20);
	buffer_add(&csv, TEXT("Email,Customer Id,First Name\n"));
	for (int i = 0; i < 40; i++)
		buffer_add_format(&csv, "here%d@x.example,H%d,Here %d\n", i, i, i);
	office_send(office, buffer_text(&csv));
	office_run(office, false);
	buffer_free(&csv);
}

/* What the command line tells of the same file, all of it in one transaction. */
static void tell_on_command_line(struct office *office, struct text csv, struct import_counts *counts)
{
	struct text path = text_format(office->world.engine.arena, "%s/people.csv", office->folder);
	FILE *file = fopen(path.at, "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(csv.at, 1, csv.size, file), csv.size);
	assert_int_equal(fclose(file), 0);
	const struct import_options dry = {.path = path, .dry_run = true};
	watched = (struct watched){.arena = office->world.engine.arena, .told = TEXT("")};
	assert_int_equal(imports_run(office_fresh(office), &dry, &shop_watch, counts), DONE);
}

static bool tells(struct text told, struct text line)
{
	return text_find(told, line, 0) != SIZE_MAX;
}

/* Every preview is a line of what the command line told; and there are as many of both. */
static void assert_tells_the_same(struct office *office, struct text told)
{
	struct arena *arena = office->world.engine.arena;
	struct import_preview_list *rows;
	struct import_refusals refused;
	size_t count, lines = 0, found = 0;
	struct context *ctx = office_fresh(office);
	struct import_of_file run_row = office_last(office, true);
	assert_int_equal(import_preview_list(ctx->reader, run_row.id, IMPORT_RESULT_UPDATED, 0, 5000, &rows, &count),
			 DONE);
	for (size_t i = 0; i < count; i++) {
		struct text rest = rows[i].changes, piece;
		/* [["header","old","new"],…] */
		while (text_next(&rest, '[', &piece)) {
			struct text cells = piece, skip, header, old, new;
			if (!text_starts(piece, TEXT("\"")))
				continue;
			text_next(&cells, '"', &skip);
			text_next(&cells, '"', &header);
			text_next(&cells, '"', &skip);
			text_next(&cells, '"', &old);
			text_next(&cells, '"', &skip);
			text_next(&cells, '"', &new);
			struct text line = text_format(arena, "%lld %.*s: %.*s -> %.*s\n", (long long)rows[i].position,
						       TEXT_ARG(header), TEXT_ARG(old), TEXT_ARG(new));
			if (!tells(told, line))
				fail_msg("nobody told of %.*s", TEXT_ARG(line));
			found++;
		}
	}
	assert_int_equal(import_refusals_read(ctx, run_row.id, 0, 5000, &refused), DONE);
	for (size_t i = 0; i < refused.count; i++)
		for (size_t k = 0; k < refused.list[i].count; k++, found++) {
			struct text line = text_format(arena, "%lld %.*s %s\n", (long long)refused.list[i].row,
						       TEXT_ARG(refused.list[i].problems[k].field),
						       refused.list[i].problems[k].code);
			if (!tells(told, line))
				fail_msg("nobody told of %.*s", TEXT_ARG(line));
		}
	for (size_t i = 0; i < told.size; i++)
		lines += told.at[i] == '\n';
	assert_int_equal(found, lines);
}

static void a_look_ahead_tells_what_the_command_line_tells_however_rows_are_tangled__2_C4(void **state)
{
	struct office office;
	struct import_counts counts = {{0}};
	office_open(&office, *state);
	add_those_here(&office);
	struct text before = office_export(&office, "");
	struct text csv = tangled_file(&office);
	tell_on_command_line(&office, csv, &counts);
	struct text told = watched.told;
	assert_true(counts.of[IMPORT_RESULT_UPDATED] > 5 && counts.of[IMPORT_RESULT_REFUSED] > 5);
	office_send(&office, csv);
	office_run(&office, true);
	office_assert(&office, true, COUNTS(counts.of[0], counts.of[1], counts.of[2], counts.of[3]));
	assert_tells_the_same(&office, told);
	/* Nothing happened to anybody. */
	ASSERT_TEXT(office_export(&office, ""), before);
	assert_int_equal(office_number(&office, "SELECT COUNT(*) FROM import_tangles"), 0);
	assert_int_equal(office_number(&office, "SELECT COUNT(*) FROM attributes"), 0);
	/* And what it said is what comes. */
	office_run(&office, false);
	office_assert(&office, false, COUNTS(counts.of[0], counts.of[1], counts.of[2], counts.of[3]));
	office_close(&office);
}

/* ---- taking back ---- */

static void an_import_is_taken_back_but_for_who_was_changed_since__2_C4(void **state)
{
	struct office office;
	struct job_id undo;
	struct job job;
	office_open(&office, *state);
	office_import(&office, "Email,First Name,Phone,Tags,Company,email_2,blocked,Customer Id,Colour\n"
			       "a@b.example,Ann,110,x,Acme,aa@b.example,no,K1,red\n"
			       "b@b.example,Ben,111,,,,no,K2,\n");
	struct text before = office_export(&office, WHOLE);
	office_import(&office, "Email,First Name,Phone,Phone 2,Tags,Company,email_2,blocked,Customer Id,Colour,City\n"
			       "a@b.example,Anna,120,121,y,Acme & Co,ab@b.example,yes,K1;K9,blue,Ipoh\n"
			       "b@b.example,Benno,130,,z,,bb@b.example,no,K2,green,\n"
			       "c@b.example,Cleo,,,,,,,,,\nd@b.example,Dora,,,,,,,,,\n");
	office_assert(&office, false, COUNTS(2, 2, 0, 0));
	struct text after = office_export(&office, WHOLE);
	struct customer_id dora = {office_number(&office, "SELECT id FROM customers WHERE email = 'd@b.example'")};
	const struct customer_change change = {CUSTOMER_FIELD_TITLE, TEXT("Dr."), TEXT_NONE};
	assert_int_equal(customers_change(office_fresh(&office), dora, &change, 1), DONE);
	assert_int_equal(jobs_undo(office_fresh(&office), office.job, &undo), DONE);
	jobs_run_waiting(office.world.engine.store, text_of(office.folder));
	assert_int_equal(jobs_get(office_fresh(&office), undo, &job), DONE);
	assert_int_equal(job.changed, 3);
	assert_int_equal(job.skipped, 1);
	assert_int_equal(office_number(&office, "SELECT COUNT(*) FROM customers WHERE trashed_at IS NOT NULL AND "
						"email = 'c@b.example'"),
			 1);
	engine_script(&office.world.engine,
		      "UPDATE customers SET trashed_at = 1, status = 1 WHERE email = 'd@b.example'");
	ASSERT_TEXT(office_export(&office, WHOLE), before);
	/* The corrected file brings back who is in the trash by then. */
	office_set(&office, (struct import_options){.restore = true});
	office_run(&office, false);
	office_assert(&office, false, COUNTS(0, 4, 0, 0));
	ASSERT_TEXT(office_export(&office, WHOLE), after);
	/* Which can be taken back as well: they go to the trash again. */
	assert_int_equal(jobs_undo(office_fresh(&office), office.job, &undo), DONE);
	jobs_run_waiting(office.world.engine.store, text_of(office.folder));
	assert_int_equal(jobs_get(office_fresh(&office), undo, &job), DONE);
	assert_int_equal(job.changed, 4);
	assert_int_equal(office_number(&office, "SELECT COUNT(*) FROM customers WHERE trashed_at IS NOT NULL"), 2);
	ASSERT_TEXT(office_export(&office, WHOLE), before);
	office_close(&office);
}

/* ---- what else ---- */

static void refused_rows_are_kept_with_column_value_and_reason__2_C4(void **state)
{
	struct office office;
	struct import_refusals refused;
	office_open(&office, *state);
	office_import(&office, "Email,Country,Group\na@b.example,Malaysia,general\nc@d.example,Atlantis,gold\n");
	office_assert(&office, false, COUNTS(1, 0, 0, 1));
	assert_int_equal(import_refusals_read(office_fresh(&office), office_last(&office, false).id, 0, 10, &refused),
			 DONE);
	assert_int_equal(refused.count, 1);
	assert_int_equal(refused.list[0].row, 3);
	assert_int_equal(refused.list[0].count, 2);
	ASSERT_TEXT(refused.list[0].problems[0].field, TEXT("Country"));
	ASSERT_TEXT(refused.list[0].values[0], TEXT("Atlantis"));
	ASSERT_TEXT(refused.list[0].problems[1].field, TEXT("Group"));
	ASSERT_TEXT(refused.list[0].values[1], TEXT("gold"));
	assert_string_equal(refused.list[0].problems[1].message, "There is nothing called “{0}” here.");
	office_set(&office, (struct import_options){.make_missing = true,
						    .places = (const struct text[]){TEXT(""), TEXT("-")},
						    .place_count = 2});
	office_run(&office, false);
	office_assert(&office, false, COUNTS(1, 0, 1, 0));
	office_close(&office);
}

static void who_is_new_gets_what_the_file_has_no_column_for__2_C4(void **state)
{
	struct office office;
	const struct import_default defaults[] = {
		{TEXT("type"), TEXT("trade")}, {TEXT("tags"), TEXT("fair 2026")}, {TEXT("first_name"), TEXT("Nobody")}};
	office_open(&office, *state);
	office_import(&office, "Email,First Name\na@b.example,Ann\n");
	office_send(&office, TEXT("Email,First Name,Phone\na@b.example,Ann,110\nb@b.example,,\n"));
	office_set(&office, (struct import_options){.defaults = defaults, .default_count = 3});
	office_run(&office, false);
	office_assert(&office, false, COUNTS(1, 1, 0, 0));
	ASSERT_TEXT(office_export(&office, "email,first_name,type,tags"),
		    TEXT("email,first_name,type,tags\r\na@b.example,Ann,retail,\r\nb@b.example,,trade,fair 2026\r\n"));
	office_close(&office);
}

static void an_import_touches_and_tells_nobody_out_of_its_scope__2_C4(void **state)
{
	struct office office;
	struct import_refusals refused;
	office_open(&office, *state);
	office_import(&office, "Email,First Name,Customer Id\nhers@b.example,Secret,S1\n");
	engine_script(&office.world.engine, "UPDATE staff SET scope = 1 WHERE id = 1");
	world_act_as(&office.world, 1, STORE_SCOPE_OWN);
	office_send(&office,
		    TEXT("Email,First Name,Customer Id,Representative\nhers@b.example,Mine,,\nx@b.example,Max,S1,\n"
			 "mine@b.example,Mia,,\nother@b.example,Otto,,ben@x.example\n"));
	engine_script(&office.world.engine, "UPDATE staff SET email = 'ben@x.example' WHERE id = 2");
	office_run(&office, true);
	office_assert(&office, true, COUNTS(1, 0, 0, 3));
	office_run(&office, false);
	office_assert(&office, false, COUNTS(1, 0, 0, 3));
	assert_int_equal(import_refusals_read(office_fresh(&office), office_last(&office, false).id, 0, 10, &refused),
			 DONE);
	assert_int_equal(refused.count, 3);
	for (size_t i = 0; i < 2; i++) {
		assert_string_equal(refused.list[i].problems[0].code, "in_use");
		assert_true(text_is_none(refused.list[i].problems[0].values[0]));
	}
	assert_string_equal(refused.list[2].problems[0].code, "out_of_scope");
	assert_int_equal(office_number(&office, "SELECT COUNT(*) FROM customers WHERE first_name = 'Secret'"), 1);
	assert_int_equal(office_number(&office, "SELECT COUNT(*) FROM customers WHERE email = 'other@b.example'"), 0);
	/* Neither is a file of others seen. */
	world_act_as(&office.world, 2, STORE_SCOPE_ALL);
	office.world.ctx.permissions = (struct permission_set){0};
	struct import_file file;
	assert_int_equal(imports_get_file(office_fresh(&office), office.file, &file), NOT_FOUND);
	assert_int_equal(imports_start(office_fresh(&office), office.file, false, &office.job), FORBIDDEN);
	office_close(&office);
}

/* What lies in the folder is ours, and may yet be damaged: the job says so and ends, whatever is in it. */
static void rows_that_were_damaged_end_the_job_and_nothing_else__2_C4(void **state)
{
	struct office office;
	struct import_file file;
	struct job job;
	office_open(&office, *state);
	for (long cut = 1; cut < 60; cut += 7) {
		office_send(&office, TEXT("Email,First Name\na@b.example,Ann\nb@b.example,Ben\n"));
		assert_int_equal(imports_get_file(office_fresh(&office), office.file, &file), DONE);
		struct text path = text_format(office.world.engine.arena, "%s/imports/%.*s.rows", office.folder,
					       TEXT_ARG(file.token));
		FILE *rows = fopen(path.at, "r+");
		assert_non_null(rows);
		assert_int_equal(fseek(rows, cut, SEEK_SET), 0);
		for (int i = 0; i < 4; i++)
			fputc(0xFF, rows);
		fclose(rows);
		assert_int_equal(imports_start(office_fresh(&office), office.file, false, &office.job), DONE);
		jobs_run_waiting(office.world.engine.store, text_of(office.folder));
		assert_int_equal(jobs_get(office_fresh(&office), office.job, &job), DONE);
		assert_false(instant_is_none(job.finished));
	}
	office_close(&office);
}

static void one_job_at_a_time_goes_through_a_file__2_C4(void **state)
{
	struct office office;
	struct job_id second;
	office_open(&office, *state);
	office_send(&office, TEXT("Email\na@b.example\n"));
	assert_int_equal(imports_start(office_fresh(&office), office.file, true, &office.job), DONE);
	assert_int_equal(imports_start(office_fresh(&office), office.file, false, &second), CONFLICT);
	assert_int_equal(
		imports_read_anew(office_fresh(&office), office.file, &(struct import_reading){.delimiter = ';'}),
		CONFLICT);
	assert_int_equal(jobs_cancel(office_fresh(&office), office.job), DONE);
	office_run(&office, false);
	office_send(&office, TEXT("Email\n"));
	assert_int_equal(imports_start(office_fresh(&office), office.file, false, &second), CONFLICT);
	office_close(&office);
}

static void assert_places(const struct import_file *file, const char *const *places, size_t count)
{
	assert_int_equal(file->options.place_count, count);
	for (size_t i = 0; i < count; i++)
		ASSERT_TEXT(file->options.places[i], text_of(places[i]));
}

static void a_mapping_is_remembered_by_its_header_and_a_shop_is_recognised__2_C4(void **state)
{
	struct office office;
	struct import_file file;
	office_open(&office, *state);
	office_send(&office, TEXT("Mail,Note\na@b.example,x\n"));
	office_set(&office, (struct import_options){.places = (const struct text[]){TEXT("email"), TEXT("company")},
						    .place_count = 2,
						    .mode = IMPORT_MODE_CREATE});
	office_send(&office, TEXT("Mail;Note\nb@b.example;y\n"));
	assert_int_equal(imports_get_file(office_fresh(&office), office.file, &file), DONE);
	ASSERT_TEXT(file.options.places[1], TEXT("company"));
	assert_int_equal(file.options.mode, IMPORT_MODE_CREATE);
	ASSERT_TEXT(file.delimiter, TEXT(";"));
	assert_true(text_is_none(file.shop));
	/* Refused rows, corrected and in another order. */
	office_send(&office, TEXT("import_row,Note,import_reason,Mail\n2,x,,c@d.example\n"));
	assert_int_equal(imports_get_file(office_fresh(&office), office.file, &file), DONE);
	assert_places(&file, (const char *const[]){"-", "company", "-", "email"}, 4);
	assert_int_equal(file.options.mode, IMPORT_MODE_CREATE);
	/* One column more; the same header twice is only once the same. */
	office_send(&office, TEXT("Note,Firma,Mail,Note\nx,y,c@d.example,z\n"));
	assert_int_equal(imports_get_file(office_fresh(&office), office.file, &file), DONE);
	assert_places(&file, (const char *const[]){"company", "", "email", ""}, 4);
	assert_int_equal(file.options.mode, IMPORT_MODE_BOTH);
	/* What was met apart is here together. */
	office_set(&office, (struct import_options){.places = (const struct text[]){TEXT("-"), TEXT("company"),
										    TEXT("email"), TEXT("tags")},
						    .place_count = 4});
	office_send(&office, TEXT("Note,Mail\nx,c@d.example\n"));
	office_set(&office, (struct import_options){.places = (const struct text[]){TEXT("company"), TEXT("email")},
						    .place_count = 2});
	office_send(&office, TEXT("Note,Firma\nx,y\n"));
	assert_int_equal(imports_get_file(office_fresh(&office), office.file, &file), DONE);
	assert_places(&file, (const char *const[]){"company", ""}, 2);
	/* A shop's columns are its own. */
	office_send(&office, TEXT("ID,Social title,Partner offers,Note\n7,Mr,0,x\n"));
	assert_int_equal(imports_get_file(office_fresh(&office), office.file, &file), DONE);
	ASSERT_TEXT(file.shop, TEXT("PrestaShop"));
	assert_places(&file, (const char *const[]){"", "", "", ""}, 4);
	office_close(&office);
}

static void a_file_is_read_another_way_when_it_was_found_out_wrongly__2_C4(void **state)
{
	struct office office;
	struct import_file file;
	office_open(&office, *state);
	office_send(&office, TEXT("Email,Name\na@b.example,M\xC3\xBCller\n"));
	assert_int_equal(
		imports_read_anew(office_fresh(&office), office.file, &(struct import_reading){.delimiter = ';'}),
		DONE);
	assert_int_equal(imports_get_file(office_fresh(&office), office.file, &file), DONE);
	assert_int_equal(file.header_count, 1);
	ASSERT_TEXT(file.headers[0], TEXT("Email,Name"));
	assert_int_equal(imports_read_anew(office_fresh(&office), office.file,
					   &(struct import_reading){.encoding = TEXT("utf-16le")}),
			 INVALID);
	assert_int_equal(
		imports_read_anew(office_fresh(&office), office.file,
				  &(struct import_reading){.encoding = TEXT("windows-1252"), .delimiter = ','}),
		DONE);
	office_run(&office, false);
	assert_true(text_find(office_export(&office, "last_name"), TEXT("MÃ¼ller"), 0) != SIZE_MAX);
	office_close(&office);
}

static void a_file_goes_after_thirty_days_and_when_somebody_in_it_is_erased__2_C4(void **state)
{
	struct office office;
	struct import_file file;
	office_open(&office, *state);
	office_import(&office, "Email,First Name\na@b.example,Ann\nnobody,x\n");
	struct customer_id ann = {office_number(&office, "SELECT id FROM customers WHERE email = 'a@b.example'")};
	assert_int_equal(customers_erase(office_fresh(&office), ann, TEXT("Ann")), DONE);
	assert_int_equal(imports_get_file(office_fresh(&office), office.file, &file), DONE);
	assert_int_equal(file.state, IMPORT_FILE_STATE_GONE);
	assert_int_equal(office_number(&office, "SELECT COUNT(*) FROM import_refusals"), 0);
	assert_int_equal(imports_start(office_fresh(&office), office.file, false, &office.job), CONFLICT);
	office_send(&office, TEXT("Email\nb@b.example\n"));
	assert_int_equal(imports_remove_old(office_fresh(&office)), DONE);
	assert_int_equal(imports_get_file(office_fresh(&office), office.file, &file), DONE);
	assert_int_equal(file.state, IMPORT_FILE_STATE_HERE);
	engine_script(&office.world.engine, "UPDATE import_files SET uploaded = 1");
	assert_int_equal(imports_remove_old(office_fresh(&office)), DONE);
	struct text path = text_format(office.world.engine.arena, "%s/imports", office.folder);
	assert_int_equal(rmdir(path.at), 0); /* it is empty */
	office_close(&office);
}

/* Whoever has typed somebody's address and confirmed nothing is neither filled with what the file knows nor in its way.
 */
static void a_registration_that_waits_gives_way_to_a_file__13(void **state)
{
	struct office office;
	office_open(&office, *state);
	office_import(&office, "Email,Username,First Name\na@b.example,stranger,X\nz@b.example,,Zed\n");
	engine_script(&office.world.engine,
		      "UPDATE customers SET activation = 0 WHERE email = 'a@b.example'; "
		      "INSERT INTO registrations (customer_id, at, reminded) SELECT id, 1, NULL FROM "
		      "customers WHERE email = 'a@b.example'");
	office_send(&office, TEXT("Email,Last Name\na@b.example,Tan\nz@b.example,Zuse\n"));
	office_run(&office, true);
	office_assert(&office, true, COUNTS(1, 1));
	assert_int_equal(office_number(&office, "SELECT COUNT(*) FROM registrations"), 1);
	office_run(&office, false);
	office_assert(&office, false, COUNTS(1, 1));
	assert_int_equal(office_number(&office, "SELECT COUNT(*) FROM registrations"), 0);
	ASSERT_TEXT(office_export(&office, "email,login,first_name,last_name,activation"),
		    TEXT("email,login,first_name,last_name,activation\r\nz@b.example,z@b.example,Zed,Zuse,activated\r\n"
			 "a@b.example,a@b.example,,Tan,activated\r\n"));
	/* As another address of somebody who is there. */
	engine_script(&office.world.engine,
		      "UPDATE customers SET activation = 0 WHERE email = 'a@b.example'; "
		      "INSERT INTO registrations (customer_id, at, reminded) SELECT id, 1, NULL FROM "
		      "customers WHERE email = 'a@b.example'");
	office_import(&office, "Email,email_2\nz@b.example,a@b.example\n");
	office_assert(&office, false, COUNTS(0, 1));
	assert_int_equal(office_number(&office, "SELECT COUNT(*) FROM customers WHERE email = 'a@b.example'"), 0);
	office_close(&office);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(a_look_ahead_tells_what_the_command_line_tells_however_rows_are_tangled__2_C4),
		ON_BOTH(an_import_is_taken_back_but_for_who_was_changed_since__2_C4),
		ON_BOTH(refused_rows_are_kept_with_column_value_and_reason__2_C4),
		ON_BOTH(who_is_new_gets_what_the_file_has_no_column_for__2_C4),
		ON_BOTH(an_import_touches_and_tells_nobody_out_of_its_scope__2_C4),
		ON_SQLITE(rows_that_were_damaged_end_the_job_and_nothing_else__2_C4),
		ON_BOTH(one_job_at_a_time_goes_through_a_file__2_C4),
		ON_BOTH(a_mapping_is_remembered_by_its_header_and_a_shop_is_recognised__2_C4),
		ON_BOTH(a_file_is_read_another_way_when_it_was_found_out_wrongly__2_C4),
		ON_BOTH(a_file_goes_after_thirty_days_and_when_somebody_in_it_is_erased__2_C4),
		ON_BOTH(a_registration_that_waits_gives_way_to_a_file__13),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
