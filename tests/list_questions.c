/* Random filters, and their answers over the people of list_people.h without a database. */
#include "tests/list_people.h"

#include "base/buffer.h"
#include "format/fold.h"

#include <string.h>

enum question_kind {
	ALL,
	ANY, /* of parts */
	STATUS,
	SALUTATION,
	CONSENT,
	VERIFICATION,
	VIP,
	GUEST,
	TYPE,
	GROUP,
	CHANNEL,
	SEEN,
	REPRESENTATIVE,
	TAG,
	TAG_NONE,
	COUNTRY,
	CITY,
	POSTCODE,
	LANGUAGE,
	ZONE,
	FIRST,
	NAME,
	COMPANY,
	EMAIL,
	ORDERS,
	SPENT,
	AVERAGE,
	CREATED,
	SINCE,
	LAST_LOGIN,
	LAST_ORDER,
	SIZE,
	HEIGHT,
	JOINED,
	AGREED,
	WORD,
	KINDS,
};

enum form { IS, ABOVE, AT_LEAST, BELOW, AT_MOST, BETWEEN, NOTHING, SOMETHING, FORMS };

struct list_question {
	enum question_kind kind;
	bool negated;
	enum form form;
	int64_t a, b;
	int64_t first, last; /* days */
	const char *text, *also;
	enum { PART, BEGINNING, WHOLE } match;
	struct list_question *parts[3];
	int count;
};

/* ---- making ---- */

#define PICK(list) list[list_random(sizeof list / sizeof *list)]

static int64_t today(void)
{
	return (PEOPLE_NOW + PEOPLE_ZONE_US) / DAY_US;
}

static void make_text(struct list_question *q)
{
	static const char *const names[] = {"ann", "ANN",    "müller", "mueller", "muller", "%",    "_",
					    "~",   "o'neil", "oneil",  "łuk",     "tan",    "Anna", "a"};
	static const char *const companies[] = {"strasse",  "Straße",           "söhne", "acme", "\"b\"",
						"sdn. bhd", "Strasse & Soehne", "none"};
	static const char *const countries[] = {"MY", "DE", "FR", "none", "any"};
	static const char *const cities[] = {"ipoh", "LUMPUR", "kuala l", "none", "x", "IPÖH"};
	static const char *const postcodes[] = {"101", "sw1a1", "SW1A 1", "450"};
	static const char *const languages[] = {"de", "MS", "d", "none"};
	static const char *const zones[] = {"europe/berlin", "Asia/Kuala_Lumpur", "any", "none"};
	static const char *const words[] = {"an", "li",  "a",         "müll", "mueller", "test",
					    "12", "199", "x.example", "%",    "bin ali"};
	static const char *const sizes[] = {"xl", "l", "XL", "none"};
	q->match = list_random(3);
	q->text = q->kind == COMPANY    ? PICK(companies)
		  : q->kind == COUNTRY  ? PICK(countries)
		  : q->kind == CITY     ? PICK(cities)
		  : q->kind == POSTCODE ? PICK(postcodes)
		  : q->kind == LANGUAGE ? PICK(languages)
		  : q->kind == ZONE     ? PICK(zones)
		  : q->kind == EMAIL    ? (list_random(2) ? "U1" : "@y.test")
		  : q->kind == WORD     ? PICK(words)
		  : q->kind == SIZE     ? PICK(sizes)
					: PICK(names);
}

/* A word for days, or a day, as text and as the days it covers. */
static void make_days(struct arena *arena, struct list_question *q, int64_t around)
{
	int year, month, day, n = 1 + (int)list_random(40);
	q->first = q->last = today();
	date_parts((struct date){(int32_t)today()}, &year, &month, &day);
	switch (list_random(6)) {
	case 0: q->text = "today"; return;
	case 1:
		q->text = "yesterday";
		q->first = --q->last;
		return;
	case 2:
		q->text = text_format(arena, "last%dd", n).at;
		q->first = today() - n + 1;
		return;
	case 3:
		q->text = "this-month";
		q->first = date_of(year, month, 1).days;
		q->last = date_of(year, month, 31).days;
		return;
	case 4:
		q->text = "this-year";
		q->first = date_of(year, 1, 1).days;
		q->last = date_of(year, 12, 31).days;
		return;
	default:
		q->first = q->last = around - n;
		q->text = date_format(arena, (struct date){(int32_t)q->first}).at;
		return;
	}
}

static void make_day_question(struct arena *arena, struct list_question *q)
{
	int64_t around = q->kind == SINCE ? 20700 : q->kind == JOINED ? 20600 : today();
	q->form = (enum form)list_random(FORMS);
	make_days(arena, q, around);
	if (q->form != BETWEEN)
		return;
	q->first = around - 30;
	q->last = around - (int64_t)list_random(28);
	q->text = date_format(arena, (struct date){(int32_t)q->first}).at;
	q->also = date_format(arena, (struct date){(int32_t)q->last}).at;
}

static struct list_question *make_leaf(struct arena *arena)
{
	struct list_question *q = arena_take(arena, sizeof *q);
	static const int64_t heights[] = {0, 500, 1000, 1500, 750};
	q->kind = (enum question_kind)(STATUS + list_random(KINDS - STATUS));
	q->negated = list_random(4) == 0;
	make_text(q);
	q->a = 1 + list_random(2);
	switch ((int)q->kind) {
	case STATUS:
		q->a = list_random(10);
		q->b = list_random(10);
		break;
	case SALUTATION:
	case VERIFICATION: q->a = list_random(3); break;
	case CONSENT: q->a = list_random(4); break;
	case VIP:
	case GUEST:
	case AGREED: q->a = list_random(2); break;
	case REPRESENTATIVE: q->a = list_random(3) ? 7 + list_random(2) : 0; break;
	case TAG:
		q->a = 1 + list_random(3);
		q->b = 1 + list_random(3);
		break;
	case ORDERS:
		q->form = (enum form)list_random(NOTHING);
		q->a = list_random(6);
		q->b = q->a + list_random(4);
		break;
	case SPENT:
	case AVERAGE:
		q->form = (enum form)list_random(NOTHING);
		q->a = list_random(20000);
		q->b = q->a + list_random(9000);
		break;
	case HEIGHT:
		q->form = (enum form)list_random(FORMS);
		q->a = PICK(heights);
		q->b = q->a + 500;
		break;
	case CREATED:
	case SINCE:
	case LAST_LOGIN:
	case LAST_ORDER:
	case JOINED: make_day_question(arena, q); break;
	default: break;
	}
	return q;
}

struct list_question *list_question_make(struct arena *arena, int depth)
{
	if (depth == 0 || list_random(3) == 0)
		return make_leaf(arena);
	struct list_question *q = arena_take(arena, sizeof *q);
	q->kind = list_random(2) ? ALL : ANY;
	q->negated = list_random(4) == 0;
	q->count = 2 + (int)list_random(2);
	for (int i = 0; i < q->count; i++)
		q->parts[i] = list_question_make(arena, depth - 1);
	return q;
}

/* ---- printing ---- */

static struct text number_text(struct arena *arena, const struct list_question *q, int64_t number)
{
	if (q->kind == ORDERS)
		return text_of_number(arena, number);
	int64_t unit = q->kind == HEIGHT ? 1000 : 100;
	return text_format(arena, q->kind == HEIGHT ? "%lld.%03lld" : "%lld.%02lld", (long long)(number / unit),
			   (long long)(number % unit));
}

static struct text print_ordered(struct arena *arena, const struct list_question *q, const char *key)
{
	static const char *const signs[] = {":", ">", ">=", "<", "<=", ":"};
	bool is_number = q->kind == ORDERS || q->kind == SPENT || q->kind == AVERAGE || q->kind == HEIGHT;
	struct text a = is_number ? number_text(arena, q, q->a) : text_of(q->text);
	struct text b = is_number ? number_text(arena, q, q->b) : text_of(q->also);
	if (q->form == NOTHING || q->form == SOMETHING)
		return text_format(arena, "%s:%s", key, q->form == NOTHING ? "none" : "any");
	if (q->form == BETWEEN)
		return text_format(arena, "%s:%.*s..%.*s", key, TEXT_ARG(a), TEXT_ARG(b));
	return text_format(arena, "%s%s%.*s", key, signs[q->form], TEXT_ARG(a));
}

static bool is_bare(const char *t)
{
	return strcmp(t, "none") == 0 || strcmp(t, "any") == 0;
}

static struct text print_text(struct arena *arena, const char *key, const char *t)
{
	struct buffer b = buffer_make(1000);
	buffer_add_format(&b, "%s", key);
	buffer_add(&b, is_bare(t) ? TEXT("") : TEXT("\""));
	for (const char *c = t; *c; c++) {
		if (*c == '"')
			buffer_add_char(&b, '\\');
		buffer_add_char(&b, *c);
	}
	buffer_add(&b, is_bare(t) ? TEXT("") : TEXT("\""));
	struct text made = text_copy(arena, buffer_text(&b));
	buffer_free(&b);
	return made;
}

static struct text print_match(struct arena *arena, const char *key, const struct list_question *q)
{
	bool sign = !is_bare(q->text);
	const char *before = text_format(arena, "%s:%s", key, sign && q->match == WHOLE ? "=" : "").at;
	return text_format(arena, "%.*s%s", TEXT_ARG(print_text(arena, before, q->text)),
			   sign && q->match == BEGINNING ? "*" : "");
}

static struct text print_leaf(struct arena *arena, const struct list_question *q)
{
	long long a = q->a, b = q->b;
	const char *flag = q->a ? "yes" : "no";
	switch (q->kind) {
	case STATUS:
		return text_format(arena, "status:%.*s,%.*s", TEXT_ARG(customer_status_key((enum customer_status)a)),
				   TEXT_ARG(customer_status_key((enum customer_status)b)));
	case SALUTATION: return text_format(arena, "salutation:%.*s", TEXT_ARG(salutation_key((enum salutation)a)));
	case CONSENT: return text_format(arena, "consent:%.*s", TEXT_ARG(consent_state_key((enum consent_state)a)));
	case VERIFICATION: return text_join(arena, TEXT("verification:"), verification_key((enum verification)a));
	case VIP: return text_format(arena, "vip:%s", flag);
	case GUEST: return text_format(arena, "guest:%s", flag);
	case AGREED: return text_format(arena, "attr.agreed:%s", flag);
	case TYPE: return text_format(arena, "type:%s", a == 1 ? "retail" : "wholesale");
	case GROUP: return text_format(arena, "group:g%lld", a);
	case CHANNEL: return text_format(arena, "channel:c%lld", a);
	case SEEN: return text_format(arena, "seen_in:c%lld", a);
	case REPRESENTATIVE:
		return a ? text_format(arena, "representative:s%lld@s.test", a) : TEXT("representative:none");
	case TAG: return text_format(arena, "tag:t%lld,t%lld", a, b);
	case TAG_NONE: return TEXT("tag:none");
	case COUNTRY: return print_text(arena, "country:", q->text);
	case CITY: return print_match(arena, "city", q);
	case POSTCODE: return print_text(arena, "postcode:", q->text);
	case LANGUAGE: return print_text(arena, "language:", q->text);
	case ZONE: return print_text(arena, "zone:", q->text);
	case FIRST: return print_match(arena, "first_name", q);
	case NAME: return print_match(arena, "name", q);
	case COMPANY: return print_match(arena, "company", q);
	case EMAIL: return print_match(arena, "email", q);
	case SIZE: return print_text(arena, "attr.size:", q->text);
	case WORD: return print_text(arena, "", q->text);
	case ORDERS: return print_ordered(arena, q, "orders");
	case SPENT: return print_ordered(arena, q, "spent");
	case AVERAGE: return print_ordered(arena, q, "average");
	case CREATED: return print_ordered(arena, q, "created");
	case SINCE: return print_ordered(arena, q, "since");
	case LAST_LOGIN: return print_ordered(arena, q, "last_login");
	case LAST_ORDER: return print_ordered(arena, q, "last_order");
	case HEIGHT: return print_ordered(arena, q, "attr.height");
	case JOINED: return print_ordered(arena, q, "attr.joined");
	case ALL:
	case ANY:
	case KINDS: break;
	}
	return TEXT("");
}

struct text list_question_print(struct arena *arena, const struct list_question *q)
{
	struct text t = q->count ? TEXT("(") : print_leaf(arena, q);
	for (int i = 0; i < q->count; i++)
		t = text_format(arena, "%.*s%s%.*s", TEXT_ARG(t),
				i == 0           ? ""
				: q->kind == ALL ? " "
						 : " | ",
				TEXT_ARG(list_question_print(arena, q->parts[i])));
	return text_format(arena, "%s%.*s%s", q->negated ? "-" : "", TEXT_ARG(t), q->count ? ")" : "");
}

/* ---- answering ---- */

static bool compare(const struct list_question *q, int64_t value, int64_t low, int64_t high)
{
	if (q->form == NOTHING || q->form == SOMETHING)
		return (value == PEOPLE_NONE) == (q->form == NOTHING);
	if (value == PEOPLE_NONE)
		return false;
	switch (q->form) {
	case ABOVE: return value > high;
	case AT_LEAST: return value >= low;
	case BELOW: return value < low;
	case AT_MOST: return value <= high;
	case IS:
	case BETWEEN:
	case NOTHING:
	case SOMETHING:
	case FORMS: break;
	}
	return value >= low && value <= high;
}

static bool compare_number(const struct list_question *q, int64_t value)
{
	return compare(q, value, q->a, q->form == BETWEEN ? q->b : q->a);
}

static bool compare_moment(const struct list_question *q, int64_t at)
{
	return compare(q, at == PEOPLE_NONE ? at : (at + PEOPLE_ZONE_US) / DAY_US, q->first, q->last);
}

static bool is_in(struct text t, struct text part)
{
	return text_find(t, part, 0) != SIZE_MAX;
}

static bool matches(const struct list_question *q, struct text value, struct text asked)
{
	return q->match == WHOLE       ? text_equal(value, asked)
	       : q->match == BEGINNING ? text_starts(value, asked)
				       : is_in(value, asked);
}

/* Any form of the one in any form of the other. */
static bool has_name(struct arena *arena, const struct list_question *q, const char *value)
{
	struct text values[2], asked[2];
	if (is_bare(q->text) || !value)
		return value && strcmp(q->text, "any") == 0;
	fold_query(arena, text_of(value), values);
	fold_query(arena, text_of(q->text), asked);
	for (int v = 0; v < 2 && !text_is_none(values[v]); v++)
		for (int a = 0; a < 2 && !text_is_none(asked[a]); a++)
			if (matches(q, values[v], asked[a]))
				return true;
	return false;
}

static bool is_absent(const struct list_question *q, const char *value)
{
	return !value && strcmp(q->text, "none") == 0;
}

static bool has_either_name(struct arena *arena, const struct list_question *q, const struct list_person *p)
{
	const char *first = p->first ? p->first : "", *last = p->last ? p->last : "";
	return (p->first || p->last) && (has_name(arena, q, text_format(arena, "%s %s", first, last).at) ||
					 has_name(arena, q, text_format(arena, "%s %s", last, first).at));
}

static bool has_address(struct arena *arena, const struct list_question *q, const char *value)
{
	return value && matches(q, text_lower_ascii(arena, text_of(value)), text_lower_ascii(arena, text_of(q->text)));
}

static bool is_text(const char *value, const char *asked, bool blind)
{
	if (!value || strcmp(asked, "none") == 0 || strcmp(asked, "any") == 0)
		return strcmp(asked, value ? "any" : "none") == 0;
	return blind ? strcasecmp(value, asked) == 0 : strcmp(value, asked) == 0;
}

static bool begins_postcode(const char *value, const char *asked)
{
	for (; *asked; asked++) {
		if (*asked == ' ')
			continue;
		while (value && *value == ' ')
			value++;
		if (!value || strncasecmp(value, asked, 1) != 0)
			return false;
		value++;
	}
	return true;
}

static bool has_word(struct arena *arena, const struct list_person *p, const char *asked)
{
	struct text forms[2];
	fold_query(arena, text_of(asked), forms);
	for (int i = 0; i < 2 && !text_is_none(forms[i]); i++) {
		struct text blank = text_format(arena, " %.*s", TEXT_ARG(forms[i]));
		if (text_length(forms[i]) <= 2 ? text_starts(p->words, forms[i]) || is_in(p->words, blank)
					       : is_in(p->words, forms[i]))
			return true;
	}
	return false;
}

static bool answer_leaf(struct arena *arena, const struct list_question *q, const struct list_person *p)
{
	switch (q->kind) {
	case STATUS: return p->status == q->a || p->status == q->b;
	case SALUTATION: return p->salutation == q->a;
	case CONSENT: return (p->consent < 0 ? 0 : p->consent) == q->a;
	case VERIFICATION: return p->email && p->verification == q->a;
	case VIP: return p->vip == q->a;
	case GUEST: return p->guest == q->a;
	case TYPE: return p->type == q->a;
	case GROUP: return p->group == q->a || p->groups >> q->a & 1;
	case CHANNEL: return p->channel == q->a;
	case SEEN: return p->seen >> q->a & 1;
	case REPRESENTATIVE: return p->representative == q->a;
	case TAG: return p->tags >> q->a & 1 || p->tags >> q->b & 1;
	case TAG_NONE: return p->tags == 0;
	case COUNTRY: return is_text(p->country, q->text, false);
	case CITY: return is_absent(q, p->city) || has_name(arena, q, p->city);
	case POSTCODE: return begins_postcode(p->postcode, q->text);
	case LANGUAGE: return is_text(p->language, q->text, true);
	case ZONE: return is_text(p->zone, q->text, true);
	case FIRST: return has_name(arena, q, p->first);
	case NAME: return has_either_name(arena, q, p);
	case COMPANY: return is_absent(q, p->company) || has_name(arena, q, p->company);
	case EMAIL: return has_address(arena, q, p->email);
	case SIZE: return is_text(p->size, q->text, false);
	case WORD: return has_word(arena, p, q->text);
	case ORDERS: return compare_number(q, p->orders);
	case SPENT: return compare_number(q, p->spent);
	case AVERAGE: return compare_number(q, p->orders ? p->spent / p->orders : PEOPLE_NONE);
	case HEIGHT: return compare_number(q, p->height);
	case AGREED: return p->agreed == q->a;
	case CREATED: return compare_moment(q, p->created);
	case LAST_LOGIN: return compare_moment(q, p->last_login);
	case LAST_ORDER: return compare_moment(q, p->last_order);
	case SINCE: return compare(q, p->since, q->first, q->last);
	case JOINED: return compare(q, p->joined, q->first, q->last);
	case ALL:
	case ANY:
	case KINDS: break;
	}
	return false;
}

bool list_question_answer(struct arena *arena, const struct list_question *q, const struct list_person *p)
{
	bool yes = q->count ? q->kind == ALL : answer_leaf(arena, q, p);
	for (int i = 0; i < q->count; i++)
		if (list_question_answer(arena, q->parts[i], p) != (q->kind == ALL))
			yes = q->kind != ALL;
	return yes != q->negated;
}

bool list_question_names_trash(const struct list_question *q)
{
	bool names = q->kind == STATUS && (q->a < 2 || q->b < 2);
	for (int i = 0; i < q->count; i++)
		names |= list_question_names_trash(q->parts[i]);
	return names;
}

bool list_question_names_guests(const struct list_question *q)
{
	bool names = q->kind == GUEST || q->kind == WORD || (q->kind == STATUS && (q->a == 8 || q->b == 8));
	for (int i = 0; i < q->count; i++)
		names |= list_question_names_guests(q->parts[i]);
	return names;
}
