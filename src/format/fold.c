/* Letters by libunistring; what folding is stands in fold.h. */
#include "format/fold.h"

#include "base/buffer.h"
#include "base/memory.h"

#include <stdlib.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>

static bool is_ascii(struct text t)
{
	for (size_t i = 0; i < t.size; i++)
		if ((unsigned char)t.at[i] >= 0x80)
			return false;
	return true;
}

/* What libunistring made, moved into the arena. It gives NULL only without memory, since texts are valid. */
static struct text taken(struct arena *arena, uint8_t *made, size_t size)
{
	if (!made)
		memory_end();
	struct text copy = text_copy(arena, (struct text){(const char *)made, size});
	free(made);
	return copy;
}

/* libunistring gives NULL for nothing at all. */
static struct text normalized(struct arena *arena, struct text t, uninorm_t form)
{
	if (t.size == 0)
		return t;
	size_t size;
	uint8_t *made = u8_normalize(form, (const uint8_t *)t.at, t.size, NULL, &size);
	return taken(arena, made, size);
}

static struct text case_folded(struct arena *arena, struct text t, uninorm_t form)
{
	if (t.size == 0)
		return t;
	size_t size;
	uint8_t *made = u8_casefold((const uint8_t *)t.at, t.size, NULL, form, NULL, &size);
	return taken(arena, made, size);
}

struct text fold_nfc(struct arena *arena, struct text t)
{
	return is_ascii(t) ? t : normalized(arena, t, UNINORM_NFC);
}

bool fold_is_nfc(struct text t)
{
	if (is_ascii(t))
		return true;
	size_t size;
	uint8_t *made = u8_normalize(UNINORM_NFC, (const uint8_t *)t.at, t.size, NULL, &size);
	if (!made)
		memory_end();
	bool same = text_equal(t, (struct text){(const char *)made, size});
	free(made);
	return same;
}

struct text fold_case(struct arena *arena, struct text t)
{
	return is_ascii(t) ? text_lower_ascii(arena, t) : case_folded(arena, t, UNINORM_NFKC);
}

/* Letters that have no decomposition, in lower case. */
static struct text letters_of(uint32_t point)
{
	switch (point) {
	case 0xDF: return TEXT("ss");
	case 0xE6: return TEXT("ae");
	case 0x153: return TEXT("oe");
	case 0xF8: return TEXT("o");
	case 0x142: return TEXT("l");
	case 0x111:
	case 0xF0: return TEXT("d");
	case 0xFE: return TEXT("th");
	case 0x127: return TEXT("h");
	case 0x167: return TEXT("t");
	case 0x14B: return TEXT("n");
	case 0x131: return TEXT("i");
	default: return TEXT_NONE;
	}
}

/* Marks, ASCII and not, that people write for one another, or leave out, in names. */
static bool is_apostrophe(uint32_t point)
{
	switch (point) {
	case '\'':
	case '`':
	case 0xB4:
	case 0x2B9:
	case 0x2BB:
	case 0x2BC:
	case 0x2BD:
	case 0x2BE:
	case 0x2BF:
	case 0x2018:
	case 0x2019:
	case 0x201B:
	case 0x2032:
	case 0xFF07: return true;
	default: return false;
	}
}

/* Accents stand in classes 200 and up, overlays in 1, the points of Hebrew and Arabic in 10 to 36. */
static bool is_mark_off(uint32_t point)
{
	if (point < 0x80)
		return false;
	int class = uc_combining_class(point);
	return class == 1 || (class >= 10 && class <= 36) || class >= 200;
}

static bool is_blank(uint32_t point)
{
	if (point < 0x80)
		return point <= ' ' || point == 0x7F;
	return uc_is_general_category_withtable(point, UC_CATEGORY_MASK_Z | UC_CATEGORY_MASK_Cc);
}

/* U+00B4 decomposes to a blank and an accent, so apostrophes go before. */
static struct text without_apostrophes(struct arena *arena, struct text t)
{
	char *at = arena_take(arena, t.size + 1);
	size_t used = 0, offset = 0, before = 0;
	for (uint32_t point; text_next_point(t, &offset, &point); before = offset) {
		if (is_apostrophe(point))
			continue;
		__builtin_memcpy(at + used, t.at + before, offset - before);
		used += offset - before;
	}
	return (struct text){at, used};
}

/* One code point of the decomposed text, whose bytes are `bytes`, into the key. */
static void add_point(struct buffer *key, uint32_t point, struct text bytes)
{
	struct text letters = letters_of(point);
	if (is_blank(point)) {
		if (key->size && key->at[key->size - 1] != ' ')
			buffer_add_char(key, ' ');
	} else if (letters.at) {
		buffer_add(key, letters);
	} else if (uc_is_general_category_withtable(point, UC_CATEGORY_MASK_Pd)) {
		buffer_add_char(key, '-');
	} else if (!is_mark_off(point) && !is_apostrophe(point) &&
		   !uc_is_general_category_withtable(point, UC_CATEGORY_MASK_Cf)) {
		buffer_add(key, bytes);
	}
}

/* The folded form of case-folded, decomposed text; `wide` writes an e for each umlaut's dots. */
static struct text form_of(struct arena *arena, struct text decomposed, bool wide, bool *ret_has_umlaut)
{
	struct buffer key __attribute__((cleanup(buffer_free))) = buffer_make(SIZE_MAX / 4);
	size_t offset = 0, before = 0;
	uint32_t last = 0;
	for (uint32_t point; text_next_point(decomposed, &offset, &point); before = offset) {
		bool umlaut = point == 0x308 && (last == 'a' || last == 'o' || last == 'u');
		*ret_has_umlaut = *ret_has_umlaut || umlaut;
		if (umlaut && wide)
			buffer_add_char(&key, 'e');
		add_point(&key, point, text_slice(decomposed, before, offset - before));
		last = point;
	}
	struct text made = buffer_text(&key);
	if (text_ends(made, TEXT(" ")))
		made.size--;
	return is_ascii(made) ? text_copy(arena, made) : normalized(arena, made, UNINORM_NFC);
}

/* The same of ASCII, which most names are: one pass. */
static struct text form_of_ascii(struct arena *arena, struct text t)
{
	char *at = arena_take(arena, t.size + 1);
	size_t used = 0;
	for (size_t i = 0; i < t.size; i++) {
		char c = t.at[i];
		if (is_blank((unsigned char)c)) {
			if (used && at[used - 1] != ' ')
				at[used++] = ' ';
		} else if (!is_apostrophe((unsigned char)c)) {
			at[used++] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
		}
	}
	return (struct text){at, used && at[used - 1] == ' ' ? used - 1 : used};
}

void fold_query(struct arena *arena, struct text t, struct text ret_forms[2])
{
	bool has_umlaut = false;
	ret_forms[0] = ret_forms[1] = TEXT_NONE;
	if (!t.at)
		return;
	if (is_ascii(t)) {
		ret_forms[0] = form_of_ascii(arena, t);
		return;
	}
	struct text bare = without_apostrophes(arena, t);
	struct text decomposed =
		is_ascii(bare) ? text_lower_ascii(arena, bare) : case_folded(arena, bare, UNINORM_NFKD);
	ret_forms[0] = form_of(arena, decomposed, false, &has_umlaut);
	if (has_umlaut)
		ret_forms[1] = form_of(arena, decomposed, true, &has_umlaut);
}

struct text fold_search(struct arena *arena, struct text t)
{
	struct text forms[2];
	fold_query(arena, t, forms);
	if (!forms[1].at)
		return forms[0];
	return text_format(arena, "%.*s %.*s", TEXT_ARG(forms[0]), TEXT_ARG(forms[1]));
}

struct text fold_lines(struct arena *arena, const struct text *texts, size_t count)
{
	struct buffer lines __attribute__((cleanup(buffer_free))) = buffer_make(SIZE_MAX / 4);
	for (size_t i = 0; i < count; i++) {
		struct text forms[2];
		fold_query(arena, texts[i], forms);
		for (size_t f = 0; f < 2; f++)
			if (!text_is_empty(forms[f])) {
				if (!lines.size)
					buffer_add_char(&lines, '\n');
				buffer_add(&lines, forms[f]);
				buffer_add_char(&lines, '\n');
			}
	}
	return lines.size ? text_copy(arena, buffer_text(&lines)) : TEXT_NONE;
}

struct text fold_sort(struct arena *arena, struct text t)
{
	struct text forms[2];
	fold_query(arena, t, forms);
	return forms[0];
}

static bool is_word_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

bool fold_is_word(struct text t)
{
	if (t.size < 1 || t.size > FOLD_WORD_MOST || t.at[0] < 'a' || t.at[0] > 'z')
		return false;
	for (size_t i = 0; i < t.size; i++)
		if (!is_word_byte(t.at[i]) && t.at[i] != '_')
			return false;
	return true;
}

struct text fold_word(struct arena *arena, struct text name)
{
	struct text folded = fold_sort(arena, name);
	char *word = arena_take(arena, FOLD_WORD_MOST + 1);
	size_t size = 0;
	for (size_t i = 0; i < folded.size && size < FOLD_WORD_MOST; i++) {
		if (is_word_byte(folded.at[i]))
			word[size++] = folded.at[i];
		else if (size && word[size - 1] != '_')
			word[size++] = '_';
	}
	while (size && word[size - 1] == '_')
		size--;
	struct text made = {word, size};
	return fold_is_word(made) ? made : TEXT_NONE;
}
