/* Making a zip of texts and files, by libzip. */
#ifndef FORMAT_ZIP_WRITE_H
#define FORMAT_ZIP_WRITE_H

#include "base/arena.h"
#include "base/outcome.h"
#include "base/text.h"

struct zip_entry {
	struct text name;    /* "files/a.pdf" */
	struct text content; /* none: the file … */
	struct text path;    /* … that lies there; one that is missing is left out */
};
/* In the arena. FAULT when libzip refuses. */
enum outcome zip_write(struct arena *arena, const struct zip_entry *entries, size_t count,
		       struct bytes *ret_zip) MUST_USE;

#endif
