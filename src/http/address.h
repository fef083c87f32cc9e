/* Addresses of clients: which networks are trusted proxies, whom a request comes from, how many a client has open.
 *
 * The one idea: an IPv4 address is its IPv4-mapped IPv6 address, so there is one kind of address, one kind of network.
 */
#ifndef HTTP_ADDRESS_H
#define HTTP_ADDRESS_H

#include "base/outcome.h"
#include "base/text.h"

#include <sys/socket.h>

struct address {
	unsigned char at[16];
};

/* "203.0.113.7", "2001:db8::1". */
bool address_parse(struct text t, struct address *ret_address);
struct text address_format(struct arena *arena, struct address address);
/* What one household or office has: an IPv4 address, or all that share the first 64 bits of an IPv6 one (RFC 6177),
 * each of which it may use. Limits are counted by it. */
struct address address_network(struct address address);
/* Of a socket address; of other families than IP: all zero. */
struct address address_of(const struct sockaddr *from);

#define ADDRESS_NETWORKS 64
struct network {
	struct address address;
	unsigned bits;
};
struct networks {
	struct network list[ADDRESS_NETWORKS];
	size_t count;
};

/* "127.0.0.1 10.0.0.0/8 ::1 fd00::/8". INVALID when one is no network, has bits set behind its prefix, or there are
 * more than ADDRESS_NETWORKS; *ret_wrong is then the first that is wrong. */
enum outcome networks_parse(struct text words, struct networks *ret_networks, struct text *ret_wrong) MUST_USE;
bool networks_hold(const struct networks *networks, struct address address);

/* Who is behind `peer`, a trusted proxy, by the value of X-Forwarded-For (all of them, joined by commas): the last that
 * is no trusted proxy itself. What cannot be read ends the search at the last proxy known. */
struct address address_behind(const struct networks *trusted, struct address peer, struct text forwarded);

/* How many things each network has, up to `most`. */
struct clients;
struct clients *clients_open(unsigned most);
void clients_close(struct clients *clients);
bool clients_enter(struct clients *clients, struct address network);
void clients_leave(struct clients *clients, struct address network);

#endif
