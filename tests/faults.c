/* Failing on purpose; the contract is in faults.h.
 *
 * What changes here: the counts, from several threads at once, hence atomic; the one store that is wrapped.
 */
#include "tests/faults.h"

#include "store/engine.h"

#include <errno.h>
#include <sqlite3.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

static atomic_int kind;
static atomic_int_fast64_t seen, failed, syncs;
static int64_t first_to_fail, last_to_fail;

void faults_begin(enum fault fault, int64_t first, int64_t more)
{
	first_to_fail = first;
	last_to_fail = more > INT64_MAX - first ? INT64_MAX : first + more;
	atomic_store(&seen, 0);
	atomic_store(&failed, 0);
	atomic_store(&syncs, 0);
	atomic_store(&kind, (int)fault);
}

int64_t faults_end(void)
{
	atomic_store(&kind, FAULT_NONE);
	return atomic_load(&failed);
}

int64_t faults_seen(void)
{
	return atomic_load(&seen);
}

int64_t faults_syncs(void)
{
	return atomic_load(&syncs);
}

static bool fails(enum fault fault)
{
	if (atomic_load(&kind) != (int)fault)
		return false;
	int64_t number = atomic_fetch_add(&seen, 1) + 1;
	if (number < first_to_fail || number > last_to_fail)
		return false;
	atomic_fetch_add(&failed, 1);
	return true;
}

/* ---- the disk ---- */

static int refuse(int error)
{
	errno = error;
	return -1;
}

static int sync_or_fail(long call, int file)
{
	atomic_fetch_add(&syncs, 1);
	return fails(FAULT_SYNC) || fails(FAULT_WRITE) ? refuse(EIO) : (int)syscall(call, file);
}

int fdatasync(int file)
{
	return sync_or_fail(SYS_fdatasync, file);
}

int fsync(int file)
{
	return sync_or_fail(SYS_fsync, file);
}

ssize_t pwrite(int file, const void *bytes, size_t size, off_t at)
{
	return fails(FAULT_WRITE) ? refuse(ENOSPC) : syscall(SYS_pwrite64, file, bytes, size, at);
}

int ftruncate(int file, off_t size)
{
	return fails(FAULT_WRITE) ? refuse(EIO) : (int)syscall(SYS_ftruncate, file, size);
}

/* ---- memory ---- */

static sqlite3_mem_methods allocator;

static void *take(int size)
{
	return fails(FAULT_ALLOCATION) ? NULL : allocator.xMalloc(size);
}

static void *resize(void *at, int size)
{
	return fails(FAULT_ALLOCATION) ? NULL : allocator.xRealloc(at, size);
}

void faults_take_allocator(void)
{
	sqlite3_config(SQLITE_CONFIG_GETMALLOC, &allocator);
	sqlite3_mem_methods ours = allocator;
	ours.xMalloc = take;
	ours.xRealloc = resize;
	if (sqlite3_config(SQLITE_CONFIG_MALLOC, &ours) != SQLITE_OK)
		abort();
}

/* ---- statements ---- */

static const struct store_engine *engine;
static struct store_engine failing;

/* A statement that the engine itself refuses, so that the transaction is spoiled as by any other. */
static enum outcome ask(struct reader *reader, const struct engine_ask *asked, int64_t *ret_changed)
{
	if (!fails(FAULT_STATEMENT))
		return engine->ask(reader, asked, ret_changed);
	const struct engine_ask broken = {.composed = TEXT("SELECT broken")};
	return engine->ask(reader, &broken, ret_changed);
}

void faults_wrap(struct store *store)
{
	engine = store->engine;
	failing = *engine;
	failing.ask = ask;
	store->engine = &failing;
}
