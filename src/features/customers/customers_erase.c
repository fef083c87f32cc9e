/* Deleting permanently, and saying before in numbers what that takes along.
 *
 * The one idea: nobody lists tables here. The schema says of every table what erasing does to it, and makes the
 * statements; a table with a customer in it that says nothing does not build. They are walked from the end, so that
 * what refers to others goes first. Elsewhere: the contents of files (features/files), whose rows go here.
 */
#include "features/customers/customers.h"

#include "features/audit/audit.h"
#include "store/schema_table.h"
#include "store/typed.h"

struct counting {
	struct customer_loss *losses;
	size_t count;
};

static enum outcome read_counts(void *state, const struct store_row *row)
{
	struct counting *counting = state;
	int column = 0;
	for (size_t i = 0; i < schema_tables_count; i++) {
		const struct schema_table *table = &schema_tables[i];
		if (table->customer_data != SCHEMA_DATA_CUSTOMER)
			continue;
		int64_t rows = store_row_number(row, column++);
		if (rows)
			counting->losses[counting->count++] =
				(struct customer_loss){text_of(table->name), rows, table->erase != SCHEMA_ERASE_DELETE};
	}
	return DONE;
}

enum outcome customers_count_loss(struct context *ctx, struct customer_id customer, struct customer_loss **ret_losses,
				  size_t *ret_count)
{
	struct customer_row row;
	const struct store_value value = store_bind_id(customer.value);
	struct counting counting = {.losses =
					    arena_take_array(ctx->arena, schema_tables_count, sizeof *counting.losses)};
	TRY(customers_get(ctx, customer, &row));
	TRY(store_query(ctx->reader, &schema_count_rows, &value, 1, read_counts, &counting));
	*ret_losses = counting.losses;
	*ret_count = counting.count;
	return DONE;
}

struct erasing {
	struct customer_id customer;
	struct text typed;
};

static enum outcome check_typed(struct context *ctx, const struct customer_row *row, struct text typed)
{
	typed = text_trim(typed);
	if (text_equal(typed, text_of_number(ctx->arena, row->id.value)) ||
	    text_equal(typed, text_trim(row->display_name)))
		return DONE;
	return context_invalid(ctx, TEXT("typed"), "not_typed", N_("Type the name “{0}” or the number {1} to confirm."),
			       row->display_name, text_of_number(ctx->arena, row->id.value), TEXT_NONE);
}

static enum outcome erase_rows(struct context *ctx, struct customer_id customer)
{
	const struct store_value value = store_bind_id(customer.value);
	for (size_t i = schema_tables_count; i-- > 0;) {
		const struct schema_table *table = &schema_tables[i];
		int64_t changed;
		if (table->customer_data == SCHEMA_DATA_CUSTOMER && table->erase_rows)
			TRY(store_change(ctx->writer, table->erase_rows, &value, 1, &changed));
	}
	return customer_remove_row(ctx->writer, customer);
}

/* How much went, by table; the log holds no name and no address of the person. */
static enum outcome record(struct context *ctx, struct customer_id customer, const struct customer_loss *losses,
			   size_t count)
{
	struct audit_change *changes = arena_take_array(ctx->arena, count, sizeof *changes);
	size_t gone = 0;
	for (size_t i = 0; i < count; i++)
		if (!losses[i].kept)
			changes[gone++] = (struct audit_change){losses[i].table.at,
								text_of_number(ctx->arena, losses[i].rows), TEXT_NONE};
	return audit_add(ctx, &(struct audit_record){
				      .name = "customer.erased",
				      .object_kind = "customer",
				      .object_id = customer.value,
				      .changes = changes,
				      .change_count = gone,
			      });
}

static enum outcome erase(struct context *ctx, void *state)
{
	const struct erasing *erasing = state;
	struct customer_id customer = erasing->customer;
	struct customer_lock lock;
	struct customer_row row;
	struct customer_loss *losses;
	size_t count;
	bool found;
	TRY(context_need(ctx, PERMISSION_CUSTOMERS_ERASE));
	TRY(customer_lock(ctx->reader, customer, &found, &lock));
	if (!found)
		return NOT_FOUND;
	TRY(customers_get(ctx, customer, &row));
	TRY(check_typed(ctx, &row, erasing->typed));
	TRY(customers_count_loss(ctx, customer, &losses, &count));
	for (customer_reaction *const *react = customer_erase_reactions; *react; react++)
		TRY((*react)(ctx, customer));
	TRY(erase_open_ledgers(ctx->writer, customer.value));
	TRY(erase_rows(ctx, customer));
	TRY(erase_close_ledgers(ctx->writer, customer.value));
	return record(ctx, customer, losses, count);
}

enum outcome customers_erase(struct context *ctx, struct customer_id customer, struct text typed)
{
	return context_transact(ctx, erase, &(struct erasing){customer, typed});
}
