/* The people who work at the demo's business, one for each role. */
#ifndef SERVER_DEMO_STAFF_H
#define SERVER_DEMO_STAFF_H

/* Of all of them, in the demo only; make run prints it. */
#define DEMO_PASSWORD "batik-laterne-cometa"

#define DEMO_STAFF 6

struct demo_person_staff {
	const char *email, *name, *role;
};
extern const struct demo_person_staff demo_staff[DEMO_STAFF]; /* the owner first */

#endif
