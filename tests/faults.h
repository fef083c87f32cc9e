/* A machine that fails: the N-th write to disk, the N-th allocation of SQLite, the N-th statement.
 *
 * The one idea: a program that includes this has its own pwrite(), fsync() … and allocator, which SQLite calls, and so
 * they are counted and can be made to fail. Elsewhere, nothing fails and nothing is counted.
 */
#ifndef TESTS_FAULTS_H
#define TESTS_FAULTS_H

#include <stdbool.h>
#include <stdint.h>

enum fault {
	FAULT_NONE,
	FAULT_SYNC,       /* fsync(), fdatasync(): EIO */
	FAULT_WRITE,      /* those, and pwrite(), ftruncate(): ENOSPC */
	FAULT_ALLOCATION, /* SQLite's */
	FAULT_STATEMENT,  /* of a store that faults_wrap() was given */
};

/* From now on the `first`-th of that kind fails (1 is the next), and so do the `more` that follow it. */
#define FAULTS_FOREVER INT64_MAX
void faults_begin(enum fault fault, int64_t first, int64_t more);
/* Ends it; how many have failed. */
int64_t faults_end(void);
/* How many of that kind there were since faults_begin(). */
int64_t faults_seen(void);
/* Syncs since faults_begin(). */
int64_t faults_syncs(void);

/* Allocations are counted from then on: before any store is opened in this process. */
void faults_take_allocator(void);
/* The store's statements are counted, until it is closed. */
struct store;
void faults_wrap(struct store *store);

#endif
