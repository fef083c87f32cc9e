/* Customers open an account themselves, or a shop or site does it for them: registering, confirming, reminding, and
 * what becomes of those who never confirm.
 *
 * The one idea: whoever registers says nothing that anybody has checked. So the answer is the same whether the address
 * has an account or not, and what is so is said by mail to that address; the customer is there, but lets nobody in
 * until the link in that letter is followed *and* the password is given, or another one is chosen: a password that a
 * stranger chose for somebody's address never opens anything. Registering once more replaces all that was said before.
 * Elsewhere: links and passwords (features/accounts), who may sign in (features/access), limits
 * (registrations_pages.c). Source: behaviour §6; security 10–13, 15; docs/decisions/0017.
 */
#ifndef FEATURES_REGISTRATIONS_H
#define FEATURES_REGISTRATIONS_H

#include "features/accounts/accounts.h"
#include "features/consents/consents.h"
#include "features/contacts/contacts.h"
#include "features/labels/labels.h"
#include "labels.schema.h"
#include "registrations.sql.h"

#define REGISTRATION_REMIND_US (24 * HOUR_US)
#define REGISTRATION_LIFE_US   (30 * DAY_US)

/* ---- what is asked ---- */

/* Fields that people may say of themselves; types choose among them. */
#define REGISTRATION_FIELDS 14
extern const enum customer_field registration_fields[REGISTRATION_FIELDS];
bool registration_asks(const struct label_rows *type, enum customer_field field);
bool registration_requires(const struct label_rows *type, enum customer_field field);

/* The types that are open: active, for registration, and asking for nothing that people cannot say themselves. */
enum outcome registrations_list_types(struct context *ctx, struct label_rows *ret_types[], size_t *ret_count) MUST_USE;

struct registration_form_channel {
	struct channel_id id;
	struct text terms, privacy; /* addresses; may be none */
	struct text terms_version;  /* what these terms are called; may be none */
};
/* By its word; none: the default one. INVALID at channel. */
enum outcome registrations_find_channel(struct context *ctx, struct text word,
					struct registration_form_channel *ret_channel) MUST_USE;

/* ---- registering ---- */

struct registration {
	struct text type, channel; /* words; none: the default */
	struct text email;
	struct text values[REGISTRATION_FIELDS]; /* beside registration_fields; none or empty: nothing */
	struct contact_first reached;            /* phone and address, where the type asks for them */
	struct text attributes;                  /* a JSON object; none: nothing */
	struct secret password;                  /* none: it is chosen when they confirm */
	struct text language;                    /* also where the type does not ask for it; may be none */
	bool terms;                              /* accepted */
	struct text terms_version;               /* that they were shown; none: the one that there is */
	struct text
		place; /* address of the network that they accepted them from, and agreed to news; none: not known */
	struct text wording; /* of what they agreed to, as it was shown; none: not known */
	struct text next;    /* an own path where they were going; none */
};
/* DONE whether the address has an account or not: it gets a link that confirms, or is told that there is an account.
 * INVALID field by field, by what was said alone. */
enum outcome registrations_register(struct context *ctx, const struct registration *ask) MUST_USE;
/* The link once more, to whoever registered with that address, or has an account whose activation was withdrawn. DONE
 * whether anybody has. */
enum outcome registrations_resend(struct context *ctx, struct text email, struct text language,
				  struct text next) MUST_USE;
/* By staff. CONFLICT unless they still have to confirm. */
enum outcome registrations_resend_to(struct context *ctx, struct customer_id customer) MUST_USE;

/* ---- confirming ---- */

struct registration_found {
	struct account_link link;
	bool has_password;        /* was chosen when they registered */
	struct customer_id guest; /* who bought with that address without registering; none */
};
/* NOT_FOUND as of accounts_find_link(). */
enum outcome registrations_find(struct context *ctx, struct secret token,
				struct registration_found *ret_found) MUST_USE;

struct registration_confirmation {
	struct secret token;
	struct secret password;
	bool fresh; /* the password is a new one, not the one that was chosen */
	bool join;  /* the guest's record becomes theirs; it does unasked while it is blocked or suspended */
};
struct registration_confirmed {
	struct customer_row row;     /* the guest's, when that was joined */
	struct access_answer answer; /* whether they may sign in now, and what they are told if not */
};
/* Activates, verifies the address, and tells them that they are welcome when they may sign in now. In the trash nothing
 * happens: DONE, with the answer that says so. INVALID at password; NOT_FOUND as above. */
enum outcome registrations_confirm(struct context *ctx, const struct registration_confirmation *ask,
				   struct registration_confirmed *ret_confirmed) MUST_USE;

/* ---- by the clock; as the system ---- */

/* Reminds those who have not confirmed for a day, once, at most `most`. */
enum outcome registrations_remind(struct context *ctx, int64_t most, int64_t *ret_reminded) MUST_USE;
/* Deletes those who have not confirmed for a month, at most `most`, and writes it to the audit log. */
enum outcome registrations_remove_old(struct context *ctx, int64_t most, int64_t *ret_removed) MUST_USE;

#endif
