/* Views: comparing, cutting, making. UTF-8 itself is in text_utf8.c. */
#include "base/text.h"

#include <string.h>

int text_compare(struct text a, struct text b)
{
	size_t shared = a.size < b.size ? a.size : b.size;
	int order = shared ? memcmp(a.at, b.at, shared) : 0;
	if (order)
		return order;
	return (a.size > b.size) - (a.size < b.size);
}

bool text_ends(struct text t, struct text suffix)
{
	if (t.size < suffix.size)
		return false;
	return suffix.size == 0 || memcmp(t.at + (t.size - suffix.size), suffix.at, suffix.size) == 0;
}

size_t text_find(struct text t, struct text needle, size_t from)
{
	if (from > t.size || needle.size > t.size - from)
		return SIZE_MAX;
	if (needle.size == 0)
		return from;
	const char *found = memmem(t.at + from, t.size - from, needle.at, needle.size);
	return found ? (size_t)(found - t.at) : SIZE_MAX;
}

struct text text_slice(struct text t, size_t start, size_t size)
{
	if (!t.at)
		return TEXT_NONE;
	if (start > t.size)
		start = t.size;
	if (size > t.size - start)
		size = t.size - start;
	return (struct text){t.at + start, size};
}

/* Size of the blank that `t` starts with, 0 when there is none. */
static size_t blank_at_start(struct text t)
{
	if (t.size && (t.at[0] == ' ' || (t.at[0] >= '\t' && t.at[0] <= '\r')))
		return 1;
	if (text_starts(t, TEXT("\u00A0")))
		return 2;
	return text_starts(t, TEXT("\u3000")) ? 3 : 0;
}

static size_t blank_at_end(struct text t)
{
	if (t.size && (t.at[t.size - 1] == ' ' || (t.at[t.size - 1] >= '\t' && t.at[t.size - 1] <= '\r')))
		return 1;
	if (text_ends(t, TEXT("\u00A0")))
		return 2;
	return text_ends(t, TEXT("\u3000")) ? 3 : 0;
}

struct text text_trim(struct text t)
{
	for (size_t blank; (blank = blank_at_start(t)) > 0;)
		t = text_slice(t, blank, t.size);
	for (size_t blank; (blank = blank_at_end(t)) > 0;)
		t.size -= blank;
	return t;
}

bool text_next(struct text *rest, char separator, struct text *ret_piece)
{
	if (!rest->at)
		return false;
	const char *found = rest->size ? memchr(rest->at, separator, rest->size) : NULL;
	if (!found) {
		*ret_piece = *rest;
		*rest = TEXT_NONE;
		return true;
	}
	size_t size = (size_t)(found - rest->at);
	*ret_piece = (struct text){rest->at, size};
	*rest = (struct text){found + 1, rest->size - size - 1};
	return true;
}

struct text text_copy(struct arena *arena, struct text t)
{
	return t.at ? text_join(arena, t, TEXT_NONE) : TEXT_NONE;
}

struct text text_join(struct arena *arena, struct text a, struct text b)
{
	size_t size;
	if (__builtin_add_overflow(a.size, b.size, &size) || size == SIZE_MAX)
		size = SIZE_MAX - 1; /* no such memory; the arena ends the process */
	char *at = arena_take_bytes(arena, size + 1);
	if (a.size)
		memcpy(at, a.at, a.size);
	if (b.size)
		memcpy(at + a.size, b.at, b.size);
	at[size] = '\0';
	return (struct text){at, size};
}

struct text text_lower_ascii(struct arena *arena, struct text t)
{
	if (!t.at)
		return TEXT_NONE;
	char *at = arena_take_bytes(arena, t.size + 1);
	for (size_t i = 0; i < t.size; i++)
		at[i] = (char)(t.at[i] >= 'A' && t.at[i] <= 'Z' ? t.at[i] + ('a' - 'A') : t.at[i]);
	at[t.size] = '\0';
	return (struct text){at, t.size};
}

struct text text_of_number(struct arena *arena, int64_t number)
{
	char *at = arena_take_bytes(arena, TEXT_NUMBER_MOST + 1);
	at[TEXT_NUMBER_MOST] = '\0';
	return text_write_number(at, number);
}

#define PAIRS_OF(ten) ten, '0', ten, '1', ten, '2', ten, '3', ten, '4', ten, '5', ten, '6', ten, '7', ten, '8', ten, '9'
const char text_digit_pairs[200] = {PAIRS_OF('0'), PAIRS_OF('1'), PAIRS_OF('2'), PAIRS_OF('3'), PAIRS_OF('4'),
				    PAIRS_OF('5'), PAIRS_OF('6'), PAIRS_OF('7'), PAIRS_OF('8'), PAIRS_OF('9')};

struct text text_write_number(char digits[TEXT_NUMBER_MOST], int64_t number)
{
	size_t start = TEXT_NUMBER_MOST;
	uint64_t left = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
	for (; left >= 100; left /= 100)
		memcpy(digits + (start -= 2), text_two_digits((unsigned)(left % 100)), 2);
	if (left >= 10)
		memcpy(digits + (start -= 2), text_two_digits((unsigned)left), 2);
	else
		digits[--start] = (char)('0' + left);
	if (number < 0)
		digits[--start] = '-';
	return (struct text){digits + start, TEXT_NUMBER_MOST - start};
}

bool text_to_number(struct text t, int64_t *ret_number)
{
	bool negative = t.size > 0 && t.at[0] == '-';
	struct text digits = negative ? text_slice(t, 1, t.size) : t;
	if (digits.size == 0 || (digits.at[0] == '0' && (digits.size > 1 || negative)))
		return false;
	/* Counted downwards, since INT64_MIN has no positive twin. */
	int64_t number = 0;
	for (size_t i = 0; i < digits.size; i++) {
		if (digits.at[i] < '0' || digits.at[i] > '9')
			return false;
		if (__builtin_mul_overflow(number, 10, &number) ||
		    __builtin_sub_overflow(number, digits.at[i] - '0', &number))
			return false;
	}
	if (!negative && number == INT64_MIN)
		return false;
	*ret_number = negative ? number : -number;
	return true;
}
