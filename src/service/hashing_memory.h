/* The memory that a hash works in, in large pages.
 *
 * The one idea: Argon2 asks the kernel for 19 MB anew each time, and walks through them at random. In pages of 4 kB, as
 * most machines give them unless they are asked, that is a third of a hash's time: 4,864 pages are made, and hardly a
 * step finds its page in the processor's table of them. libsodium has nothing to ask for others with, so the mmap()
 * that it calls is ours, which leaves every other mapping as it is.
 *
 * Source: madvise(2), MADV_HUGEPAGE; libsodium, argon2-core.c, allocate_memory(). Kernels that give large pages to
 * everybody, or to nobody, go on as they are.
 */
#ifndef SERVICE_HASHING_MEMORY_H
#define SERVICE_HASHING_MEMORY_H

#include <stdbool.h>

/* Whether it is this mmap() that libraries call. */
bool hashing_memory_in_force(void);

#endif
