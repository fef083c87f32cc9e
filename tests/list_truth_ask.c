/* Questions made up, printed and judged; see list_truth.h. */
#include "tests/list_truth.h"

#include "base/buffer.h"
#include "format/fold.h"
#include "tests/list_people.h"

#include <string.h>

enum form { IS, ABOVE, AT_LEAST, BELOW, AT_MOST, BETWEEN, UP_FROM, NOTHING, SOMETHING };
enum match { PART, BEGINNING, WHOLE };

#define VALUES_MOST 3
#define TERMS_MOST  4

struct condition {
	enum truth_field field;
	bool is_word; /* of the quick search; the field does not count */
	bool negated;
	enum form form;
	enum match match;
	int64_t low, high;  /* numbers, or days */
	const char *period; /* in place of a day */
	struct text values[VALUES_MOST];
	struct text forms[VALUES_MOST][2]; /* as compared */
	size_t count;
};

struct term {
	struct condition either[2];
	size_t count; /* 2: one of them */
};

struct truth_question {
	const struct truth *truth;
	struct term terms[TERMS_MOST];
	size_t count;
	int64_t online_since;
};

/* ---- making ---- */

static const struct truth_column *column_of(const struct truth *truth, const struct condition *c)
{
	return c->is_word ? &truth->words : &truth->columns[c->field];
}

/* Of somebody who has one. */
static int64_t some_number(const struct truth *truth, enum truth_field field)
{
	const struct truth_column *column = &truth->columns[field];
	size_t count = column->first[truth->people + 1];
	return count ? column->values[list_random((unsigned)count)].number : 1;
}

static int64_t day_of(const struct truth *truth, enum truth_kind kind, int64_t number)
{
	return kind == DAY ? number : zone_local(truth->zone, (struct instant){number}).date.days;
}

static void make_number(const struct truth *truth, struct condition *c)
{
	c->form = (enum form)list_random(UP_FROM + 1);
	c->low = some_number(truth, c->field);
	c->high = c->low;
	if (c->form == BETWEEN)
		c->high = c->low + 1 + (int64_t)list_random(20000);
}

static void set_period(struct condition *c, const char *period, int64_t first, int64_t last)
{
	c->period = period;
	c->low = first;
	c->high = last;
}

static void make_period(struct arena *arena, struct condition *c, int64_t today)
{
	int year, month, day, n = 1 + (int)list_random(60);
	date_parts((struct date){(int32_t)today}, &year, &month, &day);
	int next_month = month == 12 ? date_of(year + 1, 1, 1).days : date_of(year, month + 1, 1).days;
	switch (list_random(5)) {
	case 0: set_period(c, "today", today, today); break;
	case 1: set_period(c, "yesterday", today - 1, today - 1); break;
	case 2: set_period(c, text_format(arena, "last%dd", n).at, today - n + 1, today); break;
	case 3: set_period(c, "this-month", date_of(year, month, 1).days, next_month - 1); break;
	default: set_period(c, "this-year", date_of(year, 1, 1).days, date_of(year, 12, 31).days); break;
	}
}

static void make_days(const struct truth *truth, struct condition *c, int64_t today)
{
	enum truth_kind kind = truth_kind(c->field);
	c->form = (enum form)list_random(UP_FROM + 1);
	c->low = c->high = day_of(truth, kind, some_number(truth, c->field));
	if (c->form == BETWEEN)
		c->high = c->low + 1 + (int64_t)list_random(90);
	else if (c->form != UP_FROM && list_random(2))
		make_period(truth->scratch, c, today);
}

/* Whole characters from the middle of a text. */
static struct text piece(struct text t, size_t from, size_t count)
{
	size_t offset = 0, begin = 0, place = 0;
	uint32_t point;
	for (; text_next_point(t, &offset, &point) && place < from + count; place++)
		if (place + 1 == from)
			begin = offset;
	return text_slice(t, from ? begin : 0,
			  (place == from + count && offset < t.size ? offset : t.size) - (from ? begin : 0));
}

static struct text some_sample(const struct truth_column *column)
{
	return column->sample_count ? column->samples[list_random((unsigned)column->sample_count)] : TEXT("x");
}

static void make_text(const struct truth *truth, struct condition *c)
{
	enum truth_kind kind = truth_kind(c->field);
	struct text whole = some_sample(&truth->columns[c->field]);
	size_t length = text_length(whole);
	c->match = kind == POSTCODE ? (list_random(2) ? WHOLE : BEGINNING) : (enum match)list_random(3);
	/* What stands only inside must not be found as a beginning, nor as the whole. */
	bool inside = c->match == PART || list_random(3) == 0;
	size_t from = inside && length > 3 ? list_random((unsigned)length - 2) : 0;
	size_t count = (c->match == WHOLE && !inside) || length < 4 ? length : 2 + list_random(4);
	struct text asked = count == length ? whole : piece(whole, from, count);
	if (text_is_empty(text_trim(asked)))
		asked = whole;
	c->values[c->count++] = list_random(3) == 0 ? text_lower_ascii(truth->scratch, asked) : asked;
}

static void make_phone(const struct truth *truth, struct condition *c)
{
	struct text number = some_sample(&truth->columns[c->field]);
	char *digits = arena_take(truth->scratch, number.size + 1);
	size_t size = 0;
	for (size_t i = number.size > 6 ? number.size - 2 - list_random(4) : 0; i < number.size; i++)
		if (number.at[i] >= '0' && number.at[i] <= '9' && (size || number.at[i] != '0'))
			digits[size++] = number.at[i];
	c->values[c->count++] = size ? (struct text){digits, size} : TEXT("7");
}

/* Letters only: digits are a matter of telephone numbers too. */
static void make_word(const struct truth *truth, struct condition *c)
{
	static const enum truth_field from[] = {TRUTH_FIRST_NAME, TRUTH_LAST_NAME, TRUTH_CITY, TRUTH_COMPANY};
	c->is_word = true;
	c->values[0] = TEXT("ann");
	c->count = 1;
	for (int tries = 0; tries < 20; tries++) {
		struct text t = some_sample(&truth->columns[from[list_random(4)]]), word;
		bool good = text_next(&t, ' ', &word) && word.size > 1;
		for (size_t i = 0; good && i < word.size; i++)
			good = (word.at[i] >= 'A' && word.at[i] <= 'z') || (unsigned char)word.at[i] >= 0xC3;
		if (!good)
			continue;
		size_t length = text_length(word);
		c->values[0] = piece(word, 0, list_random(3) ? length : length > 3 ? 3 : 2);
		return;
	}
}

static void fold_values(const struct truth *truth, struct condition *c)
{
	enum truth_kind kind = truth_kind(c->field);
	for (size_t i = 0; i < c->count; i++) {
		if (c->is_word || kind == FOLDED || kind == STATE)
			fold_query(truth->scratch, c->values[i], c->forms[i]);
		else
			c->forms[i][0] = kind == LOWER || kind == POSTCODE
						 ? text_lower_ascii(truth->scratch, c->values[i])
						 : c->values[i];
	}
}

static void make_condition(const struct truth *truth, enum truth_field field, int64_t today, struct condition *c)
{
	*c = (struct condition){.field = field, .negated = list_random(4) == 0};
	if (truth_may_be_none(field) && list_random(8) == 0) {
		c->form = list_random(2) ? NOTHING : SOMETHING;
		return;
	}
	switch (truth_kind(field)) {
	case NUMBER:
	case MONEY:
	case DECIMAL: make_number(truth, c); break;
	case MOMENT:
	case DAY: make_days(truth, c, today); break;
	case ONLINE:
	case FLAG: c->low = list_random(2); break;
	case WORD:
		for (size_t count = 1 + list_random(VALUES_MOST); c->count < count;)
			c->values[c->count++] = some_sample(&truth->columns[field]);
		break;
	case PHONE: make_phone(truth, c); break;
	case FOLDED:
	case STATE:
	case LOWER:
	case POSTCODE: make_text(truth, c); break;
	}
	fold_values(truth, c);
}

struct truth_question *truth_ask(const struct truth *truth, enum truth_field field, struct instant now)
{
	struct truth_question *q = arena_take(truth->scratch, sizeof *q);
	int64_t today = zone_local(truth->zone, now).date.days;
	q->truth = truth;
	q->online_since = now.us - 3 * MINUTE_US;
	q->count = 1 + list_random(2) * list_random(TERMS_MOST);
	for (size_t i = 0; i < q->count; i++) {
		struct term *term = &q->terms[i];
		term->count = list_random(4) == 0 ? 2 : 1;
		for (size_t e = 0; e < term->count; e++) {
			enum truth_field about = i || e ? (enum truth_field)list_random(TRUTH_FIELDS) : field;
			make_condition(truth, about, today, &term->either[e]);
			if ((i || e) && list_random(5) == 0) {
				term->either[e] = (struct condition){0};
				make_word(truth, &term->either[e]);
				fold_values(truth, &term->either[e]);
			}
		}
	}
	return q;
}

/* ---- printing ---- */

static void print_text(struct buffer *b, struct text t)
{
	buffer_add_char(b, '"');
	for (size_t i = 0; i < t.size; i++) {
		if (t.at[i] == '"' || t.at[i] == '\\')
			buffer_add_char(b, '\\');
		buffer_add_char(b, t.at[i]);
	}
	buffer_add_char(b, '"');
}

static void print_number(struct buffer *b, const struct condition *c, int64_t number)
{
	enum truth_kind kind = truth_kind(c->field);
	int64_t unit = kind == MONEY ? 100 : 1000;
	if (c->period)
		buffer_add(b, text_of(c->period));
	else if (kind == NUMBER)
		buffer_add_number(b, number);
	else if (kind == MONEY || kind == DECIMAL)
		buffer_add_format(b, kind == MONEY ? "%lld.%02lld" : "%lld.%03lld", (long long)(number / unit),
				  (long long)(number % unit));
	else {
		int year, month, day;
		date_parts((struct date){(int32_t)number}, &year, &month, &day);
		buffer_add_format(b, "%04d-%02d-%02d", year, month, day);
	}
}

static void print_values(struct buffer *b, const struct condition *c)
{
	buffer_add_char(b, ':');
	for (size_t i = 0; i < c->count; i++) {
		buffer_add(b, text_of(i ? "," : ""));
		buffer_add(b, text_of(c->match == WHOLE ? "=" : ""));
		/* "none" is a word of its own of these. */
		if (c->field == TRUTH_SALUTATION || c->field == TRUTH_CONSENT || c->field == TRUTH_VERIFICATION)
			buffer_add(b, c->values[i]);
		else
			print_text(b, c->values[i]);
		buffer_add(b, text_of(c->match == BEGINNING ? "*" : ""));
	}
}

static void print_condition(struct buffer *b, const struct condition *c)
{
	static const char *const signs[] = {":", ">", ">=", "<", "<=", ":", ":"};
	buffer_add(b, text_of(c->negated ? "-" : ""));
	if (c->is_word) {
		print_text(b, c->values[0]);
		return;
	}
	buffer_add(b, text_of(truth_key(c->field)));
	if (c->form == NOTHING || c->form == SOMETHING) {
		buffer_add(b, text_of(c->form == NOTHING ? ":none" : ":any"));
	} else if (c->count) {
		print_values(b, c);
	} else if (truth_kind(c->field) == FLAG || truth_kind(c->field) == ONLINE) {
		buffer_add(b, text_of(c->low ? ":yes" : ":no"));
	} else {
		buffer_add(b, text_of(signs[c->form]));
		print_number(b, c, c->low);
		if (c->form == BETWEEN || c->form == UP_FROM)
			buffer_add(b, TEXT(".."));
		if (c->form == BETWEEN)
			print_number(b, c, c->high);
	}
}

struct text truth_print(struct arena *arena, const struct truth_question *q)
{
	struct buffer b = buffer_make(8000);
	for (size_t i = 0; i < q->count; i++) {
		const struct term *term = &q->terms[i];
		buffer_add(&b, text_of(i ? " " : ""));
		buffer_add(&b, text_of(term->count > 1 ? "(" : ""));
		for (size_t e = 0; e < term->count; e++) {
			buffer_add(&b, text_of(e ? " | " : ""));
			print_condition(&b, &term->either[e]);
		}
		buffer_add(&b, text_of(term->count > 1 ? ")" : ""));
	}
	struct text made = text_copy(arena, buffer_text(&b));
	buffer_free(&b);
	return made;
}

/* ---- judging ---- */

static bool compare(const struct condition *c, int64_t number)
{
	switch (c->form) {
	case ABOVE: return number > c->high;
	case AT_LEAST:
	case UP_FROM: return number >= c->low;
	case BELOW: return number < c->low;
	case AT_MOST: return number <= c->high;
	case IS:
	case BETWEEN:
	case NOTHING:
	case SOMETHING: break;
	}
	return number >= c->low && number <= c->high;
}

static bool matches(enum match match, struct text value, struct text asked)
{
	return match == WHOLE       ? text_equal(value, asked)
	       : match == BEGINNING ? text_starts(value, asked)
				    : text_find(value, asked, 0) != SIZE_MAX;
}

/* Both without blanks, in lower case. */
static bool matches_postcode(enum match match, struct text value, struct text asked)
{
	char kept[2][64];
	size_t size[2] = {0, 0};
	for (int s = 0; s < 2; s++) {
		struct text t = s ? asked : value;
		for (size_t i = 0; i < t.size && size[s] < 64; i++)
			if (t.at[i] != ' ')
				kept[s][size[s]++] = (char)(t.at[i] >= 'A' && t.at[i] <= 'Z' ? t.at[i] + 32 : t.at[i]);
	}
	return matches(match, (struct text){kept[0], size[0]}, (struct text){kept[1], size[1]});
}

/* One or two letters begin a word, more stand anywhere. */
static bool matches_word(struct text words, struct text asked)
{
	if (text_length(asked) > 2)
		return text_find(words, asked, 0) != SIZE_MAX;
	char spaced[16] = " ";
	memcpy(spaced + 1, asked.at, asked.size);
	return text_starts(words, asked) || text_find(words, (struct text){spaced, asked.size + 1}, 0) != SIZE_MAX;
}

static bool fits_text(enum truth_kind kind, const struct condition *c, struct text value)
{
	for (size_t i = 0; i < c->count; i++)
		for (size_t f = 0; f < 2 && !text_is_none(c->forms[i][f]); f++) {
			struct text asked = c->forms[i][f];
			if (c->is_word         ? matches_word(value, asked)
			    : kind == POSTCODE ? matches_postcode(c->match, value, asked)
			    : kind == WORD     ? text_equal(value, asked)
					       : matches(c->match, value, asked))
				return true;
		}
	return false;
}

static bool fits(const struct truth_question *q, const struct condition *c, int64_t customer)
{
	const struct truth_column *column = column_of(q->truth, c);
	enum truth_kind kind = truth_kind(c->field);
	uint32_t first = column->first[customer], end = column->first[customer + 1];
	if (c->form == NOTHING || c->form == SOMETHING)
		return (first == end) == (c->form == NOTHING);
	if (kind == ONLINE && !c->is_word)
		return (first < end && column->values[first].number >= q->online_since) == (c->low != 0);
	for (uint32_t i = first; i < end; i++) {
		const struct truth_value *value = &column->values[i];
		bool good = c->count         ? fits_text(kind, c, truth_text(column, value))
			    : kind == MOMENT ? compare(c, day_of(q->truth, MOMENT, value->number))
					     : (kind == FLAG ? value->number == c->low : compare(c, value->number));
		if (good)
			return true;
	}
	return false;
}

static bool says(const struct condition *c, const char *word)
{
	for (size_t i = 0; i < c->count && c->field == TRUTH_STATUS && !c->is_word; i++)
		if (text_equal(c->values[i], text_of(word)))
			return true;
	return false;
}

static int64_t number_of(const struct truth *truth, enum truth_field field, int64_t customer)
{
	return truth->columns[field].values[truth->columns[field].first[customer]].number;
}

/* Guests, and what is in the trash, are shown to those who speak of them. */
static bool shown(const struct truth_question *q, int64_t customer)
{
	bool guests = false, trash = false, good = true;
	for (size_t i = 0; i < q->count; i++)
		for (size_t e = 0; e < q->terms[i].count; e++) {
			const struct condition *c = &q->terms[i].either[e];
			guests |= c->is_word || says(c, "guest") || (c->field == TRUTH_GUEST && !c->is_word);
			trash |= says(c, "trashed") || says(c, "merged");
		}
	const struct truth_column *status = &q->truth->columns[TRUTH_STATUS];
	struct text is = truth_text(status, &status->values[status->first[customer]]);
	if (!trash && (text_equal(is, TEXT("trashed")) || text_equal(is, TEXT("merged"))))
		return false;
	if (!guests && number_of(q->truth, TRUTH_GUEST, customer))
		return false;
	for (size_t i = 0; i < q->count && good; i++) {
		good = false;
		for (size_t e = 0; e < q->terms[i].count && !good; e++)
			good = fits(q, &q->terms[i].either[e], customer) != q->terms[i].either[e].negated;
	}
	return good;
}

const int64_t *truth_answer(const struct truth *truth, const struct truth_question *q, enum truth_sort sort,
			    bool descending, size_t *ret_count)
{
	const int64_t *order = truth->order[sort];
	int64_t *answer = arena_take_array(truth->scratch, truth->count, sizeof *answer);
	size_t with_value = truth->with_value[sort];
	*ret_count = 0;
	for (size_t i = 0; i < truth->count; i++) {
		/* Turned round, those without a value stay behind. */
		size_t place = !descending      ? i
			       : i < with_value ? with_value - 1 - i
						: truth->count - 1 - (i - with_value);
		if (shown(q, order[place]))
			answer[(*ret_count)++] = order[place];
	}
	return answer;
}
