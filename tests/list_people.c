/* Customers for tests of lists; see list_people.h. What changes here: the people and the random state of one test. */
#include "tests/list_people.h"

#include "base/buffer.h"
#include "format/fold.h"

#include <string.h>

struct list_person list_people[PEOPLE];
static uint64_t random_state;

void list_random_seed(uint64_t seed)
{
	random_state = seed;
}

/* splitmix64 */
unsigned list_random(unsigned below)
{
	uint64_t z = (random_state += UINT64_C(0x9E3779B97F4A7C15));
	z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
	return (unsigned)((z ^ (z >> 31)) % below);
}

#define PICK(list) list[list_random(sizeof list / sizeof *list)]

static void make_one(struct arena *arena, struct list_person *p, int64_t id)
{
	static const char *const firsts[] = {"Anna", "Ann", "Jürgen", "Li", "O'Neil", "100%", "a_b", "Zoë", NULL};
	static const char *const lasts[] = {"Müller", "Mueller", "Muller", "Tan", "Łukasz", "bin Ali", "~x~", NULL};
	static const char *const companies[] = {NULL, NULL, "Straße & Söhne", "Acme \"B\" GmbH", "Tan Sdn. Bhd."};
	static const char *const countries[] = {NULL, "MY", "DE", "SG", "CN"};
	static const char *const cities[] = {NULL, "Ipoh", "Berlin", "Kuala Lumpur"};
	static const char *const postcodes[] = {NULL, "10115", "SW1A 1AA", "50450"};
	static const char *const languages[] = {NULL, "de", "ms", "en"};
	static const char *const zones[] = {NULL, "Europe/Berlin", "Asia/Kuala_Lumpur"};
	static const char *const sizes[] = {NULL, "xl", "l", "XL"};
	static const int statuses[] = {0, 1, 2, 3, 5, 7, 9, 9, 9, 9, 9, 9};
	bool seen = list_random(3) > 0, counted = list_random(5) > 0, ordered = counted && list_random(2);
	*p = (struct list_person){
		.id = id,
		.status = PICK(statuses),
		.salutation = (int)list_random(3),
		.guest = list_random(6) == 0,
		.vip = list_random(4) == 0,
		.consent = (int)list_random(5) - 1,
		.verification = (int)list_random(3),
		.type = 1 + (int)list_random(2),
		.group = 1 + (int)list_random(2),
		.channel = 1 + (int)list_random(2),
		.representative = list_random(2) ? 7 + (int)list_random(2) : 0,
		.groups = list_random(8) & 6,
		.seen = list_random(8) & 6,
		.tags = list_random(3) ? list_random(16) & 14 : 0,
		.first = PICK(firsts),
		.last = PICK(lasts),
		.company = PICK(companies),
		.country = PICK(countries),
		.city = PICK(cities),
		.postcode = PICK(postcodes),
		.language = PICK(languages),
		.zone = PICK(zones),
		.size = PICK(sizes),
		.created = PEOPLE_NOW - (int64_t)list_random(40) * DAY_US / 2 - (int64_t)list_random(2) * HOUR_US * 20,
		.since = 20000 + (int64_t)list_random(700),
		.counted = counted,
		.last_login = counted && seen ? PEOPLE_NOW - (int64_t)list_random(90) * DAY_US / 3 : PEOPLE_NONE,
		.orders = ordered ? 1 + (int64_t)list_random(9) : 0,
		.height = list_random(2) ? (int64_t)list_random(4) * 500 : PEOPLE_NONE,
		.joined = list_random(2) ? 20500 + (int64_t)list_random(100) : PEOPLE_NONE,
		.agreed = list_random(2) ? (int64_t)list_random(2) : PEOPLE_NONE,
	};
	p->spent = ordered ? (int64_t)list_random(40000) : 0;
	p->last_order = ordered ? p->created + HOUR_US : PEOPLE_NONE;
	p->email = list_random(5) ? text_format(arena, "u%lld@%s", (long long)list_random(400),
						p->vip ? "x.example" : "y.test")
					    .at
				  : NULL;
	const char *first = p->first ? p->first : "", *last = p->last ? p->last : "";
	p->sort_name = fold_sort(arena, text_format(arena, "%s %s", last, first));
	p->sort_company = p->company ? fold_sort(arena, text_of(p->company)) : TEXT_NONE;
	p->words = text_format(arena, "%lld %.*s %.*s %s", (long long)id, TEXT_ARG(fold_search(arena, text_of(first))),
			       TEXT_ARG(fold_search(arena, text_of(last))), p->email ? p->email : "");
}

/* ---- into the database ---- */

/* A statement a table with all its rows: PostgreSQL needs longer to read many statements than to do what they say. */
enum table { CUSTOMERS, SEARCH, GROUPS, CHANNELS, CONSENTS, TAGS, ATTRIBUTES, EMAILS, ADDRESSES, COUNTERS, TABLES };
static const char *const tables[TABLES] = {
	[CUSTOMERS] =
		"customers (id, status, salutation, guest, vip, type_id, group_id, channel_id, representative_id, "
		"first_name, last_name, company, email, country, language, zone, created, since, sort_name, "
		"sort_company, "
		"sort_email, display_name, version, name_order, newsletter, discount, activation, approval, active, "
		"blocked, modified)",
	[SEARCH] = "customer_search (words, names, first_name, last_name, company, cities, customer_id)",
	[GROUPS] = "customer_groups (customer_id, group_id)",
	[CHANNELS] = "customer_channels (customer_id, channel_id, at)",
	[CONSENTS] = "consents (customer_id, purpose, state, at, source)",
	[TAGS] = "customer_tags (customer_id, tag_id, at)",
	[ATTRIBUTES] = "customer_attributes (customer_id, attribute_id, text, number)",
	[EMAILS] = "emails (customer_id, at, id, address, folded, is_primary, verification)",
	[ADDRESSES] = "addresses (customer_id, at, id, is_shipping, is_billing, city, postcode)",
	[COUNTERS] = "customer_counters (customer_id, orders, spent_base, sign_ins, last_sign_in, last_order)",
};

/* What is added behind it are the values of one row, each with a comma. */
static struct buffer *row_begin(struct buffer *rows, enum table table)
{
	struct buffer *b = &rows[table];
	if (b->size)
		buffer_add(b, TEXT(",\n("));
	else
		buffer_add_format(b, "INSERT INTO %s VALUES\n(", tables[table]);
	return b;
}

static void row_end(struct buffer *b)
{
	b->size -= 2;
	buffer_add_char(b, ')');
}

static void add_text(struct buffer *b, const char *t)
{
	if (!t) {
		buffer_add(b, TEXT("NULL, "));
		return;
	}
	buffer_add_char(b, '\'');
	for (; *t; t++) {
		if (*t == '\'')
			buffer_add_char(b, '\'');
		buffer_add_char(b, *t);
	}
	buffer_add(b, TEXT("', "));
}

static void add_number(struct buffer *b, int64_t number)
{
	if (number == PEOPLE_NONE)
		buffer_add(b, TEXT("NULL, "));
	else
		buffer_add_format(b, "%lld, ", (long long)number);
}

static void add_folded(struct buffer *b, struct arena *arena, struct text t)
{
	add_text(b, text_is_none(t) ? NULL : text_copy(arena, t).at);
}

static void add_lines(struct buffer *b, struct arena *arena, const char *one, const char *other)
{
	const struct text texts[] = {text_of(one), text_of(other)};
	add_folded(b, arena, fold_lines(arena, texts, 2));
}

static void add_customer(struct buffer *rows, struct arena *arena, const struct list_person *p)
{
	struct buffer *b = row_begin(rows, CUSTOMERS);
	add_number(b, p->id);
	add_number(b, p->status);
	add_number(b, p->salutation);
	add_number(b, p->guest);
	add_number(b, p->vip);
	add_number(b, p->type);
	add_number(b, p->group);
	add_number(b, p->channel);
	add_number(b, p->representative ? p->representative : PEOPLE_NONE);
	add_text(b, p->first);
	add_text(b, p->last);
	add_text(b, p->company);
	add_text(b, p->email);
	add_text(b, p->country);
	add_text(b, p->language);
	add_text(b, p->zone);
	add_number(b, p->created);
	add_number(b, p->since);
	add_folded(b, arena, p->sort_name);
	add_folded(b, arena, p->sort_company);
	add_text(b, p->email);
	buffer_add(b, TEXT("'x', 1, 0, 0, 0, 1, 1, 1, 0, 0, "));
	row_end(b);
}

static void add_search(struct buffer *rows, struct arena *arena, const struct list_person *p)
{
	struct buffer *b = row_begin(rows, SEARCH);
	const char *first = p->first ? p->first : "", *last = p->last ? p->last : "";
	add_folded(b, arena, p->words);
	add_lines(b, arena, text_format(arena, "%s %s", first, last).at, text_format(arena, "%s %s", last, first).at);
	add_lines(b, arena, p->first, NULL);
	add_lines(b, arena, p->last, NULL);
	add_lines(b, arena, p->company, NULL);
	add_lines(b, arena, p->city, NULL);
	add_number(b, p->id);
	row_end(b);
}

static void add_bits(struct buffer *rows, enum table table, const struct list_person *p, unsigned bits)
{
	for (int bit = 1; bit < 8; bit++)
		if (bits >> bit & 1) {
			struct buffer *b = row_begin(rows, table);
			add_number(b, p->id);
			add_number(b, bit);
			if (table != GROUPS)
				add_number(b, 0);
			row_end(b);
		}
}

static void add_attribute(struct buffer *rows, const struct list_person *p, int attribute, const char *text,
			  int64_t number)
{
	if (!text && number == PEOPLE_NONE)
		return;
	struct buffer *b = row_begin(rows, ATTRIBUTES);
	add_number(b, p->id);
	add_number(b, attribute);
	add_text(b, text ? text : "");
	add_number(b, number);
	row_end(b);
}

static void add_contacts(struct buffer *rows, const struct list_person *p)
{
	long long id = (long long)p->id;
	if (p->email)
		buffer_add_format(row_begin(rows, EMAILS), "%lld, 0, %lld, '%s', '%s', 1, %d)", id, id, p->email,
				  p->email, p->verification);
	if (!p->city && !p->postcode)
		return;
	struct buffer *b = row_begin(rows, ADDRESSES);
	buffer_add_format(b, "%lld, 0, %lld, 1, 1, ", id, id);
	add_text(b, p->city);
	add_text(b, p->postcode);
	row_end(b);
}

static void add_children(struct buffer *rows, const struct list_person *p)
{
	add_bits(rows, GROUPS, p, p->groups);
	add_bits(rows, CHANNELS, p, p->seen);
	if (p->consent >= 0)
		buffer_add_format(row_begin(rows, CONSENTS), "%lld, 0, %d, 0, 0)", (long long)p->id, p->consent);
	add_bits(rows, TAGS, p, p->tags);
	add_attribute(rows, p, 1, p->size, PEOPLE_NONE);
	add_attribute(rows, p, 2, NULL, p->height);
	add_attribute(rows, p, 3, NULL, p->joined);
	add_attribute(rows, p, 4, NULL, p->agreed);
	add_contacts(rows, p);
	if (!p->counted)
		return;
	struct buffer *b = row_begin(rows, COUNTERS);
	buffer_add_format(b, "%lld, %lld, %lld, 0, ", (long long)p->id, (long long)p->orders, (long long)p->spent);
	add_number(b, p->last_login);
	add_number(b, p->last_order);
	row_end(b);
}

static const char *const labels =
	"INSERT INTO settings (name, value) VALUES ('business.zone', 'Asia/Kuala_Lumpur');"
	"INSERT INTO roles (id, name, permissions, scope, created) VALUES (1, 'r', '', 0, 0);"
	"INSERT INTO staff (id, version, email, email_key, name, role_id, scope, active, language, theme, created, "
	"modified)"
	" VALUES (7, 1, 's7@s.test', 's7@s.test', 'Seven', 1, 0, 1, 'en', '', 0, 0),"
	" (8, 1, 's8@s.test', 's8@s.test', 'Eight', 1, 0, 1, 'en', '', 0, 0);"
	"INSERT INTO types (id, word, name, sort_name, position, active, is_default, approval, registration, "
	"shown_fields, "
	"required_fields, "
	"discount,"
	" created) VALUES (1, 'retail', 'b', 'b', 1, 1, 1, 0, 0, '', '', 0, 0), (2, 'wholesale', 'A', 'a', 2, 1, 0, 0, "
	"0, "
	"'', '', 0, "
	"0);"
	"INSERT INTO groups (id, word, name, sort_name, position, active, is_default, taxed, discount, created)"
	" VALUES (1, 'g1', 'b', 'b', 1, 1, 1, 0, 0, 0), (2, 'g2', 'A', 'a', 2, 1, 0, 0, 0, 0);"
	"INSERT INTO channels (id, word, name, sort_name, position, active, is_default, colour, language, currency, "
	"created)"
	" VALUES (1, 'c1', 'b', 'b', 1, 1, 1, '', 'en', 'EUR', 0), (2, 'c2', 'A', 'a', 2, 1, 0, '', 'en', 'EUR', 0);"
	"INSERT INTO staff_channels (staff_id, channel_id) VALUES (8, 2);"
	"INSERT INTO tags (id, name, folded, colour, created) VALUES (1, 't1', 't1', '', 0), (2, 't2', 't2', '', 0),"
	" (3, 't3', 't3', '', 0);"
	"INSERT INTO attributes (id, word, kind, position, active, required, visible, editable, personal, created) "
	"VALUES"
	" (1, 'size', 5, 1, 1, 0, 1, 1, 0, 0), (2, 'height', 2, 2, 1, 0, 1, 1, 0, 0), (3, 'joined', 3, 3, 1, 0, 1, 1, "
	"0, 0),"
	" (4, 'agreed', 4, 4, 1, 0, 1, 1, 0, 0);";

void list_people_make(struct engine *engine)
{
	struct buffer rows[TABLES], script = buffer_make(64u << 20);
	for (int t = 0; t < TABLES; t++)
		rows[t] = buffer_make(64u << 20);
	for (int i = 0; i < PEOPLE; i++) {
		struct list_person *person = &list_people[i];
		make_one(engine->arena, person, i + 1);
		add_customer(rows, engine->arena, person);
		add_search(rows, engine->arena, person);
		add_children(rows, person);
	}
	buffer_add(&script, text_of(labels));
	for (int t = 0; t < TABLES; t++) {
		buffer_add(&script, buffer_text(&rows[t]));
		buffer_add(&script, TEXT(";\n"));
		buffer_free(&rows[t]);
	}
	buffer_add_char(&script, '\0');
	engine_script(engine, script.at);
	engine_analyze(engine);
	buffer_free(&script);
}
