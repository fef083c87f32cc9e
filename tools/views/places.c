/* The tables; see places.h. */
#include "places.h"

static const char *const words_attributes[] = {"title",
					       "alt",
					       "placeholder",
					       "label",
					       "aria-label",
					       "aria-description",
					       "aria-placeholder",
					       "aria-roledescription",
					       "aria-valuetext",
					       "hx-confirm",
					       "hx-prompt",
					       NULL};
static const char *const link_attributes[] = {"href", "src",        "xlink:href",  "poster",         "cite",
					      "ping", "background", "hx-push-url", "hx-replace-url", NULL};
static const char *const action_attributes[] = {"action", "formaction", "hx-get",    "hx-post",
						"hx-put", "hx-patch",   "hx-delete", NULL};
/* Their URL is run, styled by or drawn in the page. */
static const char *const loading_elements[] = {"script", "link", "use", NULL};
static const char *const fixed_attributes[] = {"hx-vals", "hx-headers", "hx-request", "hx-trigger",
					       "hx-ext",  "hx-vars",    "srcset",     "imagesrcset",
					       "method",  "formmethod", NULL};
static const char *const void_elements[] = {"area", "br",   "col",    "hr",    "img", "input",
					    "link", "meta", "source", "track", "wbr", NULL};
static const char *const refused_elements[] = {
	"style",         "base",      "iframe",  "frame",   "frameset",         "object",
	"embed",         "applet",    "animate", "set",     "animatetransform", "animatemotion",
	"foreignobject", "plaintext", "xmp",     "noembed", "noframes",         NULL};
static const char *const plain_filters[] = {"date",  "instant", "iso",     "iso_date", "count",
					    "money", "size",    "or_dash", NULL};
static const char *const text_filters[] = {"date", "instant", "ago", "count", "money", "size", NULL};

bool text_is_any(struct text t, const char *const *words)
{
	for (; *words; words++)
		if (text_equal(t, text_of(*words)))
			return true;
	return false;
}

static enum place refuse(const char **ret_hint, const char *hint)
{
	*ret_hint = hint;
	return PLACE_REFUSED;
}

enum place place_of_attribute(struct text element, struct text name, const char **ret_hint)
{
	*ret_hint = NULL;
	if (text_starts(name, TEXT("data-hx-")))
		return refuse(ret_hint, "write the hx- attribute without data-");
	if (text_starts(name, TEXT("on")) || text_starts(name, TEXT("hx-on")) || text_equal(name, TEXT("_")))
		return refuse(ret_hint, "the page's policy allows no inline script; listen in a file of assets/");
	if (text_equal(name, TEXT("style")))
		return refuse(ret_hint, "the page's policy allows no inline style; use a class, <progress> or <meter>");
	if (text_equal(name, TEXT("srcdoc")) || text_equal(name, TEXT("http-equiv")))
		return refuse(ret_hint, "it can run or redirect; send a header from C");
	if (text_is_any(name, words_attributes))
		return PLACE_WORDS;
	if (text_is_any(name, link_attributes))
		return text_is_any(element, loading_elements) ? PLACE_ACTION : PLACE_LINK;
	if (text_is_any(name, action_attributes))
		return PLACE_ACTION;
	if (text_is_any(name, fixed_attributes)) {
		*ret_hint = text_starts(name, TEXT("hx-"))
				    ? "htmx evaluates it; put values into hidden inputs or the URL"
				    : "write it out, in both branches of an {if} where it must differ";
		return PLACE_FIXED;
	}
	return PLACE_ATTRIBUTE;
}

bool element_is_void(struct text name)
{
	return text_is_any(name, void_elements);
}

const char *element_refusal(struct text name)
{
	if (text_equal(name, TEXT("style")))
		return "put the rules into a file of assets/";
	return text_is_any(name, refused_elements) ? "it can run, load or change what the escaper cannot follow" : NULL;
}

bool url_begins_well(enum place place, struct text literal)
{
	/* The last two are of letters: a part that goes with it, a picture in the page itself. */
	static const char *const schemes[] = {
		"http://", "https://", "mailto:", "tel:", "cid:", "data:image/png;base64,"};
	if (literal.size == 0)
		return true;
	char first = literal.at[0];
	if (first == '/')
		return literal.size == 1 || (literal.at[1] != '/' && literal.at[1] != '\\');
	if (first == '#' || first == '?')
		return true;
	for (size_t i = 0; place == PLACE_LINK && i < sizeof schemes / sizeof *schemes; i++)
		if (text_starts(literal, text_of(schemes[i])))
			return true;
	return false;
}

bool filter_is_plain(struct text name)
{
	return text_is_any(name, plain_filters);
}

bool filter_gives_text(struct text name)
{
	return text_is_any(name, text_filters);
}

const char *filter_cast(struct text name)
{
	return text_equal(name, TEXT("count")) || text_equal(name, TEXT("size")) ? "(int64_t)" : "";
}

/* Coarse on purpose: blocks of letters, not of punctuation, arrows and pictures. */
static bool is_letter(uint32_t point)
{
	if (point < 0x80)
		return (point >= 'a' && point <= 'z') || (point >= 'A' && point <= 'Z');
	if (point < 0x2000)
		return point >= 0xc0 && point != 0xd7 && point != 0xf7;
	return (point >= 0x3040 && point < 0xe000) || (point >= 0xf900 && point < 0xfe00) ||
	       (point >= 0xff21 && point < 0xffe0) || (point >= 0x20000 && point < 0x30000);
}

/* Offset behind the {…} or {{…}} that begins at `from`. */
static size_t behind_braces(struct text t, size_t from)
{
	int depth = 0;
	for (size_t i = from; i < t.size; i++) {
		depth += t.at[i] == '{';
		depth -= t.at[i] == '}';
		if (depth == 0)
			return i + 1;
	}
	return t.size;
}

static size_t behind_entity(struct text t, size_t from)
{
	size_t i = from + 1;
	while (i < t.size &&
	       (is_letter((unsigned char)t.at[i]) || (t.at[i] >= '0' && t.at[i] <= '9') || t.at[i] == '#'))
		i++;
	return i < t.size && t.at[i] == ';' ? i + 1 : from + 1;
}

bool text_has_words(struct text raw)
{
	size_t at = 0;
	uint32_t point = 0;
	while (at < raw.size) {
		if (raw.at[at] == '{')
			at = behind_braces(raw, at);
		else if (raw.at[at] == '&')
			at = behind_entity(raw, at);
		else if (!text_next_point(raw, &at, &point) || is_letter(point))
			return point != 0;
	}
	return false;
}

bool text_has_values(struct text raw)
{
	return text_find(raw, TEXT("{"), 0) != SIZE_MAX;
}
