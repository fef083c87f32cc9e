/* What the files slice's views are given. */
#ifndef FEATURES_FILES_PAGES_H
#define FEATURES_FILES_PAGES_H

#include "features/files/files.h"
#include "web/pages.h"

struct file_shown {
	struct text name, author, url, remove_url;
	struct instant at;
	int64_t size;
};

struct files_shown {
	const struct problems *problems;
	const struct file_shown *list;
	size_t count;
	struct text picture_url; /* none: there is no picture */
	struct text picture_action, picture_remove_action, file_action, all_url;
	bool may_write;
};
/* A picture, or to staff an attachment, of a customer in scope. */
enum outcome files_answer(struct request *request, struct text token, bool small) MUST_USE;
/* Where that side of the server shows it. None when there is none. */
enum outcome files_find_picture(struct request *request, struct customer_id customer, struct text *ret_url) MUST_USE;
enum outcome files_load(struct request *request, struct customer_id customer, struct files_shown *ret_shown) MUST_USE;

#endif
