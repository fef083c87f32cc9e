/* The thread that does jobs while the server runs: one at a time, the oldest first. Several servers share them. */
#ifndef SERVER_JOBS_H
#define SERVER_JOBS_H

#include "service/jobs.h"
#include "web/live.h"

struct jobs;
/* `files` is the folder of ctx->files, `live` hears of progress; NULL: nobody does. NULL when there is no thread. */
struct jobs *jobs_start(struct store *store, struct text files, struct live_web *live);
/* After the step under way; what is not done goes on when a server runs again. */
void jobs_stop(struct jobs *jobs);

/* Does what waits now, on the caller's thread, until nothing does. */
void jobs_run_waiting(struct store *store, struct text files);

#endif
