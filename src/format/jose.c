/* JWT by libcrypto. What OpenSSL hands out is freed by cleanup functions. */
#include "format/jose.h"

#include "format/json_read.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <sodium.h>
#include <string.h>

#define BITS              2048
#define ALPHABET          sodium_base64_VARIANT_URLSAFE_NO_PADDING
#define CLEANUP(function) __attribute__((cleanup(function)))

static void free_key(EVP_PKEY **key)
{
	EVP_PKEY_free(*key);
}

static void free_digest(EVP_MD_CTX **digest)
{
	EVP_MD_CTX_free(*digest);
}

static void free_number(BIGNUM **number)
{
	BN_free(*number);
}

static void free_bytes(unsigned char **bytes)
{
	OPENSSL_free(*bytes);
}

struct text jose_encode(struct arena *arena, struct bytes raw)
{
	size_t room = sodium_base64_encoded_len(raw.size, ALPHABET);
	char *at = arena_take(arena, room);
	sodium_bin2base64(at, room, raw.at, raw.size, ALPHABET);
	return (struct text){at, room - 1};
}

bool jose_decode(struct arena *arena, struct text encoded, struct bytes *ret_raw)
{
	unsigned char *at = arena_take(arena, encoded.size + 1);
	size_t size;
	const char *end;
	if (encoded.size == 0 ||
	    sodium_base642bin(at, encoded.size, encoded.at, encoded.size, NULL, &size, &end, ALPHABET) ||
	    end != encoded.at + encoded.size)
		return false;
	*ret_raw = (struct bytes){at, size};
	/* The library takes some bytes above 127 for letters. */
	return text_equal(jose_encode(arena, *ret_raw), encoded);
}

/* ---- keys ---- */

static EVP_PKEY *open_key(struct bytes private)
{
	const unsigned char *at = private.at;
	return d2i_AutoPrivateKey(NULL, &at, (long)private.size);
}

enum outcome jose_make_key(struct arena *arena, struct bytes *ret_private)
{
	EVP_PKEY *key CLEANUP(free_key) = EVP_RSA_gen(BITS);
	PKCS8_PRIV_KEY_INFO *info = key ? EVP_PKEY2PKCS8(key) : NULL;
	unsigned char *bytes CLEANUP(free_bytes) = NULL;
	int size = info ? i2d_PKCS8_PRIV_KEY_INFO(info, &bytes) : 0;
	PKCS8_PRIV_KEY_INFO_free(info);
	if (size <= 0)
		return FAULT;
	unsigned char *copy = arena_take(arena, (size_t)size);
	memcpy(copy, bytes, (size_t)size);
	OPENSSL_cleanse(bytes, (size_t)size);
	*ret_private = (struct bytes){copy, (size_t)size};
	return DONE;
}

static bool read_number(struct arena *arena, const EVP_PKEY *key, const char *name, struct text *ret_text)
{
	BIGNUM *number CLEANUP(free_number) = NULL;
	if (!EVP_PKEY_get_bn_param(key, name, &number))
		return false;
	int size = BN_num_bytes(number);
	unsigned char *raw = arena_take(arena, (size_t)size);
	BN_bn2bin(number, raw);
	*ret_text = jose_encode(arena, (struct bytes){raw, (size_t)size});
	return true;
}

enum outcome jose_public_of(struct arena *arena, struct bytes private, struct jose_public *ret_public)
{
	EVP_PKEY *key CLEANUP(free_key) = open_key(private);
	if (!key || !read_number(arena, key, OSSL_PKEY_PARAM_RSA_N, &ret_public->n) ||
	    !read_number(arena, key, OSSL_PKEY_PARAM_RSA_E, &ret_public->e))
		return FAULT;
	return DONE;
}

/* ---- signing ---- */

static struct bytes bytes_of(struct text text)
{
	return (struct bytes){(const unsigned char *)text.at, text.size};
}

enum outcome jose_sign(struct arena *arena, struct bytes private, const struct jose_claims *claims,
		       struct text *ret_token)
{
	EVP_PKEY *key CLEANUP(free_key) = open_key(private);
	EVP_MD_CTX *digest CLEANUP(free_digest) = EVP_MD_CTX_new();
	struct text header = text_format(arena, "{\"alg\":\"RS256\",\"typ\":\"%.*s\",\"kid\":\"%.*s\"}",
					 TEXT_ARG(claims->type), TEXT_ARG(claims->key));
	struct text head = jose_encode(arena, bytes_of(header)), body = jose_encode(arena, bytes_of(claims->json));
	struct text said = text_format(arena, "%.*s.%.*s", TEXT_ARG(head), TEXT_ARG(body));
	unsigned char signature[BITS / 8];
	size_t size = sizeof signature;
	if (!key || EVP_PKEY_get_size(key) > (int)sizeof signature || !digest ||
	    EVP_DigestSignInit(digest, NULL, EVP_sha256(), NULL, key) != 1 ||
	    EVP_DigestSign(digest, signature, &size, (const unsigned char *)said.at, said.size) != 1)
		return FAULT;
	struct text tail = jose_encode(arena, (struct bytes){signature, size});
	*ret_token = text_format(arena, "%.*s.%.*s", TEXT_ARG(said), TEXT_ARG(tail));
	return DONE;
}

/* ---- reading ---- */

static bool read_header(struct arena *arena, struct text encoded, struct text *ret_key)
{
	struct json_document *document __attribute__((cleanup(json_cleanup))) = NULL;
	struct json_fault fault;
	struct text algorithm, key;
	struct bytes raw;
	if (!jose_decode(arena, encoded, &raw) || json_open(raw, &document, &fault) != DONE)
		return false;
	const struct json_value *header = json_root(document);
	if (!json_as_text(json_member(header, TEXT("alg")), &algorithm) || !text_equal(algorithm, TEXT("RS256")) ||
	    !json_as_text(json_member(header, TEXT("kid")), &key))
		return false;
	*ret_key = text_copy(arena, key);
	return true;
}

bool jose_read(struct arena *arena, struct text token, struct jose_token *ret_token)
{
	struct text rest = token, head, body;
	struct bytes json;
	if (token.size > JOSE_TOKEN_MOST || !text_next(&rest, '.', &head) || text_is_none(rest) ||
	    !text_next(&rest, '.', &body) || text_is_none(rest))
		return false;
	if (!read_header(arena, head, &ret_token->key) || !jose_decode(arena, body, &json) || !text_is_valid(json) ||
	    !jose_decode(arena, rest, &ret_token->signature))
		return false;
	ret_token->json = (struct text){(const char *)json.at, json.size};
	ret_token->signed_part = text_slice(token, 0, head.size + 1 + body.size);
	return true;
}

bool jose_fits(const struct jose_token *token, struct bytes private)
{
	EVP_PKEY *key CLEANUP(free_key) = open_key(private);
	EVP_MD_CTX *digest CLEANUP(free_digest) = EVP_MD_CTX_new();
	return key && digest && EVP_DigestVerifyInit(digest, NULL, EVP_sha256(), NULL, key) == 1 &&
	       EVP_DigestVerify(digest, token->signature.at, token->signature.size,
				(const unsigned char *)token->signed_part.at, token->signed_part.size) == 1;
}
