/* Text of a field: cleaned by the field's marks, refused when it does not show or does not fit; see fields_parts.h. */
#include "format/fold.h"
#include "format/line_ends.h"
#include "web/fields_parts.h"

static bool is_control(uint32_t point)
{
	return point < 0x20 || (point >= 0x7f && point < 0xa0) || point == 0x2028 || point == 0x2029;
}

bool fields_is_printable(struct text t, bool multiline)
{
	size_t offset = 0;
	uint32_t point;
	while (text_next_point(t, &offset, &point)) {
		bool allowed = multiline && (point == '\n' || point == '\t' || point == 0x2028 || point == 0x2029);
		if (is_control(point) && !allowed)
			return false;
	}
	return true;
}

struct text fields_clean(struct arena *arena, const struct route_field *field, struct text sent)
{
	if (field->kind == ROUTE_SECRET)
		return sent;
	if (field->flags & ROUTE_MULTILINE)
		return fold_nfc(arena, line_ends_plain(arena, sent));
	return fold_nfc(arena, field->flags & ROUTE_UNTRIMMED ? sent : text_trim(sent));
}

enum outcome fields_read_text(const struct reading *reading, struct text sent, struct text *ret_text)
{
	const struct route_field *field = reading->field;
	struct text cleaned = fields_clean(reading->ctx->arena, field, sent);
	size_t length = text_length(cleaned);
	if (!fields_is_printable(cleaned, field->flags & ROUTE_MULTILINE))
		return fields_problem(reading, "control_character", N_("This holds characters that cannot be shown."));
	if (length == 0 && field->min > 0)
		return fields_problem(reading, "required", N_("This is needed."));
	if (length < (size_t)field->min)
		return fields_problem_limits(reading, "too_short", N_("This needs at least {0} characters."));
	if (length > (size_t)field->max)
		return fields_problem_limits(reading, "too_long", N_("This takes at most {1} characters."));
	*ret_text = cleaned;
	return DONE;
}
