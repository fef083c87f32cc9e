#include "service/hashing_memory.h"

#include <dlfcn.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/types.h>

/* Two large pages of most machines. */
#define LEAST (size_t)(4 * 1024 * 1024)

/* mmap() to the linker; the C library's own goes by its other name, too. */
void *hashing_memory_map(void *at, size_t size, int protection, int flags, int file, off_t offset) __asm__("mmap");

void *hashing_memory_map(void *at, size_t size, int protection, int flags, int file, off_t offset)
{
	/* Filled at once, it would be of small pages before anybody could say so. */
	bool hashing = file == -1 && (flags & MAP_POPULATE) != 0 && size >= LEAST;
	void *map = mmap64(at, size, protection, hashing ? flags & ~MAP_POPULATE : flags, file, offset);
	if (hashing && map != MAP_FAILED) {
		(void)madvise(map, size, MADV_HUGEPAGE);
		(void)madvise(map, size, MADV_POPULATE_WRITE);
	}
	return map;
}

bool hashing_memory_in_force(void)
{
	return dlsym(RTLD_DEFAULT, "mmap") == (void *)hashing_memory_map;
}
