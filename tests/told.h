/* Whether people can be told in words of everything that a test has written down.
 *
 * The one idea: no list says what the program writes, so the tests look at what they wrote. Whoever adds a field to an
 * event, or writes another entry into the audit log, and declares no words for it has a test that fails, whichever it
 * is.
 */
#ifndef TESTS_TOLD_H
#define TESTS_TOLD_H

#include "tests/engine.h"

/* Fails the test when an event, an entry of the audit log or a field of either has no words (service/event_names.def,
 * event_fields.def, features/audit/audit_names.def). For databases with the whole schema. */
void told_check(struct engine *engine);

#endif
