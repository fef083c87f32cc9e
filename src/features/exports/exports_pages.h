/* What the views of exports are given, and between the files that fill it. */
#ifndef FEATURES_EXPORTS_PAGES_H
#define FEATURES_EXPORTS_PAGES_H

#include "features/exports/exports.h"
#include "features/transfer/transfer.h"
#include "web/pages.h"

struct export_shown {
	const struct export_made *made;
	struct text whom, format, state;
	enum mark mark;
	struct text url, job_url, file_url, remove_action; /* file_url none: there is no file, or not for the asker */
};

struct exports_screen {
	const struct export_shown *list;
	size_t count;
	bool everybodys;
	struct text next_url; /* none: the end */
};

struct export_screen {
	struct export_shown shown;
	struct text live;  /* "job/5" */
	struct text why;   /* why it could not go on; none */
	bool open;         /* the file is being written */
	struct text until; /* when the file goes */
};

/* The file as a download, and the audit log says so where it begins. */
enum outcome exports_answer_file(struct request *request, struct export_id export) MUST_USE;

/* ---- the form ---- */

struct export_column_choice {
	struct text declaration, label; /* of the value; for people */
	bool own;                       /* Header=… */
	bool chosen, first, last;       /* the first and the last of the chosen cannot move further */
};

struct export_whom_choice {
	enum export_whom whom;
	struct text label, help;
	int64_t count;
	bool chosen;
};

struct export_form {
	const struct problems *problems;
	const struct export_whom_choice *whom;
	size_t whom_count;
	struct text filter;
	const int64_t *selected;
	size_t selected_count;
	const struct option *formats, *encodings, *delimiters;
	bool formulas;
	const struct export_column_choice *columns;
	size_t column_count, chosen_count;
	struct text header, words; /* of the column that is being added */
	struct text back;
};

/* Those of the source that mean something, in their order, then all others. */
enum outcome export_columns_fill(struct request *request, struct text source, struct export_form *form) MUST_USE;
/* Those that most people want, or all that there are. */
enum outcome export_columns_preset(struct request *request, bool every, struct text *ret_source) MUST_USE;
/* In words: "All customers". */
struct text export_whom_words(const struct request *request, enum export_whom whom);

#endif
