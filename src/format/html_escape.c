/* One table of entities for text, one for attributes. */
#include "format/html_escape.h"

static struct text text_entity(char c)
{
	switch (c) {
	case '&': return TEXT("&amp;");
	case '<': return TEXT("&lt;");
	case '>': return TEXT("&gt;");
	case '"': return TEXT("&quot;");
	case '\'': return TEXT("&#39;");
	default: return TEXT_NONE;
	}
}

static struct text attribute_entity(char c)
{
	switch (c) {
	case '\t': return TEXT("&#9;");
	case '\n': return TEXT("&#10;");
	case '\r': return TEXT("&#13;");
	default: return text_entity(c);
	}
}

/* Copies what needs no escape in runs. */
static void add_escaped(struct buffer *out, struct text t, struct text (*entity_of)(char))
{
	size_t copied = 0;
	for (size_t i = 0; i < t.size; i++) {
		struct text entity = entity_of(t.at[i]);
		if (!entity.at)
			continue;
		buffer_add_bytes(out, t.at + copied, i - copied);
		buffer_add(out, entity);
		copied = i + 1;
	}
	if (t.size > copied)
		buffer_add_bytes(out, t.at + copied, t.size - copied);
}

void html_add_text(struct buffer *out, struct text t)
{
	add_escaped(out, t, text_entity);
}

void html_add_attribute(struct buffer *out, struct text t)
{
	add_escaped(out, t, attribute_entity);
}
