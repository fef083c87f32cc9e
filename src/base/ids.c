/* Tokens and their hashes, by libsodium. */
#include "base/ids.h"

#include <pthread.h>
#include <sodium.h>
#include <stdlib.h>

#define TOKEN_BYTES 16

static pthread_once_t sodium_ready = PTHREAD_ONCE_INIT;

static void start_sodium(void)
{
	/* Without a source of randomness nothing may be served. */
	if (sodium_init() < 0)
		abort();
}

struct secret token_make(struct arena *arena)
{
	pthread_once(&sodium_ready, start_sodium);
	unsigned char raw[TOKEN_BYTES];
	randombytes_buf(raw, sizeof raw);
	size_t room = sodium_base64_ENCODED_LEN(TOKEN_BYTES, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	char *at = arena_take(arena, room);
	sodium_bin2base64(at, room, raw, sizeof raw, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	sodium_memzero(raw, sizeof raw);
	return (struct secret){{at, room - 1}};
}

struct bytes token_hash(struct arena *arena, struct secret token)
{
	unsigned char *hash = arena_take(arena, crypto_hash_sha256_BYTES);
	crypto_hash_sha256(hash, (const unsigned char *)token.value.at, token.value.size);
	return (struct bytes){hash, crypto_hash_sha256_BYTES};
}
