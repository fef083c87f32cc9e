/* Statements that count and take away what a table holds of one customer, so that no SQL is put together at run time.
 */
#include "tools/schema/schema.h"

enum { STATEMENT_MOST = 16 * 1024 };

static bool is_customer(const struct column *column)
{
	return column->type.type == SCHEMA_ID && text_equal(column->type.kind, TEXT("customer"));
}

/* Texts and bytes that may be missing: what people wrote; the rest of a row is numbers that name nobody any more. */
static bool is_wiped(const struct column *column)
{
	return column->null && (column->type.type == SCHEMA_TEXT || column->type.type == SCHEMA_JSON ||
				column->type.type == SCHEMA_BYTES);
}

static void add_where(struct buffer *sql, const struct table *table, bool postgres)
{
	const char *glue = " WHERE ";
	for (size_t i = 0; i < table->column_count; i++)
		if (is_customer(&table->columns[i])) {
			buffer_add_format(sql, "%s%.*s = %s", glue, TEXT_ARG(table->columns[i].name),
					  postgres ? "$1" : "?1");
			glue = " OR ";
		}
}

static void add_erase(struct buffer *sql, const struct table *table)
{
	const char *glue = " SET ";
	if (table->erase == SCHEMA_ERASE_DELETE) {
		buffer_add_format(sql, "DELETE FROM %.*s", TEXT_ARG(table->name));
		return;
	}
	buffer_add_format(sql, "UPDATE %.*s", TEXT_ARG(table->name));
	for (size_t i = 0; i < table->column_count; i++)
		if (is_wiped(&table->columns[i])) {
			buffer_add_format(sql, "%s%.*s = NULL", glue, TEXT_ARG(table->columns[i].name));
			glue = ", ";
		}
}

static void write_text(struct buffer *b, const struct table *table, bool counts, bool postgres)
{
	struct buffer sql __attribute__((cleanup(buffer_free))) = buffer_make(STATEMENT_MOST);
	if (counts)
		buffer_add_format(&sql, "SELECT COUNT(*) FROM %.*s", TEXT_ARG(table->name));
	else
		add_erase(&sql, table);
	add_where(&sql, table, postgres);
	output_literal(b, buffer_text(&sql));
}

static void write_statement(struct buffer *b, const struct table *table, bool counts)
{
	buffer_add_format(b, "static const struct store_statement %s_%.*s = {\n\t\"%s_%.*s\",\n\t",
			  counts ? "count" : "erase", TEXT_ARG(table->name), counts ? "count_rows_of" : "erase_rows_of",
			  TEXT_ARG(table->name));
	write_text(b, table, counts, false);
	buffer_add(b, TEXT(",\n\t"));
	write_text(b, table, counts, true);
	buffer_add_format(b, ",\n\t%s, %d,\n};\n", counts ? "false" : "true", counts ? 1 : 0);
}

static bool erases(const struct table *table)
{
	if (table->erase != SCHEMA_ERASE_ANONYMISE)
		return table->erase == SCHEMA_ERASE_DELETE;
	for (size_t i = 0; i < table->column_count; i++)
		if (is_wiped(&table->columns[i]))
			return true;
	return false;
}

void write_erasing(struct buffer *b, const struct table *table)
{
	if (table->customer_data != SCHEMA_DATA_CUSTOMER)
		return;
	write_statement(b, table, true);
	if (erases(table))
		write_statement(b, table, false);
}

void write_erasing_members(struct buffer *b, const struct table *table)
{
	if (table->customer_data != SCHEMA_DATA_CUSTOMER)
		return;
	buffer_add_format(b, "\t.count_rows = &count_%.*s,\n", TEXT_ARG(table->name));
	if (erases(table))
		buffer_add_format(b, "\t.erase_rows = &erase_%.*s,\n", TEXT_ARG(table->name));
}
