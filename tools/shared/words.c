/* Names and the taking apart of lines; see words.h. */
#include "tools/shared/words.h"

/* Each word between blanks. */
static const char c_words[] =
	" auto break char const continue do double enum extern float goto if inline int long register restrict"
	" return short signed sizeof static struct switch typedef union unsigned void volatile while bool true"
	" false asm typeof unix linux"
	" ";

/* PostgreSQL's reserved words and those of SQLite that it does not take as a name. */
static const char sql_words[] =
	" add all alter analyse analyze and any array as asc asymmetric authorization autoincrement between"
	" binary both case cast check collate collation column commit concurrently constraint create cross"
	" current_catalog current_date current_role current_schema current_time current_timestamp current_user"
	" default deferrable delete desc distinct drop else end escape except exists fetch for foreign freeze"
	" from full grant group having ilike in index initially inner insert intersect into is isnull join"
	" lateral leading left like limit localtime localtimestamp natural not notnull null offset on only or"
	" order outer overlaps placing primary references returning right select session_user set similar some"
	" symmetric table tablesample then to trailing transaction union unique update user using values"
	" variadic verbose when where window with"
	" ";

bool word_starts(char c)
{
	return c >= 'a' && c <= 'z';
}

bool word_continues(char c)
{
	return word_starts(c) || (c >= '0' && c <= '9') || c == '_';
}

static bool is_among(struct text word, struct text words)
{
	for (size_t at = text_find(words, word, 0); at != SIZE_MAX; at = text_find(words, word, at + 1))
		if (words.at[at - 1] == ' ' && words.at[at + word.size] == ' ')
			return true;
	return false;
}

bool word_is_of_c(struct text word)
{
	return is_among(word, text_of(c_words));
}

const char *word_reserved_by(struct text word)
{
	if (word_is_of_c(word))
		return "C";
	if (is_among(word, text_of(sql_words)))
		return "SQL";
	return NULL;
}

static void skip_blanks(struct scan *scan)
{
	while (scan->rest.size && (*scan->rest.at == ' ' || *scan->rest.at == '\t'))
		scan->rest = text_slice(scan->rest, 1, scan->rest.size);
}

bool scan_word(struct scan *scan, struct text *ret_word)
{
	skip_blanks(scan);
	if (!scan->rest.size || !word_starts(*scan->rest.at))
		return false;
	size_t size = 1;
	while (size < scan->rest.size && word_continues(scan->rest.at[size]))
		size++;
	*ret_word = text_slice(scan->rest, 0, size);
	scan->rest = text_slice(scan->rest, size, scan->rest.size);
	return true;
}

bool scan_sign(struct scan *scan, const char *sign)
{
	skip_blanks(scan);
	struct text wanted = text_of(sign);
	if (!text_starts(scan->rest, wanted))
		return false;
	scan->rest = text_slice(scan->rest, wanted.size, scan->rest.size);
	return true;
}

bool scan_this_word(struct scan *scan, const char *word)
{
	struct scan ahead = *scan;
	struct text found;
	if (!scan_word(&ahead, &found) || !text_equal(found, text_of(word)))
		return false;
	*scan = ahead;
	return true;
}

bool scan_is_end(struct scan *scan)
{
	skip_blanks(scan);
	return scan->rest.size == 0;
}
