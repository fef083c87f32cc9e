/* What the import pages' views are given. */
#ifndef FEATURES_IMPORTS_PAGES_H
#define FEATURES_IMPORTS_PAGES_H

#include "features/imports/imports.h"
#include "web/choices.h"
#include "web/pages.h"

/* ---- files that were sent ---- */

struct imports_line {
	struct text name, staff, url, state;
	enum mark mark;
	struct instant at;
	int64_t rows;
	struct text counts; /* empty: not imported yet */
};

struct imports_screen {
	const struct problems *problems;
	struct text action;
	const struct imports_line *list;
	size_t count;
	struct text next_url; /* none: the end */
	bool everybodys;
};

/* ---- its columns ---- */

struct import_targets {
	struct text label;
	const struct option *list;
	size_t count;
};

struct import_place {
	struct text id, header, samples, chosen; /* chosen: name of a column */
	struct text new_value, new_label;        /* an attribute to be made of it */
	struct text error;                       /* empty: nothing wrong */
	struct text said;                        /* what became of it, for people */
	enum mark mark;
};

struct import_choice {
	const struct option *list;
	size_t count;
};

/* ---- what comes or came of it ---- */

struct import_counted {
	bool there;
	struct import_counts counts;
	int64_t unseen, rows;
	struct text created_at, updated_at, unchanged_at, refused_at; /* in the bar, of 1000 */
	struct text created_width, updated_width, unchanged_width, refused_width;
	struct text bar_label;
	struct text rows_url; /* "/admin/imports/5/rows?dry=yes&result=" */
};

struct import_job {
	bool there, open, running, paused, failed, can_undo;
	const struct job *job;
	struct text url, live, state, failure, undone_url;
	enum mark mark;
};

struct import_changed {
	struct text label, old, new;
};
struct import_shown_row {
	int64_t row;
	struct customer_id customer;          /* none: nobody yet, or refused */
	struct text name, url;                /* url none: nobody yet, or not to be seen */
	const struct import_changed *changes; /* of what is updated; of what is refused: column, value, reason */
	size_t count;
};
struct import_shown_rows {
	const struct import_shown_row *list;
	size_t count;
	struct text next_url; /* none: the end */
};

struct import_screen {
	const struct problems *problems;
	const struct import_file *file;
	struct text url, facts, recognised;
	bool gone, busy, imported, is_headless;
	bool stale; /* stale: looked ahead with other columns or options */
	const struct import_place *places;
	size_t place_count;
	const struct import_targets *targets;
	size_t target_count;
	struct import_choice match, mode, types, groups, channels, encodings, delimiters;
	struct choices languages, countries;
	struct text system, tags, columns_url;
	bool replace, make_missing, restore, raw;
	struct import_job check, import;
	struct import_counted seen, done;
	int64_t to_do; /* customers that an import would add or change */
	struct import_shown_rows refused, updated;
	struct text refused_url; /* the file of refused rows; none: none was refused */
};

/* How a file is to be imported, as a form or a program says it. */
struct import_asked {
	struct import_options how;                                 /* but `defaults` */
	struct text type, group, channel, tags, language, country; /* of whoever is new; empty: nothing */
};
struct import_options import_options_of(struct arena *arena, const struct import_asked *asked);

/* Which rows are to be read. */
struct import_rows_asked {
	struct import_id import;
	enum import_result result;
	int64_t after;
	size_t most;
};
/* imports_results_pages.c: of what changes, or of what was refused; behind `after`. */
enum outcome import_read_rows(struct request *request, const struct import_rows_asked *asked,
			      struct import_shown_rows *ret_rows) MUST_USE;
/* The refused rows as a file; `dry`: of the look ahead. */
enum outcome import_answer_refused(struct request *request, struct import_file_id file, bool dry) MUST_USE;

/* imports_columns_pages.c */
enum outcome import_fill_columns(struct request *request, struct import_screen *screen) MUST_USE;
/* imports_results_pages.c */
enum outcome import_fill_results(struct request *request, struct import_screen *screen) MUST_USE;

#endif
