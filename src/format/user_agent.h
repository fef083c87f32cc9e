/* What a browser says of itself, in words: "Firefox 120", "Linux", a computer.
 *
 * The one idea: User-Agent lines all claim to be several browsers, so a small table is asked from the particular to the
 * general; what is in none of its lines is not known, and nobody guesses.
 */
#ifndef FORMAT_USER_AGENT_H
#define FORMAT_USER_AGENT_H

#include "base/text.h"

enum user_agent_device { USER_AGENT_COMPUTER, USER_AGENT_PHONE, USER_AGENT_TABLET };

struct user_agent {
	struct text browser; /* with its main version; none: not known */
	struct text system;  /* none: not known */
	enum user_agent_device device;
};

struct user_agent user_agent_read(struct arena *arena, struct text header);

#endif
