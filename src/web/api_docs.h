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
	struct text takes; /* the shape of the whole body; empty: fields, or nothing */
	struct text items; /* the call whose bodies it takes a list of; empty: none */
	int64_t items_most;
	bool reads_tagged, changes_tagged; /* If-None-Match, If-Match */
	const struct api_docs_field *fields;
	size_t field_count;
};

struct api_docs_event {
	struct text name, words, id, sample;
};

struct api_docs_group {
	struct text name;
	const struct api_docs_call *calls;
	size_t count;
};

struct api_docs_data {
	bool framed; /* with what staff have around pages */
	const struct api_docs_group *groups;
	size_t count;
	const struct api_docs_event *events; /* what is sent to others */
	size_t event_count;
};

#endif
