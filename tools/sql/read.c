/* A `.sql` file → its statements; see statement.h. */
#include "tools/sql/statement.h"

struct reading {
	struct compiler *c;
	struct sql_file *file;
	struct text rest;
	int line;
	int mistaken_header; /* line of the last comment that looks like a header and is none; 0: none */
};

static const struct {
	const char *words;
	enum mode mode;
} modes[] = {
	{"one", MODE_ONE},   {"maybe", MODE_MAYBE},           {"all", MODE_ALL},
	{"each", MODE_EACH}, {"change one", MODE_CHANGE_ONE}, {"change any", MODE_CHANGE_ANY},
};

bool mode_changes(enum mode mode)
{
	return mode == MODE_CHANGE_ONE || mode == MODE_CHANGE_ANY;
}

/* Takes the word from the end of the mode. */
static bool takes_flag(struct text *mode, struct text word)
{
	if (!text_ends(*mode, word))
		return false;
	*mode = text_trim(text_slice(*mode, 0, mode->size - word.size));
	return true;
}

/* The mode, then nothing, `cached`, `gathered` or `unscoped reason`. */
static bool parse_mode(struct text words, struct statement *statement)
{
	size_t unscoped = text_find(words, TEXT(" unscoped "), 0);
	statement->unscoped = unscoped != SIZE_MAX;
	struct text mode = text_trim(text_slice(words, 0, unscoped));
	statement->cached = takes_flag(&mode, TEXT(" cached"));
	statement->gathered = takes_flag(&mode, TEXT(" gathered"));
	for (size_t i = 0; i < sizeof modes / sizeof *modes; i++)
		if (text_equal(mode, text_of(modes[i].words))) {
			statement->mode = modes[i].mode;
			return true;
		}
	return false;
}

bool header_parse(struct text line, struct statement *ret_statement)
{
	*ret_statement = (struct statement){0};
	struct scan scan = {line};
	return scan_sign(&scan, "--") && scan_word(&scan, &ret_statement->name) && text_starts(scan.rest, TEXT(":")) &&
	       scan_sign(&scan, ":") && parse_mode(scan.rest, ret_statement);
}

static struct place here(const struct reading *r)
{
	return (struct place){r->file->path, r->line};
}

/* The next line without moving on. */
static struct text peek_line(const struct reading *r)
{
	return text_slice(r->rest, 0, text_find(r->rest, TEXT("\n"), 0));
}

static void skip_line(struct reading *r)
{
	size_t size = peek_line(r).size;
	r->rest = text_slice(r->rest, size + 1, r->rest.size);
	r->line++;
}

/* Past empty lines and comments that are neither headers nor `-- on engine`. */
static void skip_comments(struct reading *r)
{
	struct statement ignored;
	while (r->rest.size) {
		struct text line = text_trim(peek_line(r));
		bool comment = text_starts(line, TEXT("--")) && !text_starts(line, TEXT("-- on ")) &&
			       !header_parse(line, &ignored);
		if (line.size && !comment)
			return;
		struct scan scan = {line};
		struct text word;
		if (comment && scan_sign(&scan, "--") && scan_word(&scan, &word) && text_starts(scan.rest, TEXT(":")))
			r->mistaken_header = r->line;
		skip_line(r);
	}
}

static bool take_engine(struct reading *r, const char *engine)
{
	skip_comments(r);
	struct scan scan = {peek_line(r)};
	if (!scan_sign(&scan, "--") || !scan_this_word(&scan, "on") || !scan_this_word(&scan, engine))
		return false;
	skip_line(r);
	return true;
}

static bool take_body(struct reading *r, struct statement *statement, struct body *ret_body)
{
	skip_comments(r);
	return body_take(r->c, statement, &r->rest, &r->line, ret_body);
}

/* Both bodies take the same arguments, or one engine would be asked something else. */
static void check_same_slots(struct reading *r, const struct statement *statement)
{
	for (size_t slot = 0; slot < statement->slot_count; slot++) {
		bool used[2] = {false, false};
		const struct body *bodies[2] = {&statement->sqlite, &statement->postgres};
		for (size_t b = 0; b < 2; b++)
			for (size_t i = 0; i < bodies[b]->count; i++) {
				const struct token *t = &bodies[b]->tokens[i];
				bool of_scope =
					t->kind == TOKEN_SCOPE && (t->staff_slot == slot || t->customer_slot == slot);
				used[b] |= of_scope || (t->kind >= TOKEN_ARGUMENT && t->slot == slot);
			}
		if (used[0] != used[1])
			report_mistake(r->c->report, statement->place,
				       "the bodies of '%.*s' do not use the same arguments", TEXT_ARG(statement->name));
	}
}

static bool take_bodies(struct reading *r, struct statement *statement)
{
	if (!take_engine(r, "sqlite"))
		return take_body(r, statement, &statement->sqlite);
	if (!take_body(r, statement, &statement->sqlite))
		return false;
	if (!take_engine(r, "postgres")) {
		report_mistake(r->c->report, statement->place, "'%.*s' has no body on postgres",
			       TEXT_ARG(statement->name));
		return false;
	}
	if (!take_body(r, statement, &statement->postgres))
		return false;
	check_same_slots(r, statement);
	return true;
}

static void check_name(struct reading *r, const struct statement *statement)
{
	for (size_t i = 0; i < r->file->count; i++)
		if (text_equal(r->file->statements[i].name, statement->name))
			report_mistake(r->c->report, statement->place, "the statement '%.*s' stands twice",
				       TEXT_ARG(statement->name));
	if (statement->name.size > WORD_MOST)
		report_mistake(r->c->report, statement->place, "'%.*s' is longer than %d characters",
			       TEXT_ARG(statement->name), WORD_MOST);
}

/* SQL where a header should stand: said once, then passed over to an empty line or the next header. */
static void refuse_headless(struct reading *r)
{
	struct place place = here(r);
	if (r->mistaken_header)
		place.line = r->mistaken_header;
	report_mistake(r->c->report, place,
		       "a statement begins with a line: -- name: one|maybe|all|each|change one|change any");
	struct statement ignored;
	while (r->rest.size && peek_line(r).size && !header_parse(text_trim(peek_line(r)), &ignored))
		skip_line(r);
}

static void take_statement(struct reading *r)
{
	struct statement statement;
	if (!header_parse(text_trim(peek_line(r)), &statement)) {
		refuse_headless(r);
		return;
	}
	statement.place = here(r);
	skip_line(r);
	check_name(r, &statement);
	if (!take_bodies(r, &statement))
		return;
	struct sql_file *file = r->file;
	file->statements = array_more(r->c->arena, file->statements, file->count, sizeof statement);
	file->statements[file->count++] = statement;
}

void sql_read(struct compiler *c, const char *path, struct sql_file *ret_file)
{
	*ret_file = (struct sql_file){.path = text_of(path), .name = source_name(text_of(path), TEXT(".sql"))};
	struct reading reading = {.c = c, .file = ret_file, .line = 1};
	if (!source_read(c->report, c->arena, path, &reading.rest))
		return;
	for (skip_comments(&reading); reading.rest.size; skip_comments(&reading)) {
		take_statement(&reading);
		reading.mistaken_header = 0;
	}
}
