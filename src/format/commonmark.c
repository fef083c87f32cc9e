/* CommonMark by md4c; the contract is in commonmark.h. md4c finds the structure, this file writes it. */
#include "format/commonmark.h"

#include "format/html_escape.h"

#include <md4c.h>
#include <string.h>

#define FLAGS      (MD_FLAG_NOHTML | MD_FLAG_PERMISSIVEURLAUTOLINKS)
#define DEPTH_MOST 16
#define URL_MOST   2000

struct writing {
	struct buffer *out;
	int pictures; /* inside of so many: only the text counts */
	/* of links, from outside in */
	char url[URL_MOST];
	size_t url_size;
	bool linked;
	size_t link_start, words_start, words_end;
	size_t block_start; /* of the paragraph */
	bool alone;         /* nothing stands behind the link that the paragraph began with, which has words */
	/* of the text part */
	int quotes, depth;
	int64_t numbers[DEPTH_MOST]; /* of the next item of an ordered list; 0: a list of dots */
	bool fresh;                  /* nothing stands in this block yet */
	bool parted;                 /* a blank line comes before the next line of the quotation, or behind its end */
};

static struct text text_of_attribute(const MD_ATTRIBUTE *attribute)
{
	return (struct text){attribute->text ? attribute->text : "", attribute->size};
}

static bool leads_somewhere(struct text url)
{
	static const char *const schemes[] = {"https://", "http://", "mailto:"};
	for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
		if (url.size < URL_MOST && text_starts(url, text_of(schemes[i])))
			return true;
	return false;
}

static void open_link(struct writing *writing, const MD_SPAN_A_DETAIL *detail)
{
	struct text url = text_of_attribute(&detail->href);
	writing->linked = leads_somewhere(url);
	if (!writing->linked)
		return;
	memcpy(writing->url, url.at, url.size);
	writing->url_size = url.size;
	writing->link_start = writing->out->size;
}

/* ---- HTML ---- */

static const char *block_name(MD_BLOCKTYPE type, void *detail)
{
	static const char *const heads[] = {"h1", "h2", "h3", "h4", "h5", "h6"};
	switch (type) {
	case MD_BLOCK_QUOTE: return "blockquote";
	case MD_BLOCK_UL: return "ul";
	case MD_BLOCK_OL: return "ol";
	case MD_BLOCK_LI: return "li";
	case MD_BLOCK_H: return heads[((MD_BLOCK_H_DETAIL *)detail)->level - 1];
	case MD_BLOCK_CODE: return "pre";
	case MD_BLOCK_P: return "p";
	case MD_BLOCK_DOC:
	case MD_BLOCK_HR:
	case MD_BLOCK_HTML:
	case MD_BLOCK_TABLE:
	case MD_BLOCK_THEAD:
	case MD_BLOCK_TBODY:
	case MD_BLOCK_TR:
	case MD_BLOCK_TH:
	case MD_BLOCK_TD: break;
	}
	return NULL;
}

static int html_enter_block(MD_BLOCKTYPE type, void *detail, void *state)
{
	struct writing *writing = state;
	const char *name = block_name(type, detail);
	if (type == MD_BLOCK_HR)
		buffer_add(writing->out, TEXT("<hr>\n"));
	else if (name)
		buffer_add_format(writing->out, "<%s>", name);
	writing->block_start = writing->out->size;
	writing->alone = false;
	return 0;
}

/* So that what a letter is for can look like it. */
static void mark_alone(struct writing *writing)
{
	const struct text mark = TEXT(" class=\"alone\"");
	const size_t at = writing->block_start - 1;
	buffer_add(writing->out, mark);
	if (buffer_failed(writing->out))
		return;
	memmove(writing->out->at + at + mark.size, writing->out->at + at, writing->out->size - mark.size - at);
	memcpy(writing->out->at + at, mark.at, mark.size);
}

static int html_leave_block(MD_BLOCKTYPE type, void *detail, void *state)
{
	struct writing *writing = state;
	const char *name = block_name(type, detail);
	if (type == MD_BLOCK_P && writing->alone)
		mark_alone(writing);
	if (name)
		buffer_add_format(writing->out, "</%s>\n", name);
	return 0;
}

static const char *span_name(MD_SPANTYPE type)
{
	return type == MD_SPAN_EM ? "em" : type == MD_SPAN_STRONG ? "strong" : type == MD_SPAN_CODE ? "code" : NULL;
}

static int html_enter_span(MD_SPANTYPE type, void *detail, void *state)
{
	struct writing *writing = state;
	const char *name = span_name(type);
	writing->pictures += type == MD_SPAN_IMG;
	writing->alone = false;
	if (writing->pictures)
		return 0;
	if (type == MD_SPAN_A) {
		open_link(writing, detail);
		if (!writing->linked)
			return 0;
		buffer_add(writing->out, TEXT("<a href=\""));
		html_add_url(writing->out, (struct text){writing->url, writing->url_size});
		buffer_add(writing->out, TEXT("\">"));
		writing->words_start = writing->out->size;
	} else if (name) {
		buffer_add_format(writing->out, "<%s>", name);
	}
	return 0;
}

static void html_leave_link(struct writing *writing)
{
	struct text url = {writing->url, writing->url_size};
	struct text words = text_slice(buffer_text(writing->out), writing->words_start, SIZE_MAX);
	writing->alone = writing->link_start == writing->block_start && !text_equal(words, url);
	buffer_add(writing->out, TEXT("</a>"));
}

static int html_leave_span(MD_SPANTYPE type, void *detail, void *state)
{
	struct writing *writing = state;
	const char *name = span_name(type);
	(void)detail;
	if (type == MD_SPAN_IMG)
		writing->pictures--;
	else if (type == MD_SPAN_A && writing->linked && !writing->pictures)
		html_leave_link(writing);
	else if (name && !writing->pictures)
		buffer_add_format(writing->out, "</%s>", name);
	return 0;
}

static int html_text(MD_TEXTTYPE type, const MD_CHAR *at, MD_SIZE size, void *state)
{
	struct writing *writing = state;
	writing->alone = false;
	if (type == MD_TEXT_BR)
		buffer_add(writing->out, TEXT("<br>\n"));
	else if (type == MD_TEXT_SOFTBR)
		buffer_add(writing->out, TEXT("\n"));
	else if (type == MD_TEXT_ENTITY) /* "&auml;", as md4c has checked */
		buffer_add(writing->out, (struct text){at, size});
	else
		html_add_text(writing->out, (struct text){at, size});
	return 0;
}

/* ---- text ---- */

static void begin_line(struct writing *writing)
{
	for (int i = 0; writing->parted && i < writing->quotes; i++)
		buffer_add(writing->out, i + 1 < writing->quotes ? TEXT("> ") : TEXT(">\n"));
	writing->parted = false;
	for (int i = 0; i < writing->quotes; i++)
		buffer_add(writing->out, TEXT("> "));
	for (int i = 1; i < writing->depth; i++)
		buffer_add(writing->out, TEXT("  "));
}

static int text_enter_block(MD_BLOCKTYPE type, void *detail, void *state)
{
	struct writing *writing = state;
	int64_t *number =
		&writing->numbers[writing->depth > 0 && writing->depth <= DEPTH_MOST ? writing->depth - 1 : 0];
	if (type == MD_BLOCK_QUOTE)
		writing->quotes++;
	if (type == MD_BLOCK_UL || type == MD_BLOCK_OL) {
		if (writing->depth && !writing->fresh)
			buffer_add(writing->out, TEXT("\n"));
		if (writing->depth < DEPTH_MOST)
			writing->numbers[writing->depth] =
				type == MD_BLOCK_OL ? (int64_t)((MD_BLOCK_OL_DETAIL *)detail)->start : 0;
		writing->depth++;
	}
	if (type == MD_BLOCK_LI) {
		begin_line(writing);
		if (type == MD_BLOCK_LI && *number)
			buffer_add_format(writing->out, "%lld. ", (long long)(*number)++);
		else
			buffer_add(writing->out, TEXT("- "));
		writing->fresh = true;
	} else if (type == MD_BLOCK_P || type == MD_BLOCK_H || type == MD_BLOCK_CODE) {
		if (!writing->fresh)
			begin_line(writing);
		writing->fresh = writing->alone = false;
		writing->block_start = writing->out->size;
	} else if (type == MD_BLOCK_HR) {
		begin_line(writing);
		buffer_add(writing->out, TEXT("---\n\n"));
	}
	return 0;
}

/* The address of a link that is a whole paragraph has a line of its own, so that no bracket looks like a part of it. */
static void put_below(struct writing *writing)
{
	writing->out->size = writing->words_end;
	buffer_add(writing->out, TEXT(":\n"));
	buffer_add(writing->out, (struct text){writing->url, writing->url_size});
}

static int text_leave_block(MD_BLOCKTYPE type, void *detail, void *state)
{
	struct writing *writing = state;
	(void)detail;
	if (type == MD_BLOCK_P && writing->alone && !writing->quotes && !writing->depth)
		put_below(writing);
	if (type == MD_BLOCK_QUOTE && --writing->quotes == 0 && writing->parted) {
		buffer_add(writing->out, TEXT("\n"));
		writing->parted = false;
	}
	if (type == MD_BLOCK_UL || type == MD_BLOCK_OL)
		writing->depth--;
	bool ends_line = writing->out->size && writing->out->at[writing->out->size - 1] == '\n';
	if (type == MD_BLOCK_LI && !ends_line)
		buffer_add(writing->out, TEXT("\n"));
	if (type == MD_BLOCK_CODE || type == MD_BLOCK_P || type == MD_BLOCK_H)
		buffer_add(writing->out, ends_line ? TEXT("") : TEXT("\n"));
	bool parts = type == MD_BLOCK_P || type == MD_BLOCK_H || type == MD_BLOCK_CODE || type == MD_BLOCK_UL ||
		     type == MD_BLOCK_OL;
	if (parts && !writing->depth && writing->quotes)
		writing->parted = true;
	else if (parts && !writing->depth)
		buffer_add(writing->out, TEXT("\n"));
	if (type == MD_BLOCK_LI)
		writing->fresh = false;
	return 0;
}

static int text_enter_span(MD_SPANTYPE type, void *detail, void *state)
{
	struct writing *writing = state;
	writing->alone = false;
	if (type == MD_SPAN_A)
		open_link(writing, detail);
	return 0;
}

/* The address behind the words, unless it is what they say. */
static int text_leave_span(MD_SPANTYPE type, void *detail, void *state)
{
	struct writing *writing = state;
	(void)detail;
	if (type != MD_SPAN_A || !writing->linked || buffer_failed(writing->out))
		return 0;
	struct text url = {writing->url, writing->url_size};
	struct text words = {writing->out->at + writing->link_start, writing->out->size - writing->link_start};
	if (text_equal(words, url) || text_ends(url, words))
		return 0;
	writing->alone = writing->link_start == writing->block_start;
	writing->words_end = writing->out->size;
	buffer_add(writing->out, TEXT(" ("));
	buffer_add(writing->out, url);
	buffer_add(writing->out, TEXT(")"));
	return 0;
}

static int text_text(MD_TEXTTYPE type, const MD_CHAR *at, MD_SIZE size, void *state)
{
	struct writing *writing = state;
	writing->fresh = writing->alone = false;
	if (type == MD_TEXT_BR || type == MD_TEXT_SOFTBR) {
		buffer_add(writing->out, TEXT("\n"));
		begin_line(writing);
		if (writing->depth)
			buffer_add(writing->out, TEXT("  "));
	} else {
		buffer_add(writing->out, (struct text){at, size});
	}
	return 0;
}

/* ---- both ---- */

void commonmark_add_html(struct buffer *out, struct text source)
{
	struct writing writing = {.out = out};
	const MD_PARSER parser = {.flags = FLAGS,
				  .enter_block = html_enter_block,
				  .leave_block = html_leave_block,
				  .enter_span = html_enter_span,
				  .leave_span = html_leave_span,
				  .text = html_text};
	md_parse(source.at, (MD_SIZE)source.size, &parser, &writing);
}

void commonmark_add_text(struct buffer *out, struct text source)
{
	struct writing writing = {.out = out};
	const MD_PARSER parser = {.flags = FLAGS,
				  .enter_block = text_enter_block,
				  .leave_block = text_leave_block,
				  .enter_span = text_enter_span,
				  .leave_span = text_leave_span,
				  .text = text_text};
	md_parse(source.at, (MD_SIZE)source.size, &parser, &writing);
}

struct text commonmark_escape(struct arena *arena, struct text value)
{
	char *escaped = arena_take_bytes(arena, value.size * 2 + 1);
	size_t size = 0;
	for (size_t i = 0; i < value.size; i++) {
		char c = value.at[i];
		if (c == '\n' || c == '\r' || c == '\t')
			c = ' ';
		/* Every ASCII sign may be escaped. */
		if ((c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') ||
		    (c >= '{' && c <= '~'))
			escaped[size++] = '\\';
		escaped[size++] = c;
	}
	escaped[size] = '\0';
	return (struct text){escaped, size};
}
