/* Numbers as each country writes them, and links. */
#include "format/digit_pattern.h"
#include "format/phone.h"
#include "format/phone_plan.h"

#include "base/buffer.h"

#include <string.h>

#define SHOWN_MOST 128

static const struct phone_region *region_of_e164(struct text e164, struct text *ret_national)
{
	return text_starts(e164, TEXT("+")) ? phone_region_by_code(text_slice(e164, 1, e164.size), ret_national) : NULL;
}

static const struct phone_format *format_for(const struct phone_region *region, struct text national)
{
	for (size_t i = 0; i < region->formats_count; i++) {
		const struct phone_format *format = &region->formats[i];
		if ((!format->leading || digit_pattern_match(format->leading, national, false, NULL)) &&
		    digit_pattern_match(format->pattern, national, true, NULL))
			return format;
	}
	return NULL;
}

/* The layout with its groups; `first` stands for the first of them and may hold $1 itself. */
static void add_layout(struct buffer *out, const char *layout, const char *first, const struct digit_match *match)
{
	for (; *layout; layout++) {
		if (*layout != '$') {
			buffer_add_char(out, *layout);
			continue;
		}
		struct text group = match->groups[(*++layout - '0') % DIGIT_GROUPS];
		if (first)
			add_layout(out, first, NULL, &(struct digit_match){.groups = {[1] = group}});
		else
			buffer_add(out, group);
		first = NULL;
	}
}

static struct text laid_out(struct arena *arena, struct text national, const struct phone_format *format, bool abroad)
{
	struct digit_match match;
	const char *layout = format->layout, *first = abroad ? NULL : format->national_first;
	if (abroad && format->international && strcmp(format->international, "NA") != 0)
		layout = format->international;
	if (!digit_pattern_match(format->pattern, national, true, &match))
		return national;
	struct buffer out __attribute__((cleanup(buffer_free))) = buffer_make(SHOWN_MOST);
	add_layout(&out, layout, first, &match);
	return text_copy(arena, buffer_text(&out));
}

struct text phone_national(struct arena *arena, struct text e164)
{
	struct text national;
	const struct phone_region *region = region_of_e164(e164, &national);
	if (!region)
		return e164;
	const struct phone_format *format = format_for(region, national);
	return format ? laid_out(arena, national, format, false) : national;
}

struct text phone_international(struct arena *arena, struct text e164)
{
	struct text national;
	const struct phone_region *region = region_of_e164(e164, &national);
	if (!region)
		return e164;
	const struct phone_format *format = format_for(region, national);
	struct text shown = format ? laid_out(arena, national, format, true) : national;
	return text_format(arena, "+%s %.*s", region->calling_code, TEXT_ARG(shown));
}

struct text phone_display(struct arena *arena, struct text typed, struct text e164, struct text extension,
			  struct text home)
{
	if (text_is_none(e164))
		return typed;
	struct text national;
	const struct phone_region *region = region_of_e164(e164, &national), *here = phone_region_of(home);
	bool at_home = region && here && strcmp(region->calling_code, here->calling_code) == 0;
	struct text shown = at_home ? phone_national(arena, e164) : phone_international(arena, e164);
	return text_is_empty(extension) ? shown
					: text_format(arena, "%.*s x%.*s", TEXT_ARG(shown), TEXT_ARG(extension));
}

struct text phone_call_url(struct arena *arena, struct text e164, struct text extension)
{
	if (text_is_none(e164))
		return TEXT_NONE;
	if (text_is_empty(extension))
		return text_format(arena, "tel:%.*s", TEXT_ARG(e164));
	return text_format(arena, "tel:%.*s;ext=%.*s", TEXT_ARG(e164), TEXT_ARG(extension));
}

struct text phone_whatsapp_url(struct arena *arena, struct text e164)
{
	if (!text_starts(e164, TEXT("+")))
		return TEXT_NONE;
	struct text digits = text_slice(e164, 1, e164.size);
	return text_format(arena, "https://wa.me/%.*s", TEXT_ARG(digits));
}
