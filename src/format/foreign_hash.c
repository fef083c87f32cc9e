/* Forms of hashes, and their checks; see foreign_hash.h. */
#include "format/foreign_hash.h"

#include <crypt.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#define BCRYPT_MOST  13
#define PHPASS_LEAST 7
#define PHPASS_MOST  18
#define ARGON2_KIB   65536
#define ARGON2_MOST  10
#define PBKDF2_MOST  2000000
#define PARTS        8
#define DIGEST_MOST  64
#define SALT_MOST    128

static const char phpass_digits[] = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

static bool is_made_of(struct text t, const char *letters)
{
	for (size_t i = 0; i < t.size; i++)
		if (!t.at[i] || !strchr(letters, t.at[i]))
			return false;
	return t.size > 0;
}

/* "$2y$12$…" → "", "2y", "12", "…"; 0 when there are more parts. */
static size_t split(struct text hash, struct text parts[PARTS])
{
	size_t count = 0;
	struct text part;
	while (text_next(&hash, '$', &part)) {
		if (count == PARTS)
			return 0;
		parts[count++] = part;
	}
	return count;
}

static bool read_count(struct text t, int64_t *ret_count)
{
	return t.size > 0 && t.size < 10 && t.at[0] != '0' && text_to_number(t, ret_count) && *ret_count > 0;
}

static enum foreign_hash_verdict at_most(int64_t cost, int64_t most)
{
	return cost <= most ? FOREIGN_HASH_FITS : FOREIGN_HASH_TOO_DEAR;
}

/* ---- bcrypt ---- */

static bool is_bcrypt(struct text hash)
{
	return text_starts(hash, TEXT("$2a$")) || text_starts(hash, TEXT("$2b$")) || text_starts(hash, TEXT("$2y$"));
}

static enum foreign_hash_verdict judge_bcrypt(struct text hash)
{
	struct text cost = text_slice(hash, 4, 2);
	bool whole = hash.size == 60 && hash.at[6] == '$' && is_made_of(cost, "0123456789") &&
		     is_made_of(text_slice(hash, 7, SIZE_MAX), phpass_digits);
	int64_t rounds = whole ? (cost.at[0] - '0') * 10 + (cost.at[1] - '0') : 0;
	return rounds < 4 || rounds > 31 ? FOREIGN_HASH_UNKNOWN : at_most(rounds, BCRYPT_MOST);
}

/* Its room is too large for the stack of a worker. */
static bool match_bcrypt(const char *hash, const char *password)
{
	struct crypt_data *room = calloc(1, sizeof *room);
	if (!room)
		return false;
	const char *made = crypt_r(password, hash, room);
	bool same = made && strlen(made) == strlen(hash) && sodium_memcmp(made, hash, strlen(hash)) == 0;
	sodium_memzero(room, sizeof *room);
	free(room);
	return same;
}

/* ---- bcrypt of WordPress ---- */

/* Bcrypt reads 72 bytes; WordPress gives it a digest of the whole instead, since 6.8. */
#define WORDPRESS "$wp"

static bool is_wordpress(struct text hash)
{
	return text_starts(hash, TEXT(WORDPRESS "$2y$"));
}

static struct text bcrypt_of_wordpress(struct text hash)
{
	return text_slice(hash, sizeof WORDPRESS - 1, SIZE_MAX);
}

static bool match_wordpress(const char *bcrypt, struct text password)
{
	static const char key[] = "wp-sha384";
	unsigned char digest[DIGEST_MOST];
	char shortened[sodium_base64_ENCODED_LEN(DIGEST_MOST, sodium_base64_VARIANT_ORIGINAL)];
	unsigned size = 0;
	if (!HMAC(EVP_sha384(), key, sizeof key - 1, (const unsigned char *)password.at, password.size, digest, &size))
		return false;
	sodium_bin2base64(shortened, sizeof shortened, digest, size, sodium_base64_VARIANT_ORIGINAL);
	bool right = match_bcrypt(bcrypt, shortened);
	sodium_memzero(digest, sizeof digest);
	sodium_memzero(shortened, sizeof shortened);
	return right;
}

/* ---- phpass ---- */

#define PHPASS_SIZE 34

static bool is_phpass(struct text hash)
{
	return text_starts(hash, TEXT("$P$")) || text_starts(hash, TEXT("$H$"));
}

static enum foreign_hash_verdict judge_phpass(struct text hash)
{
	if (hash.size != PHPASS_SIZE || !is_made_of(text_slice(hash, 3, SIZE_MAX), phpass_digits))
		return FOREIGN_HASH_UNKNOWN;
	int64_t rounds = strchr(phpass_digits, hash.at[3]) - phpass_digits;
	return rounds < PHPASS_LEAST || rounds > 30 ? FOREIGN_HASH_UNKNOWN : at_most(rounds, PHPASS_MOST);
}

static bool md5(EVP_MD_CTX *md, const void *first, size_t first_size, struct text password, unsigned char to[16])
{
	return EVP_DigestInit_ex(md, EVP_md5(), NULL) == 1 && EVP_DigestUpdate(md, first, first_size) == 1 &&
	       EVP_DigestUpdate(md, password.at, password.size) == 1 && EVP_DigestFinal_ex(md, to, NULL) == 1;
}

/* Six bits a letter, the lowest first. */
static void write_phpass(const unsigned char digest[16], char to[22])
{
	for (size_t i = 0, letter = 0; i < 16; i += 3) {
		uint32_t three = digest[i];
		three |= i + 1 < 16 ? (uint32_t)digest[i + 1] << 8 : 0;
		three |= i + 2 < 16 ? (uint32_t)digest[i + 2] << 16 : 0;
		for (size_t k = 0; k < 4 && letter < 22; k++, letter++)
			to[letter] = phpass_digits[three >> (6 * k) & 63];
	}
}

static bool match_phpass(struct text hash, struct text password)
{
	uint32_t rounds = UINT32_C(1) << (strchr(phpass_digits, hash.at[3]) - phpass_digits);
	unsigned char digest[16];
	char made[22];
	EVP_MD_CTX *md = EVP_MD_CTX_new();
	bool done = md && md5(md, hash.at + 4, 8, password, digest);
	for (uint32_t i = 0; done && i < rounds; i++)
		done = md5(md, digest, sizeof digest, password, digest);
	EVP_MD_CTX_free(md);
	if (!done)
		return false;
	write_phpass(digest, made);
	return sodium_memcmp(made, hash.at + 12, sizeof made) == 0;
}

/* ---- Argon2 ---- */

static bool is_argon2(struct text hash)
{
	return text_starts(hash, TEXT("$argon2id$")) || text_starts(hash, TEXT("$argon2i$"));
}

/* The value behind "m=" in "m=65536,t=4,p=1". */
static bool read_named(struct text *rest, const char *name, int64_t *ret_value)
{
	struct text part;
	return text_next(rest, ',', &part) && text_starts(part, text_of(name)) &&
	       read_count(text_slice(part, 2, SIZE_MAX), ret_value);
}

static enum foreign_hash_verdict judge_argon2(struct text hash)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	struct text parts[PARTS], costs;
	int64_t memory, passes, lanes;
	if (hash.size >= crypto_pwhash_STRBYTES || split(hash, parts) != 6 || !text_equal(parts[2], TEXT("v=19")) ||
	    !is_made_of(parts[4], letters) || !is_made_of(parts[5], letters))
		return FOREIGN_HASH_UNKNOWN;
	costs = parts[3];
	if (!read_named(&costs, "m=", &memory) || !read_named(&costs, "t=", &passes) ||
	    !read_named(&costs, "p=", &lanes) || !text_is_none(costs) || memory < 8 || lanes != 1)
		return FOREIGN_HASH_UNKNOWN;
	return memory > ARGON2_KIB ? FOREIGN_HASH_TOO_DEAR : at_most(passes, ARGON2_MOST);
}

/* ---- PBKDF2 ---- */

struct pbkdf2 {
	const EVP_MD *digest;
	int64_t rounds;
	unsigned char salt[SALT_MOST], hash[DIGEST_MOST];
	size_t salt_size, hash_size;
};

static const EVP_MD *digest_of(struct text name, bool passlib)
{
	if (text_equal(name, passlib ? TEXT("pbkdf2-sha256") : TEXT("pbkdf2_sha256")))
		return EVP_sha256();
	if (passlib && text_equal(name, TEXT("pbkdf2-sha512")))
		return EVP_sha512();
	return text_equal(name, passlib ? TEXT("pbkdf2") : TEXT("pbkdf2_sha1")) ? EVP_sha1() : NULL;
}

/* Base64; passlib writes '.' for '+' and no padding. */
static bool decode(struct text t, bool passlib, unsigned char *to, size_t room, size_t *ret_size)
{
	char plain[2 * SALT_MOST];
	const char *end;
	if (t.size == 0 || t.size >= sizeof plain)
		return false;
	for (size_t i = 0; i < t.size; i++)
		plain[i] = passlib && t.at[i] == '.' ? '+' : t.at[i];
	int variant = passlib ? sodium_base64_VARIANT_ORIGINAL_NO_PADDING : sodium_base64_VARIANT_ORIGINAL;
	return sodium_base642bin(to, room, plain, t.size, NULL, ret_size, &end, variant) == 0 && end == plain + t.size;
}

/* pbkdf2_sha256$600000$salt$hash, or $pbkdf2-sha256$29000$salt$hash with a salt that is encoded, too. */
static bool read_pbkdf2(struct text hash, struct pbkdf2 *ret)
{
	struct text all[PARTS], *parts = all;
	bool passlib = text_starts(hash, TEXT("$pbkdf2"));
	if (split(hash, all) != (passlib ? 5 : 4))
		return false;
	parts += passlib;
	ret->digest = digest_of(parts[0], passlib);
	if (!ret->digest || !read_count(parts[1], &ret->rounds) ||
	    !decode(parts[3], passlib, ret->hash, sizeof ret->hash, &ret->hash_size) ||
	    ret->hash_size != (size_t)EVP_MD_get_size(ret->digest))
		return false;
	if (passlib)
		return decode(parts[2], true, ret->salt, sizeof ret->salt, &ret->salt_size);
	if (parts[2].size == 0 || parts[2].size > sizeof ret->salt)
		return false;
	memcpy(ret->salt, parts[2].at, ret->salt_size = parts[2].size);
	return true;
}

static bool match_pbkdf2(const struct pbkdf2 *known, struct text password)
{
	unsigned char made[DIGEST_MOST];
	return PKCS5_PBKDF2_HMAC(password.at, (int)password.size, known->salt, (int)known->salt_size,
				 (int)known->rounds, known->digest, (int)known->hash_size, made) == 1 &&
	       sodium_memcmp(made, known->hash, known->hash_size) == 0;
}

/* ---- all of them ---- */

enum foreign_hash_verdict foreign_hash_judge(struct text hash)
{
	struct pbkdf2 read;
	if (is_bcrypt(hash))
		return judge_bcrypt(hash);
	if (is_wordpress(hash))
		return judge_bcrypt(bcrypt_of_wordpress(hash));
	if (is_phpass(hash))
		return judge_phpass(hash);
	if (is_argon2(hash))
		return judge_argon2(hash);
	return read_pbkdf2(hash, &read) ? at_most(read.rounds, PBKDF2_MOST) : FOREIGN_HASH_UNKNOWN;
}

bool foreign_hash_match(struct text hash, struct secret password)
{
	char ended[crypto_pwhash_STRBYTES] = {0}, *typed;
	struct pbkdf2 read;
	bool right;
	if (foreign_hash_judge(hash) != FOREIGN_HASH_FITS || password.value.size > INT32_MAX)
		return false;
	if (is_phpass(hash))
		return match_phpass(hash, password.value);
	if (read_pbkdf2(hash, &read))
		return match_pbkdf2(&read, password.value);
	memcpy(ended, hash.at, hash.size); /* shorter: it fits */
	if (is_wordpress(hash))
		return match_wordpress(bcrypt_of_wordpress(text_of(ended)).at, password.value);
	if (is_argon2(hash))
		return crypto_pwhash_str_verify(ended, password.value.at, password.value.size) == 0;
	typed = strndup(password.value.at, password.value.size);
	right = typed && match_bcrypt(ended, typed);
	if (typed)
		sodium_memzero(typed, strlen(typed));
	free(typed);
	return right;
}
