/* Stories of imports that are taken back, on both engines: whoever nobody else has touched is as they were. */
#include "base/buffer.h"
#include "consents.schema.h"
#include "features/labels/labels.h"
#include "server/jobs.h"
#include "tests/import_office.h"

/* Whatever the columns are called, and nothing of when. */
static struct text everything(struct office *office)
{
	engine_script(&office->world.engine, "UPDATE customers SET modified = 1");
	return office_export(office, "");
}

static void import(struct office *office, struct text csv)
{
	office_send(office, csv);
	office_set(office, (struct import_options){.make_missing = true});
	office_run(office, false);
}

/* Takes the last import back. */
static struct job undo(struct office *office)
{
	struct job_id id;
	struct job job;
	assert_int_equal(jobs_undo(office_fresh(office), office->job, &id), DONE);
	jobs_run_waiting(office->world.engine.store, text_of(office->folder));
	assert_int_equal(jobs_get(office_fresh(office), id, &job), DONE);
	assert_int_equal(job.state, JOB_STATE_DONE);
	return job;
}

static void assert_undone(struct office *office, int64_t changed, struct text before)
{
	struct job job = undo(office);
	if (job.changed != changed || job.skipped) {
		struct job_row *rows;
		size_t count;
		assert_int_equal(jobs_rows(office_fresh(office),
					   &(struct job_rows_ask){job.id, JOB_RESULT_SKIPPED, 0, 1}, &rows, &count),
				 DONE);
		fail_msg("%lld changed, %lld skipped: %s", (long long)job.changed, (long long)job.skipped,
			 count && rows[0].why.message ? rows[0].why.message : "");
	}
	ASSERT_TEXT(everything(office), before);
}

static void the_order_of_a_list_says_nothing_and_what_else_it_was_given_stays__2_C4(void **state)
{
	struct office office;
	struct tag_id made;
	office_open(&office, *state);
	import(&office, TEXT("Email,Tags,Customer ID,Channels\na@b.example,mid,m5,fair\nb@b.example,,,\n"));
	struct text before = everything(&office);
	import(&office, TEXT("Email,Tags,Customer ID,Channels,Groups\na@b.example,zoo;imp;gold,a1;z1,web;kl,gz;ga\n"
			     "b@b.example,zoo;gold,z2;a2,web,gb\n"));
	struct customer_id ann = {office_number(&office, "SELECT id FROM customers WHERE email = 'a@b.example'")};
	assert_int_equal(labels_tag(office_fresh(&office), ann, TEXT("aside"), &made), DONE);
	struct job job = undo(&office);
	assert_int_equal(job.changed, 2);
	assert_int_equal(job.skipped, 0);
	assert_int_equal(labels_untag(office_fresh(&office), ann, made), DONE);
	ASSERT_TEXT(everything(&office), before);
	/* What it gave was taken away since: somebody else has been there. */
	import(&office, TEXT("Email,Tags\na@b.example,zoo;gold\n"));
	struct tag_id zoo = {office_number(&office, "SELECT id FROM tags WHERE name = 'zoo'")};
	assert_int_equal(labels_untag(office_fresh(&office), ann, zoo), DONE);
	job = undo(&office);
	assert_int_equal(job.changed, 0);
	assert_int_equal(job.skipped, 1);
	office_close(&office);
}

static void who_was_added_goes_with_all_that_the_file_did_to_them__2_C4(void **state)
{
	struct office office;
	office_open(&office, *state);
	import(&office, TEXT("Email,Company,Phone\nz@b.example,Zed,110\n"));
	struct text before = everything(&office);
	import(&office, TEXT("Email,Company,Phone,Tags\na@b.example,One,,\na@b.example,Two,110,x\n"));
	office_assert(&office, false, (const int64_t[]){1, 1, 0, 0});
	assert_undone(&office, 1, before);
	import(&office, TEXT("Email,Company,Newsletter\nb@b.example,One,yes\n"));
	assert_undone(&office, 1, before);
	assert_int_equal(office_number(&office, "SELECT COUNT(*) FROM customers WHERE status = 1"), 2);
	office_close(&office);
}

static void a_consent_stays_in_its_history_and_the_rest_is_taken_back__2_C4(void **state)
{
	struct office office;
	struct job_stays *stays;
	size_t count;
	office_open(&office, *state);
	import(&office, TEXT("Email,Company\na@b.example,Acme\nb@b.example,Bell\n"));
	struct text before = everything(&office);
	import(&office, TEXT("Email,Company,Newsletter,Tags\na@b.example,New,yes,x\nb@b.example,Bills,,\n"));
	struct job job = undo(&office);
	assert_int_equal(job.changed, 2);
	assert_int_equal(job.skipped, 0);
	ASSERT_TEXT(everything(&office), before);
	assert_int_equal(office_number(&office, "SELECT COUNT(*) FROM consents"), 0);
	assert_int_equal(jobs_tally_stays(office_fresh(&office), job.id, &stays, &count), DONE);
	assert_int_equal(count, 1);
	assert_int_equal(stays[0].customers, 1);
	assert_non_null(strstr(stays[0].message, "stays in its history"));
	assert_int_equal(office_number(&office, "SELECT COUNT(*) FROM events WHERE name = 'consent.confirmed'"), 1);
	/* Who had withdrawn before has withdrawn yet. */
	import(&office, TEXT("Email,Newsletter\nb@b.example,yes\n"));
	import(&office, TEXT("Email,Newsletter\nb@b.example,no\n"));
	import(&office, TEXT("Email,Newsletter\nb@b.example,yes\n"));
	assert_int_equal(undo(&office).changed, 1);
	assert_int_equal(office_number(&office, "SELECT state FROM consents"), CONSENT_STATE_UNSUBSCRIBED);
	office_close(&office);
}

/* Nobody who had confirmed is asked anew because a file was wrong. */
static void a_consent_that_a_file_ended_is_again_what_it_was__2_C4(void **state)
{
	struct office office;
	office_open(&office, *state);
	import(&office, TEXT("Email,Newsletter,Consent\na@b.example,yes,\nb@b.example,yes,pending\n"));
	struct text before = everything(&office);
	int64_t since = office_number(&office, "SELECT at FROM consents WHERE state = 2");
	int64_t letters = office_number(&office, "SELECT COUNT(*) FROM outbox");
	import(&office, TEXT("Email,Newsletter\na@b.example,no\n"));
	assert_int_equal(office_number(&office, "SELECT COUNT(*) FROM consents WHERE state = 3"), 1);
	assert_int_equal(undo(&office).changed, 1);
	ASSERT_TEXT(everything(&office), before);
	assert_int_equal(office_number(&office, "SELECT at FROM consents WHERE state = 2"), since);
	assert_int_equal(office_number(&office, "SELECT COUNT(*) FROM consents WHERE state = 2 AND source = 4"), 1);
	assert_int_equal(office_number(&office, "SELECT COUNT(*) FROM outbox"), letters);
	office_close(&office);
}

static void what_a_row_changed_beside_its_cells_is_taken_back_too__2_C4(void **state)
{
	struct office office;
	office_open(&office, *state);
	import(&office, TEXT("Email,address_1_line1,address_1_billing,address_1_shipping,address_2_line1,email_2,"
			     "email_2_verification,Channel\n"
			     "a@b.example,One,yes,yes,Two,aa@b.example,verified,shop\n"
			     "b@b.example,,,,,,,shop\n"));
	struct text before = everything(&office);
	import(&office, TEXT("Email,address_2_billing\na@b.example,yes\n"));
	assert_int_equal(office_number(&office, "SELECT COUNT(*) FROM addresses WHERE is_billing = 1"), 1);
	assert_undone(&office, 1, before);
	import(&office,
	       TEXT("Email,address_3_line1,address_3_billing,address_2_shipping\na@b.example,Three,yes,yes\n"));
	assert_undone(&office, 1, before);
	import(&office, TEXT("Email,email_2,email_3,email_3_verification\na@b.example,ab@b.example,,\n"
			     "b@b.example,,bb@b.example,verified\n"));
	assert_int_equal(office_number(&office, "SELECT COUNT(*) FROM emails WHERE verification <> 0"), 1);
	assert_undone(&office, 2, before);
	import(&office, TEXT("Email,Channel,Channels\na@b.example,fair,\nb@b.example,fair,web\n"));
	assert_undone(&office, 2, before);
	import(&office,
	       TEXT("Email,phone_2,phone_2_label,address_2_line1,address_2_city,phone_4_label,address_9_billing\n"
		    "b@b.example,110,desk,Two,Bonn,none,yes\n"));
	assert_undone(&office, 1, before);
	/* What would be written to nothing is no change. */
	import(&office,
	       TEXT("Email,phone_4_label,address_9_billing,email_7_verification\nb@b.example,x,yes,verified\n"));
	office_assert(&office, false, (const int64_t[]){0, 0, 1, 0});
	office_close(&office);
}

static void another_primary_address_gives_the_old_one_back_with_its_verification__2_C4(void **state)
{
	struct office office;
	office_open(&office, *state);
	import(&office, TEXT("Email,Username,email_verification\na@b.example,ann,verified\nb@b.example,ben,pending\n"));
	struct text before = everything(&office);
	office_send(&office, TEXT("Username,Email\nann,new@b.example\nben,B@B.example\n"));
	office_set(&office, (struct import_options){.match = IMPORT_MATCH_LOGIN});
	office_run(&office, false);
	office_assert(&office, false, COUNTS(0, 2));
	assert_int_equal(office_number(&office, "SELECT COUNT(*) FROM emails WHERE verification = 0"), 1);
	assert_undone(&office, 2, before);
	office_close(&office);
}

static void a_primary_address_that_was_taken_away_comes_back_verified__2_C4(void **state)
{
	struct office office;
	office_open(&office, *state);
	import(&office, TEXT("Email,Username,email_verification\na@b.example,ann,verified\n"));
	struct text before = everything(&office);
	office_send(&office, TEXT("Username,Email\nann,\n"));
	office_set(&office, (struct import_options){.match = IMPORT_MATCH_LOGIN, .replace = true});
	office_run(&office, false);
	office_assert(&office, false, COUNTS(0, 1));
	assert_int_equal(office_number(&office, "SELECT COUNT(*) FROM emails"), 0);
	assert_undone(&office, 1, before);
	assert_int_equal(office_number(&office, "SELECT COUNT(*) FROM emails WHERE verification = 2"), 1);
	office_close(&office);
}

/* Numbers of the same letters are others elsewhere. */
static void a_number_that_comes_back_is_read_as_it_was__2_C4(void **state)
{
	static const char *const theirs = "SELECT COUNT(*) FROM phones WHERE typed = '012-345 6789' AND e164 = "
					  "'+60123456789'";
	struct office office;
	office_open(&office, *state);
	import(&office, TEXT("Email,Country,phone_1,phone_2\na@b.example,MY,012-345 6789,+49 30 1234567\n"
			     "b@b.example,DE,nobody knows,\n"));
	struct text before = everything(&office);
	assert_int_equal(office_number(&office, theirs), 1);
	import(&office, TEXT("Email,Country,phone_1\na@b.example,DE,+49 30 7654321\nb@b.example,DE,110\n"));
	assert_int_equal(office_number(&office, theirs), 0);
	assert_undone(&office, 2, before);
	assert_int_equal(office_number(&office, theirs), 1);
	assert_int_equal(office_number(&office, "SELECT COUNT(*) FROM phones WHERE e164 = '+49301234567'"), 1);
	assert_int_equal(office_number(&office, "SELECT COUNT(*) FROM phones WHERE e164 IS NULL"), 1);
	/* The one behind it has moved up meanwhile. */
	office_send(&office, TEXT("Email,Country,phone_1,phone_2\na@b.example,DE,,+49 30 1234567\n"));
	office_set(&office, (struct import_options){.replace = true});
	office_run(&office, false);
	assert_int_equal(office_number(&office, theirs), 0);
	assert_undone(&office, 1, before);
	assert_int_equal(office_number(&office, theirs), 1);
	office_close(&office);
}

/* The one behind what was taken away is the first then, in the file and in what is taken back. */
static void what_empty_cells_took_away_comes_back_to_its_place__2_C4(void **state)
{
	static const char *const columns = "phone_1,phone_1_label,phone_2,phone_3,address_1_line1,address_1_billing,"
					   "address_2_line1,address_2_billing,tax_id_1_value,tax_id_2_value";
	struct office office;
	office_open(&office, *state);
	import(&office, TEXT("Email,phone_1,phone_1_label,phone_2,phone_3,address_1_line1,address_1_billing,"
			     "address_2_line1,address_2_shipping,tax_id_1_value,tax_id_2_value\n"
			     "a@b.example,110,home,111,112,One,yes,Two,yes,DE1,DE2\n"));
	struct text before = everything(&office);
	office_send(&office, TEXT("Email,phone_1,phone_1_label,phone_2,phone_3,address_1_line1,address_1_billing,"
				  "address_2_line1,tax_id_1_value,tax_id_2_value\na@b.example,,,111,112,,,Two,,DE2\n"));
	office_set(&office, (struct import_options){.replace = true});
	office_run(&office, true);
	office_assert(&office, true, COUNTS(0, 1));
	office_run(&office, false);
	office_assert(&office, false, COUNTS(0, 1));
	ASSERT_TEXT(office_export(&office, columns),
		    text_format(office.world.engine.arena, "%s\r\n111,,112,,Two,,,,DE2,\r\n", columns));
	struct job_id first = office.job;
	office_run(&office, false);
	office_assert(&office, false, COUNTS(0, 0, 1));
	office.job = first;
	assert_undone(&office, 1, before);
	office_close(&office);
}

/* ---- whatever stands in a wide file ---- */

#define PEOPLE 80

/* "%" becomes a number that comes once. */
static const struct {
	const char *column;
	const char *values[4];
} cells[] = {
	{"first_name", {"Ann", "Ben", "Cleo"}},
	{"last_name", {"Low", "Tan", "Müller"}},
	{"title", {"Dr.", "Prof."}},
	{"salutation", {"mr", "ms"}},
	{"company", {"Acme", "Bell", "Cola"}},
	{"birth_date", {"1980-01-02", "1991-12-31"}},
	{"since", {"2020-01-01", "2021-02-03"}},
	{"language", {"en", "de", "ms"}},
	{"country", {"DE", "MY", "SG"}},
	{"zone", {"Europe/Berlin", "Asia/Singapore"}},
	{"currency", {"EUR", "MYR"}},
	{"type", {"trade", "retail"}},
	{"group", {"general", "gold"}},
	{"channel", {"shop", "fair", "web"}},
	{"vip", {"yes", "no"}},
	{"discount", {"5", "12.5", "7 EUR"}},
	{"billing_email", {"bill%@b.example"}},
	{"approval", {"approved", "pending", "disapproved"}},
	{"activation", {"activated", "awaiting"}},
	{"active", {"yes", "no"}},
	{"blocked", {"yes", "no"}},
	{"suspended", {"orders", "sign_in orders"}},
	{"suspended_until", {"2099-01-01T00:00:00Z", "2098-01-01T00:00:00Z"}},
	{"tags", {"b;a", "z", "a;c;b", "m"}},
	{"groups", {"gx;ga", "gold"}},
	{"channels", {"kl;aa", "web", "fair"}},
	{"external.import", {"k%", "z%;a%"}},
	{"colour", {"red", "blue"}},
	{"email_2", {"two%@b.example"}},
	{"email_3", {"three%@b.example"}},
	{"email_2_verification", {"verified", "none"}},
	{"phone_1", {"+4930123%", "+60312%"}},
	{"phone_1_label", {"home", "desk"}},
	{"phone_2", {"+4930223%"}},
	{"phone_2_label", {"home", "desk"}},
	{"phone_3", {"+4930323%"}},
	{"address_1_label", {"home", "work"}},
	{"address_1_line1", {"First %", "One"}},
	{"address_1_city", {"Bonn", "Ipoh"}},
	{"address_1_state", {"Perak", "Berlin"}},
	{"address_1_country", {"DE", "MY"}},
	{"address_1_billing", {"yes", "no"}},
	{"address_1_shipping", {"yes", "no"}},
	{"address_2_line1", {"Second %", "Two"}},
	{"address_2_city", {"Ulm", "Kuching"}},
	{"address_2_billing", {"yes", "no"}},
	{"address_2_shipping", {"yes"}},
	{"address_3_line1", {"Third %"}},
	{"address_3_billing", {"yes"}},
	{"tax_id_1_value", {"DE%", "X%"}},
	{"tax_id_1_country", {"DE", "MY"}},
	{"tax_id_2_value", {"MY%"}},
};
#define CELLS (sizeof cells / sizeof *cells)

struct dice {
	uint64_t state;
	int64_t number;
};

static size_t roll(struct dice *dice, size_t sides)
{
	dice->state = dice->state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (size_t)(dice->state >> 33) % sides;
}

static void add_value(struct buffer *csv, struct dice *dice, size_t cell)
{
	size_t count = 0;
	while (count < 4 && cells[cell].values[count])
		count++;
	for (const char *at = cells[cell].values[roll(dice, count)]; *at; at++)
		if (*at == '%')
			buffer_add_number(csv, 1000 + dice->number++);
		else
			buffer_add_char(csv, *at);
}

/* Those who are here, and some more; of ten cells, `full` say something. */
static struct text generate(struct office *office, struct dice *dice, int more, size_t full)
{
	struct buffer csv = buffer_make(1 << 20);
	buffer_add(&csv, TEXT("email"));
	for (size_t i = 0; i < CELLS; i++)
		buffer_add_format(&csv, ",%s", cells[i].column);
	for (int person = 0; person < PEOPLE + more; person++) {
		buffer_add_format(&csv, "\np%d@b.example", person < PEOPLE ? person : person + (int)full * 100);
		for (size_t i = 0; i < CELLS; i++) {
			buffer_add_char(&csv, ',');
			if (roll(dice, 10) < full)
				add_value(&csv, dice, i);
		}
	}
	buffer_add_char(&csv, '\n');
	struct text text = text_copy(office->world.engine.arena, buffer_text(&csv));
	buffer_free(&csv);
	return text;
}

static void whatever_a_wide_file_did_an_export_is_to_the_byte_what_it_was__2_C4(void **state)
{
	struct office office;
	struct dice dice = {.state = 7};
	office_open(&office, *state);
	import(&office, generate(&office, &dice, 0, 4));
	office_assert(&office, false, (const int64_t[]){PEOPLE, 0, 0, 0});
	struct text before = everything(&office);
	for (size_t full = 1; full < 8; full += 3) {
		import(&office, generate(&office, &dice, 5, full));
		assert_int_equal(office_last(&office, false).refused, 0);
		assert_undone(&office, office_last(&office, false).updated + 5, before);
	}
	office_close(&office);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(the_order_of_a_list_says_nothing_and_what_else_it_was_given_stays__2_C4),
		ON_BOTH(who_was_added_goes_with_all_that_the_file_did_to_them__2_C4),
		ON_BOTH(a_consent_stays_in_its_history_and_the_rest_is_taken_back__2_C4),
		ON_BOTH(a_consent_that_a_file_ended_is_again_what_it_was__2_C4),
		ON_BOTH(what_a_row_changed_beside_its_cells_is_taken_back_too__2_C4),
		ON_BOTH(another_primary_address_gives_the_old_one_back_with_its_verification__2_C4),
		ON_BOTH(a_primary_address_that_was_taken_away_comes_back_verified__2_C4),
		ON_BOTH(a_number_that_comes_back_is_read_as_it_was__2_C4),
		ON_BOTH(what_empty_cells_took_away_comes_back_to_its_place__2_C4),
		ON_BOTH(whatever_a_wide_file_did_an_export_is_to_the_byte_what_it_was__2_C4),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
