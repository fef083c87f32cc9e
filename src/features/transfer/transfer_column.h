/* What a column of a file means: its name in an export's header, in --columns and in --map, and what people call it. */
#ifndef FEATURES_TRANSFER_COLUMN_H
#define FEATURES_TRANSFER_COLUMN_H

#include "features/customers/customers.h"

#define TRANSFER_COLUMNS 4096 /* most of one file */
#define TRANSFER_NAME    256  /* most bytes of a column's name: another system's has up to 60 characters */
#define TRANSFER_NUMBER  99   /* most e-mails, phones, addresses of one customer in a file */

enum transfer_part {
	TRANSFER_SKIP,               /* not read */
	TRANSFER_ID,                 /* the customer's number */
	TRANSFER_SYSTEM,             /* what only the server writes: exported, never read */
	TRANSFER_FIELD,              /* which: enum customer_field */
	TRANSFER_ACCESS,             /* which: enum transfer_axis */
	TRANSFER_CONSENT,            /* to news: what a row's newsletter is worth, nothing without it */
	TRANSFER_EMAIL,              /* number from 2; the first one is the field */
	TRANSFER_EMAIL_VERIFICATION, /* number from 1 */
	TRANSFER_PASSWORD,           /* another program's hash: read, and never written */
	TRANSFER_PHONE,              /* which: enum transfer_phone_cell */
	TRANSFER_ADDRESS,            /* which: enum transfer_address_cell */
	TRANSFER_TAX_ID,             /* which: enum transfer_tax_cell */
	TRANSFER_TAGS,
	TRANSFER_GROUPS,
	TRANSFER_CHANNELS,
	TRANSFER_ATTRIBUTE, /* name: the attribute's word */
	TRANSFER_EXTERNAL,  /* name: the other system */
};

enum transfer_system {
	SYSTEM_STATUS,
	SYSTEM_DISPLAY_NAME,
	SYSTEM_COUNTRY_NAME,
	SYSTEM_CREATED,
	SYSTEM_MODIFIED,
	SYSTEM_ORDERS,
	SYSTEM_SPENT,
	SYSTEM_LAST_ORDER,
	SYSTEM_SIGN_INS,
	SYSTEM_LAST_SIGN_IN,
	SYSTEM_LAST_SEEN,
	SYSTEM_IMPORT_ROW,    /* of a file of refused rows */
	SYSTEM_IMPORT_REASON, /* of a file of refused rows */
	SYSTEM_IMPORT_LINE,   /* of one, what was no JSON */
};

enum transfer_axis {
	AXIS_GUEST,
	AXIS_ACTIVATION,
	AXIS_APPROVAL,
	AXIS_ACTIVE,
	AXIS_BLOCKED,
	AXIS_SUSPENDED,
	AXIS_SUSPENDED_UNTIL,
	AXIS_COUNT,
};

enum transfer_phone_cell { PHONE_NUMBER, PHONE_LABEL, PHONE_CELLS };
enum transfer_tax_cell { TAX_KIND, TAX_COUNTRY, TAX_VALUE, TAX_CELLS };
enum transfer_address_cell {
	ADDRESS_CELL_LABEL,
	ADDRESS_CELL_COMPANY,
	ADDRESS_CELL_NAME,
	ADDRESS_CELL_LINE1,
	ADDRESS_CELL_LINE2,
	ADDRESS_CELL_LINE3,
	ADDRESS_CELL_LINE4,
	ADDRESS_CELL_POSTCODE,
	ADDRESS_CELL_CITY,
	ADDRESS_CELL_STATE,
	ADDRESS_CELL_COUNTRY,
	ADDRESS_CELL_PHONE,
	ADDRESS_CELL_TAX_ID,
	ADDRESS_CELL_SHIPPING,
	ADDRESS_CELL_BILLING,
	ADDRESS_CELLS,
};

struct transfer_column {
	enum transfer_part part;
	int which;
	size_t number; /* from 1, of e-mails, phones, addresses, tax ids */
	struct text name;
	struct text header; /* of a file that is read: as it stands there */
};

/* The column of that name; "-" is TRANSFER_SKIP. Whether an attribute of that word exists is not asked. */
bool transfer_column_parse(struct text name, struct transfer_column *ret_column);
struct text transfer_column_name(struct arena *arena, const struct transfer_column *column);
bool transfer_column_equal(const struct transfer_column *a, const struct transfer_column *b);

/* What people's programs call it (transfer_aliases.def, and the names above): "Phone 2", "Vorname", "Nama keluarga".
 * False when nobody has heard of it. */
bool transfer_column_guess(struct arena *arena, struct text header, struct text system,
			   struct transfer_column *ret_column);

/* No column, but with the number of a phone behind it a field of events of imports: the country that the old number was
 * read with, so that it is read so again when it comes back. */
#define TRANSFER_PHONE_HOME "phone_home_"

/* What people call a column: words to be translated, with `value` and, translated too, `part` for {0} and {1}. What it
 * holds is like the field `like` of an event that begins with `of` (service/event_fields.h). */
struct transfer_words {
	const char *words, *part; /* part NULL: none */
	struct text value;
	const char *of, *like; /* NULL: just text */
	struct text attribute; /* its word; none: it is of no attribute */
};
/* False for what is neither column nor field of an event, or the server's own. */
bool transfer_describe(struct arena *arena, struct text name, struct transfer_words *ret_words);

/* Every column of the database, as an export has them by default. */
enum outcome transfer_all_columns(struct context *ctx, struct transfer_column **ret_columns,
				  size_t *ret_count) MUST_USE;

#endif
