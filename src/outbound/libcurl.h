/* What libcurl needs once in a process, before its first use. */
#ifndef OUTBOUND_LIBCURL_H
#define OUTBOUND_LIBCURL_H

void libcurl_start(void);

#endif
