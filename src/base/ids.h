/* Numbers that name rows, and random tokens that nobody can guess.
 *
 * The one idea: a struct type per kind of id, so that a staff id never goes where a customer id belongs. The schema
 * compiler declares one `struct <kind>_id` per `id(<kind>)` with DECLARE_ID. 0 means none; ids are below 2^53.
 */
#ifndef BASE_IDS_H
#define BASE_IDS_H

#include "base/text.h"

#define DECLARE_ID(kind)                                                                                               \
	struct kind##_id {                                                                                             \
		int64_t value;                                                                                         \
	}

#define ID_MAX INT64_C(9007199254740991)

/* 128 random bits as 22 characters of URL-safe base64, for links, sessions, keys, public names of files. */
struct secret token_make(struct arena *arena);
/* SHA-256 of a token as 32 bytes: what is stored instead of it. */
struct bytes token_hash(struct arena *arena, struct secret token);

#endif
