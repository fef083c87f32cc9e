/* A zip archive, read part by part from a file or from memory; a bomb stops at a limit.
 *
 * The one idea: what comes out of a part goes to a function in pieces of at most 64 KiB, counted: how much
 * that will be, nobody believes the archive.
 */
#ifndef FORMAT_UNZIP_H
#define FORMAT_UNZIP_H

#include "base/outcome.h"
#include "base/text.h"

#define UNZIP_PARTS_MOST 10000
#define UNZIP_RATIO_MOST 400                  /* as much may come out of a byte … */
#define UNZIP_FREE_BYTES ((uint64_t)32 << 20) /* … behind these */

typedef enum outcome unzip_sink(void *state, struct bytes piece);

struct unzip;
/* True for the four bytes that an archive with something in it begins with. */
bool unzip_is_zip(struct bytes head);
/* The descriptor and the bytes stay the caller's and are used until the archive is closed. INVALID: it is no zip, or
 * damaged; TOO_MANY: more than UNZIP_PARTS_MOST parts. */
enum outcome unzip_open_file(int file, struct unzip **ret_unzip) MUST_USE;
enum outcome unzip_open_bytes(struct bytes bytes, struct unzip **ret_unzip) MUST_USE;
void unzip_close(struct unzip *unzip);
void unzip_cleanup(struct unzip **unzip);

size_t unzip_count(const struct unzip *unzip);
/* As it stands there, valid as long as the archive; the empty text when it is no text. A folder's ends with /. */
struct text unzip_name(const struct unzip *unzip, size_t part);
/* False when there is none of that name. */
bool unzip_find(const struct unzip *unzip, struct text name, size_t *ret_part);

/* INVALID: damaged, encrypted, or packed in a way that nobody uses; TOO_MANY: more than `most` bytes come out, or too
 * many for what went in; else what the sink gave. */
enum outcome unzip_read(struct unzip *unzip, size_t part, uint64_t most, unzip_sink *sink, void *state) MUST_USE;

#endif
