/* One table of entities for text, one for attributes. */
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

/* Bytes that may not stand as they are: in text, in attributes, where line breaks would be changed by the browser. */
enum place { IN_TEXT = 1, IN_ATTRIBUTE = 2 };
static const unsigned char escaped[256] = {
	['&'] = IN_TEXT | IN_ATTRIBUTE, ['<'] = IN_TEXT | IN_ATTRIBUTE,  ['>'] = IN_TEXT | IN_ATTRIBUTE,
	['"'] = IN_TEXT | IN_ATTRIBUTE, ['\''] = IN_TEXT | IN_ATTRIBUTE, ['\t'] = IN_ATTRIBUTE,
	['\n'] = IN_ATTRIBUTE,          ['\r'] = IN_ATTRIBUTE,
};

/* Copies what needs no escape in runs. */
static void add_escaped(struct buffer *out, struct text t, enum place place)
{
	size_t copied = 0;
	for (size_t i = 0; i < t.size; i++) {
		if (!(escaped[(unsigned char)t.at[i]] & place))
			continue;
		buffer_add_bytes(out, t.at + copied, i - copied);
		buffer_add(out, entity_of(t.at[i]));
		copied = i + 1;
	}
	if (t.size > copied)
		buffer_add_bytes(out, t.at + copied, t.size - copied);
}

void html_add_text(struct buffer *out, struct text t)
{
	add_escaped(out, t, IN_TEXT);
}

void html_add_attribute(struct buffer *out, struct text t)
{
	add_escaped(out, t, IN_ATTRIBUTE);
}
