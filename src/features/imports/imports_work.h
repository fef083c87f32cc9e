/* A row of an import under way, and the steps it takes one after the other: whom it means (imports_match.c), what
 * differs (imports_row.c), writing that (imports_apply*.c).
 */
#ifndef FEATURES_IMPORTS_WORK_H
#define FEATURES_IMPORTS_WORK_H

#include "features/imports/imports.h"
#include "features/transfer/transfer.h"

/* A column of the file, and the place of its cells: two columns may read the same cells. */
struct import_source_column {
	struct transfer_column column;
	size_t place;      /* SIZE_MAX: the file has none */
	bool fills;        /* only what is empty: no column of the file is meant to be that */
	struct text given; /* then: what somebody new gets */
};

struct import_claims;

struct import_rules {
	const struct import_options *options;
	const struct import_source_column *columns;
	size_t column_count;
	size_t header_count; /* cells of the header */
	struct transfer_reading reading;
	bool raw;             /* nothing was put before formulas */
	bool quotes;          /* an apostrophe stands before numbers */
	bool corrected;       /* rows that were refused before: what could not be read may stand there yet */
	bool appends;         /* a phone or address that differs is one more: there is a row for each */
	struct text home;     /* the business's country */
	struct instant began; /* who was added since is none of before */
	/* Each row is an attempt of its own, which costs. Else a row whose writing is refused says so here, and all of
	 * the rows must be taken back and done again carefully. */
	bool careful;
	struct import_claims *claims; /* who holds what these rows give; NULL: each is asked for */
	bool *ret_late;
};

/* All that anything ever tells of a hash. */
#define IMPORT_PASSWORD_SET TEXT("set")

struct import_work_difference {
	const struct transfer_column *column;
	struct text old, new;
};

/* The n-th phone, address or tax number of a row. */
struct import_work_place {
	enum transfer_part part;
	size_t number, theirs; /* of the row; of the customer's, who may have it elsewhere */
	bool given;            /* the row says more of it than what it is for */
	bool settled;
};

/* A row under way. */
struct import_work {
	struct context *ctx;
	const struct import_rules *rules;
	const struct text *cells;
	size_t cell_count;
	struct text *values; /* by column; none: the cell says nothing */
	struct transfer_person person;
	struct import_work_place *places;
	size_t place_count;
	bool is_new, comes_back; /* out of the trash */
	bool has_password;
	bool makes_way; /* a registration that nobody has confirmed holds what the row gives, and goes for it */
	struct customer_sources *sources; /* of somebody new, while what comes with them is written; else NULL */
	struct text *given;               /* what they have been given, each once */
	size_t given_count, given_room;
	struct import_work_difference *differences;
	size_t difference_count;
	const struct import_change *taken_back; /* an event that is taken back; NULL: none is */
	size_t taken_back_count;
};

/* What stands in the row's cell of that column, without what made it safe. */
struct text import_work_cell(const struct import_work *work, const struct import_source_column *column);
/* The value that the row gives that column; none when it gives none. */
struct text import_work_value(const struct import_work *work, struct transfer_column column);
/* Its place among the columns; SIZE_MAX when the file has none such. */
size_t import_work_place(const struct import_work *work, struct transfer_column column);
bool import_work_has(const struct import_work *work, struct transfer_column column);
/* Cells of these are lists, whose order says nothing. */
bool import_is_list(enum transfer_part part);
/* Who may approve or block is asked for columns of access; FORBIDDEN. Everybody who imports may write the others. */
enum outcome import_work_check_access(struct context *ctx, const struct transfer_column *column) MUST_USE;

/* What the row gives of the customer's e-mail address, login and being a guest. */
extern const struct transfer_column import_email_column, import_login_column, import_guest_column;

/* Somebody new is given this for the first time; an INSERT of it needs no answer. */
bool import_work_gives(struct import_work *work, const char *kind, struct text what);

/* Whom the row means: that person, or nobody yet. INVALID when it gives something that is no number of a customer. */
enum outcome import_work_match(struct import_work *work) MUST_USE;

/* Which of the customer's phones, addresses and tax numbers the row's are (imports_places.c): what they have elsewhere
 * is theirs already, so the same file twice adds nothing; what is new comes behind. With `replace` the n-th is the
 * n-th. */
void import_work_find_places(struct import_work *work);
/* The column by the customer's number; as it is, when it has none. */
struct transfer_column import_work_theirs(const struct import_work *work, const struct transfer_column *column);
/* The row says what something is, and the customer has no such thing: a label without a phone. */
bool import_work_is_idle(const struct import_work *work, const struct transfer_column *column);
/* Whether the file has the column that is the customer's `column`. */
bool import_work_has_theirs(const struct import_work *work, struct transfer_column column);

/* What differs from the person, or what somebody new gets. */
void import_work_compare(struct import_work *work);
/* Nobody is meant by what tells people apart: somebody of that name of whom the row says nothing new is
 * (imports_alike.c). */
enum outcome import_work_find_alike(struct import_work *work) MUST_USE;
/* Adds to the differences what follows from them (imports_consequences.c). */
void import_work_find_consequences(struct import_work *work);
/* With `replace`: what stands behind something that is taken away moves up (imports_gaps.c). */
void import_work_close_gaps(struct import_work *work);

/* Writes the differences. INVALID or CONFLICT when rules refuse; something may have been written by then, so this is an
 * attempt of its own (imports_apply.c). */
enum outcome import_work_apply(struct import_work *work) MUST_USE;
/* The same for what an import is to take back: the event says so. Fields are not among the differences. */
enum outcome import_work_apply_taken_back(struct import_work *work) MUST_USE;
/* E-mails, phones, addresses, tax ids (imports_apply_contacts.c). */
enum outcome import_work_apply_contacts(struct import_work *work) MUST_USE;
/* Tags, groups, channels, attributes, ids of other systems (imports_apply_labels.c). */
enum outcome import_work_apply_labels(struct import_work *work) MUST_USE;

#endif
