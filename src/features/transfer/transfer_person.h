/* Customers with all that belongs to them, and each column of theirs as text.
 *
 * The one idea: what an export writes into a cell is what an import compares a cell with.
 */
#ifndef FEATURES_TRANSFER_PERSON_H
#define FEATURES_TRANSFER_PERSON_H

#include "features/transfer/transfer_column.h"
#include "features/transfer/transfer_names.h"
#include "transfer.sql.h"

struct transfer_person {
	struct customer_row row;
	const struct transfer_counters *counters; /* NULL: of somebody who is not there yet */
	const struct transfer_consents *consent;  /* NULL: never asked */
	const struct transfer_emails *emails;     /* the primary one first */
	const struct transfer_phones *phones;
	const struct transfer_addresses *addresses;
	const struct transfer_tax_ids *tax_ids;
	const struct transfer_tags *tags;
	const struct transfer_groups *groups;
	const struct transfer_channels *channels;
	const struct transfer_attributes *attributes;
	const struct transfer_external_ids *external_ids;
	size_t email_count, phone_count, address_count, tax_id_count, tag_count, group_count, channel_count,
		attribute_count, external_id_count;
};

/* Those of these customers that the asker may see, by number. `ids` ascend. */
enum outcome transfer_load(struct context *ctx, const struct customer_id *ids, size_t count,
			   struct transfer_person **ret_persons, size_t *ret_count) MUST_USE;
/* Somebody who is about to be added: nothing but what everybody begins with. */
struct transfer_person transfer_nobody(void);

/* A column as text; none or empty for nothing there. */
struct text transfer_cell(struct arena *arena, const struct transfer_names *names, const struct transfer_person *person,
			  const struct transfer_column *column);

/* The n-th e-mail, from 1; the first is the primary one. NULL when there is none. */
const struct transfer_emails *transfer_email_at(const struct transfer_person *person, size_t number);

/* The cell of an address: none when empty; "yes" or none for shipping and billing. */
struct text transfer_address_text(const struct transfer_addresses *address, enum transfer_address_cell cell);

#endif
