/* What ticked customers can be given: types, groups, channels, representatives, tags. */
#include "features/customers/customers_pages_parts.h"

#include "customers_list.sql.h"

#define CHOICES(statement)                                                                                             \
	static enum outcome choices_##statement(struct request *request, struct option **ret_options,                  \
						size_t *ret_count)                                                     \
	{                                                                                                              \
		const struct statement *rows;                                                                          \
		TRY(statement(request->ctx->reader, &rows, ret_count));                                                \
		*ret_options = arena_take_array(request->ctx->arena, *ret_count, sizeof **ret_options);                \
		for (size_t i = 0; i < *ret_count; i++)                                                                \
			(*ret_options)[i] = (struct option){text_of_number(request->ctx->arena, rows[i].id.value),     \
							    rows[i].name, false};                                      \
		return DONE;                                                                                           \
	}
CHOICES(list_types)
CHOICES(list_groups)
CHOICES(list_channels)
CHOICES(list_staff)
CHOICES(list_every_tag)
#undef CHOICES

enum outcome customers_choices_fill(struct request *request, struct customers_bulk_choices *ret_choices)
{
	TRY(choices_list_types(request, &ret_choices->types, &ret_choices->type_count));
	TRY(choices_list_groups(request, &ret_choices->groups, &ret_choices->group_count));
	TRY(choices_list_channels(request, &ret_choices->channels, &ret_choices->channel_count));
	TRY(choices_list_staff(request, &ret_choices->staff, &ret_choices->staff_count));
	return choices_list_every_tag(request, &ret_choices->tags, &ret_choices->tag_count);
}
