/* Files that must not be half there: writing all of the bytes, and saying what it means when a disk does not. */
#ifndef BASE_DISK_H
#define BASE_DISK_H

#include "base/outcome.h"
#include "base/text.h"

/* What errno says, logged as "what: why". TOO_MANY when the disk is full or broken and may be well again, else FAULT.
 */
enum outcome disk_failed(const char *what);
/* All of the bytes, and that they last: false with errno. */
bool disk_write(int file, struct bytes bytes);
/* For __attribute__((cleanup)); below 0: there is none. */
void disk_close(const int *file);

#endif
