/* Reads the lines below a route (fields, patch, protocol, visitors, paced, tagged, again, body, raw, takes, items,
 * returns) and below a shape. */
#include "tools/routes/routes.h"

#define COUNT_MOST INT64_C(9007199254740991) /* 2^53 - 1: what every JSON reader keeps exactly */

void fields_add(struct compiler *compiler, struct fields_declared *fields, const struct declared_field *field)
{
	struct text name = field->name;
	if (!is_name(name))
		report_mistake(&compiler->report, field->place,
			       "a field's name is small letters, digits and _, and no word of C: '%.*s'",
			       TEXT_ARG(name));
	for (size_t i = 0; i < fields->count; i++)
		if (text_equal(fields->list[i].name, name))
			report_mistake(&compiler->report, field->place, "field '%.*s' is declared twice",
				       TEXT_ARG(name));
	fields->list = array_more(compiler->arena, fields->list, fields->count, sizeof(*fields->list));
	fields->list[fields->count++] = *field;
}

static void read_one_of(struct compiler *compiler, struct declared_field *field, struct text inside)
{
	struct text piece;
	field->kind = ROUTE_CHOICE;
	while (text_next(&inside, ',', &piece)) {
		struct text word = text_trim(piece);
		if (!is_name(word) || words_have(&field->words, word))
			report_mistake(&compiler->report, field->place,
				       "a word of oneof() is small letters, digits and _, and stands once: '%.*s'",
				       TEXT_ARG(word));
		words_add(compiler->arena, &field->words, word);
	}
	if (field->words.count == 0)
		report_mistake(&compiler->report, field->place, "oneof() names no word");
}

/* A type that has a name of its own; false when it is none. */
static bool read_plain_type(struct text word, enum route_kind *ret_kind)
{
	static const struct {
		const char *word;
		enum route_kind kind;
	} types[] = {
		{"text", ROUTE_TEXT}, {"secret", ROUTE_SECRET},   {"count", ROUTE_COUNT},   {"money", ROUTE_MONEY},
		{"date", ROUTE_DATE}, {"instant", ROUTE_INSTANT}, {"flag", ROUTE_FLAG},     {"email", ROUTE_EMAIL},
		{"file", ROUTE_FILE}, {"json", ROUTE_JSON},       {"object", ROUTE_OBJECT},
	};
	for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++)
		if (text_equal(word, text_of(types[i].word))) {
			*ret_kind = types[i].kind;
			return true;
		}
	return false;
}

static bool read_type(struct compiler *compiler, struct declared_field *field, struct text word)
{
	struct text inside;
	const struct choice *choice = schema_choice(&compiler->schema, word);
	if (word_call(word, "oneof", &inside)) {
		read_one_of(compiler, field, inside);
	} else if (word_call(word, "id", &inside)) {
		field->kind = ROUTE_ID;
		field->id_kind = inside;
		field->max = INT64_MAX;
		if (!schema_kind(&compiler->schema, inside))
			report_mistake(&compiler->report, field->place, "the schema has no id(%.*s)", TEXT_ARG(inside));
	} else if (choice) {
		field->kind = ROUTE_CHOICE;
		field->choice = choice->name;
		field->words = (struct words){choice->values, choice->count};
	} else if (!read_plain_type(word, &field->kind)) {
		report_mistake(&compiler->report, field->place, "unknown type '%.*s'", TEXT_ARG(word));
		return false;
	}
	return true;
}

/* Takes the limits behind a type off `*rest`; text, secret, count and file cannot do without. */
static void read_limits(struct compiler *compiler, struct declared_field *field, struct text *rest)
{
	struct text after = *rest, word = word_next(&after);
	bool ranged = field->kind == ROUTE_TEXT || field->kind == ROUTE_SECRET || field->kind == ROUTE_COUNT;
	bool sized = field->kind == ROUTE_FILE || field->kind == ROUTE_JSON || field->kind == ROUTE_OBJECT;
	if (ranged || field->kind == ROUTE_MONEY) {
		field->min = ranged ? 0 : -COUNT_MOST;
		field->max = COUNT_MOST;
		if (text_find(word, TEXT(".."), 0) == SIZE_MAX) {
			if (ranged)
				report_mistake(&compiler->report, field->place, "'%.*s' needs its limits: min..max",
					       TEXT_ARG(field->name));
			return;
		}
		bool negative_length = field->kind == ROUTE_TEXT || field->kind == ROUTE_SECRET;
		if (!parse_range(word, &field->min, &field->max) || field->max > COUNT_MOST ||
		    field->min < -COUNT_MOST || (negative_length && field->min < 0))
			report_mistake(&compiler->report, field->place, "'%.*s' are no limits", TEXT_ARG(word));
		*rest = after;
	} else if (sized && text_to_number(word, &field->max)) {
		*rest = after;
		if (field->max < 1)
			report_mistake(&compiler->report, field->place, "'%.*s' is no limit", TEXT_ARG(word));
	} else if (sized) {
		field->max = COUNT_MOST;
		if (field->kind == ROUTE_FILE)
			report_mistake(&compiler->report, field->place, "'%.*s' needs its limit: file bytes",
				       TEXT_ARG(field->name));
	}
}

static bool is_default(const struct declared_field *field, struct text word)
{
	int64_t number;
	if (field->kind == ROUTE_COUNT)
		return text_to_number(word, &number) && number >= field->min && number <= field->max;
	if (field->kind == ROUTE_CHOICE)
		return words_have(&field->words, word);
	if (field->kind == ROUTE_FLAG)
		return text_equal(word, TEXT("true")) || text_equal(word, TEXT("false"));
	return field->kind == ROUTE_TEXT && (int64_t)text_length(word) >= field->min &&
	       (int64_t)text_length(word) <= field->max;
}

static void read_mark(struct compiler *compiler, struct declared_field *field, struct text mark, struct text *rest)
{
	static const struct {
		const char *word;
		enum route_flag flag;
	} marks[] = {{"optional", ROUTE_OPTIONAL},
		     {"multiline", ROUTE_MULTILINE},
		     {"raw", ROUTE_UNTRIMMED},
		     {"watched", ROUTE_WATCHED},
		     {"files", ROUTE_FILES}};
	for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++)
		if (text_equal(mark, text_of(marks[i].word))) {
			bool of_text = marks[i].flag == ROUTE_MULTILINE || marks[i].flag == ROUTE_UNTRIMMED;
			if (of_text && field->kind != ROUTE_TEXT)
				report_mistake(&compiler->report, field->place, "only text is %s", marks[i].word);
			if (marks[i].flag == ROUTE_FILES && field->kind != ROUTE_OBJECT)
				report_mistake(&compiler->report, field->place,
					       "only an object has files among its members");
			field->flags |= marks[i].flag;
			return;
		}
	if (text_equal(mark, TEXT("="))) {
		field->given = word_next(rest);
		if (text_is_none(field->given) || !is_default(field, field->given))
			report_mistake(&compiler->report, field->place, "'%.*s' is no default for '%.*s'",
				       TEXT_ARG(field->given), TEXT_ARG(field->name));
	} else if (text_equal(mark, TEXT("among"))) {
		field->among = word_next(rest);
		if (field->kind != ROUTE_TEXT || !is_name(field->among))
			report_mistake(&compiler->report, field->place, "text is among the words of an array");
	} else if (text_equal(mark, TEXT("of"))) {
		struct text shape = word_next(rest);
		field->shape_many = text_ends(shape, TEXT("[]"));
		field->shape = text_slice(shape, 0, shape.size - (field->shape_many ? 2 : 0));
		if (field->kind != ROUTE_JSON || !is_shape_name(field->shape))
			report_mistake(&compiler->report, field->place, "json is of Shape or Shape[]");
	} else if (text_equal(mark, TEXT("[]"))) {
		field->flags |= ROUTE_MANY;
		struct text most = word_next(rest);
		if (!text_to_number(most, &field->most) || field->most < 1)
			report_mistake(&compiler->report, field->place, "[] needs how many there may be");
	} else {
		report_mistake(&compiler->report, field->place, "unknown mark '%.*s'", TEXT_ARG(mark));
	}
}

static void check_field(struct compiler *compiler, const struct declared_field *field)
{
	bool many = field->flags & ROUTE_MANY;
	if (text_starts(field->name, TEXT("was_")) || text_starts(field->name, TEXT("has_")) ||
	    text_equal(field->name, TEXT(ROUTE_CSRF_FIELD)) || text_equal(field->name, TEXT("raw_type")))
		report_mistake(&compiler->report, field->place, "the name '%.*s' is taken", TEXT_ARG(field->name));
	if (many && (field->kind == ROUTE_FLAG || field->kind == ROUTE_SECRET || field->kind == ROUTE_MONEY))
		report_mistake(&compiler->report, field->place, "flags, secrets and money do not come in many");
	if (many && (field->given.at || field->flags & ROUTE_WATCHED))
		report_mistake(&compiler->report, field->place, "what comes in many has no default and is not watched");
	if (field->given.at && field->flags & ROUTE_OPTIONAL)
		report_mistake(&compiler->report, field->place, "a field with a default is optional already");
	if (field->flags & ROUTE_WATCHED && (field->kind == ROUTE_SECRET || field->kind == ROUTE_FILE))
		report_mistake(&compiler->report, field->place, "secrets and files are not watched");
}

static bool is_content_type(struct text type)
{
	return text_find(type, TEXT("/"), 0) != SIZE_MAX && text_find(type, TEXT("\""), 0) == SIZE_MAX;
}

static void read_types(struct compiler *compiler, struct words *types, struct text type, struct text rest,
		       struct place place)
{
	for (; !text_is_none(type); type = word_next(&rest)) {
		if (!is_content_type(type))
			report_mistake(&compiler->report, place, "'%.*s' is no content type", TEXT_ARG(type));
		words_add(compiler->arena, types, type);
	}
}

static void read_returns(struct compiler *compiler, struct declared_route *route, struct text shape, struct text rest,
			 struct place place)
{
	if (is_content_type(shape)) {
		read_types(compiler, &route->returns_types, shape, rest, place);
		return;
	}
	route->returns_many = text_ends(shape, TEXT("[]"));
	route->returns = text_slice(shape, 0, shape.size - (route->returns_many ? 2 : 0));
	if (!is_shape_name(route->returns))
		report_mistake(&compiler->report, place,
			       "returns needs a shape or a content type: returns Note, Note[], image/png");
}

/* `items customers_add_api 10000` */
static void read_items(struct compiler *compiler, struct declared_route *route, struct text handler, struct text rest,
		       struct place place)
{
	route->items = handler;
	if (!text_to_number(word_next(&rest), &route->items_most) || route->items_most < 1 || word_next(&rest).size)
		report_mistake(&compiler->report, place, "items needs a handler and how many there may be");
}

/* A word behind which there is one of this program's names and no type, as `again notes_form_again`; a field of that
 * name has a type behind it. */
static bool is_handler(const struct compiler *compiler, struct text handler)
{
	enum route_kind kind;
	return is_name(handler) && !read_plain_type(handler, &kind) && !schema_choice(&compiler->schema, handler);
}

void read_route_line(struct compiler *compiler, struct declared_route *route, struct text line, struct place place)
{
	struct text rest = line, name = word_next(&rest), type = word_next(&rest);
	int64_t number;
	if (text_equal(name, TEXT("patch")) && text_is_none(type)) {
		route->patch = true;
	} else if (text_equal(name, TEXT("protocol")) && text_is_none(type)) {
		route->protocol = true;
	} else if (text_equal(name, TEXT("visitors")) && text_is_none(type)) {
		route->visitors = true;
	} else if (text_equal(name, TEXT("paced")) && text_is_none(type)) {
		route->paced = true;
	} else if (text_equal(name, TEXT("paced")) && text_equal(type, TEXT("refusals"))) {
		route->refusals_paced = true;
	} else if (text_equal(name, TEXT("tagged")) && text_is_none(type)) {
		route->tagged = true;
	} else if (text_equal(name, TEXT("body")) && text_to_number(type, &number)) {
		struct text mark = word_next(&rest);
		route->body_limit = number;
		route->spooled = text_equal(mark, TEXT("spooled"));
		if (number < 1 || number > (INT64_C(1) << 31) || (mark.size && !route->spooled) ||
		    word_next(&rest).size)
			report_mistake(&compiler->report, place, "body needs its limit in bytes");
	} else if (text_equal(name, TEXT("raw")) && text_find(type, TEXT("/"), 0) != SIZE_MAX) {
		read_types(compiler, &route->raw_types, type, rest, place);
	} else if (text_equal(name, TEXT("takes")) && is_shape_name(type) && text_trim(rest).size == 0) {
		route->takes = type;
	} else if (text_equal(name, TEXT("items")) && is_handler(compiler, type)) {
		read_items(compiler, route, type, rest, place);
	} else if (text_equal(name, TEXT("again")) && is_handler(compiler, type) && text_trim(rest).size == 0) {
		route->again = type;
	} else if (text_equal(name, TEXT("returns")) && !is_name(type)) {
		read_returns(compiler, route, type, rest, place);
	} else {
		struct declared_field field = {.name = name, .place = place};
		if (!read_type(compiler, &field, type))
			return;
		read_limits(compiler, &field, &rest);
		for (struct text mark = word_next(&rest); mark.at; mark = word_next(&rest))
			read_mark(compiler, &field, mark, &rest);
		check_field(compiler, &field);
		fields_add(compiler, &route->fields, &field);
	}
}

void read_shape_line(struct compiler *compiler, struct declared_shape *shape, struct text line, struct place place)
{
	struct text rest = line;
	struct declared_field field = {.name = word_next(&rest), .place = place};
	struct text type = word_next(&rest);
	if (type.size > 2 && text_ends(type, TEXT("[]"))) {
		field.flags |= ROUTE_MANY;
		type.size -= 2;
	}
	if (is_shape_name(type)) {
		field.kind = ROUTE_SHAPE;
		field.shape = type;
	} else if (!read_type(compiler, &field, type)) {
		return;
	}
	for (struct text mark = word_next(&rest); mark.at; mark = word_next(&rest)) {
		if (text_equal(mark, TEXT("null")))
			field.flags |= ROUTE_OPTIONAL;
		else if (text_equal(mark, TEXT("[]")))
			field.flags |= ROUTE_MANY;
		else if (text_equal(mark, TEXT("absent")))
			field.flags |= ROUTE_ABSENT;
		else
			report_mistake(&compiler->report, place, "unknown mark '%.*s'", TEXT_ARG(mark));
	}
	if (field.kind == ROUTE_SECRET || field.kind == ROUTE_FILE)
		report_mistake(&compiler->report, place, "secrets and files are never returned");
	fields_add(compiler, &shape->fields, &field);
}
