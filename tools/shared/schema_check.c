/* What a schema must be, beyond what a line can say; see schema_model.h.
 *
 * The one idea: every check reports at the line that must change. Afterwards the tables stand in the order of their
 * foreign keys and the kinds of ids are known.
 */
#include "tools/shared/schema_model.h"

#include <stdlib.h>
#include <string.h>

struct checking {
	struct report *report;
	struct arena *arena;
	struct schema *schema;
};

static void check_choices(struct checking *c)
{
	for (size_t i = 0; i < c->schema->choice_count; i++) {
		struct choice *choice = &c->schema->choices[i];
		struct scan name = {choice->name};
		struct type type;
		if (type_scan(&name, &type) && type.type != SCHEMA_CHOICE)
			report_mistake(c->report, choice->place, "a choice cannot be called '%.*s', which is a type",
				       TEXT_ARG(choice->name));
		if (schema_choice(c->schema, choice->name) != choice)
			report_mistake(c->report, choice->place, "the choice '%.*s' is declared twice",
				       TEXT_ARG(choice->name));
		if (choice->count == 0)
			report_mistake(c->report, choice->place, "the choice '%.*s' has no values",
				       TEXT_ARG(choice->name));
		for (size_t v = 0; v < choice->count; v++) {
			if (text_equal(choice->values[v], TEXT("count")))
				report_mistake(c->report, choice->place, "'count' cannot be a value of a choice");
			for (size_t before = 0; before < v; before++)
				if (text_equal(choice->values[v], choice->values[before]))
					report_mistake(c->report, choice->place, "the value '%.*s' stands twice",
						       TEXT_ARG(choice->values[v]));
		}
	}
}

static void check_column(struct checking *c, struct table *table, struct column *column)
{
	struct report *report = c->report;
	if (table_column(table, column->name) != column)
		report_mistake(report, column->place, "the column '%.*s' is declared twice", TEXT_ARG(column->name));
	if (column->type.type == SCHEMA_CHOICE && !schema_choice(c->schema, column->type.kind))
		report_mistake(report, column->place, "'%.*s' is neither a type nor a choice",
			       TEXT_ARG(column->type.kind));
	if (column->type.type == SCHEMA_ID && !schema_kind(c->schema, column->type.kind))
		report_mistake(report, column->place, "no table has a column: id id(%.*s)",
			       TEXT_ARG(column->type.kind));
	if (column->null && !type_allows_null(column->type.type))
		report_mistake(report, column->place, "a %s cannot be null",
			       column->type.type == SCHEMA_FLAG ? "flag" : "choice");
	if (column->null && column_in_key(table, column))
		report_mistake(report, column->place, "'%.*s' is part of the key and cannot be null",
			       TEXT_ARG(column->name));
}

static bool is_unique(const struct table *table, const struct column *column)
{
	if (column_is_sole_key(table, column))
		return true;
	for (size_t i = 0; i < table->unique_count; i++)
		if (table->uniques[i].count == 1 && text_equal(table->uniques[i].names[0], column->name))
			return true;
	return false;
}

static void check_target(struct checking *c, const struct column *column)
{
	if (text_is_none(column->target))
		return;
	const struct table *target = schema_find_table(c->schema, column->target);
	if (!target) {
		report_mistake(c->report, column->place, "there is no table '%.*s'", TEXT_ARG(column->target));
		return;
	}
	const struct column *id = table_column(target, TEXT("id"));
	if (!id || !is_unique(target, id))
		report_mistake(c->report, column->place, "'%.*s' has no column id that is its key or unique",
			       TEXT_ARG(column->target));
	else if (!type_equal(id->type, column->type))
		report_mistake(c->report, column->place, "'%.*s' is %.*s, the id of '%.*s' is %.*s",
			       TEXT_ARG(column->name), TEXT_ARG(type_words(c->arena, column->type)),
			       TEXT_ARG(column->target), TEXT_ARG(type_words(c->arena, id->type)));
}

static void check_list(struct checking *c, const struct table *table, const struct column_list *list)
{
	for (size_t i = 0; i < list->count; i++) {
		if (!table_column(table, list->names[i]))
			report_mistake(c->report, list->place, "'%.*s' has no column '%.*s'", TEXT_ARG(table->name),
				       TEXT_ARG(list->names[i]));
		for (size_t before = 0; before < i; before++)
			if (text_equal(list->names[i], list->names[before]))
				report_mistake(c->report, list->place, "the column '%.*s' stands twice",
					       TEXT_ARG(list->names[i]));
	}
}

/* A column marked `key` is a key of one column. */
static void find_key(struct checking *c, struct table *table)
{
	for (size_t i = 0; i < table->column_count; i++)
		if (table->columns[i].key) {
			table->key = (struct column_list){&table->columns[i].name, 1, table->columns[i].place};
			table->key_declarations++;
		}
	if (table->key_declarations != 1)
		report_mistake(c->report, table->place, "the table '%.*s' has %s", TEXT_ARG(table->name),
			       table->key_declarations ? "more than one key" : "no key");
}

/* SQLite's index of parts of words stands beside the table and points into it by a row id. */
static void check_search(struct checking *c, const struct table *table)
{
	if (table->search.count == 0)
		return;
	const struct column *column = table_column(table, table->search.names[0]);
	bool has_row_id = false;
	for (size_t i = 0; i < table->column_count; i++)
		has_row_id |= table->columns[i].type.type == SCHEMA_ID && column_is_sole_key(table, &table->columns[i]);
	if (table->search.count > 1 || !has_row_id || table->clustered || (column && column->type.type != SCHEMA_TEXT))
		report_mistake(c->report, table->search.place,
			       "search (…) takes one text column of a table whose key is one id, not clustered");
}

static void check_customer_data(struct checking *c, const struct table *table)
{
	bool has_customer = false;
	for (size_t i = 0; i < table->column_count; i++)
		has_customer |= table->columns[i].type.type == SCHEMA_ID &&
				text_equal(table->columns[i].type.kind, TEXT("customer"));
	if (has_customer && !table->says_customer_data)
		report_mistake(c->report, table->place,
			       "the table '%.*s' has a column id(customer): say customer_data: what merge, erase and "
			       "the access report do with it",
			       TEXT_ARG(table->name));
	if (!has_customer && table->says_customer_data)
		report_mistake(c->report, table->place, "the table '%.*s' has no column id(customer)",
			       TEXT_ARG(table->name));
	const struct column *id = table_column(table, TEXT("id"));
	if (table->customer_data == SCHEMA_DATA_THIS &&
	    (!id || id->type.type != SCHEMA_ID || !text_equal(id->type.kind, TEXT("customer"))))
		report_mistake(c->report, table->place,
			       "customer_data: this is for the table whose id is a customer's");
}

/* Rows that outlive their customer must not hold it fast. */
static void check_kept(struct checking *c, const struct table *table)
{
	if (table->customer_data != SCHEMA_DATA_CUSTOMER || table->erase == SCHEMA_ERASE_DELETE)
		return;
	for (size_t i = 0; i < table->column_count; i++) {
		const struct column *column = &table->columns[i];
		if (column->type.type == SCHEMA_ID && text_equal(column->type.kind, TEXT("customer")) &&
		    !text_is_none(column->target))
			report_mistake(
				c->report, column->place,
				"the rows of '%.*s' stay when a customer is erased: '%.*s' cannot refer to '%.*s'",
				TEXT_ARG(table->name), TEXT_ARG(column->name), TEXT_ARG(column->target));
	}
}

static void check_listed(struct checking *c, const struct table *table)
{
	if (!table->listed)
		return;
	if (!table_customer(table))
		report_mistake(c->report, table->listed_place,
			       "the rows of '%.*s' are no customer's: it cannot be listed", TEXT_ARG(table->name));
	if (!schema_find_table(c->schema, TEXT("list_changes")))
		report_mistake(c->report, table->listed_place, "listed needs the table list_changes");
}

static void check_cached(struct checking *c, const struct table *table)
{
	if (!table->cached)
		return;
	if (table_customer(table))
		report_mistake(c->report, table->cached_place,
			       "the rows of '%.*s' are customers': they are too many to be cached",
			       TEXT_ARG(table->name));
	if (!schema_find_table(c->schema, TEXT("cached_changes")))
		report_mistake(c->report, table->cached_place, "cached needs the table cached_changes");
}

static void check_table(struct checking *c, struct table *table)
{
	if (schema_find_table(c->schema, table->name) != table)
		report_mistake(c->report, table->place, "the table '%.*s' is declared twice", TEXT_ARG(table->name));
	for (size_t i = 0; i < table->column_count; i++) {
		check_column(c, table, &table->columns[i]);
		check_target(c, &table->columns[i]);
	}
	check_list(c, table, &table->key);
	for (size_t i = 0; i < table->unique_count; i++)
		check_list(c, table, &table->uniques[i]);
	for (size_t i = 0; i < table->index_count; i++)
		check_list(c, table, &table->indexes[i]);
	check_list(c, table, &table->search);
	check_search(c, table);
	check_customer_data(c, table);
	check_kept(c, table);
	check_listed(c, table);
	check_cached(c, table);
}

static int compare_kinds(const void *a, const void *b)
{
	const struct kind *first = a, *second = b;
	return text_compare(first->name, second->name);
}

/* A kind exists when some table's column `id` has it; anything else is a slip of the pen. */
static void find_kinds(struct checking *c)
{
	struct schema *s = c->schema;
	for (size_t i = 0; i < s->table_count; i++) {
		const struct column *id = table_column(&s->tables[i], TEXT("id"));
		if (!id || id->type.type != SCHEMA_ID)
			continue;
		if (schema_kind(s, id->type.kind)) {
			report_mistake(c->report, id->place, "another table's id is an id(%.*s) already",
				       TEXT_ARG(id->type.kind));
			continue;
		}
		s->kinds = array_more(c->arena, s->kinds, s->kind_count, sizeof *s->kinds);
		s->kinds[s->kind_count++] = (struct kind){id->type.kind, id->place};
	}
	if (s->kind_count)
		qsort(s->kinds, s->kind_count, sizeof *s->kinds, compare_kinds);
}

enum { NOT_SEEN, ON_THE_WAY, PLACED };

static void place_table(struct checking *c, struct table *table, struct table *ordered, size_t *count)
{
	table->visit = ON_THE_WAY;
	for (size_t i = 0; i < table->column_count; i++) {
		const struct column *column = &table->columns[i];
		struct table *target =
			text_is_none(column->target) ? NULL : schema_find_table(c->schema, column->target);
		if (!target || target == table)
			continue;
		if (target->visit == ON_THE_WAY)
			report_mistake(c->report, column->place, "foreign keys from '%.*s' lead back to '%.*s'",
				       TEXT_ARG(target->name), TEXT_ARG(table->name));
		else if (target->visit == NOT_SEEN)
			place_table(c, target, ordered, count);
	}
	table->visit = PLACED;
	ordered[(*count)++] = *table;
}

static void order_tables(struct checking *c)
{
	struct schema *s = c->schema;
	struct table *ordered = arena_take_array(c->arena, s->table_count, sizeof *ordered);
	size_t count = 0;
	for (size_t i = 0; i < s->table_count; i++)
		if (s->tables[i].visit == NOT_SEEN)
			place_table(c, &s->tables[i], ordered, &count);
	s->tables = ordered;
}

void schema_check(struct report *report, struct arena *arena, struct schema *schema)
{
	struct checking checking = {report, arena, schema};
	check_choices(&checking);
	find_kinds(&checking);
	for (size_t i = 0; i < schema->table_count; i++)
		find_key(&checking, &schema->tables[i]);
	for (size_t i = 0; i < schema->table_count; i++)
		check_table(&checking, &schema->tables[i]);
	order_tables(&checking);
}
