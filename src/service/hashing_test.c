/* What is hashed runs once each, on no more threads than there are cores, and gives way to all else. */
#include "service/hashing.h"
#include "tests/unit.h"

#include <pthread.h>
#include <stdatomic.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#define ASKERS 12
#define EACH   200

struct count {
	atomic_int runs, at_once, most;
};

static void count_one(void *state)
{
	struct count *count = state;
	int now = atomic_fetch_add(&count->at_once, 1) + 1, most = atomic_load(&count->most);
	while (now > most && !atomic_compare_exchange_weak(&count->most, &most, now))
		continue;
	sched_yield();
	atomic_fetch_add(&count->runs, 1);
	atomic_fetch_sub(&count->at_once, 1);
}

static void *ask_often(void *state)
{
	for (int i = 0; i < EACH; i++)
		hashing_run(count_one, state);
	return NULL;
}

static void each_is_run_once_and_only_as_many_at_a_time_as_there_are_cores(void **state)
{
	struct count count = {0};
	pthread_t askers[ASKERS];
	(void)state;
	for (int i = 0; i < ASKERS; i++)
		assert_int_equal(pthread_create(&askers[i], NULL, ask_often, &count), 0);
	for (int i = 0; i < ASKERS; i++)
		pthread_join(askers[i], NULL);
	assert_int_equal(count.runs, ASKERS * EACH);
	assert_in_range(count.most, 1, sysconf(_SC_NPROCESSORS_ONLN));
}

static void look_at_the_priority(void *state)
{
	*(int *)state = getpriority(PRIO_PROCESS, (id_t)syscall(SYS_gettid));
}

static void who_hashes_gives_way_and_who_asks_does_not(void **state)
{
	int asker = getpriority(PRIO_PROCESS, (id_t)syscall(SYS_gettid)), hasher = 0;
	(void)state;
	hashing_run(look_at_the_priority, &hasher);
	assert_int_equal(hasher, asker > HASHING_NICE ? asker : HASHING_NICE);
	assert_int_equal(getpriority(PRIO_PROCESS, (id_t)syscall(SYS_gettid)), asker);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_is_run_once_and_only_as_many_at_a_time_as_there_are_cores),
		cmocka_unit_test(who_hashes_gives_way_and_who_asks_does_not),
	};
	return cmocka_run_group_tests_name("hashing", tests, NULL, NULL);
}
