/* What the columns of an export are: those of the database (features/transfer), and columns of one's own.
 *
 * The one idea: columns are declared in one text, the same on the command line, in the form and in the database:
 *
 *	id, email, Source=shop, Name={first_name} {last_name}, Greeting="Dear {first_name},"
 *
 * A name is a column under its own name. Behind a header and = stands a text, in which {a column's name} is that column
 * of the customer; a brace of one's own is written twice. Quotes keep commas, line ends, = and blanks at the edges; in
 * quotes a quote is written twice. Commas and line ends divide.
 */
#ifndef FEATURES_EXPORTS_LAYOUT_H
#define FEATURES_EXPORTS_LAYOUT_H

#include "features/transfer/transfer.h"

#define LAYOUT_SOURCE_MOST (256u << 10)

struct layout_piece {
	bool is_column;
	struct transfer_column column;
	struct text words; /* else */
};

struct layout_column {
	struct text header;
	struct text source; /* as it is declared, canonical */
	bool own;           /* Header=… */
	const struct layout_piece *pieces;
	size_t piece_count;
};

struct export_layout {
	const struct layout_column *columns;
	size_t count;
};

/* INVALID with a problem at "columns" for each name that is no column, a quote or brace that stays open, or when there
 * are too many or none. */
enum outcome export_layout_parse(struct context *ctx, struct text source, struct export_layout *ret_layout) MUST_USE;
/* The same, and INVALID for an attribute that there is not and for a header that is there twice. An empty source is
 * every column of the database. */
enum outcome export_layout_find(struct context *ctx, struct text source, struct export_layout *ret_layout) MUST_USE;
/* Those of the columns that mean something now; the others are left out without a word. */
enum outcome export_layout_known(struct context *ctx, struct text source, struct export_layout *ret_layout) MUST_USE;
/* What parses to the same again. */
struct text export_layout_print(struct arena *arena, const struct export_layout *layout);
/* The columns of these declarations, one after the other. */
struct text export_layout_join(struct arena *arena, const struct text *declarations, size_t count);
/* One column's declaration from a name or header and, for a column of one's own, its text. */
struct text export_layout_declare(struct arena *arena, struct text name, struct text words);

/* How programs that know of kinds take a column: numbers that are whole, dates, yes and no, lists (a line of CSV with
 * semicolons). Columns of one's own are texts. */
enum layout_kind { LAYOUT_TEXT, LAYOUT_NUMBER, LAYOUT_DATE, LAYOUT_FLAG, LAYOUT_LIST };
enum layout_kind export_layout_kind(const struct layout_column *column);

/* The column of that person as text; none or empty for nothing there. */
struct text export_layout_cell(struct arena *arena, const struct transfer_names *names,
			       const struct transfer_person *person, const struct layout_column *column);

#endif
