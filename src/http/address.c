/* Addresses, networks and the search for the client behind proxies; counts are in clients.c. */
#include "http/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

static const unsigned char mapped[12] = {[10] = 0xff, [11] = 0xff};

static bool is_v4(const struct address *address)
{
	return memcmp(address->at, mapped, sizeof(mapped)) == 0;
}

/* "203.0.113.7", "2001:db8::1", without brackets, port or zone. */
bool address_parse(struct text t, struct address *ret_address)
{
	char word[INET6_ADDRSTRLEN];
	if (t.size == 0 || t.size >= sizeof(word))
		return false;
	memcpy(word, t.at, t.size);
	word[t.size] = '\0';
	memcpy(ret_address->at, mapped, sizeof(mapped));
	return inet_pton(AF_INET, word, ret_address->at + sizeof(mapped)) == 1 ||
	       inet_pton(AF_INET6, word, ret_address->at) == 1;
}

struct text address_format(struct arena *arena, struct address address)
{
	char word[INET6_ADDRSTRLEN] = "";
	if (is_v4(&address))
		inet_ntop(AF_INET, address.at + sizeof(mapped), word, sizeof(word));
	else
		inet_ntop(AF_INET6, address.at, word, sizeof(word));
	return text_copy(arena, text_of(word));
}

struct address address_network(struct address address)
{
	if (!is_v4(&address))
		memset(address.at + 8, 0, 8);
	return address;
}

struct address address_of(const struct sockaddr *from)
{
	struct address address = {0};
	if (from->sa_family == AF_INET) {
		struct sockaddr_in in;
		memcpy(&in, from, sizeof(in));
		memcpy(address.at, mapped, sizeof(mapped));
		memcpy(address.at + sizeof(mapped), &in.sin_addr, sizeof(in.sin_addr));
	} else if (from->sa_family == AF_INET6) {
		struct sockaddr_in6 in;
		memcpy(&in, from, sizeof(in));
		memcpy(address.at, &in.sin6_addr, sizeof(address.at));
	}
	return address;
}

static bool bit(const struct address *address, unsigned at)
{
	return address->at[at / 8] >> (7 - at % 8) & 1;
}

static bool network_parse(struct text word, struct network *ret_network)
{
	size_t slash = text_find(word, TEXT("/"), 0);
	struct text address = slash == SIZE_MAX ? word : text_slice(word, 0, slash);
	if (!address_parse(address, &ret_network->address))
		return false;
	int64_t most = text_find(address, TEXT(":"), 0) == SIZE_MAX ? 32 : 128;
	int64_t bits = most;
	if (slash != SIZE_MAX &&
	    (!text_to_number(text_slice(word, slash + 1, SIZE_MAX), &bits) || bits < 0 || bits > most))
		return false;
	ret_network->bits = (unsigned)(bits + 128 - most);
	for (unsigned i = ret_network->bits; i < 128; i++)
		if (bit(&ret_network->address, i))
			return false;
	return true;
}

enum outcome networks_parse(struct text words, struct networks *ret_networks, struct text *ret_wrong)
{
	struct text word;
	ret_networks->count = 0;
	while (text_next(&words, ' ', &word)) {
		if (word.size == 0)
			continue;
		*ret_wrong = word;
		if (ret_networks->count == ADDRESS_NETWORKS ||
		    !network_parse(word, &ret_networks->list[ret_networks->count]))
			return INVALID;
		ret_networks->count++;
	}
	return DONE;
}

bool networks_hold(const struct networks *networks, struct address address)
{
	for (size_t i = 0; i < networks->count; i++) {
		const struct network *network = &networks->list[i];
		unsigned same = 0;
		while (same < network->bits && bit(&network->address, same) == bit(&address, same))
			same++;
		if (same == network->bits)
			return true;
	}
	return false;
}

struct address address_behind(const struct networks *trusted, struct address peer, struct text forwarded)
{
	while (networks_hold(trusted, peer) && forwarded.size > 0) {
		size_t start = forwarded.size;
		while (start > 0 && forwarded.at[start - 1] != ',')
			start--;
		struct address next;
		if (!address_parse(text_trim(text_slice(forwarded, start, SIZE_MAX)), &next))
			break;
		peer = next;
		forwarded = text_slice(forwarded, 0, start > 0 ? start - 1 : 0);
	}
	return peer;
}
