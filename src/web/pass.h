/* Leave to send a large body.
 *
 * The one idea: a body that goes to a file fills the disk before anybody knows whose it is. So the address that such a
 * form posts to holds a pass, which only the page with the form gives out; without one nothing large is taken. It says
 * nothing of who sends: session, CSRF value and permission are asked for as ever.
 */
#ifndef WEB_PASS_H
#define WEB_PASS_H

#include "web/request.h"

#define PASS_KEY_BYTES 32

/* For a form of the page under way, good for a week. */
struct text web_pass(const struct request *request);
/* Whether `pass` was given out with that key and is still good. */
bool pass_fits(const unsigned char key[PASS_KEY_BYTES], struct text pass, struct instant now);

#endif
