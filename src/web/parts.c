/* Marks, avatars, icons, small pictures of numbers. Fields of forms are in form.c, pages of a list in pager.c. */
#include "web/parts.h"

#include "base/buffer.h"
#include "web/view.h"

struct text mark_class(enum mark mark)
{
	static const char *const classes[] = {
		[MARK_NONE] = "",         [MARK_OK] = "ok",        [MARK_WAIT] = "wait ring",
		[MARK_NEW] = "info ring", [MARK_INFO] = "info",    [MARK_REST] = "ring",
		[MARK_PART] = "susp sq",  [MARK_STOP] = "stop sq", [MARK_NO] = "stop ring",
	};
	return text_of(classes[mark]);
}

struct text mark_icon(enum mark mark)
{
	static const char *const icons[] = {
		[MARK_NONE] = "info-circle", [MARK_OK] = "circle-check",  [MARK_WAIT] = "clock",
		[MARK_NEW] = "mail-forward", [MARK_INFO] = "info-circle", [MARK_REST] = "moon",
		[MARK_PART] = "clock-pause", [MARK_STOP] = "ban",         [MARK_NO] = "circle-x",
	};
	return text_of(icons[mark]);
}

/* Chinese, Japanese and Korean names: their first two characters are as telling as two initials. */
static bool is_ideograph(uint32_t point)
{
	return (point >= 0x3040 && point < 0xa000) || (point >= 0xac00 && point < 0xd7a4) ||
	       (point >= 0xf900 && point < 0xfb00) || (point >= 0x20000 && point < 0x30000);
}

/* Letters of any script, as far as an initial needs to know: no ASCII punctuation or digit, no general punctuation. */
static bool is_letter(uint32_t point)
{
	if (point < 0x80)
		return (point >= 'a' && point <= 'z') || (point >= 'A' && point <= 'Z');
	return point >= 0xc0 && !(point >= 0x2000 && point < 0x2c00);
}

/* The first letter of `word` with the combining marks behind it left out; none when it has no letter. */
static struct text first_letter(struct text word)
{
	size_t at = 0, from = 0;
	uint32_t point = 0;
	while (text_next_point(word, &at, &point)) {
		if (is_letter(point))
			return text_slice(word, from, at - from);
		from = at;
	}
	return TEXT_NONE;
}

static struct text first_two(struct text name)
{
	size_t at = 0;
	uint32_t point = 0;
	for (int i = 0; i < 2; i++)
		text_next_point(name, &at, &point);
	return text_slice(name, 0, at);
}

/* First and last of the words that begin with a letter; titles ("Dr.") only count where there is nothing else. */
static void outer_words(struct text name, bool titles, struct text *ret_first, struct text *ret_last)
{
	struct text word;
	*ret_first = *ret_last = TEXT_NONE;
	while (text_next(&name, ' ', &word)) {
		if (text_is_none(first_letter(word)) || (!titles && text_ends(word, TEXT("."))))
			continue;
		if (text_is_none(*ret_first))
			*ret_first = word;
		else
			*ret_last = word;
	}
}

struct text avatar_initials(struct arena *arena, struct text name)
{
	struct text first, last;
	size_t at = 0;
	uint32_t point = 0;
	name = text_trim(name);
	outer_words(name, false, &first, &last);
	if (text_is_none(first))
		outer_words(name, true, &first, &last);
	if (text_is_none(first))
		return TEXT("?");
	struct text letter = first_letter(first);
	text_next_point(letter, &at, &point);
	if (is_ideograph(point))
		return first_two(first);
	if (!text_is_none(last))
		return text_join(arena, letter, first_letter(last));
	struct text behind = text_slice(first, (size_t)(letter.at - first.at) + letter.size, first.size);
	return text_join(arena, letter, first_letter(behind));
}

struct text avatar_letter(struct arena *arena, struct text name)
{
	struct text letter = first_letter(name);
	return text_is_none(letter) ? TEXT("C") : text_copy(arena, letter);
}

/* FNV-1a: the same name has the same colour on every page and every day. */
struct text avatar_colour(struct text name)
{
	static const char *const colours[] = {"a0", "a1", "a2", "a3", "a4", "a5"};
	uint32_t hash = 2166136261u;
	for (size_t i = 0; i < name.size; i++)
		hash = (hash ^ (unsigned char)name.at[i]) * 16777619u;
	return text_of(colours[(hash >> 8) % 6]);
}

static int64_t range_of(const int64_t *values, size_t count, int64_t *ret_least)
{
	int64_t least = values[0], most = values[0];
	for (size_t i = 1; i < count; i++) {
		least = values[i] < least ? values[i] : least;
		most = values[i] > most ? values[i] : most;
	}
	*ret_least = least;
	return most - least;
}

struct text spark_path(struct arena *arena, const int64_t *values, size_t count)
{
	struct buffer path = buffer_make(4096);
	int64_t least = 0, range = count > 0 ? range_of(values, count, &least) : 0;
	for (size_t i = 0; i < count; i++) {
		double x = count > 1 ? 1 + 98.0 * (double)i / (double)(count - 1) : 50;
		double y = range > 0 ? 16 - 14.0 * (double)(values[i] - least) / (double)range : 9;
		buffer_add_format(&path, "%s%.1f %.1f", i ? "L" : "M", x, y);
	}
	struct text made = text_copy(arena, buffer_text(&path));
	buffer_free(&path);
	return made;
}

/* A sum, so that seven classes are enough for all widths. */
struct text column_width_class(struct arena *arena, int64_t width)
{
	struct text class = width ? TEXT("sized") : TEXT("");
	for (int64_t part = 1; part <= width; part *= 2)
		if (width & part)
			class = text_format(arena, "%.*s cw%lld", TEXT_ARG(class), (long long)part);
	return class;
}
