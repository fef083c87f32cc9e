/* Names of columns, there and back, and the list of all of them. Guessing: transfer_guess.c. */
#include "features/transfer/transfer_column.h"

#include "transfer.sql.h"

static const struct {
	const char *name;
	enum transfer_part part;
	int which;
} fixed[] = {
#define COLUMN(name, part, which) {name, TRANSFER_##part, which},
#include "features/transfer/transfer_columns.def"
#undef COLUMN
};
#define FIXED (sizeof fixed / sizeof *fixed)

/* prefix, number, suffix: phone_1, phone_1_label. */
static const struct family {
	enum transfer_part part;
	const char *prefix;
	const char *suffixes[ADDRESS_CELLS]; /* by `which` */
} families[] = {
	{TRANSFER_EMAIL, "email_", {""}},
	{TRANSFER_EMAIL_VERIFICATION, "email_", {"_verification"}},
	{TRANSFER_PHONE, "phone_", {"", "_label"}},
	{TRANSFER_ADDRESS,
	 "address_",
	 {"_label", "_company", "_name", "_line1", "_line2", "_line3", "_line4", "_postcode", "_city", "_state",
	  "_country", "_phone", "_tax_id", "_shipping", "_billing"}},
	{TRANSFER_TAX_ID, "tax_id_", {"_kind", "_country", "_value"}},
};
#define FAMILIES (sizeof families / sizeof *families)

static bool parse_suffix(const struct family *family, struct text suffix, int *ret_which)
{
	for (int i = 0; i < ADDRESS_CELLS && family->suffixes[i]; i++)
		if (text_equal(suffix, text_of(family->suffixes[i]))) {
			*ret_which = i;
			return true;
		}
	return false;
}

static bool parse_numbered(struct text name, const struct family *family, struct transfer_column *ret_column)
{
	struct text prefix = text_of(family->prefix);
	int64_t number;
	int which;
	size_t end = prefix.size;
	if (!text_starts(name, prefix))
		return false;
	while (end < name.size && name.at[end] >= '0' && name.at[end] <= '9')
		end++;
	if (!text_to_number(text_slice(name, prefix.size, end - prefix.size), &number) || number < 1 ||
	    number > TRANSFER_NUMBER || !parse_suffix(family, text_slice(name, end, SIZE_MAX), &which))
		return false;
	*ret_column = (struct transfer_column){.part = family->part, .which = which, .number = (size_t)number};
	if (family->part == TRANSFER_EMAIL && number == 1)
		*ret_column = (struct transfer_column){.part = TRANSFER_FIELD, .which = CUSTOMER_FIELD_EMAIL};
	return true;
}

static bool parse_fixed(struct text name, struct transfer_column *ret_column)
{
	for (size_t i = 0; i < FIXED; i++)
		if (text_equal(name, text_of(fixed[i].name))) {
			bool first_email = fixed[i].part == TRANSFER_EMAIL_VERIFICATION;
			*ret_column = (struct transfer_column){fixed[i].part, fixed[i].which, first_email, TEXT_NONE,
							       TEXT_NONE};
			return true;
		}
	return false;
}

static bool parse_dotted(struct text name, struct transfer_column *ret_column)
{
	static const struct {
		struct text prefix;
		enum transfer_part part;
	} dotted[] = {{{"attr.", 5}, TRANSFER_ATTRIBUTE}, {{"external.", 9}, TRANSFER_EXTERNAL}};
	for (size_t i = 0; i < 2; i++)
		if (text_starts(name, dotted[i].prefix) && name.size > dotted[i].prefix.size &&
		    name.size <= TRANSFER_NAME) {
			struct text rest = text_slice(name, dotted[i].prefix.size, SIZE_MAX);
			if (dotted[i].part == TRANSFER_EXTERNAL && text_find(rest, TEXT(":"), 0) != SIZE_MAX)
				return false;
			*ret_column = (struct transfer_column){.part = dotted[i].part, .name = rest};
			return true;
		}
	return false;
}

bool transfer_column_parse(struct text name, struct transfer_column *ret_column)
{
	enum customer_field field;
	*ret_column = (struct transfer_column){.part = TRANSFER_SKIP};
	if (text_equal(name, TEXT("-")))
		return true;
	if (customer_field_parse(name, &field)) {
		*ret_column = (struct transfer_column){.part = TRANSFER_FIELD, .which = (int)field};
		return true;
	}
	if (parse_fixed(name, ret_column) || parse_dotted(name, ret_column))
		return true;
	for (size_t i = 0; i < FAMILIES; i++)
		if (parse_numbered(name, &families[i], ret_column))
			return true;
	return false;
}

static struct text numbered_name(struct arena *arena, const struct transfer_column *column)
{
	for (size_t i = 0; i < FAMILIES; i++)
		if (families[i].part == column->part)
			return text_format(arena, "%s%zu%s", families[i].prefix, column->number,
					   families[i].suffixes[column->which]);
	return TEXT("-");
}

struct text transfer_column_name(struct arena *arena, const struct transfer_column *column)
{
	if (column->part == TRANSFER_FIELD)
		return text_of(customer_field_declared((enum customer_field)column->which)->word);
	if (column->part == TRANSFER_ATTRIBUTE)
		return text_join(arena, TEXT("attr."), column->name);
	if (column->part == TRANSFER_EXTERNAL)
		return text_join(arena, TEXT("external."), column->name);
	for (size_t i = 0; i < FIXED; i++)
		if (fixed[i].part == column->part && fixed[i].which == column->which && column->number < 2)
			return text_of(fixed[i].name);
	return numbered_name(arena, column);
}

bool transfer_column_equal(const struct transfer_column *a, const struct transfer_column *b)
{
	return a->part == b->part && a->which == b->which && a->number == b->number && text_equal(a->name, b->name);
}

struct columns {
	struct transfer_column *list;
	size_t count;
};

static void add(struct columns *columns, struct transfer_column column)
{
	if (columns->count < TRANSFER_COLUMNS)
		columns->list[columns->count++] = column;
}

static void add_family(struct columns *columns, const struct family *family, int64_t from, int64_t most)
{
	for (int64_t n = from; n <= most && n <= TRANSFER_NUMBER; n++)
		for (int i = 0; i < ADDRESS_CELLS && family->suffixes[i]; i++)
			add(columns, (struct transfer_column){.part = family->part, .which = i, .number = (size_t)n});
}

static bool is_of_reports(int which)
{
	return which == SYSTEM_IMPORT_ROW || which == SYSTEM_IMPORT_REASON || which == SYSTEM_IMPORT_LINE;
}

/* The fixed ones with the customer's own fields behind the id. */
static void add_fixed(struct columns *columns)
{
	for (size_t i = 0; i < FIXED; i++) {
		struct transfer_column column;
		if ((fixed[i].part == TRANSFER_SYSTEM && is_of_reports(fixed[i].which)) ||
		    fixed[i].part == TRANSFER_PASSWORD)
			continue;
		if (parse_fixed(text_of(fixed[i].name), &column))
			add(columns, column);
		for (int f = 0; fixed[i].part == TRANSFER_ID && f < CUSTOMER_FIELD_COUNT; f++)
			add(columns, (struct transfer_column){.part = TRANSFER_FIELD, .which = f});
	}
}

enum outcome transfer_all_columns(struct context *ctx, struct transfer_column **ret_columns, size_t *ret_count)
{
	struct columns columns = {.list = arena_take_array(ctx->arena, TRANSFER_COLUMNS, sizeof *columns.list)};
	struct transfer_most most;
	struct transfer_systems *systems;
	struct transfer_attribute_words *attributes;
	size_t count;
	TRY(context_read(ctx));
	TRY(transfer_most(ctx->reader, &most));
	add_fixed(&columns);
	for (int64_t n = 2; n <= most.emails; n++) {
		add_family(&columns, &families[0], n, n);
		add_family(&columns, &families[1], n, n);
	}
	add_family(&columns, &families[2], 1, most.phones);
	add_family(&columns, &families[3], 1, most.addresses);
	add_family(&columns, &families[4], 1, most.tax_ids);
	TRY(transfer_attribute_words(ctx->reader, &attributes, &count));
	for (size_t i = 0; i < count; i++)
		add(&columns, (struct transfer_column){.part = TRANSFER_ATTRIBUTE, .name = attributes[i].word});
	TRY(transfer_systems(ctx->reader, &systems, &count));
	for (size_t i = 0; i < count; i++)
		add(&columns, (struct transfer_column){.part = TRANSFER_EXTERNAL, .name = systems[i].system});
	*ret_columns = columns.list;
	*ret_count = columns.count;
	return DONE;
}
