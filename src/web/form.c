/* Building fields of forms; see parts.h. Each function takes a field and gives it back changed, so that a view can
 * write one expression. */
#include "format/size.h"
#include "web/language.h"
#include "web/parts.h"
#include "web/view.h"

#include <string.h>

struct form form_of(struct view *view, const struct problems *problems)
{
	return (struct form){.view = view, .problems = problems, .prefix = TEXT("")};
}

struct form form_prefix(struct form form, struct text prefix)
{
	form.prefix = prefix;
	return form;
}

/* "addresses/0/city" as a part of an id, which may be named in #links and selectors. */
static struct text id_of(struct arena *arena, struct text prefix, struct text name)
{
	struct text id = prefix.size ? text_join(arena, text_join(arena, prefix, TEXT("-")), name) : name;
	char *at = arena_take(arena, id.size + 1);
	for (size_t i = 0; i < id.size; i++)
		at[i] = id.at[i] == '/' || id.at[i] == '.' ? '-' : id.at[i];
	return (struct text){at, id.size};
}

static struct text find_problem(const struct form *form, struct text name)
{
	for (size_t i = 0; form->problems && i < form->problems->count; i++)
		if (text_equal(form->problems->list[i].field, name))
			return problem_text(form->view, &form->problems->list[i]);
	return TEXT("");
}

struct input input_of(const struct form *form, struct text name, struct text label, struct text value)
{
	return (struct input){
		.id = id_of(form->view->arena, form->prefix, name),
		.name = name,
		.label = label,
		.value = value,
		.type = TEXT("text"),
		.help = TEXT(""),
		.error = find_problem(form, name),
		.autocomplete = TEXT("off"),
		.placeholder = TEXT(""),
	};
}

struct input input_type(struct input input, struct text type)
{
	input.type = type;
	return input;
}

struct input input_help(struct input input, struct text help)
{
	input.help = help;
	return input;
}

struct input input_autocomplete(struct input input, struct text token)
{
	input.autocomplete = token;
	return input;
}

struct input input_placeholder(struct input input, struct text placeholder)
{
	input.placeholder = placeholder;
	return input;
}

struct input input_required(struct input input)
{
	input.required = true;
	return input;
}

struct input input_optional(struct input input)
{
	input.optional = true;
	return input;
}

struct input input_readonly(struct input input)
{
	input.readonly = true;
	return input;
}

struct input input_disabled(struct input input, bool disabled)
{
	input.disabled = disabled;
	return input;
}

struct input input_checked(struct input input, bool checked)
{
	input.checked = checked;
	return input;
}

struct input input_autofocus(struct input input)
{
	input.autofocus = true;
	return input;
}

struct input input_most(struct input input, int64_t most)
{
	input.most = most;
	return input;
}

struct text input_too_large(struct view *view, int64_t bytes)
{
	const struct text size = size_limit(view->arena, bytes);
	return language_fill(view->arena, view_tr(view, NULL, FILE_TOO_LARGE), &size, 1);
}

struct input input_rows(struct input input, int64_t rows)
{
	input.rows = rows;
	return input;
}

struct input input_wide(struct input input)
{
	input.wide = true;
	return input;
}

struct input input_was(struct input input, struct text value)
{
	input.was = text_is_none(value) ? TEXT("") : value;
	return input;
}

struct input input_options(struct input input, const struct option *options, size_t count)
{
	input.options = options;
	input.option_count = count;
	return input;
}

struct input input_submits(struct input input)
{
	input.submits = true;
	return input;
}

bool input_is_described(struct input input)
{
	return input.help.size > 0 || input.error.size > 0;
}

struct text input_described(struct view *view, struct input input)
{
	const char *help = input.help.size > 0 ? "-help" : NULL, *wrong = input.error.size > 0 ? "-wrong" : NULL;
	if (help && wrong)
		return text_format(view->arena, "%.*s%s %.*s%s", TEXT_ARG(input.id), help, TEXT_ARG(input.id), wrong);
	return text_format(view->arena, "%.*s%s", TEXT_ARG(input.id), help ? help : wrong);
}

struct text problem_text(struct view *view, const struct problem *problem)
{
	size_t count = 0;
	while (count < PROBLEM_VALUES && !text_is_none(problem->values[count]))
		count++;
	return language_fill(view->arena, view_tr(view, NULL, problem->message), problem->values, count);
}

struct text problem_anchor(struct view *view, const struct problem *problem)
{
	return id_of(view->arena, TEXT(""), problem->field);
}
