/* Loops over words; see bits.h. Counting is compiled once more for processors that count bits in one instruction. */
#include "service/index/bits.h"

#include "base/memory.h"

#include <string.h>

#if defined(__x86_64__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) && !defined(__clang__)
#define COUNTS __attribute__((target_clones("arch=icelake-server", "popcnt", "default"), optimize("O3")))
#define LOOPS  __attribute__((target_clones("avx2", "default"), optimize("O3")))
#else
#define COUNTS
#define LOOPS
#endif

uint64_t *bits_make(size_t words)
{
	return bits_resize(NULL, 0, words);
}

uint64_t *bits_resize(uint64_t *bits, size_t words, size_t more)
{
	uint64_t *resized = memory_resize(bits, (more ? more : 1) * sizeof *bits);
	if (more > words)
		memset(resized + words, 0, (more - words) * sizeof *bits);
	return resized;
}

LOOPS void bits_and(uint64_t *restrict to, const uint64_t *restrict with, size_t words)
{
	for (size_t i = 0; i < words; i++)
		to[i] &= with[i];
}

LOOPS void bits_or(uint64_t *restrict to, const uint64_t *restrict with, size_t words)
{
	for (size_t i = 0; i < words; i++)
		to[i] |= with[i];
}

LOOPS void bits_and_not(uint64_t *restrict to, const uint64_t *restrict with, size_t words)
{
	for (size_t i = 0; i < words; i++)
		to[i] &= ~with[i];
}

LOOPS void bits_copy_and_not(uint64_t *restrict to, const uint64_t *restrict from, const uint64_t *restrict without,
			     size_t words)
{
	for (size_t i = 0; i < words; i++)
		to[i] = from[i] & ~without[i];
}

LOOPS void bits_turn(uint64_t *to, size_t words)
{
	for (size_t i = 0; i < words; i++)
		to[i] = ~to[i];
}

COUNTS size_t bits_count(const uint64_t *bits, size_t words)
{
	size_t count = 0;
	for (size_t i = 0; i < words; i++)
		count += (size_t)__builtin_popcountll(bits[i]);
	return count;
}

COUNTS size_t bits_count_both(const uint64_t *a, const uint64_t *b, size_t words)
{
	size_t count = 0;
	for (size_t i = 0; i < words; i++)
		count += (size_t)__builtin_popcountll(a[i] & b[i]);
	return count;
}
