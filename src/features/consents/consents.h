/* What customers agree to: for now, to be written to by mail about more than their contracts (purpose newsletter).
 *
 * The one idea: whether somebody wants it is a field of theirs like others (CUSTOMER_FIELD_NEWSLETTER), so forms, the
 * API, bulk changes and imports set it as ever; what follows from each change of it is made here, in its transaction: a
 * row that says since when, by whom, for which words and address, and that counts only once the link at that address
 * was followed. Withdrawing needs neither a link nor a password. Source: behaviour §3, §7, §9; docs/decisions/0021.
 */
#ifndef FEATURES_CONSENTS_H
#define FEATURES_CONSENTS_H

#include "consents.schema.h"
#include "consents.sql.h"
#include "features/customers/customers.h"
#include "service/events.h"

#define CONSENT_LINK_US (7 * DAY_US)

/* What people agree to, to be translated; {0} is the business. As it was shown it is kept with the consent. */
extern const char *const consent_wording;

struct consent {
	enum consent_state state;
	struct consent_find row; /* of state none: nothing */
};
enum outcome consents_get(struct context *ctx, struct customer_id customer, struct consent *ret_consent) MUST_USE;

/* How it came about, where that is known. */
struct consent_proof {
	enum consent_source source;
	struct text wording, ip; /* may be none */
};
/* Pending from now on, with a letter to the primary address whose link confirms; asked for again while it is pending,
 * the letter goes once more. CONFLICT without an address, and when it is confirmed already. */
enum outcome consents_give(struct context *ctx, struct customer_id customer,
			   const struct consent_proof *proof) MUST_USE;
/* DONE when it was so already. */
enum outcome consents_withdraw(struct context *ctx, struct customer_id customer, enum consent_source source) MUST_USE;
/* Notes how a consent came about that was given in this transaction by the field alone. */
enum outcome consents_prove(struct context *ctx, struct customer_id customer,
			    const struct consent_proof *proof) MUST_USE;

/* That request is taken back, and it was the first that said anything of their consent: there is none again, rather
 * than one that was withdrawn, which nobody did. What it had said stays in the history. Inside a transaction. */
enum outcome consents_take_back(struct context *ctx, struct customer_id customer, struct text request) MUST_USE;

/* That request is about to be taken back: what it ended without the customer is confirmed again, if it was, since when
 * and by what it was. Then the field finds it so, and nobody is asked anew. Inside a transaction. */
enum outcome consents_put_back(struct context *ctx, struct customer_id customer, struct text request) MUST_USE;

/* Of a registration that was confirmed by its link and goes: what they agreed to in it, with its proof, is confirmed
 * for the customer that they are from now on, unless that one's was confirmed before. Inside a transaction. */
enum outcome consents_take_over(struct context *ctx, struct customer_id registered,
				struct customer_id customer) MUST_USE;

/* By the link of a letter; `ip` may be none. NOT_FOUND when it never was one, was used or has ended, or the primary
 * address is another one by now. Finding uses nothing up. */
enum outcome consents_find(struct context *ctx, struct secret token, struct text *ret_address) MUST_USE;
enum outcome consents_confirm(struct context *ctx, struct secret token, struct text ip) MUST_USE;

/* The other way round, by a link that stays good: it names the customer and their address, and can do nothing else.
 * NOT_FOUND when it was not made here. */
enum outcome consents_find_withdrawal(struct context *ctx, struct secret token,
				      struct customer_id *ret_customer) MUST_USE;
enum outcome consents_withdraw_by(struct context *ctx, struct secret token) MUST_USE;
enum outcome consents_make_withdrawal(struct context *ctx, struct customer_id customer,
				      struct secret *ret_token) MUST_USE;

/* An event_reaction: what follows from a change of the field. */
event_reaction consents_follow;

#endif
