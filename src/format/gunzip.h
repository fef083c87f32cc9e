/* gzip unpacked piece by piece, never more than a limit: a bomb stops at it, in 64 KiB of memory.
 *
 * The one idea: what comes out goes to a function in pieces of at most 64 KiB, so that no input, however it was made,
 * makes a large buffer.
 */
#ifndef FORMAT_GUNZIP_H
#define FORMAT_GUNZIP_H

#include "base/outcome.h"
#include "base/text.h"

typedef enum outcome gunzip_sink(void *state, struct bytes piece);

struct gunzip;
/* True for the two bytes that gzip begins with. */
bool gunzip_is_gzip(struct bytes head);
/* At most `most` bytes come out in all. */
struct gunzip *gunzip_open(uint64_t most, gunzip_sink *sink, void *state);
void gunzip_close(struct gunzip *gunzip);
void gunzip_cleanup(struct gunzip **gunzip);
/* INVALID: no gzip, damaged, or something else behind it; TOO_MANY: over the limit; else what the sink gave. Several
 * members behind one another are one file. After anything but DONE every call gives the same. */
enum outcome gunzip_push(struct gunzip *gunzip, struct bytes bytes) MUST_USE;
/* INVALID when the input was cut off. */
enum outcome gunzip_end(struct gunzip *gunzip) MUST_USE;

#endif
