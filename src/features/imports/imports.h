/* Customers from files: on the command line at once, in the browser from the moment a file is sent until it goes.
 *
 * The one idea: a row is compared with what the database would export in the same columns; what differs is the change.
 * So the dry run is exact, and what was exported imports as "unchanged". Fields go through customers_add() and
 * customers_change(); nobody is mailed; an import writes one event a row.
 * Elsewhere: columns and their cells (features/transfer), files as people have them (imports_source.h), a row under way
 * (imports_work.h), some rows in one transaction (imports_step.h).
 * Source: behaviour §12; decision 19; docs/decisions/0011.
 */
#ifndef FEATURES_IMPORTS_H
#define FEATURES_IMPORTS_H

#include "context/context.h"
#include "imports.schema.h"
#include "imports.sql.h"
#include "jobs.schema.h"
#include "service/jobs.h"

/* ---- how, and what came of it ---- */

/* What somebody new gets who has nothing there. */
struct import_default {
	struct text column, value; /* "type", "retail" */
};

struct import_options {
	struct text path;          /* "-": standard input */
	struct text encoding;      /* none: found out */
	char delimiter;            /* 0: found out */
	struct text map;           /* "Header=column,…", "-" leaves a column out; none: guessed */
	const struct text *places; /* the same by place in the header; none or empty: guessed */
	size_t place_count;
	struct text system;      /* what ids of another program are kept under; none: "import" */
	enum import_match match; /* any: id of another program, e-mail, login; then by what is left (imports_match.c) */
	enum import_mode mode;
	const struct import_default *defaults;
	size_t default_count;
	bool raw;           /* no ' was put before formulas */
	bool replace;       /* empty cells take values away, lists lose what is not named */
	bool restore;       /* who is in the trash comes back; else their rows are refused */
	bool make_missing;  /* types, groups and channels that are not there are made; tags always are */
	bool dry_run;       /* does all of it and takes it back */
	struct text report; /* file for refused rows; none: nowhere */
};

struct import_difference {
	struct text header; /* as it stands in the file */
	struct text old, new;
};

struct import_row {
	int64_t row; /* from 1, the header too; of JSON Lines the number of the line */
	enum import_result result;
	struct customer_id customer; /* none when refused */
	struct text name;
	const struct import_difference *differences; /* of what was updated */
	size_t difference_count;
	const struct problem *problems; /* `field` is the header, `value` what stands there */
	size_t problem_count;
};

struct import_column {
	struct text header, name; /* in the file, here: "Vorname", "first_name" */
	bool is_new;              /* an attribute that this import makes */
	bool is_picture;          /* an attribute that holds pictures, which a file of rows cannot bring: left out */
};

struct import_found {
	bool gzip, zip;
	bool xlsx;  /* a workbook: what encoding and delimiter say does not matter */
	bool lines; /* JSON Lines: what the delimiter says does not matter */
	struct text encoding;
	char delimiter;
	struct text shop; /* whose customer export it is: "Shopify"; none: nobody's */
	bool is_headless; /* the first row looks like a customer's, not like names of columns */
	int64_t rows;     /* without the header */
	int64_t resumed;  /* how many of them an import that was cut off has done; 0: a new one */
	const struct import_column *columns;
	size_t column_count;
};

/* Who looks on. `row` is called when the row is in the database for good (in a dry run: when it would be), a second
 * time from the first row on should the database have run a dry run again: then `found` comes again before it. */
struct import_watch {
	void *state;
	void (*found)(void *state, const struct import_found *found);
	void (*row)(void *state, const struct import_row *row);
	/* For the file of refused rows. */
	struct text (*sentence)(void *state, struct arena *arena, const struct problem *problem);
};

struct import_counts {
	int64_t of[IMPORT_RESULT_COUNT];
};

/* ---- at once ---- */

/* Reads the whole file first; INVALID with problems at "file", "map", "encoding", "report" and nothing done. Rows are
 * written some at a time with their place in one transaction, so an import of the same file with the same options goes
 * on where one was cut off. CONFLICT when somebody else imports the same file the same way right now. Needs
 * customers.import. */
enum outcome imports_run(struct context *ctx, const struct import_options *options, const struct import_watch *watch,
			 struct import_counts *ret_counts) MUST_USE;

/* ---- files that were sent ---- */

#define IMPORT_COLUMNS_MOST 500 /* more are for the command line */
#define IMPORT_KEPT_US      (30 * DAY_US)

/* It is read through while the sender waits, so that what is wrong with it is told at once, and its rows are kept made
 * plain (imports_rows.h); everything after that is a job (imports_jobs.h). */
struct import_file {
	struct import_file_id id;
	struct text name, staff_name, token;
	struct instant uploaded;
	enum import_file_state state;
	enum import_packing packing;
	struct text encoding, delimiter; /* "windows-1252", ";" */
	int64_t rows;                    /* without the header */
	const struct text *headers;
	size_t header_count;
	struct bytes header_hash;
	struct import_options options;
	struct text shop; /* whose customer export it looks like: "Shopify"; none: nobody's */
};

/* How a file is read. */
struct import_reading {
	struct text encoding; /* none or empty: found out */
	char delimiter;       /* 0: found out */
};
/* INVALID at "delimiter" when that is no character, nor the word tab; empty: found out. */
enum outcome imports_make_reading(struct context *ctx, struct text encoding, struct text delimiter,
				  struct import_reading *ret_reading) MUST_USE;
/* Takes a file: INVALID at "file" when it is none that can be read. Its columns are mapped as the last ones with the
 * same headers were, else as that shop's export is, else by guess. Needs customers.import. */
enum outcome imports_add_file(struct context *ctx, struct text name, struct bytes content,
			      struct import_file_id *ret_file) MUST_USE;
/* The same in two parts: reading it, which takes as long as it is large, and the row in a transaction. INVALID at
 * "encoding", too. What is not added in the end is dropped. */
struct import_taken;
enum outcome imports_take_file(struct context *ctx, struct text name, struct bytes content,
			       const struct import_reading *how, struct import_taken **ret_taken) MUST_USE;
enum outcome imports_add_taken(struct context *ctx, const struct import_taken *taken,
			       struct import_file_id *ret_file) MUST_USE;
void imports_drop_taken(const struct context *ctx, const struct import_taken *taken);
/* Files of others, too: with jobs.manage and every customer in scope. */
bool imports_may_see_all(const struct context *ctx);
/* One's own (a person's are those of their keys, too), or anybody's for who may see all; else NOT_FOUND. */
enum outcome imports_get_file(struct context *ctx, struct import_file_id file, struct import_file *ret_file) MUST_USE;
enum outcome imports_check_id(struct context *ctx, struct text kind, int64_t id) MUST_USE;
/* Reads it another way; empty: found out again. INVALID at "file" or "encoding"; CONFLICT while a job goes through it,
 * or when it has gone. */
enum outcome imports_read_anew(struct context *ctx, struct import_file_id file,
			       const struct import_reading *reading) MUST_USE;
/* How it is to be imported, kept for the next file with such headers too. INVALID at "map/N", or "map". */
enum outcome imports_set_options(struct context *ctx, struct import_file_id file,
				 const struct import_options *options) MUST_USE;
/* A job that imports it, or only looks ahead (`dry`). CONFLICT while another goes through it, when there is no row in
 * it, or when it has gone. */
enum outcome imports_start(struct context *ctx, struct import_file_id file, bool dry, struct job_id *ret_job) MUST_USE;

/* The file that a job goes through; none when it is no import. */
enum outcome imports_file_of_job(struct context *ctx, struct job_id job, struct import_file_id *ret_file) MUST_USE;
/* Removes what is older than IMPORT_KEPT_US. What is due by the clock. */
enum outcome imports_remove_old(struct context *ctx) MUST_USE;
/* A customer_reaction to erasing: files whose rows changed them go. */
enum outcome imports_forget(struct context *ctx, struct customer_id customer) MUST_USE;

/* ---- taking back ---- */

/* What an import changed of a customer beyond the fields, as its event customer.imported has it. */
struct import_change {
	struct text column, old, new; /* "phone_1" */
};
/* The event is of somebody whom the import added. */
bool imports_is_adding(const struct import_change *changes, size_t count);
/* Writes the old values back; whom the import added goes to the trash. CONFLICT when something of it was changed since
 * (of whom was added: anything at all, by whatever but that request); of lists, what it gave or took. Needs
 * customers.import, and what changes of access need. */
enum outcome imports_take_back(struct context *ctx, struct customer_id customer, const struct import_change *changes,
			       size_t count, struct text request) MUST_USE;

#endif
