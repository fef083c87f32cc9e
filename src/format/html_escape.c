/* One table says which bytes may not stand as they are; runs of all others are copied whole. */
#include "format/html_escape.h"

static struct text entity_of(char c)
{
	switch (c) {
	case '&': return TEXT("&amp;");
	case '<': return TEXT("&lt;");
	case '>': return TEXT("&gt;");
	case '"': return TEXT("&quot;");
	case '\'': return TEXT("&#39;");
	case '\t': return TEXT("&#9;");
	case '\n': return TEXT("&#10;");
	default: return TEXT("&#13;");
	}
}

/* Bytes that may not stand as they are: in text, in attributes, where line breaks would be changed by the browser, and
 * in URLs; what is REFUSED there cannot stand at all. */
enum place { IN_TEXT = 1, IN_ATTRIBUTE = 2, IN_URL = 4, REFUSED = 8 };
#define EVERYWHERE (IN_TEXT | IN_ATTRIBUTE | IN_URL)
#define NO_URL     (IN_URL | REFUSED)
#define LINES      (IN_ATTRIBUTE | NO_URL)
static const unsigned char marks[256] = {
	[0 ... 8] = NO_URL,   ['\t'] = LINES,     ['\n'] = LINES,      [11 ... 12] = NO_URL, ['\r'] = LINES,
	[14 ... 32] = NO_URL, ['\\'] = NO_URL,    [0x7f] = NO_URL,     ['&'] = EVERYWHERE,   ['<'] = EVERYWHERE,
	['>'] = EVERYWHERE,   ['"'] = EVERYWHERE, ['\''] = EVERYWHERE,
};

/* How many bytes in front may stand as they are; eight at a time, since most do. */
static size_t plain_size(struct text t, unsigned place)
{
	const unsigned char *at = (const unsigned char *)t.at;
	size_t i = 0;
	for (; t.size - i >= 8; i += 8) {
		unsigned first = marks[at[i]] | marks[at[i + 1]] | marks[at[i + 2]] | marks[at[i + 3]];
		unsigned second = marks[at[i + 4]] | marks[at[i + 5]] | marks[at[i + 6]] | marks[at[i + 7]];
		if ((first | second) & place)
			break;
	}
	while (i < t.size && !(marks[at[i]] & place))
		i++;
	return i;
}

/* False at a byte that is refused. */
static bool add_escaped(struct buffer *out, struct text t, unsigned place)
{
	for (;;) {
		size_t plain = plain_size(t, place);
		buffer_add_bytes(out, t.at, plain);
		if (plain == t.size)
			return true;
		if (place == IN_URL && marks[(unsigned char)t.at[plain]] & REFUSED)
			return false;
		buffer_add(out, entity_of(t.at[plain]));
		t = (struct text){t.at + plain + 1, t.size - plain - 1};
	}
}

void html_add_text(struct buffer *out, struct text t)
{
	(void)add_escaped(out, t, IN_TEXT);
}

void html_add_attribute(struct buffer *out, struct text t)
{
	(void)add_escaped(out, t, IN_ATTRIBUTE);
}

void html_add_url(struct buffer *out, struct text t)
{
	size_t start = out->size;
	if (add_escaped(out, t, IN_URL))
		return;
	out->size = start;
	buffer_add_char(out, '#');
}
