/* What the page about the API shows, made from the tables of routes. */
#ifndef WEB_API_DOCS_H
#define WEB_API_DOCS_H

#include "base/text.h"

struct api_docs_field {
	struct text name, type, note;
};

struct api_docs_call {
	struct text method, path, id; /* id: for links to it */
	struct text summary, permission, returns, example;
	const struct api_docs_field *fields;
	size_t field_count;
};

struct api_docs_group {
	struct text name;
	const struct api_docs_call *calls;
	size_t count;
};

#endif
