/* Reads `.schema` files into the model; see schema_model.h.
 *
 * The one idea: the language is lines. A line that begins in the first column opens a choice or a table; an indented
 * one belongs to what is open. A line that cannot be read is reported and skipped.
 */
#include "tools/shared/schema_model.h"

struct reading {
	struct report *report;
	struct arena *arena;
	struct schema *schema;
	struct place place;
	struct scan line;
	struct table *table;   /* that indented lines belong to */
	struct choice *choice; /* whose list a comma at the end of the last line left open */
};

static void refuse_rest(struct reading *r)
{
	if (!scan_is_end(&r->line))
		report_mistake(r->report, r->place, "cannot read '%.*s'", TEXT_ARG(text_trim(r->line.rest)));
}

static void check_name(struct reading *r, struct text name)
{
	const char *owner = word_reserved_by(name);
	if (owner)
		report_mistake(r->report, r->place, "'%.*s' is a reserved word of %s", TEXT_ARG(name), owner);
	if (name.size > WORD_MOST)
		report_mistake(r->report, r->place, "'%.*s' is longer than %d characters", TEXT_ARG(name), WORD_MOST);
}

static void read_choice_values(struct reading *r)
{
	struct choice *choice = r->choice;
	struct text word;
	while (scan_word(&r->line, &word)) {
		choice->values = array_more(r->arena, choice->values, choice->count, sizeof word);
		choice->values[choice->count++] = word;
		if (!scan_sign(&r->line, ",")) {
			r->choice = NULL;
			break;
		}
	}
	refuse_rest(r);
}

static void read_choice(struct reading *r)
{
	struct text name;
	if (!scan_word(&r->line, &name) || !scan_sign(&r->line, ":")) {
		report_mistake(r->report, r->place, "a choice is written: choice name: value, value …");
		return;
	}
	struct schema *s = r->schema;
	s->choices = array_more(r->arena, s->choices, s->choice_count, sizeof *s->choices);
	r->choice = &s->choices[s->choice_count++];
	*r->choice = (struct choice){.name = name, .place = r->place};
	read_choice_values(r);
}

struct word_value {
	const char *word;
	int value;
};

/* One `name=word` of customer_data. */
static bool read_disposition(struct reading *r, const char *name, const struct word_value *words, int *ret_value)
{
	struct text word;
	if (!scan_this_word(&r->line, name) || !scan_sign(&r->line, "=") || !scan_word(&r->line, &word))
		return false;
	for (; words->word; words++)
		if (text_equal(word, text_of(words->word))) {
			*ret_value = words->value;
			return true;
		}
	return false;
}

static void read_customer_data(struct reading *r)
{
	static const struct word_value merges[] = {{"move", SCHEMA_MERGE_MOVE},
						   {"unite", SCHEMA_MERGE_UNITE},
						   {"drop", SCHEMA_MERGE_DROP},
						   {"forward", SCHEMA_MERGE_FORWARD},
						   {NULL, 0}};
	static const struct word_value erases[] = {{"delete", SCHEMA_ERASE_DELETE},
						   {"keep", SCHEMA_ERASE_KEEP},
						   {"anonymise", SCHEMA_ERASE_ANONYMISE},
						   {NULL, 0}};
	static const struct word_value reports[] = {{"yes", 1}, {"no", 0}, {NULL, 0}};
	struct table *table = r->table;
	table->says_customer_data = true;
	table->customer_data = SCHEMA_DATA_THIS;
	if (scan_this_word(&r->line, "this"))
		return;
	table->customer_data = SCHEMA_DATA_CUSTOMER;
	int merge = 0, erase = 0, report = 0;
	if (!read_disposition(r, "merge", merges, &merge) || !read_disposition(r, "erase", erases, &erase) ||
	    !read_disposition(r, "report", reports, &report)) {
		report_mistake(r->report, r->place,
			       "customer_data is written: this, or merge=move|unite|drop|forward "
			       "erase=delete|keep|anonymise report=yes|no");
		r->line.rest = TEXT("");
	}
	table->merge = (enum schema_merge)merge;
	table->erase = (enum schema_erase)erase;
	table->report = report;
}

static void read_table(struct reading *r)
{
	struct text name;
	if (!scan_word(&r->line, &name)) {
		report_mistake(r->report, r->place, "a table has a name of small letters, digits and _");
		return;
	}
	check_name(r, name);
	struct schema *s = r->schema;
	s->tables = array_more(r->arena, s->tables, s->table_count, sizeof *s->tables);
	r->table = &s->tables[s->table_count++];
	*r->table = (struct table){.name = name, .place = r->place};
	if (scan_this_word(&r->line, "customer_data") && scan_sign(&r->line, ":"))
		read_customer_data(r);
	refuse_rest(r);
}

/* `(a, b)`; false after reporting. */
static bool read_list(struct reading *r, struct column_list *ret_list)
{
	*ret_list = (struct column_list){.place = r->place};
	struct text name;
	while (scan_word(&r->line, &name)) {
		ret_list->names = array_more(r->arena, ret_list->names, ret_list->count, sizeof name);
		ret_list->names[ret_list->count++] = name;
		if (!scan_sign(&r->line, ","))
			break;
	}
	if (ret_list->count && scan_sign(&r->line, ")"))
		return true;
	report_mistake(r->report, r->place, "columns are written: (name, name …)");
	r->line.rest = TEXT("");
	return false;
}

/* `key (…)`, `unique (…)`, `index (…)`, `search (…)`; false when the line is none of them. */
static bool read_constraint(struct reading *r)
{
	struct scan start = r->line;
	struct text word;
	if (!scan_word(&r->line, &word) || !scan_sign(&r->line, "(")) {
		r->line = start;
		return false;
	}
	struct table *t = r->table;
	struct column_list list;
	if (!read_list(r, &list))
		return true;
	if (text_equal(word, TEXT("key"))) {
		t->key = list;
		t->key_declarations++;
		t->clustered = scan_this_word(&r->line, "clustered");
	} else if (text_equal(word, TEXT("unique"))) {
		t->uniques = array_more(r->arena, t->uniques, t->unique_count, sizeof list);
		t->uniques[t->unique_count++] = list;
	} else if (text_equal(word, TEXT("index"))) {
		t->indexes = array_more(r->arena, t->indexes, t->index_count, sizeof list);
		t->indexes[t->index_count++] = list;
	} else if (text_equal(word, TEXT("search")) && t->search.count == 0) {
		t->search = list;
	} else {
		report_mistake(r->report, r->place, "'%.*s (…)' is neither key, unique, index nor the one search",
			       TEXT_ARG(word));
	}
	return true;
}

static bool read_append_only(struct reading *r)
{
	struct scan start = r->line;
	if (scan_this_word(&r->line, "append") && scan_this_word(&r->line, "only")) {
		r->table->append_only = true;
		return true;
	}
	r->line = start;
	return false;
}

/* A line of that word alone. */
static bool read_mark(struct reading *r, const char *word, bool *ret_marked, struct place *ret_place)
{
	struct scan start = r->line;
	if (scan_this_word(&r->line, word) && scan_is_end(&r->line)) {
		*ret_marked = true;
		*ret_place = r->place;
		return true;
	}
	r->line = start;
	return false;
}

static bool read_listed(struct reading *r)
{
	return read_mark(r, "listed", &r->table->listed, &r->table->listed_place);
}

static bool read_cached(struct reading *r)
{
	return read_mark(r, "cached", &r->table->cached, &r->table->cached_place);
}

static void read_column(struct reading *r)
{
	struct column column = {.place = r->place};
	if (!scan_word(&r->line, &column.name) || !type_scan(&r->line, &column.type)) {
		report_mistake(r->report, r->place, "a column is written: name type [null] [key] [-> table]");
		r->line.rest = TEXT("");
		return;
	}
	check_name(r, column.name);
	for (bool more = true; more;) {
		if (scan_this_word(&r->line, "null"))
			column.null = true;
		else if (scan_this_word(&r->line, "key"))
			column.key = true;
		else if (scan_sign(&r->line, "="))
			column.transaction = more = scan_this_word(&r->line, "transaction");
		else if (!scan_sign(&r->line, "->") || !scan_word(&r->line, &column.target))
			more = false;
	}
	if (column.transaction && (column.type.type != SCHEMA_COUNT || column.null))
		report_mistake(r->report, r->place, "the number of a transaction is a count, and is always there");
	struct table *t = r->table;
	t->columns = array_more(r->arena, t->columns, t->column_count, sizeof column);
	t->columns[t->column_count++] = column;
}

static void read_indented(struct reading *r)
{
	if (r->choice) {
		read_choice_values(r);
		return;
	}
	if (!r->table) {
		report_mistake(r->report, r->place, "belongs to no table");
		return;
	}
	if (!read_append_only(r) && !read_listed(r) && !read_cached(r) && !read_constraint(r))
		read_column(r);
	refuse_rest(r);
}

static void read_line(struct reading *r, struct text line)
{
	r->line.rest = text_slice(line, 0, text_find(line, TEXT("--"), 0));
	if (scan_is_end(&r->line))
		return;
	if (line.at[0] == ' ' || line.at[0] == '\t') {
		read_indented(r);
		return;
	}
	r->table = NULL;
	r->choice = NULL;
	if (scan_this_word(&r->line, "choice"))
		read_choice(r);
	else if (scan_this_word(&r->line, "table"))
		read_table(r);
	else
		report_mistake(r->report, r->place, "neither a choice nor a table begins here");
}

void schema_read(struct report *report, struct arena *arena, struct text path, struct schema *schema)
{
	struct text content;
	if (!source_read(report, arena, path.at, &content))
		return;
	schema->files = array_more(arena, schema->files, schema->file_count, sizeof path);
	schema->files[schema->file_count++] = path;
	struct reading reading = {.report = report, .arena = arena, .schema = schema, .place = {path, 0}};
	struct text line;
	while (text_next(&content, '\n', &line)) {
		reading.place.line++;
		read_line(&reading, line);
	}
}
