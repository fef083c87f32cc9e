/* How every change of a contact begins and ends. Used by this slice alone. */
#ifndef FEATURES_CONTACTS_WRITE_H
#define FEATURES_CONTACTS_WRITE_H

#include "features/contacts/contacts.h"
#include "service/events.h"

/* Locks the customer. NOT_FOUND outside the asker's scope, CONFLICT when merged. */
enum outcome contacts_begin(struct context *ctx, struct customer_id customer, struct customer_row *ret_row) MUST_USE;
/* What follows: version, derived columns, search words, and the event with those changes that differ. */
enum outcome contacts_end(struct context *ctx, struct customer_id customer, const struct event *event) MUST_USE;
/* CONFLICT when there are as many as there may be. */
enum outcome contacts_check_room(struct context *ctx, size_t count) MUST_USE;
/* Trimmed; none for nothing. */
struct text contacts_given(struct text value);
/* INVALID at `field` when longer. */
enum outcome contacts_check_length(struct context *ctx, const char *field, struct text value, int64_t most) MUST_USE;
/* Trimmed, countries and states as codes; a state that nobody knows stays as it was typed. INVALID field by field. */
enum outcome contacts_normalise_address(struct context *ctx, const struct contact_address *from,
					struct contact_address *ret_address) MUST_USE;
/* What contacts_ask() has said; nothing when it has not. */
struct contact_asked contacts_are_asked(const struct context *ctx);
/* The same of a telephone number and its label, by their length alone. */
enum outcome contacts_check_phone(struct context *ctx, const struct contact_phone *phone) MUST_USE;

#endif
