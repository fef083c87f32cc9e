/* What shops ask server to server: configuration, keys, tokens, who a token is of. Refusals are the protocol's own
 * (RFC 6749 5.2, RFC 6750 3). */
#include "features/oidc/oidc.h"

#include "features/oidc/oidc_basic.h"
#include "format/jose.h"
#include "format/json_write.h"
#include "oidc.routes.h"
#include "web/answer.h"
#include "web/web.h"

/* ---- what there is ---- */

static void add_list(struct json_writer *json, const char *const *words, size_t count)
{
	json_begin_array(json);
	for (size_t i = 0; i < count; i++)
		json_add_text(json, text_of(words[i]));
	json_end_array(json);
}

#define PAIR_LIST(json, key, ...)                                                                                      \
	do {                                                                                                           \
		static const char *const list[] = {__VA_ARGS__};                                                       \
		json_add_key(json, key);                                                                               \
		add_list(json, list, sizeof list / sizeof *list);                                                      \
	} while (0)

static void write_addresses(struct request *request, struct json_writer *json)
{
	json_pair_text(json, "issuer", web_base_url(request->web));
	json_pair_text(json, "authorization_endpoint", request_absolute(request, TEXT("/oidc/authorize")));
	json_pair_text(json, "token_endpoint", request_absolute(request, TEXT("/oidc/token")));
	json_pair_text(json, "userinfo_endpoint", request_absolute(request, TEXT("/oidc/userinfo")));
	json_pair_text(json, "jwks_uri", request_absolute(request, TEXT("/oidc/keys")));
	json_pair_text(json, "end_session_endpoint", request_absolute(request, TEXT("/oidc/logout")));
}

enum outcome oidc_configuration_show(struct request *request, const struct oidc_configuration_show *in)
{
	(void)in;
	struct json_writer json = json_writer_make(answer_json(request, 200));
	json_begin_object(&json);
	write_addresses(request, &json);
	PAIR_LIST(&json, "response_types_supported", "code");
	PAIR_LIST(&json, "response_modes_supported", "query");
	PAIR_LIST(&json, "grant_types_supported", "authorization_code");
	PAIR_LIST(&json, "subject_types_supported", "public");
	PAIR_LIST(&json, "id_token_signing_alg_values_supported", "RS256");
	PAIR_LIST(&json, "scopes_supported", "openid", "profile", "email");
	PAIR_LIST(&json, "token_endpoint_auth_methods_supported", "client_secret_basic", "client_secret_post");
	PAIR_LIST(&json, "code_challenge_methods_supported", "S256");
	PAIR_LIST(&json, "prompt_values_supported", "none", "login", "select_account", "create");
	PAIR_LIST(&json, "ui_locales_supported", "en", "ms", "de");
	PAIR_LIST(&json, "claims_supported", "sub", "iss", "aud", "exp", "iat", "auth_time", "nonce", "sid", "name",
		  "given_name", "family_name", "preferred_username", "locale", "zoneinfo", "updated_at", "email",
		  "email_verified");
	json_pair_flag(&json, "authorization_response_iss_parameter_supported", true);
	json_pair_flag(&json, "backchannel_logout_supported", true);
	json_pair_flag(&json, "backchannel_logout_session_supported", true);
	json_pair_flag(&json, "request_parameter_supported", false);
	json_pair_flag(&json, "request_uri_parameter_supported", false);
	json_end_object(&json);
	return DONE;
}

enum outcome oidc_keys_show(struct request *request, const struct oidc_keys_show *in)
{
	(void)in;
	struct oidc_key_list *keys;
	size_t count;
	TRY(oidc_list_keys(request->ctx, &keys, &count));
	struct json_writer json = json_writer_make(answer_json(request, 200));
	json_begin_object(&json);
	json_add_key(&json, "keys");
	json_begin_array(&json);
	for (size_t i = 0; i < count; i++) {
		struct jose_public public;
		TRY(jose_public_of(request->ctx->arena, keys[i].private, &public));
		json_begin_object(&json);
		json_pair_text(&json, "kty", TEXT("RSA"));
		json_pair_text(&json, "use", TEXT("sig"));
		json_pair_text(&json, "alg", TEXT("RS256"));
		json_pair_text(&json, "kid", text_of_number(request->ctx->arena, keys[i].id.value));
		json_pair_text(&json, "n", public.n);
		json_pair_text(&json, "e", public.e);
		json_end_object(&json);
	}
	json_end_array(&json);
	json_end_object(&json);
	return DONE;
}

/* ---- tokens ---- */

static enum outcome refuse(struct request *request, int status, const char *error)
{
	struct json_writer json = json_writer_make(answer_json(request, status));
	json_begin_object(&json);
	json_pair_text(&json, "error", text_of(error));
	json_end_object(&json);
	return DONE;
}

static enum outcome refuse_client(struct request *request)
{
	http_set_header(request->response, TEXT("WWW-Authenticate"), TEXT("Basic realm=\"Clientele\""));
	return refuse(request, 401, "invalid_client");
}

enum outcome oidc_token_refuse(struct request *request, const struct oidc_token *in)
{
	(void)in;
	return refuse(request, 400, "invalid_request");
}

/* Who asks: by the header, or in the form; by both is refused before. */
static enum outcome find_client(struct request *request, const struct oidc_token *in, bool *ret_found,
				struct oidc_client *ret_client)
{
	struct text header = http_header(request->http, TEXT("Authorization"));
	struct oidc_basic said = {in->client_id, in->client_secret};
	*ret_found = false;
	if (!text_is_empty(header) && (!oidc_basic_read(request->ctx->arena, header, &said) ||
				       !(text_is_empty(in->client_id) || text_equal(in->client_id, said.client))))
		return DONE;
	TRY(oidc_find_client(request->ctx, said.client, ret_found, ret_client));
	*ret_found = *ret_found && oidc_secret_fits(request->ctx, ret_client, said.secret);
	return DONE;
}

static enum outcome answer_tokens(struct request *request, const struct oidc_tokens *tokens)
{
	struct json_writer json = json_writer_make(answer_json(request, 200));
	json_begin_object(&json);
	json_pair_text(&json, "access_token", tokens->access.value);
	json_pair_text(&json, "token_type", TEXT("Bearer"));
	json_pair_number(&json, "expires_in", OIDC_TOKEN_US / SECOND_US);
	json_pair_text(&json, "scope", tokens->scope);
	json_pair_text(&json, "id_token", tokens->id_token);
	json_end_object(&json);
	return DONE;
}

enum outcome oidc_token(struct request *request, const struct oidc_token *in)
{
	struct oidc_client client;
	struct oidc_tokens tokens;
	bool found;
	if (!text_is_empty(http_header(request->http, TEXT("Authorization"))) &&
	    !text_is_empty(in->client_secret.value))
		return refuse(request, 400, "invalid_request");
	TRY(find_client(request, in, &found, &client));
	if (!found)
		return refuse_client(request);
	if (text_is_empty(in->grant_type))
		return refuse(request, 400, "invalid_request");
	if (!text_equal(in->grant_type, TEXT("authorization_code")))
		return refuse(request, 400, "unsupported_grant_type");
	if (text_is_empty(in->code.value) || text_is_empty(in->redirect_uri) || text_is_empty(in->code_verifier.value))
		return refuse(request, 400, "invalid_request");
	const struct oidc_exchange exchange = {
		.client = &client,
		.issuer = web_base_url(request->web),
		.code = in->code,
		.redirect = in->redirect_uri,
		.verifier = in->code_verifier.value,
	};
	TRY(oidc_take_code(request->ctx, &exchange, &tokens));
	return text_is_none(tokens.access.value) ? refuse(request, 400, "invalid_grant")
						 : answer_tokens(request, &tokens);
}

/* ---- who it is ---- */

static enum outcome refuse_token(struct request *request, int status, const char *error)
{
	struct text said = text_format(request->ctx->arena, "Bearer error=\"%s\"", error);
	http_set_header(request->response, TEXT("WWW-Authenticate"), said);
	return refuse(request, status, error);
}

/* Who shows nothing is told no error (RFC 6750 3.1). */
static enum outcome ask_for_token(struct request *request)
{
	http_set_header(request->response, TEXT("WWW-Authenticate"), TEXT("Bearer"));
	return refuse(request, 401, "invalid_token");
}

enum outcome oidc_userinfo_refuse(struct request *request, const struct oidc_userinfo *in)
{
	(void)in;
	return refuse_token(request, 400, "invalid_request");
}

enum outcome oidc_userinfo_post_refuse(struct request *request, const struct oidc_userinfo_post *in)
{
	(void)in;
	return refuse_token(request, 400, "invalid_request");
}

static void pair_if_any(struct json_writer *json, const char *key, struct text value)
{
	if (text_is_empty(value))
		return;
	json_add_key_text(json, text_of(key));
	json_add_text(json, value);
}

static void write_profile(struct json_writer *json, const struct customer_row *row)
{
	pair_if_any(json, "name", row->display_name);
	pair_if_any(json, "given_name", row->first_name);
	pair_if_any(json, "family_name", row->last_name);
	pair_if_any(json, "preferred_username", row->login);
	pair_if_any(json, "locale", row->language);
	pair_if_any(json, "zoneinfo", row->zone);
	json_pair_number(json, "updated_at", row->modified.us / SECOND_US);
}

static enum outcome show(struct request *request)
{
	struct secret token = {request_bearer(request)};
	struct oidc_bearer bearer;
	bool found;
	if (text_is_empty(token.value))
		return ask_for_token(request);
	TRY(oidc_find_bearer(request->ctx, token, &found, &bearer));
	if (!found)
		return refuse_token(request, 401, "invalid_token");
	struct json_writer json = json_writer_make(answer_json(request, 200));
	json_begin_object(&json);
	json_pair_text(&json, "sub", text_of_number(request->ctx->arena, bearer.row.id.value));
	if (oidc_scope_has(bearer.scope, TEXT("profile")))
		write_profile(&json, &bearer.row);
	if (oidc_scope_has(bearer.scope, TEXT("email")) && !text_is_empty(bearer.row.email)) {
		json_pair_text(&json, "email", bearer.row.email);
		json_pair_flag(&json, "email_verified", bearer.email_verified);
	}
	json_end_object(&json);
	return DONE;
}

enum outcome oidc_userinfo(struct request *request, const struct oidc_userinfo *in)
{
	(void)in;
	return show(request);
}

enum outcome oidc_userinfo_post(struct request *request, const struct oidc_userinfo_post *in)
{
	(void)in;
	return show(request);
}
