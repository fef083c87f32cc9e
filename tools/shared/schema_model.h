/* The schema as the compilers hold it: what `.schema` files declare, checked, in the order of foreign keys.
 *
 * Elsewhere: reading (schema_read.c), what is refused (schema_check.c), SQL that makes the tables (schema_ddl.c).
 */
#ifndef TOOLS_SHARED_SCHEMA_MODEL_H
#define TOOLS_SHARED_SCHEMA_MODEL_H

#include "store/schema_table.h"
#include "tools/shared/source.h"
#include "tools/shared/words.h"

struct type {
	enum schema_type type;
	struct text kind; /* of an id, or the choice's name */
};

struct column {
	struct text name;
	struct type type;
	bool null;
	bool key;           /* marked `key` on its own line */
	bool transaction;   /* `= transaction`: PostgreSQL writes the number of the transaction, SQLite 0 */
	struct text target; /* behind `->`, or none */
	struct place place;
};

/* unique (…), index (…), key (…) */
struct column_list {
	struct text *names;
	size_t count;
	struct place place;
};

struct choice {
	struct text name;
	struct text *values;
	size_t count;
	struct place place;
};

struct table {
	struct text name;
	struct place place;
	struct column *columns;
	size_t column_count;
	struct column_list *uniques;
	size_t unique_count;
	struct column_list *indexes;
	size_t index_count;
	struct column_list search; /* one column, to be searched for parts of words; count 0: none */
	struct column_list key;    /* count 0: none was declared */
	size_t key_declarations;
	bool clustered;
	bool append_only;
	bool listed; /* lists filter or sort by it: its changes are noted in list_changes */
	struct place listed_place;
	bool cached; /* small, and seldom changed: statements may keep its rows in memory; changes are counted */
	struct place cached_place;
	bool says_customer_data;
	enum schema_customer_data customer_data;
	enum schema_merge merge;
	enum schema_erase erase;
	bool report;
	int visit; /* schema_check.c's mark while it orders the tables */
};

/* Of ids. The table whose column `id` has it declares it. */
struct kind {
	struct text name;
	struct place place;
};

struct schema {
	struct text *files;
	size_t file_count;
	struct choice *choices;
	size_t choice_count;
	struct table *tables;
	size_t table_count;
	struct kind *kinds; /* sorted by name */
	size_t kind_count;
};

/* Reads and checks all files as one schema; false after reporting. */
bool schema_load(struct report *report, struct arena *arena, char *const *paths, size_t count,
		 struct schema *ret_schema);
/* The parts of it: reading appends one file's declarations; checking resolves, orders and refuses. */
void schema_read(struct report *report, struct arena *arena, struct text path, struct schema *schema);
void schema_check(struct report *report, struct arena *arena, struct schema *schema);

/* NULL when there is none of that name. */
const struct choice *schema_choice(const struct schema *schema, struct text name);
struct table *schema_find_table(const struct schema *schema, struct text name);
const struct column *table_column(const struct table *table, struct text name);
const struct kind *schema_kind(const struct schema *schema, struct text name);
/* The one that says whose data a row is: of customers its id. NULL when it is nobody's. */
const struct column *table_customer(const struct table *table);
/* The column is the whole primary key. */
bool column_is_sole_key(const struct table *table, const struct column *column);
bool column_in_key(const struct table *table, const struct column *column);
bool type_equal(struct type a, struct type b);
/* Null is a value of its own in C (none) or reads as 0. */
bool type_allows_null(enum schema_type type);
/* "id(customer)", "text", "customer_status". */
struct text type_words(struct arena *arena, struct type type);
/* Takes a type from the line; a word that is none of the ten is a choice. False when no type stands there. */
bool type_scan(struct scan *scan, struct type *ret_type);

struct types {
	struct type *list;
	size_t count;
};
void types_add(struct arena *arena, struct types *types, struct type type);
/* `#include "NAME.schema.h"` */
void include_schema(struct buffer *buffer, struct text file);
/* The same for each file that declares one of the types. */
void include_schemas(struct buffer *buffer, const struct schema *schema, const struct types *types);

/* CREATE TABLE and CREATE INDEX of a table, the triggers that make it append only, those that note its changes for
 * lists or count them for the cache, the index of its searched column. */
void ddl_table(struct buffer *buffer, const struct table *table, bool postgres);
void ddl_triggers(struct buffer *buffer, const struct table *table, bool postgres);
void ddl_listed(struct buffer *buffer, const struct table *table, bool postgres);
void ddl_cached(struct buffer *buffer, const struct table *table, bool postgres);
void ddl_search(struct buffer *buffer, const struct table *table, bool postgres);
/* What the writer runs on SQLite before COMMIT when rows wait for the index of the searched column, step by step. */
enum search_step { SEARCH_TAKE_OUT, SEARCH_PUT_IN, SEARCH_FORGET };
void search_feeding(struct buffer *buffer, const struct table *table, enum search_step step);

#endif
