/* Answers of the API in one form: things, lists in pages, what was made, nothing; versions and cursors.
 *
 * The one idea: every endpoint answers through these calls, so shapes, headers and pagination are the same everywhere:
 *
 *	struct json_writer json = api_begin(request, 200);          a thing: write one object
 *
 *	struct api_list list = api_list_begin(request);             {"data": […], "total": 12, "next": "…"}
 *	for (…)
 *		write(&list.json, &rows[i]);
 *	return api_list_end(&list, total, next);
 *
 * Source: decisions 7, 8, 11; RFC 9110 §13 for ETag and its conditions.
 */
#ifndef WEB_API_H
#define WEB_API_H

#include "format/json_write.h"
#include "web/answer.h"

/* One JSON value follows. */
struct json_writer api_begin(struct request *request, int status);
/* 201 with Location; the thing follows. */
struct json_writer api_created(struct request *request, struct text path);
/* 204: it is done, there is nothing to say. */
enum outcome api_done(struct request *request);

struct api_list {
	struct request *request;
	struct json_writer json; /* write one value for each row */
};
struct api_list api_list_begin(struct request *request);
/* `total` -1: not asked for, and null. `next` none: this was the last page; else it is also said in the header Link. */
enum outcome api_list_end(struct api_list *list, int64_t total, struct text next);

/* When the answer's body is written: sets ETag to the version of the thing and a hash of the body, since an answer also
 * shows what has no version (counters). To GET, 304 without the body when the asker has it already (If-None-Match).
 * FAULT when the route is not declared as `tagged`. */
enum outcome api_end_tagged(struct request *request, int64_t version) MUST_USE;
/* What If-Match asks for: DONE when it is absent, `*` or has a tag of that version, whatever its hash; else CONFLICT,
 * answered as 412. Call it in the transaction that changes the thing, when its row is locked. FAULT as above. */
enum outcome api_match(struct request *request, int64_t version) MUST_USE;

/* Where a page of a list ended that is sorted by time and id. */
struct api_place {
	struct instant at;
	int64_t id;
};
/* Opaque, with a MAC over the path and over all that was asked but cursor, limit and total. */
enum outcome api_cursor_write(struct request *request, struct api_place place, struct text *ret_cursor) MUST_USE;
/* An empty or absent cursor is the place before the first row, newest first. INVALID at "cursor" for one that was not
 * made here, or for another list. */
enum outcome api_cursor_read(struct request *request, struct text cursor, struct api_place *ret_place) MUST_USE;

#endif
