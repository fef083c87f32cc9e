/* Pictures and attachments of customers.
 *
 * The one idea: nothing that somebody sent is ever shown. Pictures are decoded in a helper process that may do nothing
 * else and are stored as new pictures (files_decode.c); everything else is only ever a download. Names in addresses are
 * random. The bytes lie in the folder ctx->files, named by their hash (files_store.c); a row in file_contents says that
 * they are there, and they go when the last file that holds them has gone. Source: decision 13; security 18, 23.
 */
#ifndef FEATURES_FILES_H
#define FEATURES_FILES_H

#include "context/context.h"
#include "files.sql.h"

#define PICTURE_SIDE       512
#define PICTURE_SMALL_SIDE 96
#define PICTURE_MEGAPIXELS 25
#define FILES_MOST         500 /* of one customer */

/* INVALID at `picture` when it is none that can be shown, or is too large; NOT_FOUND out of scope. The picture before
 * goes. Waits for the helper: not inside a transaction. */
enum outcome files_set_picture(struct context *ctx, struct customer_id customer, struct bytes sent) MUST_USE;
enum outcome files_remove_picture(struct context *ctx, struct customer_id customer) MUST_USE;

struct file_sent {
	struct text name; /* the sender's word for it */
	struct bytes content;
};
/* INVALID at `file` when it is empty; CONFLICT when there are too many. */
enum outcome files_add(struct context *ctx, struct customer_id customer, const struct file_sent *sent) MUST_USE;
enum outcome files_remove(struct context *ctx, struct customer_id customer, struct text token) MUST_USE;

/* The file of that name, when its customer is in scope. */
enum outcome files_get(struct context *ctx, struct text token, struct file_find *ret_file) MUST_USE;

/* Removes contents that no file holds any more; outside a transaction, so that nothing goes whose row might come back.
 * What a crash kept it from doing is found again by the next call. */
enum outcome files_remove_unused(struct context *ctx) MUST_USE;
/* A customer_reaction to erasing: the contents go once that is committed. */
enum outcome files_forget(struct context *ctx, struct customer_id customer) MUST_USE;

/* ---- pictures ---- */

struct picture {
	struct bytes large, small; /* WebP, square */
};
/* Decodes and makes both, in a process of its own. INVALID at `picture`. */
enum outcome picture_make(struct context *ctx, struct bytes sent, struct picture *ret_picture) MUST_USE;
/* What that process runs (`clientele picture-helper`): reads standard input, writes standard output. Its exit status.
 */
int picture_helper_run(void);

/* ---- the folder ---- */

/* Where that content lies: folder/ab/cdef… */
struct text file_path(struct arena *arena, struct text folder, struct text content);
/* Stores the bytes, unless they are there, durably. TOO_MANY when the disk is full or broken. */
enum outcome file_write(struct arena *arena, struct text folder, struct bytes bytes, struct text *ret_content) MUST_USE;

#endif
