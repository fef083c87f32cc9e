/* What a new database begins with, so that every form works from the first minute (behaviour §15). */
#ifndef SERVER_BOOTSTRAP_H
#define SERVER_BOOTSTRAP_H

#include "context/context.h"

/* Whether there is anybody: staff or customers. */
enum outcome bootstrap_is_begun(struct context *ctx, bool *ret_begun) MUST_USE;
/* Roles, a type, a group, a channel; nothing that is there already is touched. */
enum outcome bootstrap_basics(struct context *ctx) MUST_USE;
/* The one customer that a new installation shows. */
enum outcome bootstrap_sample(struct context *ctx) MUST_USE;

#endif
