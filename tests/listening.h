/* An event stream of web/live.h, as a browser holds it. */
#ifndef TESTS_LISTENING_H
#define TESTS_LISTENING_H

#include "tests/site.h"

struct listening {
	struct http_client client;
	struct buffer came;
	bool ended;
};

/* At a server of the visitor's database. `topics` as the address has them: "customer/5/editing&browser=b1". */
void listening_start(struct listening *listening, const struct visitor *visitor, unsigned port, const char *topics);
void listening_stop(struct listening *listening);
/* Waits for those words; true when they came. What came before is forgotten then. */
bool listening_hears(struct listening *listening, const char *words);
/* The last chunk: the server has ended it. */
bool listening_ends(struct listening *listening);

#endif
