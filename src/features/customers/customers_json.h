/* A customer as the API shows them: read together, written in one form wherever JSON is made.
 *
 * The one idea: whatever leaves as a customer (the API's answers, later webhooks and access reports) is written here,
 * so the shape `Customer` of customers_api.routes is true everywhere.
 */
#ifndef FEATURES_CUSTOMERS_JSON_H
#define FEATURES_CUSTOMERS_JSON_H

#include "consents.schema.h"
#include "customers_api.sql.h"
#include "features/customers/customers.h"
#include "format/json_write.h"

struct customer_shown {
	struct customer_row row;
	struct customer_counters_one counters;
	enum consent_state consent; /* to news */
	const struct external_ids_of *external_ids;
	size_t external_id_count;
	struct currency currency; /* of the business: what counters.spent_base is in */
};

/* NOT_FOUND when there is none that the asker may see. */
enum outcome customers_show_one(struct context *ctx, struct customer_id customer,
				struct customer_shown *ret_shown) MUST_USE;

void customers_json_write(struct context *ctx, struct json_writer *json, const struct customer_shown *shown);
/* Each of the ids that the asker may see as a value, in the order of the ids; at most some hundreds. */
enum outcome customers_json_write_many(struct context *ctx, struct json_writer *json, const struct customer_id *ids,
				       size_t count) MUST_USE;

#endif
