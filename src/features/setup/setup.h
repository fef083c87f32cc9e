/* First steps of a fresh installation: what is set up and what is left.
 *
 * The one idea: nobody ticks anything off. Each step is asked of the data every time, so it is true whoever did it, on
 * which page, by the API or on the command line. What is left undone on purpose is put away for everybody.
 * Source: behaviour §15. Steps of what is not there yet (chat) come with it.
 */
#ifndef FEATURES_SETUP_H
#define FEATURES_SETUP_H

#include "context/context.h"

/* The one customer of a new installation; see server/bootstrap.c. */
#define SETUP_SAMPLE_EMAIL "sample@customer.example"

enum setup_step {
	SETUP_BUSINESS,  /* it has a name of its own */
	SETUP_MAIL,      /* there is a server to send by */
	SETUP_STAFF,     /* two work here at least */
	SETUP_CUSTOMERS, /* there is somebody besides the sample */
	SETUP_CHANNEL,   /* a sales channel has the address of its shop */
	SETUP_KEY,       /* a key of the API is valid */
	SETUP_SAMPLE,    /* the sample is gone */
	SETUP_STEP_COUNT,
};
struct setup_state {
	bool done[SETUP_STEP_COUNT];
	size_t done_count;
	bool away;
	struct customer_id sample; /* none once it is gone */
};
enum outcome setup_find(struct context *ctx, struct setup_state *ret_state) MUST_USE;
/* Puts the steps away for everybody, or shows them again. */
enum outcome setup_put(struct context *ctx, bool away) MUST_USE;

#endif
