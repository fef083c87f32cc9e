/* A shop that signs customers in here, as tests of OpenID Connect play it: the channel that every installation begins
 * with, and what it sends. */
#ifndef TESTS_OIDC_SHOP_H
#define TESTS_OIDC_SHOP_H

#include "features/oidc/oidc.h"
#include "labels.schema.h"
#include "tests/site.h"

#define SHOP_BACK      "https://shop.example/back"
#define SHOP_AFTER     "https://shop.example/bye"
#define SHOP_VISIT     "https://shop.example/visit"
#define SHOP_VERIFIER  "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
#define SHOP_CHALLENGE "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
#define SHOP_QUERY                                                                                                     \
	"client_id=shop&redirect_uri=https%3A%2F%2Fshop.example%2Fback&response_type=code&scope=openid+profile+email"  \
	"&state=s%201&nonce=n-1&code_challenge=" SHOP_CHALLENGE "&code_challenge_method=S256"
#define SHOP_ASK "/oidc/authorize?" SHOP_QUERY

struct oidc_shop {
	struct site site;
	struct text secret;
	struct text basic; /* the header that says who it is */
};

/* The channel that every installation begins with, with a client. */
void oidc_shop_open(struct oidc_shop *shop, const char *engine);
/* The header in which a client says who it is. */
struct text oidc_shop_basic(struct oidc_shop *shop, const char *word, struct text secret);
/* Another channel, with id 2. */
struct channel_id oidc_shop_add_fair(struct oidc_shop *shop);
struct text oidc_shop_parameter(struct oidc_shop *shop, struct text address, const char *name);
/* A code for whoever is signed in there. */
struct text oidc_shop_take_code(struct oidc_shop *shop, struct visitor *customer);
int oidc_shop_exchange(struct oidc_shop *shop, struct visitor *server, const char *form);
const char *oidc_shop_form(struct oidc_shop *shop, struct text code);
/* A member of the JSON that came, a text. */
struct text oidc_shop_member(struct visitor *visitor, const char *name);
int oidc_shop_show(struct oidc_shop *shop, struct visitor *server, struct text token);
struct text oidc_shop_sign_in(struct oidc_shop *shop, struct visitor *customer, struct visitor *server);
struct text oidc_shop_read_token(struct oidc_shop *shop, struct text token);

#endif
