/* Statements that count and take away what a table holds of one customer, so that no SQL is put together at run time.
 */
#include "tools/schema/schema.h"

enum { STATEMENT_MOST = 16 * 1024, COUNTS_MOST = 64 * 1024 };

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

static void write_text(struct buffer *b, const struct table *table, bool postgres)
{
	struct buffer sql __attribute__((cleanup(buffer_free))) = buffer_make(STATEMENT_MOST);
	add_erase(&sql, table);
	add_where(&sql, table, postgres);
	output_literal(b, buffer_text(&sql));
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
	if (table->customer_data != SCHEMA_DATA_CUSTOMER || !erases(table))
		return;
	buffer_add_format(
		b,
		"static const struct store_statement erase_%.*s = {\n\t.name = \"erase_rows_of_%.*s\",\n\t.sqlite = ",
		TEXT_ARG(table->name), TEXT_ARG(table->name));
	write_text(b, table, false);
	buffer_add(b, TEXT(",\n\t.postgres = "));
	write_text(b, table, true);
	buffer_add(b, TEXT(",\n\t.changes = true,\n};\n"));
}

static int write_counts(struct buffer *b, const struct schema *schema, bool postgres)
{
	struct buffer sql __attribute__((cleanup(buffer_free))) = buffer_make(COUNTS_MOST);
	int columns = 0;
	for (size_t i = 0; i < schema->table_count; i++) {
		const struct table *table = &schema->tables[i];
		if (table->customer_data != SCHEMA_DATA_CUSTOMER)
			continue;
		buffer_add_format(&sql, "%s(SELECT COUNT(*) FROM %.*s", columns++ ? ", " : "SELECT ",
				  TEXT_ARG(table->name));
		add_where(&sql, table, postgres);
		buffer_add_char(&sql, ')');
	}
	if (columns == 0)
		buffer_add(&sql, TEXT("SELECT 0"));
	output_literal(b, buffer_text(&sql));
	return columns;
}

void write_counting(struct buffer *b, const struct schema *schema)
{
	buffer_add(b, TEXT("\nconst struct store_statement schema_count_rows = {\n"
			   "\t.name = \"count_rows_of_customer\",\n\t.sqlite = "));
	write_counts(b, schema, false);
	buffer_add(b, TEXT(",\n\t.postgres = "));
	int columns = write_counts(b, schema, true);
	buffer_add_format(b, ",\n\t.columns = %d,\n};\n", columns);
}

void write_erasing_members(struct buffer *b, const struct table *table)
{
	if (table->customer_data == SCHEMA_DATA_CUSTOMER && erases(table))
		buffer_add_format(b, "\t.erase_rows = &erase_%.*s,\n", TEXT_ARG(table->name));
}
