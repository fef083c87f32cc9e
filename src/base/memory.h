/* The one place where the base asks the system for memory.
 *
 * The one idea: memory that truly runs out cannot be handled sensibly, so it ends the process and a supervisor restarts
 * it; callers never see NULL. Input that would take too much is refused at the edge, long before.
 */
#ifndef BASE_MEMORY_H
#define BASE_MEMORY_H

#include <stddef.h>

/* realloc() that never gives NULL; `old` may be NULL. Free with free(). */
void *memory_resize(void *old, size_t size) __attribute__((returns_nonnull));
/* Writes a line and ends the process. */
_Noreturn void memory_end(void);

#endif
