/* Looking at what was written down. */
#include "tests/told.h"

#include "features/audit/audit.h"
#include "features/customers/customers.h"
#include "features/transfer/transfer.h"
#include "service/event_fields.h"
#include "service/events.h"
#include "tests/unit.h"

struct looking {
	struct arena *arena;
	bool (*has_words)(struct arena *arena, struct text name, struct text field);
	struct text name, field; /* the first without words; none */
};

static enum outcome look(void *state, const struct store_row *row)
{
	struct looking *looking = state;
	struct text name = store_row_text(row, 0), field = store_row_text(row, 1);
	if (text_is_none(looking->name) && !looking->has_words(looking->arena, name, field)) {
		looking->name = text_copy(looking->arena, name);
		looking->field = text_copy(looking->arena, field);
	}
	return DONE;
}

static void check(struct engine *engine, const char *sql, bool (*has_words)(struct arena *, struct text, struct text))
{
	struct looking looking = {engine->arena, has_words, TEXT_NONE, TEXT_NONE};
	struct reader *reader;
	assert_int_equal(store_reader_open(engine->store, engine->arena, &engine_session, false, &reader), DONE);
	enum outcome outcome = store_query_composed(reader, text_of(sql), NULL, 0, look, &looking);
	store_reader_close(reader);
	assert_int_equal(outcome, DONE);
	if (!text_is_none(looking.name))
		fail_msg("nothing says what %.*s %.*s means", TEXT_ARG(looking.name), TEXT_ARG(looking.field));
}

static bool event_has_words(struct arena *arena, struct text name, struct text field)
{
	(void)arena;
	(void)field;
	return *event_label(name);
}

/* Those of ours, the customer's own, columns of imports; attributes have the words that the operator gave them. */
static bool field_has_words(struct arena *arena, struct text name, struct text field)
{
	enum customer_field own;
	struct transfer_words column;
	return event_field_find(name, field) || customer_field_parse(field, &own) ||
	       text_equal(name, TEXT("attribute.changed")) ||
	       (text_starts(name, TEXT("customer.import")) && transfer_describe(arena, field, &column));
}

static bool entry_has_words(struct arena *arena, struct text name, struct text kind)
{
	(void)arena;
	return *audit_label(name) && *audit_object_label(kind);
}

/* The values of the audit log have words too: fields, and what is kept in words of ours. */
static bool value_has_words(struct arena *arena, struct text name, struct text field)
{
	struct audit_field found;
	(void)arena;
	return audit_field_find(name, field, &found);
}

static bool word_has_meaning(struct arena *arena, struct text field, struct text value)
{
	struct text word;
	(void)arena;
	while (text_next(&value, ' ', &word))
		if (!*audit_meaning(field, word))
			return false;
	return true;
}

/* Words of the fields that hold nothing else. */
#define AUDIT_WORDS                                                                                                    \
	"SELECT DISTINCT v.field, v.new FROM audit_values v JOIN audit_entries a ON a.id = v.audit_entry_id WHERE "    \
	"v.new <> '' AND (v.field IN ('scope', 'purpose', 'whom', 'what', 'shown_fields', 'required_fields') "         \
	"OR (v.field = 'reason' AND a.name IN ('customer.visited', 'webhook.stopped')) "                               \
	"OR (v.field = 'word' AND a.name = 'mail_template.changed'))"

void told_check(struct engine *engine)
{
	check(engine, "SELECT DISTINCT name, object_kind FROM audit_entries", entry_has_words);
	check(engine,
	      "SELECT DISTINCT a.name, v.field FROM audit_values v JOIN audit_entries a ON a.id = v.audit_entry_id",
	      value_has_words);
	check(engine, AUDIT_WORDS, word_has_meaning);
	check(engine, "SELECT DISTINCT name, '' FROM events", event_has_words);
	check(engine, "SELECT DISTINCT e.name, v.field FROM event_values v JOIN events e ON e.id = v.event_id",
	      field_has_words);
}
