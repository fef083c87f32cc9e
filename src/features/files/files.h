/* Pictures and attachments of customers, and pictures that are values of other slices.
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
#define PICTURE_FIT_WIDTH  480
#define PICTURE_FIT_HEIGHT 160
#define PICTURE_MEGAPIXELS 25
#define PICTURE_BYTES      8000000
#define FILES_MOST         500           /* of one customer, those set aside too */
#define FILES_ASIDE_US     (32 * DAY_US) /* for as long as a value that was replaced may be taken back, and a day */

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

/* ---- pictures that are values of other slices, which keep their names ---- */

struct picture {
	struct bytes large, small;  /* WebP, square */
	struct text content, thumb; /* where they lie */
};
/* Decodes what was sent and puts it into the folder; whose it is, files_give_picture() says. Given to nobody, it goes
 * with what is unused. INVALID at `picture` as above. Waits for the helper: not inside a transaction. */
enum outcome files_make_picture(struct context *ctx, struct bytes sent, struct picture *ret_picture) MUST_USE;
/* These three inside a transaction that has locked the customer. */
/* CONFLICT at `picture` when there are too many files. `ret_token`: its name. */
enum outcome files_give_picture(struct context *ctx, struct customer_id customer, const struct picture *picture,
				struct text *ret_token) MUST_USE;
/* From now on nothing holds it and nobody sees it; it stays for FILES_ASIDE_US, or until the customer is erased. */
enum outcome files_set_aside(struct context *ctx, struct customer_id customer, struct text token) MUST_USE;
/* NOT_FOUND when nothing of that name was set aside, or it has gone. */
enum outcome files_take_back(struct context *ctx, struct customer_id customer, struct text token) MUST_USE;
/* Whether it could be the name of a file. */
bool file_token_is_one(struct text token);

/* Removes what was set aside for long enough, and contents that nobody holds. What is due by the clock. */
enum outcome files_remove_aside(struct context *ctx) MUST_USE;
/* Removes contents that no file holds any more; outside a transaction, so that nothing goes whose row might come back.
 * What a crash kept it from doing is found again by the next call. */
enum outcome files_remove_unused(struct context *ctx) MUST_USE;
/* A customer_reaction to erasing: the contents go once that is committed. */
enum outcome files_forget(struct context *ctx, struct customer_id customer) MUST_USE;

/* ---- pictures ---- */

/* Decodes and makes both sizes, in a process of its own. INVALID at `picture`. */
enum outcome picture_make(struct context *ctx, struct bytes sent, struct picture *ret_picture) MUST_USE;
struct whole_picture {
	struct bytes png; /* see-through where the sent one was */
	int64_t width, height;
	bool see_through; /* somewhere */
};
/* Makes one of it that is whole, but for edges that cannot be seen, in PICTURE_FIT_WIDTH × PICTURE_FIT_HEIGHT at most,
 * in a process of its own. INVALID at `picture`. Waits for the helper: not inside a transaction. */
enum outcome picture_make_whole(struct context *ctx, struct bytes sent, struct whole_picture *ret_picture) MUST_USE;
/* What that process runs (`clientele picture-helper`): reads standard input, writes standard output. Its exit status.
 */
int picture_helper_run(void);

/* ---- the folder ---- */

/* Where that content lies: folder/ab/cdef… */
struct text file_path(struct arena *arena, struct text folder, struct text content);
/* What these bytes are called there: SHA-256, in hex. */
struct text file_content(struct arena *arena, struct bytes bytes);
/* Stores the bytes, unless they are there, durably. TOO_MANY when the disk is full or broken. */
enum outcome file_write(struct arena *arena, struct text folder, struct bytes bytes, struct text *ret_content) MUST_USE;

#endif
