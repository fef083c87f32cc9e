/* Values of a route's struct as the text that changes are made of. */
#include "features/customers/customers_fields_api.h"

#include <string.h>

static struct text text_at(struct context *ctx, const struct route_field *field, const char *at)
{
	int64_t number;
	unsigned place;
	switch (field->kind) {
	case ROUTE_TEXT:
	case ROUTE_EMAIL: return *(const struct text *)at;
	case ROUTE_DATE:
		return date_is_none(*(const struct date *)at) ? TEXT_NONE
							      : date_format(ctx->arena, *(const struct date *)at);
	case ROUTE_FLAG: return *(const bool *)at ? TEXT("yes") : TEXT("no");
	case ROUTE_ID:
		/* Every id is a struct of one number. */
		memcpy(&number, at, sizeof number);
		return number ? text_of_number(ctx->arena, number) : TEXT_NONE;
	case ROUTE_CHOICE: memcpy(&place, at, sizeof place); return text_of(field->words.list[place]);
	case ROUTE_SECRET:
	case ROUTE_COUNT:
	case ROUTE_MONEY:
	case ROUTE_INSTANT:
	case ROUTE_FILE:
	case ROUTE_JSON:
	case ROUTE_OBJECT:
	case ROUTE_SHAPE: break;
	}
	return TEXT_NONE;
}

size_t customers_read_changes(struct context *ctx, const struct route *route, const void *in,
			      struct customer_change *changes)
{
	const char *base = in;
	size_t count = 0;
	for (size_t i = route->path_count; i < route->field_count; i++) {
		const struct route_field *declared = &route->fields[i];
		enum customer_field field;
		bool sent = declared->has_offset != ROUTE_NOWHERE && *(const bool *)(base + declared->has_offset);
		if (sent && customer_field_parse(text_of(declared->name), &field))
			changes[count++] = (struct customer_change){
				field, text_at(ctx, declared, base + declared->offset), TEXT_NONE};
	}
	return count;
}
