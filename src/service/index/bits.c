/* Loops over words; see bits.h. Counting is compiled once more for processors that count the bits of a word in one
 * instruction, and for those that count eight words in one, which are asked for by hand: compilers know them by name.
 */
#include "service/index/bits.h"

#include "base/memory.h"

#include <string.h>

#if defined(__x86_64__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) && !defined(__clang__)
#define COUNTS  __attribute__((target_clones("popcnt", "default"), optimize("O3")))
#define WIDE    __attribute__((target("avx512vpopcntdq,prefer-vector-width=512"), optimize("O3")))
#define IS_WIDE __builtin_cpu_supports("avx512vpopcntdq")
#define LOOPS   __attribute__((target_clones("avx2", "default"), optimize("O3")))
#else
#define COUNTS
#define WIDE
#define IS_WIDE false
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

static inline __attribute__((always_inline)) size_t count(const uint64_t *bits, size_t words)
{
	size_t found = 0;
	for (size_t i = 0; i < words; i++)
		found += (size_t)__builtin_popcountll(bits[i]);
	return found;
}

static inline __attribute__((always_inline)) size_t and_counted(uint64_t *restrict to, const uint64_t *restrict with,
								size_t words)
{
	size_t found = 0;
	for (size_t i = 0; i < words; i++) {
		to[i] &= with[i];
		found += (size_t)__builtin_popcountll(to[i]);
	}
	return found;
}

static inline __attribute__((always_inline)) size_t count_both(const uint64_t *a, const uint64_t *b, size_t words)
{
	size_t found = 0;
	for (size_t i = 0; i < words; i++)
		found += (size_t)__builtin_popcountll(a[i] & b[i]);
	return found;
}

WIDE static size_t count_wide(const uint64_t *bits, size_t words)
{
	return count(bits, words);
}

WIDE static size_t and_counted_wide(uint64_t *to, const uint64_t *with, size_t words)
{
	return and_counted(to, with, words);
}

WIDE static size_t count_both_wide(const uint64_t *a, const uint64_t *b, size_t words)
{
	return count_both(a, b, words);
}

COUNTS size_t bits_count(const uint64_t *bits, size_t words)
{
	return IS_WIDE ? count_wide(bits, words) : count(bits, words);
}

COUNTS size_t bits_and_counted(uint64_t *to, const uint64_t *with, size_t words)
{
	return IS_WIDE ? and_counted_wide(to, with, words) : and_counted(to, with, words);
}

COUNTS size_t bits_count_both(const uint64_t *a, const uint64_t *b, size_t words)
{
	return IS_WIDE ? count_both_wide(a, b, words) : count_both(a, b, words);
}
