/* Answers for the files that browsers load. */
#ifndef WEB_ASSET_ANSWER_H
#define WEB_ASSET_ANSWER_H

#include "http/http.h"

/* Answers a GET or HEAD of an asset, in the encoding that the browser takes; false when there is no such asset. */
bool asset_answer(const struct http_request *request, struct http_response *response);

#endif
