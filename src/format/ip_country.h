/* The country where an address of the network is used, by the registries' own lists.
 *
 * The one idea: the list is part of the program, so nothing has to be downloaded and no address is told to anybody. It
 * is as old as the program, and says where a provider is, not where a person is.
 */
#ifndef FORMAT_IP_COUNTRY_H
#define FORMAT_IP_COUNTRY_H

#include "base/text.h"

/* The alpha-2 code; none for addresses of no country, and what is no address. Ask of public addresses only: some lists
 * give private ones to whoever wrote them down. */
struct text ip_country(struct arena *arena, struct text address);

#endif
