/* The people who work at the demo's business, one for each role. */
#ifndef SERVER_DEMO_STAFF_H
#define SERVER_DEMO_STAFF_H

#include <stddef.h>

/* Of all of them, in the demo only; make run prints it. */
#define DEMO_PASSWORD "batik-laterne-cometa"

struct demo_person_staff {
	const char *email, *name, *role;
};
extern const struct demo_person_staff demo_staff[];
extern const size_t demo_staff_count;

#endif
