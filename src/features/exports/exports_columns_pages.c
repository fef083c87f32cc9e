/* Columns in the form of an export: what people call them, which are offered, which are chosen in which order. */
#include "features/attributes/attributes.h"
#include "features/exports/exports_layout.h"
#include "features/exports/exports_pages.h"
#include "web/language.h"

/* ---- what people call them ---- */

static const struct {
	const char *name, *label;
} labels[] = {
	{"id", N_("Customer number")},
	{"status", N_("Status")},
	{"display_name", N_("Name as shown")},
	{"guest", N_("Guest")},
	{"activation", N_("Activation")},
	{"approval", N_("Approval")},
	{"active", N_("Active")},
	{"blocked", N_("Blocked")},
	{"suspended", N_("Suspended")},
	{"suspended_until", N_("Suspended until")},
	{"country_name", N_("Country by name")},
	{"tags", N_("Tags")},
	{"groups", N_("Groups")},
	{"channels", N_("Sales channels")},
	{"created", N_("Created")},
	{"modified", N_("Last modified")},
	{"orders", N_("Orders")},
	{"spent", N_("Spent")},
	{"consent", N_("Consent")},
	{"last_order", N_("Last order")},
	{"sign_ins", N_("Sign-ins")},
	{"last_sign_in", N_("Last login")},
	{"last_seen", N_("Last seen")},
};

static const char *const address_cells[ADDRESS_CELLS] = {
	[ADDRESS_CELL_LABEL] = N_("Label"),         [ADDRESS_CELL_COMPANY] = N_("Company"),
	[ADDRESS_CELL_NAME] = N_("Name"),           [ADDRESS_CELL_LINE1] = N_("Line 1"),
	[ADDRESS_CELL_LINE2] = N_("Line 2"),        [ADDRESS_CELL_LINE3] = N_("Line 3"),
	[ADDRESS_CELL_LINE4] = N_("Line 4"),        [ADDRESS_CELL_POSTCODE] = N_("Postcode"),
	[ADDRESS_CELL_CITY] = N_("City"),           [ADDRESS_CELL_STATE] = N_("State"),
	[ADDRESS_CELL_COUNTRY] = N_("Country"),     [ADDRESS_CELL_PHONE] = N_("Phone"),
	[ADDRESS_CELL_TAX_ID] = N_("Tax number"),   [ADDRESS_CELL_SHIPPING] = N_("For shipping"),
	[ADDRESS_CELL_BILLING] = N_("For billing"),
};

static const char *const tax_cells[TAX_CELLS] = {
	[TAX_KIND] = N_("Kind"), [TAX_COUNTRY] = N_("Country"), [TAX_VALUE] = N_("Number")};

static struct text numbered(struct request *request, const char *message, const struct transfer_column *column,
			    const char *cell)
{
	return page_words(request, message, text_of_number(request->ctx->arena, (int64_t)column->number),
			  cell ? page_words(request, cell, TEXT_NONE) : TEXT_NONE, TEXT_NONE);
}

static struct text fixed_label(struct request *request, const struct transfer_column *column)
{
	struct text name = transfer_column_name(request->ctx->arena, column);
	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
		if (text_equal(name, text_of(labels[i].name)))
			return page_words(request, labels[i].label, TEXT_NONE);
	return name;
}

static struct text attribute_words(struct request *request, struct text word)
{
	struct attribute *list;
	size_t count;
	if (attributes_list(request->ctx, &list, &count) != DONE)
		return word;
	for (size_t i = 0; i < count; i++)
		if (text_equal(list[i].row.word, word))
			return attribute_label(&list[i], text_of(request->ctx->language->code));
	return word;
}

static struct text column_label(struct request *request, const struct transfer_column *column)
{
	switch (column->part) {
	case TRANSFER_FIELD:
		return page_words(request, customer_field_declared((enum customer_field)column->which)->label,
				  TEXT_NONE);
	case TRANSFER_EMAIL: return numbered(request, N_("E-mail {0}"), column, NULL);
	case TRANSFER_EMAIL_VERIFICATION: return numbered(request, N_("Verification of e-mail {0}"), column, NULL);
	case TRANSFER_PHONE:
		return numbered(request, column->which == PHONE_LABEL ? N_("Label of phone {0}") : N_("Phone {0}"),
				column, NULL);
	case TRANSFER_ADDRESS: return numbered(request, N_("Address {0}: {1}"), column, address_cells[column->which]);
	case TRANSFER_TAX_ID: return numbered(request, N_("Tax number {0}: {1}"), column, tax_cells[column->which]);
	case TRANSFER_ATTRIBUTE: return attribute_words(request, column->name);
	case TRANSFER_EXTERNAL: return page_words(request, N_("Number in {0}"), column->name, TEXT_NONE);
	case TRANSFER_SKIP:
	case TRANSFER_PASSWORD:
	case TRANSFER_ID:
	case TRANSFER_SYSTEM:
	case TRANSFER_ACCESS:
	case TRANSFER_CONSENT:
	case TRANSFER_TAGS:
	case TRANSFER_GROUPS:
	case TRANSFER_CHANNELS: break;
	}
	return fixed_label(request, column);
}

/* ---- which ---- */

static struct export_column_choice choice_of(struct request *request, const struct layout_column *column, bool chosen)
{
	return (struct export_column_choice){
		.declaration = column->source,
		.label = column->own ? column->header : column_label(request, &column->pieces->column),
		.own = column->own,
		.chosen = chosen,
	};
}

static bool is_among(const struct export_column_choice *list, size_t count, struct text declaration)
{
	for (size_t i = 0; i < count; i++)
		if (text_equal(list[i].declaration, declaration))
			return true;
	return false;
}

enum outcome export_columns_fill(struct request *request, struct text source, struct export_form *form)
{
	struct export_layout all, chosen;
	TRY(export_layout_find(request->ctx, TEXT(""), &all));
	TRY(export_layout_known(request->ctx, source, &chosen));
	struct export_column_choice *list =
		arena_take_array(request->ctx->arena, chosen.count + all.count, sizeof *list);
	size_t filled = 0;
	for (size_t i = 0; i < chosen.count; i++)
		if (!is_among(list, filled, chosen.columns[i].source))
			list[filled++] = choice_of(request, &chosen.columns[i], true);
	form->chosen_count = filled;
	for (size_t i = 0; i < filled; i++) {
		list[i].first = i == 0;
		list[i].last = i + 1 == filled;
	}
	for (size_t i = 0; i < all.count; i++)
		if (!is_among(list, form->chosen_count, all.columns[i].source))
			list[filled++] = choice_of(request, &all.columns[i], false);
	form->columns = list;
	form->column_count = filled;
	return DONE;
}

static const char *const usual[] = {
	"id",
	"email",
	"salutation",
	"title",
	"first_name",
	"last_name",
	"company",
	"status",
	"type",
	"group",
	"channel",
	"phone_1",
	"address_1_line1",
	"address_1_line2",
	"address_1_postcode",
	"address_1_city",
	"address_1_state",
	"address_1_country",
	"tags",
	"vip",
	"newsletter",
	"since",
	"orders",
	"last_sign_in",
};
#define USUAL (sizeof usual / sizeof *usual)

static const struct layout_column *find_column(const struct export_layout *layout, struct text declaration)
{
	for (size_t i = 0; i < layout->count; i++)
		if (text_equal(layout->columns[i].source, declaration))
			return &layout->columns[i];
	return NULL;
}

enum outcome export_columns_preset(struct request *request, bool every, struct text *ret_source)
{
	struct export_layout all, some = {NULL, 0};
	TRY(export_layout_find(request->ctx, TEXT(""), &all));
	struct layout_column *list = arena_take_array(request->ctx->arena, USUAL, sizeof *list);
	for (size_t i = 0; i < USUAL; i++) {
		const struct layout_column *column = find_column(&all, text_of(usual[i]));
		if (column)
			list[some.count++] = *column;
	}
	some.columns = list;
	*ret_source = export_layout_print(request->ctx->arena, every ? &all : &some);
	return DONE;
}
