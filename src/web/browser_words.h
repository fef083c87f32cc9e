/* A browser's own line in words, for sessions and sign-ins: "Firefox 120 on Linux", a phone. */
#ifndef WEB_BROWSER_WORDS_H
#define WEB_BROWSER_WORDS_H

#include "web/request.h"

struct browser_words {
	struct text browser; /* a line that is not known stands as it is, cut */
	struct text device;  /* "Phone"; empty: not known */
	struct text icon;
};
struct browser_words browser_words_of(struct request *request, struct text agent);

#endif
