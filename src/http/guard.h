/* Watches every connection while the library reads from it: refuses what framing.h refuses, cuts what is slow.
 *
 * The one idea: libmicrohttpd asks the C library for bytes through recv(), and the program's own recv() comes first
 * when the linker looks for it. So each byte passes framing_look() before the library sees it, without copying and
 * without a system call more. guard_in_force() tells whether the linker did so; without that nothing is served.
 * The library closes descriptors; this only ever calls shutdown(), and only on those between add and remove.
 *
 * The same way stands epoll_ctl(): in libmicrohttpd 0.9.75 MHD_quiesce_daemon() and its threads may both take the
 * listener out of an epoll set, and the one that comes second finds it gone and ends the process. Here taking out what
 * is out already succeeds.
 */
#ifndef HTTP_GUARD_H
#define HTTP_GUARD_H

#include "base/text.h"

struct guard;  /* of one connection */
struct guards; /* all of one server, with the thread that cuts slow ones */

struct guard_times {
	unsigned header_ms; /* from connecting, or from the end of the last response, to the end of the headers */
	unsigned slow_ms;   /* bodies and readers move GUARD_SLOW_BYTES in this time */
	unsigned linger_ms; /* for the other side to read a refusal */
};
#define GUARD_SLOW_BYTES 30720

bool guard_in_force(void);

struct guards *guards_open(struct guard_times times);
/* When no connection is left. */
void guards_close(struct guards *guards);
/* How many were cut for being slow. */
uint64_t guards_cut(const struct guards *guards);

/* From now on `descriptor` is watched; NULL when its number is too high to be. */
struct guard *guard_add(struct guards *guards, int descriptor);
/* To be called before the descriptor is closed. */
void guard_remove(struct guard *guard);

/* A whole request has come and is being worked on: it may take its time. */
void guard_work(struct guard *guard);
/* Its response is being sent. */
void guard_send(struct guard *guard);
/* The response has been sent: the time for the next header begins. */
void guard_next(struct guard *guard);

/* What is answered below the handlers: a status as RFC 9457 writes it. Its length. */
#define HTTP_PROBLEM_SIZE 160
int http_problem(char problem[HTTP_PROBLEM_SIZE], unsigned status);

/* Answers with that status as a problem in the library's place, shuts the sending side, and swallows what still
 * comes. Only while no response is under way, from the thread of that connection. */
void guard_refuse(struct guard *guard, unsigned status);

#endif
