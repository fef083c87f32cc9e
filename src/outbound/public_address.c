/* Which addresses are public. Source: the IANA registries of special-purpose addresses, RFC 6890. */
#include "outbound/outbound.h"

#include <string.h>

static bool holds(const unsigned char *at, const unsigned char *network, unsigned bits)
{
	unsigned whole = bits / 8, rest = bits % 8;
	return memcmp(at, network, whole) == 0 && (rest == 0 || (at[whole] ^ network[whole]) >> (8 - rest) == 0);
}

static bool is_public_v4(const unsigned char at[4])
{
	static const struct {
		unsigned char network[4];
		unsigned bits;
	} special[] = {
		{{0}, 8},             /* this network */
		{{10}, 8},            /* private */
		{{100, 64}, 10},      /* shared by a provider's customers */
		{{127}, 8},           /* this machine */
		{{169, 254}, 16},     /* a link's, clouds' metadata */
		{{172, 16}, 12},      /* private */
		{{192, 0, 0}, 24},    /* protocols */
		{{192, 0, 2}, 24},    /* documents */
		{{192, 88, 99}, 24},  /* 6to4 relays */
		{{192, 168}, 16},     /* private */
		{{198, 18}, 15},      /* measurements */
		{{198, 51, 100}, 24}, /* documents */
		{{203, 0, 113}, 24},  /* documents */
		{{224}, 3},           /* multicast, kept, broadcast */
	};
	for (size_t i = 0; i < sizeof special / sizeof *special; i++)
		if (holds(at, special[i].network, special[i].bits))
			return false;
	return true;
}

/* Of IPv6 only what is given out is public, less what is special in it. */
static bool is_public_v6(const unsigned char at[16])
{
	static const unsigned char given_out[] = {0x20};
	static const struct {
		unsigned char network[4];
		unsigned bits;
	} special[] = {
		{{0x20, 0x01, 0x00}, 23},       /* protocols, Teredo */
		{{0x20, 0x01, 0x0d, 0xb8}, 32}, /* documents */
		{{0x20, 0x02}, 16},             /* 6to4 */
		{{0x3f, 0xff, 0x00}, 20},       /* documents */
	};
	if (!holds(at, given_out, 3))
		return false;
	for (size_t i = 0; i < sizeof special / sizeof *special; i++)
		if (holds(at, special[i].network, special[i].bits))
			return false;
	return true;
}

bool address_is_public(struct address address)
{
	static const unsigned char mapped[12] = {[10] = 0xff, [11] = 0xff};
	return memcmp(address.at, mapped, sizeof mapped) == 0 ? is_public_v4(address.at + sizeof mapped)
							      : is_public_v6(address.at);
}
