/* What the views of contacts are given; and what the four kinds of pages share. */
#ifndef FEATURES_CONTACTS_PAGES_H
#define FEATURES_CONTACTS_PAGES_H

#include "features/contacts/contacts.h"
#include "web/choices.h"
#include "web/pages.h"

#define CONTACT_INPUTS_MOST (CONTACT_FIELD_COUNT + 2)

enum contact_control { CONTACT_CONTROL_INPUT, CONTACT_CONTROL_SELECT, CONTACT_CONTROL_SWITCH };
struct contact_input {
	struct input input;
	enum contact_control control;
};

struct contact_form {
	struct form form;
	struct customer_id customer;
	bool own; /* the customer's own page, not staff's */
	const char *title;
	const char *block;      /* where it comes back to on the customer's page */
	struct text remove_url; /* none: nothing to remove yet */
	bool reshapes;          /* another country has other fields */
	bool complete;          /* an address has all that its country's have to have */
	const char *prefix;     /* of the inputs' names, in a form of others: "address_"; NULL: none */
	struct contact_input inputs[CONTACT_INPUTS_MOST];
	size_t count;
	/* filled in by contacts_show_form() */
	struct text action, back;
	const struct problems *problems;
};

/* The same forms serve staff and, on the customers' side, the customers themselves: who asks is who they are for there.
 */
void contacts_form_begin(struct request *request, struct contact_form *form, struct customer_id customer);
/* The input of that name: what was sent, else `value`. To be refined by the caller; the label is N_("…"). */
struct input *contacts_form_add(struct request *request, struct contact_form *form, const char *name, const char *label,
				struct text value);
void contacts_form_add_select(struct request *request, struct contact_form *form, const char *name, const char *label,
			      struct choices choices);
void contacts_form_add_switch(struct request *request, struct contact_form *form, const char *name, const char *label,
			      bool checked);
/* What was sent under that name, else `value`. */
struct text contacts_form_value(const struct request *request, const struct contact_form *form, const char *name,
				struct text value);
enum outcome contacts_show_form(struct request *request, struct contact_form *form) MUST_USE;
/* Back to the block on the customer's page, or on their own first page, saying that it is saved. */
enum outcome contacts_back(struct request *request, struct customer_id customer, const char *block) MUST_USE;

/* Adds the inputs of an address, with the parts that its country has, in its order; `was`: as it is stored, NULL for a
 * new one. `brief`: only where it is; whose it is is said elsewhere in the form. */
enum outcome contacts_form_add_address(struct request *request, struct contact_form *form,
				       const struct contact_address *was, bool brief) MUST_USE;
/* The form of an address, of staff and of customers. */
enum outcome contacts_show_new_address(struct request *request, struct customer_id customer) MUST_USE;
enum outcome contacts_show_address(struct request *request, struct customer_id customer,
				   struct address_id address) MUST_USE;
struct contact_address_sent {
	const struct text *fields, *seen; /* CONTACT_FIELD_COUNT each; what was not seen was not asked for */
	bool is_shipping, is_billing;
};
/* Changes it and goes back. */
enum outcome contacts_take_address(struct request *request, struct customer_id customer, struct address_id address,
				   const struct contact_address_sent *sent) MUST_USE;

/* ---- the blocks ---- */

struct contact_email_row {
	const struct email_list *email;
	struct text url; /* none: may not change it */
	struct text works_url;
};
struct contact_phone_row {
	const struct phone_list *phone;
	struct text shown, call_url, whatsapp_url, url;
};
struct contact_address_row {
	const struct address_list *address;
	struct text lines, url;
	struct text missing; /* what an order could not be sent with; empty: ready */
};
struct contact_tax_row {
	const struct tax_id_list *tax_id;
	struct text kind, country, url;
};
/* How a customer is reached, as they see it. */
struct contact_reached {
	const struct email_list *emails;
	const struct contact_phone_row *phones;
	size_t email_count, phone_count;
	struct text login;
};
struct contact_addresses {
	const struct contact_address_row *rows;
	size_t count;
	const struct contact_tax_row *taxes;
	size_t tax_count;
	struct text add_url, add_tax_url; /* none: may not */
};

/* "VAT", "SST" … of a known kind; else the word. */
struct text contacts_tax_words(const struct request *request, struct text kind);

#endif
