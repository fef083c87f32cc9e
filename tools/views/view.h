/* One {view}…{/view} while it is compiled; shared by what reads markup (markup.c, tag.c) and what reads braces (code.c,
 * sentence.c).
 *
 * The one idea: branches and loops may not change where in the markup one stands, so every place is known while
 * compiling: an {if} ends with the elements open that were open when it began, and inside the same attribute.
 */
#ifndef VIEWS_VIEW_H
#define VIEWS_VIEW_H

#include "output.h"
#include "places.h"
#include "source.h"

#define DEPTH_MOST 128
#define NAMES_MOST 512

struct element {
	struct text name;
	int line;
};

enum block_kind { BLOCK_IF, BLOCK_ELSE, BLOCK_FOR };

struct block {
	enum block_kind kind;
	int line;
	size_t elements; /* open when it began */
};

/* An id or for= as it is written, so that {…} in it compare as text. */
struct reference {
	struct text raw;
	int line;
};

/* Where the next value stands. */
struct spot {
	enum place place;
	struct text attribute; /* its name */
	bool begun;            /* URL: something stands before */
	bool opaque;           /* URL: of tel: or mailto:, which is no path, so values keep their + and @ */
};

struct view_reader {
	struct source *source;
	struct output *output;
	struct text name;
	struct element elements[DEPTH_MOST];
	size_t element_count;
	struct block blocks[DEPTH_MOST];
	size_t block_count;
	struct reference labelled[NAMES_MOST], unlabelled[NAMES_MOST]; /* for=…, inputs that wait for one */
	size_t labelled_count, unlabelled_count;
	int loops; /* numbers the loops' counters */
};

/* {view name(parameters)} … {/view}; the cursor stands behind "{view". Writes its function and declaration. */
bool view_read(struct source *source, struct output *output, struct text *ret_name);

/* One {…} here, in that spot. */
bool code_read(struct view_reader *view, struct spot *spot);
/* Tells blocks opened since `from` that are still open. */
bool code_check_closed(struct view_reader *view, size_t from);
/* An expression that C sees at `line`: told when it is empty or holds a string without TEXT(). */
bool code_check_expression(struct view_reader *view, int line, struct text expression);
/* Cuts "| filter" off; the filter is empty when there is none. */
struct text code_split_filter(struct text *expression);

/* {{ … }} here. */
bool sentence_read(struct view_reader *view, const struct spot *spot);

/* <name …>, </name>, <!doctype html> here. */
bool tag_read(struct view_reader *view);
bool view_inside(const struct view_reader *view, const char *element);

#endif
