/* Backtracking by continuation: each function is told what has to be matched behind its own part, and answers for all
 * of it. Subjects are at most a few dozen digits, patterns are trusted, so depth and time stay small.
 */
#include "format/digit_pattern.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

struct matcher {
	const char *pattern;
	struct text digits;
	bool whole;
	size_t end;
	struct text groups[DIGIT_GROUPS];
};

/* One atom with its count, and where it stands. */
struct item {
	const char *inner, *inner_end; /* what is between the brackets of a group, or the atom itself */
	const char *after, *sequence_end;
	bool is_group;
	size_t number; /* of a capturing group, else 0 */
	size_t least, most;
};

/* A group that is being matched: what happens when its inner part has matched. */
struct pending {
	const struct item *item;
	size_t count, start;
	const struct pending *outer;
};

static bool match_alternatives(struct matcher *m, const char *at, const char *end, size_t offset,
			       const struct pending *behind);

static const char *end_of_class(const char *at)
{
	return strchr(at, ']') + 1;
}

/* Behind the bracket that closes the one at `at`. */
static const char *end_of_group(const char *at)
{
	size_t depth = 0;
	for (;; at++) {
		depth += *at == '(';
		depth -= *at == ')';
		if (depth == 0)
			return at + 1;
	}
}

static const char *end_of_atom(const char *at)
{
	return *at == '\\' ? at + 2 : *at == '[' ? end_of_class(at) : *at == '(' ? end_of_group(at) : at + 1;
}

static size_t group_number(const char *pattern, const char *at)
{
	size_t number = 1;
	for (; pattern < at; pattern++)
		number += pattern[0] == '(' && pattern[1] != '?';
	return number < DIGIT_GROUPS ? number : 0;
}

static void read_count(struct item *item)
{
	char *end;
	item->least = item->most = 1;
	if (item->after == item->sequence_end)
		return;
	if (*item->after == '?') {
		item->least = 0;
		item->after++;
	} else if (*item->after == '{') {
		item->least = item->most = strtoul(item->after + 1, &end, 10);
		if (*end == ',')
			item->most = strtoul(end + 1, &end, 10);
		item->after = end + 1;
	}
}

static struct item read_item(const struct matcher *m, const char *at, const char *end)
{
	struct item item = {.inner = at, .inner_end = end_of_atom(at), .sequence_end = end, .is_group = *at == '('};
	item.after = item.inner_end;
	if (item.is_group) {
		bool captures = at[1] != '?';
		item.number = captures ? group_number(m->pattern, at) : 0;
		item.inner += captures ? 1 : 3;
		item.inner_end--;
	}
	read_count(&item);
	return item;
}

static bool class_has(const char *at, char digit)
{
	for (at++; *at != ']'; at++) {
		if (at[1] == '-' && at[2] != ']') {
			if (digit >= at[0] && digit <= at[2])
				return true;
			at += 2;
		} else if (*at == digit) {
			return true;
		}
	}
	return false;
}

static bool atom_has(const char *atom, char digit)
{
	return *atom == '\\' ? isdigit((unsigned char)digit) : *atom == '[' ? class_has(atom, digit) : *atom == digit;
}

static bool match_sequence(struct matcher *m, const char *at, const char *end, size_t offset,
			   const struct pending *behind);

static bool match_group(struct matcher *m, const struct item *item, size_t count, size_t offset,
			const struct pending *behind)
{
	const struct pending group = {item, count + 1, offset, behind};
	if (count < item->most && match_alternatives(m, item->inner, item->inner_end, offset, &group))
		return true;
	return count >= item->least && match_sequence(m, item->after, item->sequence_end, offset, behind);
}

static bool match_digits(struct matcher *m, const struct item *item, size_t offset, const struct pending *behind)
{
	size_t count = 0;
	while (count < item->most && offset + count < m->digits.size &&
	       atom_has(item->inner, m->digits.at[offset + count]))
		count++;
	for (;; count--) {
		if (count < item->least)
			return false;
		if (match_sequence(m, item->after, item->sequence_end, offset + count, behind))
			return true;
		if (count == 0)
			return false;
	}
}

/* The end of a group's inner part, or of the whole pattern, was reached. */
static bool match_behind(struct matcher *m, size_t offset, const struct pending *group)
{
	if (!group) {
		m->end = offset;
		return !m->whole || offset == m->digits.size;
	}
	struct text *captured = &m->groups[group->item->number], before = *captured;
	*captured = text_slice(m->digits, group->start, offset - group->start);
	if (match_group(m, group->item, group->count, offset, group->outer))
		return true;
	*captured = before;
	return false;
}

static bool match_sequence(struct matcher *m, const char *at, const char *end, size_t offset,
			   const struct pending *behind)
{
	if (at == end)
		return match_behind(m, offset, behind);
	if (*at == '$')
		return offset == m->digits.size && match_sequence(m, at + 1, end, offset, behind);
	const struct item item = read_item(m, at, end);
	return item.is_group ? match_group(m, &item, 0, offset, behind) : match_digits(m, &item, offset, behind);
}

static bool match_alternatives(struct matcher *m, const char *at, const char *end, size_t offset,
			       const struct pending *behind)
{
	for (const char *next = at;; next++) {
		while (next < end && *next != '|')
			next = end_of_atom(next);
		if (match_sequence(m, at, next, offset, behind))
			return true;
		if (next == end)
			return false;
		at = next + 1;
	}
}

bool digit_pattern_match(const char *pattern, struct text digits, bool whole, struct digit_match *ret_match)
{
	struct matcher m = {.pattern = pattern, .digits = digits, .whole = whole};
	if (!match_alternatives(&m, pattern, pattern + strlen(pattern), 0, NULL))
		return false;
	if (ret_match) {
		ret_match->size = m.end;
		memcpy(ret_match->groups, m.groups, sizeof m.groups);
		ret_match->groups[0] = text_slice(digits, 0, m.end);
	}
	return true;
}
