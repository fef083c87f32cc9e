/* Options made from reference data. */
#include "web/choices.h"

#include "base/zone.h"
#include "format/country.h"
#include "format/locale_names.h"
#include "web/language.h"

struct choices choices_zones(const struct request *request, struct text chosen)
{
	const struct text *names;
	size_t count = zone_names(&names);
	struct option *options = arena_take_array(request->ctx->arena, count, sizeof *options);
	for (size_t i = 0; i < count; i++)
		options[i] = (struct option){names[i], names[i], text_equal(names[i], chosen)};
	return (struct choices){options, count};
}

struct choices choices_languages(const struct request *request, struct text chosen)
{
	const struct language *list;
	size_t count = language_list(&list);
	struct option *options = arena_take_array(request->ctx->arena, count, sizeof *options);
	for (size_t i = 0; i < count; i++) {
		struct text code = text_of(list[i].code);
		options[i] = (struct option){code, text_of(list[i].name), text_equal(code, chosen)};
	}
	return (struct choices){options, count};
}

struct choices choices_all_languages(const struct request *request, struct text chosen)
{
	size_t count;
	const struct locale_option *list =
		language_options(request->ctx->arena, text_of(request->ctx->language->code), &count);
	struct option *options = arena_take_array(request->ctx->arena, count, sizeof *options);
	for (size_t i = 0; i < count; i++)
		options[i] = (struct option){list[i].code, list[i].name, text_equal(list[i].code, chosen)};
	return (struct choices){options, count};
}

struct choices choices_currencies(const struct request *request, struct text chosen)
{
	struct arena *arena = request->ctx->arena;
	size_t count;
	const struct locale_option *list = currency_options(arena, text_of(request->ctx->language->code), &count);
	struct option *options = arena_take_array(arena, count, sizeof *options);
	for (size_t i = 0; i < count; i++)
		options[i] = (struct option){
			list[i].code, text_format(arena, "%.*s, %.*s", TEXT_ARG(list[i].code), TEXT_ARG(list[i].name)),
			text_equal(list[i].code, chosen)};
	return (struct choices){options, count};
}

struct choices choices_countries(const struct request *request, struct text chosen)
{
	size_t count;
	const struct country_option *list =
		country_options(request->ctx->arena, text_of(request->ctx->language->code), &count);
	struct option *options = arena_take_array(request->ctx->arena, count, sizeof *options);
	for (size_t i = 0; i < count; i++)
		options[i] = (struct option){list[i].code, list[i].name, text_equal(list[i].code, chosen)};
	return (struct choices){options, count};
}

struct choices choices_or_none(const struct request *request, struct choices choices, struct text label)
{
	struct option *options = arena_take_array(request->ctx->arena, choices.count + 1, sizeof *options);
	bool chosen = false;
	for (size_t i = 0; i < choices.count; i++) {
		options[i + 1] = choices.list[i];
		chosen = chosen || choices.list[i].selected;
	}
	options[0] = (struct option){TEXT(""), label, !chosen};
	return (struct choices){options, choices.count + 1};
}
