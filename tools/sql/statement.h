/* The SQL compiler's idea of a statement, and the steps that fill it.
 *
 *   read.c        a file → headers and bodies, bodies → tokens (tokens.c), `:name` → arguments and slots (parameters.c)
 *   check.c       SQLite prepares it with the generated schema: tables, result columns, what it may do
 *   arguments.c   every argument gets its type
 *   gathered.c    what COPY says of a statement that is gathered
 *   render.c      tokens → SQL of either engine
 *   header.c, source.c   the C that calls it
 *
 * The one idea: a body stays a list of tokens, so that the same body is written out for either engine, and parameters
 * inside quotes or comments are never seen.
 */
#ifndef TOOLS_SQL_STATEMENT_H
#define TOOLS_SQL_STATEMENT_H

#include "tools/shared/schema_model.h"

enum mode { MODE_ONE, MODE_MAYBE, MODE_ALL, MODE_EACH, MODE_CHANGE_ONE, MODE_CHANGE_ANY };

enum token_kind {
	TOKEN_BLANK, /* blanks, line ends and comments */
	TOKEN_WORD,
	TOKEN_SIGN,     /* one character, or :: */
	TOKEN_QUOTED,   /* '…' or "…" */
	TOKEN_ARGUMENT, /* :name; `slot` is its place among the bound values */
	TOKEN_SESSION,  /* :@customer, :@staff */
	TOKEN_SCOPE,    /* :@scope(alias); `slot` is the scope's, the others those of who asks */
};

struct token {
	enum token_kind kind;
	struct text text; /* as written; of TOKEN_SCOPE the alias */
	int line;
	size_t slot;
	size_t staff_slot, customer_slot;
};

struct body {
	struct token *tokens;
	size_t count;
	int line; /* 0: there is none */
};

struct argument {
	struct text name;
	struct place place; /* of its first use */
	bool typed;
	struct type type;
	bool array;
	bool fills_key; /* SQLite would make up a row id for null: none is bound as 0, which the table refuses */
};

/* What is bound to ?n and $n. */
enum slot_source { SLOT_ARGUMENT, SLOT_SCOPE, SLOT_STAFF, SLOT_CUSTOMER };
struct slot {
	enum slot_source source;
	size_t argument;
};

struct result {
	struct text name;
	struct type type;
};

/* Of a column that COPY writes: an argument's slot, or (slot SIZE_MAX) a number as written. */
struct copied {
	size_t slot;
	struct text number;
};

struct tables {
	const struct table **list;
	size_t count;
};

struct statement {
	struct text name;
	struct place place;
	enum mode mode;
	bool unscoped;
	bool cached;          /* its rows may come from memory */
	bool gathered;        /* its row may be kept back and written with others */
	struct body sqlite;   /* or the only one */
	struct body postgres; /* only where engines differ */
	struct argument *arguments;
	size_t argument_count;
	struct slot *slots;
	size_t slot_count;
	struct result *results;
	size_t result_count;
	struct tables tables;  /* that it touches, without those of :@scope */
	struct tables touched; /* with them */
	struct text copy;      /* of one that is gathered: "table (columns)" */
	struct copied *copied; /* what goes into each of them */
	size_t copied_count;
};

struct sql_file {
	struct text path;
	struct text name; /* "notes" of features/notes/notes.sql */
	struct statement *statements;
	size_t count;
};

struct compiler {
	struct report *report;
	struct arena *arena;
	struct schema *schema;
};

/* ---- reading */
void sql_read(struct compiler *c, const char *path, struct sql_file *ret_file);
/* Takes a body with its `;` from the front of `*rest`; false after reporting that the `;` is missing. */
bool body_take(struct compiler *c, struct statement *statement, struct text *rest, int *line, struct body *ret_body);
/* `-- name: mode`: false when the line is no header. */
bool header_parse(struct text line, struct statement *ret_statement);
/* Takes `:name…` from the front of `*rest` and appends what it stands for. False when none stands there. */
bool parameter_take(struct compiler *c, struct statement *statement, struct text *rest, int line,
		    struct token *ret_token);

/* ---- looking at tokens; blanks are passed over. Each gives NULL at the edge. */
const struct token *token_before(const struct body *body, const struct token *token);
const struct token *token_after(const struct body *body, const struct token *token);
bool token_is(const struct token *token, const char *text); /* without regard to case; NULL is nothing */
/* The table that an alias or a table's own name stands for in the body, or NULL. */
const struct table *body_table(const struct compiler *c, const struct body *body, struct text alias);
/* The table is named behind LEFT JOIN, so its columns may be null. */
bool body_joins_outer(const struct body *body, struct text table);

/* ---- checking */
struct sqlite3;
/* A database in memory with the schema's tables; NULL after reporting. */
struct sqlite3 *check_open(struct compiler *c);
void check_statement(struct compiler *c, struct sqlite3 *database, struct statement *statement);
/* Of a statement that is gathered: sets what is copied, or reports. */
void check_gathered(struct compiler *c, struct statement *s);
void resolve_arguments(struct compiler *c, struct statement *statement);
/* Arrays stand inside IN ( ), FROM ( ) or JOIN ( ) and nothing beside them; false after reporting. */
bool arrays_stand_alone(struct compiler *c, const struct statement *statement, const struct body *body);
/* The type's choice or kind is one of the schema's; false after reporting. */
bool type_exists(struct compiler *c, struct place place, struct type type);
bool mode_changes(enum mode mode);

/* ---- writing */
enum rendering { RENDER_SQLITE, RENDER_POSTGRES, RENDER_WITHOUT_SCOPE };
void render_body(struct buffer *buffer, const struct statement *statement, enum rendering rendering);
void write_sql_header(struct buffer *buffer, const struct compiler *c, const struct sql_file *file);
void write_sql_source(struct buffer *buffer, const struct sql_file *file);
void write_statement_list(struct buffer *buffer, const struct sql_file *files, size_t count);
/* From that many arguments on they are a struct. */
enum { ARGUMENTS_IN_STRUCT = 5 };
/* "struct text " or "int64_t *": ready for a name behind it. */
void write_type(struct buffer *buffer, struct type type, const char *qualifier, bool pointer);
/* `enum outcome name(…)` without an end. */
void write_prototype(struct buffer *buffer, const struct statement *statement);

#endif
