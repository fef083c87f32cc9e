/* The file of an export while it is made, and the numbers of the customers who are in it, in a file beside it.
 *
 * The one idea: what the database says is in it is in it; what stands behind that came to nothing and is cut off before
 * anything is appended. Whoever writes keeps the file locked until the database knows, so that a server that was away
 * for a while and another that took its job over never write at the same time.
 */
#ifndef FEATURES_EXPORTS_FILE_H
#define FEATURES_EXPORTS_FILE_H

#include "context/context.h"

/* Where it lies: folder/exports/token. */
struct text export_file_path(struct arena *arena, struct text folder, struct text token);

bool export_file_is_there(struct text path);

struct export_file {
	int rows, numbers;
};
/* Makes it when it is missing, and locks it. Closed with the arena. TOO_MANY: somebody else writes, or the disk cannot.
 */
enum outcome export_file_open(struct context *ctx, struct text token, struct export_file **ret_file) MUST_USE;
/* Cuts off what came to nothing. NOT_FOUND when there is less: the file is lost. */
enum outcome export_file_cut(const struct export_file *file, int64_t bytes, int64_t rows) MUST_USE;
/* Behind what is kept; on the disk for good when this returns. */
enum outcome export_file_append(const struct export_file *file, struct bytes bytes, int64_t at) MUST_USE;
enum outcome export_file_append_ids(const struct export_file *file, const struct customer_id *ids, size_t count,
				    int64_t at_row) MUST_USE;
enum outcome export_file_sync(const struct export_file *file) MUST_USE;
/* Whether that customer is in it, or may be. What is half written counts. */
bool export_file_has(struct context *ctx, struct text token, struct customer_id customer);
/* Both files, if they are there. */
enum outcome export_file_remove(struct context *ctx, struct text token) MUST_USE;

#endif
