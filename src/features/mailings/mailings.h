/* Letters that the program writes: what stands in them, to whom they go, in which language.
 *
 * The one idea: a letter is put into the outbox in the transaction of its cause, with its words already in the
 * recipient's language; HTML and text are made of the same CommonMark when it leaves. Customers are written to by the
 * channel that they come from (docs/decisions/0025). A secret part of a link stands apart (SECRET_PLACE in the words),
 * so that nobody who looks at a letter can use it; the base URL is that of the server which sends it, so that whatever
 * runs by the clock can write one. Elsewhere: states, leases, trying again (service/outbox.h), the wire (mail/).
 * Source: behaviour §15; security 11, 12, 20.
 */
#ifndef FEATURES_MAILINGS_H
#define FEATURES_MAILINGS_H

#include "labels.schema.h"
#include "outbox.schema.h"
#include "service/outbox.h"

enum mailing {
#define MAILING(name, word, reader, title, subject, opening, link, closing) MAILING_##name,
#include "features/mailings/mailings_kinds.def"
#undef MAILING
	MAILING_COUNT,
};

/* Whether there is a server to send by, and an address to send from. */
enum outcome mailings_are_on(struct context *ctx, bool *ret_on) MUST_USE;

struct mailing_ask {
	enum mailing kind;
	struct text name, address; /* whose it is */
	struct text language;      /* empty: the channel's, else the business's */
	struct customer_id customer;
	struct channel_id channel; /* that writes to them; none: the customer's */
	struct text message;       /* people's own words, set apart; may be none */
	struct text link;          /* of those that have one: a path of ours, what stands before its secret part */
	bool enters;               /* it leads where they sign in: at their shop, when the channel says where */
	struct secret secret;      /* none: the link has none */
};
/* Joins a transaction. What rests on a consent that is not in force is not written: the item is 0 then. */
enum outcome mailings_send(struct context *ctx, const struct mailing_ask *ask,
			   struct outbox_item_id *ret_item) MUST_USE;

/* The kind "mail" of server/outbox.def. A letter to a customer that was refused or given up is noted in their history
 * (mail.bounced). */
outbox_ready mailings_ready;
outbox_send mailings_deliver;
outbox_ended mailings_ended;
outbox_end_sender mailings_close;

#endif
