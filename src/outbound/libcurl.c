/* Starting libcurl. Shared state that changes: libcurl's own, made once under pthread_once(). */
#include "outbound/libcurl.h"

#include <curl/curl.h>
#include <pthread.h>

static pthread_once_t once = PTHREAD_ONCE_INIT;

static void start(void)
{
	curl_global_init(CURL_GLOBAL_DEFAULT);
}

void libcurl_start(void)
{
	pthread_once(&once, start);
}
