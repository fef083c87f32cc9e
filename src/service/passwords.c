/* What may be a password, and hashing on the threads for that (service/hashing.h). */
#include "service/passwords.h"

#include "base/log.h"
#include "format/foreign_hash.h"
#include "service/hashing.h"

#include <pthread.h>
#include <sodium.h>

#define MEMORY (19U * 1024 * 1024)
#define PASSES 2U

/* The one static state: the hash of a random value, which nobody knows, to be compared with when there is none. */
static char nobody[crypto_pwhash_STRBYTES];
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void start(void)
{
	unsigned char random[32];
	randombytes_buf(random, sizeof random);
	if (crypto_pwhash_str_alg(nobody, (const char *)random, sizeof random, PASSES, MEMORY,
				  crypto_pwhash_ALG_ARGON2ID13) != 0)
		nobody[0] = '\0';
}

static const char *const common[] = {
#define COMMON(password) password,
#include "service/common_passwords.def"
#undef COMMON
};

static bool is_common(struct arena *arena, struct text password)
{
	struct text lower = text_lower_ascii(arena, password);
	for (size_t i = 0; i < sizeof common / sizeof *common; i++)
		if (text_equal(lower, text_of(common[i])))
			return true;
	/* One character over and over. */
	size_t same = 1;
	while (same < password.size && password.at[same] == password.at[0])
		same++;
	return same == password.size;
}

enum outcome passwords_check_fit(struct context *ctx, struct text field, struct secret password, struct text about)
{
	size_t length = text_length(password.value);
	if (length < PASSWORD_LEAST)
		return context_invalid(ctx, field, "too_short", N_("A password has at least {0} characters."),
				       text_of_number(ctx->arena, PASSWORD_LEAST), TEXT_NONE);
	if (length > PASSWORD_MOST)
		return context_invalid(ctx, field, "too_long", N_("A password has at most {0} characters."),
				       text_of_number(ctx->arena, PASSWORD_MOST), TEXT_NONE);
	bool own = !text_is_empty(about) &&
		   text_equal(text_lower_ascii(ctx->arena, about), text_lower_ascii(ctx->arena, password.value));
	if (own || is_common(ctx->arena, password.value))
		return context_invalid(
			ctx, field, "too_common",
			N_("This password is easy to guess. Take a few words that do not belong together."), TEXT_NONE);
	return DONE;
}

enum outcome passwords_check_foreign(struct context *ctx, struct text field, struct text hash)
{
	switch (foreign_hash_judge(hash)) {
	case FOREIGN_HASH_FITS: break;
	case FOREIGN_HASH_UNKNOWN:
		return context_invalid(ctx, field, "no_hash",
				       N_("This is no hash of a password that can be checked here: bcrypt, phpass, "
					  "Argon2 or PBKDF2."),
				       TEXT_NONE);
	case FOREIGN_HASH_TOO_DEAR:
		return context_invalid(ctx, field, "too_dear",
				       N_("Checking this hash would take too long at each sign-in."), TEXT_NONE);
	}
	return DONE;
}

struct hashing {
	struct secret password;
	char *ret_hash;
	bool failed;
};

static void hash(void *state)
{
	struct hashing *hashing = state;
	hashing->failed =
		crypto_pwhash_str_alg(hashing->ret_hash, hashing->password.value.at, hashing->password.value.size,
				      PASSES, MEMORY, crypto_pwhash_ALG_ARGON2ID13) != 0;
}

enum outcome passwords_hash(struct context *ctx, struct secret password, struct text *ret_hash)
{
	struct hashing hashing = {password, arena_take(ctx->arena, crypto_pwhash_STRBYTES), false};
	hashing_run(hash, &hashing);
	if (hashing.failed) {
		log_line(LOG_ERROR, ctx->request_id, "no memory to hash a password");
		return FAULT;
	}
	*ret_hash = text_of(hashing.ret_hash);
	return DONE;
}

struct matching {
	struct text hash;
	struct secret password;
	bool right;
};

/* Ours, or the Argon2 of another program, which libsodium reads as well. */
static bool match_argon2(struct text hash, struct secret password)
{
	char stored[crypto_pwhash_STRBYTES] = {0};
	bool known = !text_is_empty(hash) && hash.size < sizeof stored;
	for (size_t i = 0; known && i < hash.size; i++)
		stored[i] = hash.at[i];
	pthread_once(&once, start);
	return crypto_pwhash_str_verify(known ? stored : nobody, password.value.at, password.value.size) == 0 && known;
}

static void match(void *state)
{
	struct matching *matching = state;
	bool is_argon2 = text_is_empty(matching->hash) || text_starts(matching->hash, TEXT("$argon2"));
	matching->right = is_argon2 ? match_argon2(matching->hash, matching->password)
				    : foreign_hash_match(matching->hash, matching->password);
}

bool passwords_match(struct text hash, struct secret password)
{
	struct matching matching = {hash, password, false};
	hashing_run(match, &matching);
	return matching.right;
}
