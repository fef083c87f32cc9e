/* A small business with a folder for files, in which somebody imports: for the tests of imports by jobs. */
#ifndef TESTS_IMPORT_OFFICE_H
#define TESTS_IMPORT_OFFICE_H

#include "features/imports/imports.h"
#include "imports.schema.h"
#include "jobs.schema.h"
#include "tests/transfer_shop.h"
#include "tests/world.h"

struct office {
	struct world world;
	char folder[64];
	struct import_file_id file; /* the last that was sent */
	struct job_id job;          /* the last that was asked for */
};

/* Somebody of staff who may everything is at work. */
void office_open(struct office *office, const char *engine);
void office_close(struct office *office);
/* See world_fresh(). */
struct context *office_fresh(struct office *office);
int64_t office_number(struct office *office, const char *sql);

void office_send(struct office *office, struct text csv);
void office_set(struct office *office, struct import_options options);
/* Asks for the job and does it, to its good end. */
void office_run(struct office *office, bool dry);
/* Sends it and imports it. */
void office_import(struct office *office, const char *csv);
/* What the last run of the file came to. */
struct import_of_file office_last(struct office *office, bool dry);
void office_assert(struct office *office, bool dry, const int64_t expected[IMPORT_RESULT_COUNT]);

/* These columns of everybody; "" gives all. */
struct text office_export(struct office *office, const char *columns);

#endif
