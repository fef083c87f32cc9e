/* The last sign-ins of the demo's people: from their country, with the browsers of our days. */
#include "accounts.sql.h"
#include "demo.sql.h"
#include "format/ip_country.h"
#include "server/demo.h"
#include "server/demo_random.h"

#define KEPT_MOST 3

/* A network of a provider in each of the countries that most of them live in. */
static const struct {
	const char *country, *network;
} networks[] = {
	{"MY", "175.136"}, {"DE", "91.0"},    {"CN", "114.80"}, {"AE", "94.200"}, {"AT", "213.47"},  {"CH", "178.192"},
	{"BR", "177.32"},  {"MX", "187.190"}, {"SA", "188.48"}, {"EG", "197.32"}, {"MA", "105.128"}, {"SG", "116.14"},
	{"CO", "181.48"},  {"AR", "190.192"}, {"JO", "86.108"}, {"PE", "190.40"}, {"CL", "190.160"},
};

static const char *const agents[] = {
	"Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile "
	"Safari/537.36",
	"Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 "
	"Mobile/15E148 Safari/604.1",
	"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 "
	"Safari/537.36",
	"Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0",
	"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 "
	"Safari/605.1.15",
	"Mozilla/5.0 (iPad; CPU OS 17_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.6 "
	"Mobile/15E148 "
	"Safari/604.1",
};

static struct text address_in(struct arena *arena, struct demo_random *random, struct text country)
{
	for (size_t i = 0; i < sizeof networks / sizeof *networks; i++)
		if (text_equal(country, text_of(networks[i].country)))
			return text_format(arena, "%s.%d.%d", networks[i].network, (int)demo_random_below(random, 256),
					   1 + (int)demo_random_below(random, 254));
	return TEXT_NONE;
}

static enum outcome add_one(struct demo *demo, struct context *ctx, const struct demo_signing_in *who,
			    struct account_sign_in_add_in *in)
{
	int64_t id;
	TRY(store_next_id(demo->store, TEXT("sign_in"), &id));
	in->id.value = id;
	in->customer_id = who->customer;
	in->outcome = SIGN_IN_OUTCOME_SIGNED_IN;
	in->country = ip_country(ctx->arena, in->address);
	return account_sign_in_add(ctx->writer, in);
}

enum outcome demo_add_sign_ins(struct demo *demo, struct context *ctx, const struct demo_signing_in *who)
{
	const struct demo_person *p = who->person;
	if (p->last_sign_in_us < 0)
		return DONE;
	struct demo_random random = demo_random_start(demo->seed + 1, who->index);
	struct instant at = instant_add(demo->now, -p->last_sign_in_us), seen = instant_add(at, 12 * MINUTE_US);
	int64_t span_us = p->registered_us - p->last_sign_in_us, count = 1 + span_us / DAY_US / 9;
	struct account_sign_in_add_in in = {
		.at = at,
		.address = address_in(ctx->arena, &random, p->country),
		.agent = text_of(agents[demo_random_below(&random, sizeof agents / sizeof *agents)]),
	};
	for (int64_t i = 0; i < count && i < KEPT_MOST; i++) {
		TRY(add_one(demo, ctx, who, &in));
		in.at = instant_add(in.at, -(int64_t)(span_us / (count + 1) + MINUTE_US));
		if (demo_random_percent(&random, 30))
			in.agent = text_of(agents[demo_random_below(&random, sizeof agents / sizeof *agents)]);
	}
	return demo_signed_in(ctx->writer, at, seen.us < demo->now.us ? seen : at, count, who->customer);
}
