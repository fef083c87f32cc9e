/* Who did what in the back office: sign-ins, staff, roles, keys, settings, exports, permanent deletions.
 *
 * The one idea: entries are append-only and each carries the hash of the one before, over columns that hold no personal
 * values; values, and from where it was asked for, stand in tables of their own and can be erased without breaking it.
 * Elsewhere: what happens to customers is written by service/events.h.
 */
#ifndef FEATURES_AUDIT_H
#define FEATURES_AUDIT_H

#include "context/context.h"

struct audit_change {
	const char *field;
	struct text old, new;
};

struct audit_record {
	const char *name;        /* "staff.signed_in", "role.changed" … */
	const char *object_kind; /* "staff", "role", "api_key" … */
	int64_t object_id;
	const struct audit_change *changes; /* never secrets */
	size_t change_count;
};

/* Writes it in the running transaction, with the context's actor, clock, request id and address. */
enum outcome audit_add(struct context *ctx, const struct audit_record *record) MUST_USE;

/* Follows the chain from the first entry. CONFLICT, with the id of the first entry that does not fit, when somebody has
 * tampered with it. */
enum outcome audit_check_chain(struct context *ctx, int64_t *ret_entries, int64_t *ret_broken) MUST_USE;

/* Writes down that somebody took that many entries out. */
enum outcome audit_exported(struct context *ctx, int64_t entries) MUST_USE;

/* Forgets from where things were asked for, after as many days as the addresses of sign-ins (sign_in.days); the chain
 * stays whole. */
enum outcome audit_forget_places(struct context *ctx) MUST_USE;

/* Words for people, to be translated; "" for a name or a kind that has none (audit_names.def). A test that writes one
 * of those fails (tests/told.h). */
const char *audit_label(struct text name);
const char *audit_object_label(struct text kind); /* {0} is its name or number */

enum audit_value_kind {
	AUDIT_VALUE_TEXT, /* what people wrote, names, numbers */
	AUDIT_VALUE_ROLE, /* the name of one, which may have come with the program */
	AUDIT_VALUE_FLAG,
	AUDIT_VALUE_COUNTRY,
	AUDIT_VALUE_LANGUAGE,
	AUDIT_VALUE_PERMISSIONS,
	AUDIT_VALUE_WORDS, /* words of ours, with blanks between: see audit_meaning() */
};

struct audit_field {
	const char *of;    /* how the names of its entries begin */
	const char *word;  /* as it is stored */
	const char *label; /* English, to be translated */
	enum audit_value_kind kind;
};
/* False when nothing says what such a field of an entry of that name is. */
bool audit_field_find(struct text name, struct text word, struct audit_field *ret_field);

/* What a word of that field means: English, to be translated; "" for a word that has no meaning here. */
const char *audit_meaning(struct text field, struct text word);
/* The same of words in other slices' lists; server/audit_words.c knows them. */
typedef const char *audit_meaning_elsewhere(struct text field, struct text word);
extern audit_meaning_elsewhere *const audit_meaning_elsewhere_of;

#endif
