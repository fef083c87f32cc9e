/* The library that hashes works in large pages, and who maps other memory gets what it asks for. */
#include "service/hashing_memory.h"
#include "tests/unit.h"

#include <pthread.h>
#include <sodium.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define MEMORY   ((size_t)19 * 1024 * 1024)
#define READINGS 2000

static void *hash_until_told(void *state)
{
	const atomic_bool *told = state;
	unsigned char out[32], salt[crypto_pwhash_SALTBYTES] = {1};
	while (!atomic_load(told))
		assert_int_equal(
			crypto_pwhash(out, sizeof out, "a password", 10, salt, 2, MEMORY, crypto_pwhash_ALG_ARGON2ID13),
			0);
	return NULL;
}

/* Whether some mapping of at least that size is meant for large pages ("hg"; proc_pid_smaps(5)). */
static bool is_advised(size_t size)
{
	char line[512];
	unsigned long kilobytes = 0;
	bool found = false;
	FILE *maps = fopen("/proc/self/smaps", "r");
	assert_non_null(maps);
	while (!found && fgets(line, sizeof line, maps)) {
		(void)sscanf(line, "Size: %lu kB", &kilobytes);
		found = strncmp(line, "VmFlags:", 8) == 0 && strstr(line, " hg") && kilobytes * 1024 >= size;
	}
	fclose(maps);
	return found;
}

static void a_hash_works_in_large_pages(void **state)
{
	atomic_bool told = false;
	bool found = false;
	pthread_t hashing;
	(void)state;
	if (access("/sys/kernel/mm/transparent_hugepage", F_OK) != 0)
		skip();
	assert_true(hashing_memory_in_force());
	assert_false(is_advised(MEMORY));
	assert_int_equal(pthread_create(&hashing, NULL, hash_until_told, &told), 0);
	for (int i = 0; i < READINGS && !found; i++)
		found = is_advised(MEMORY);
	atomic_store(&told, true);
	pthread_join(hashing, NULL);
	assert_true(found);
}

static void other_memory_is_as_it_was_asked_for(void **state)
{
	(void)state;
	char *map = mmap(NULL, MEMORY, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	assert_ptr_not_equal(map, MAP_FAILED);
	assert_false(is_advised(MEMORY));
	map[MEMORY - 1] = 1;
	assert_int_equal(munmap(map, MEMORY), 0);
	assert_ptr_equal(mmap(NULL, 0, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), MAP_FAILED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_hash_works_in_large_pages),
		cmocka_unit_test(other_memory_is_as_it_was_asked_for),
	};
	return cmocka_run_group_tests_name("hashing memory", tests, NULL, NULL);
}
