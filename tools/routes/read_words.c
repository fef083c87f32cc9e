/* Reads the words that routes may use: permissions, and the choices and kinds of id of the schema. */
#include "tools/routes/routes.h"

void read_permissions(struct compiler *compiler, const char *path, struct text source)
{
	struct text line;
	for (int number = 1; line_next(&source, &line); number++) {
		if (!text_starts(line, TEXT("PERMISSION(")))
			continue;
		size_t start = text_find(line, TEXT("\""), 0);
		size_t end = start == SIZE_MAX ? SIZE_MAX : text_find(line, TEXT("\""), start + 1);
		if (end == SIZE_MAX)
			mistake(compiler, (struct place){path, number}, "a permission without its word");
		else
			words_add(compiler->arena, &compiler->permissions, text_slice(line, start + 1, end - start - 1));
	}
}

/* Adds the words between commas and tells whether the list goes on in the next line. */
static bool add_choice_words(struct compiler *compiler, struct choice *choice, struct text rest)
{
	rest = text_trim(rest);
	bool more = text_ends(rest, TEXT(","));
	struct text piece;
	while (text_next(&rest, ',', &piece)) {
		struct text word = text_trim(piece);
		if (word.size)
			words_add(compiler->arena, &choice->words, word);
	}
	return more;
}

static void add_id_kinds(struct compiler *compiler, struct text line)
{
	size_t at = 0;
	while ((at = text_find(line, TEXT("id("), at)) != SIZE_MAX) {
		size_t end = text_find(line, TEXT(")"), at);
		if (end == SIZE_MAX)
			return;
		struct text kind = text_trim(text_slice(line, at + 3, end - at - 3));
		if (!words_have(&compiler->id_kinds, kind))
			words_add(compiler->arena, &compiler->id_kinds, kind);
		at = end;
	}
}

void read_schema(struct compiler *compiler, struct text source)
{
	struct choice *open = NULL;
	struct text line;
	while (line_next(&source, &line)) {
		line = line_without_comment(line);
		struct text rest = line;
		if (!open && text_equal(word_next(&rest), TEXT("choice"))) {
			size_t colon = text_find(rest, TEXT(":"), 0);
			compiler->choices = list_grow(compiler->arena, compiler->choices, compiler->choice_count,
						      sizeof(*compiler->choices));
			open = &compiler->choices[compiler->choice_count++];
			open->name = text_trim(text_slice(rest, 0, colon));
			line = colon == SIZE_MAX ? TEXT("") : text_slice(rest, colon + 1, SIZE_MAX);
		}
		if (!open)
			add_id_kinds(compiler, line);
		else if (!add_choice_words(compiler, open, line))
			open = NULL;
	}
}
