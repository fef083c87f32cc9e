/* Counting requests by key. */
#include "web/api_admit.h"

#include "service/settings.h"
#include "web/web.h"

#include <pthread.h>

#define SLOTS 4096

struct window {
	int64_t key;
	int64_t ends_us;
	int64_t used, most;
};

/* A slot that two keys share forgets the one for the other, which makes a limit looser, never tighter. */
struct api_rates {
	pthread_mutex_t lock; /* guards `windows` */
	struct window windows[SLOTS];
};

struct api_rates *api_rates_open(struct arena *arena)
{
	struct api_rates *rates = arena_take(arena, sizeof *rates);
	pthread_mutex_init(&rates->lock, NULL);
	return rates;
}

/* True when the key's minute still runs; counts this request in it. */
static bool count_in(const struct request *request, int64_t now_us, struct window *ret_window)
{
	struct api_rates *rates = web_api_rates(request->web);
	struct window *window = &rates->windows[(uint64_t)request->key.value % SLOTS];
	pthread_mutex_lock(&rates->lock);
	bool runs = window->key == request->key.value && now_us < window->ends_us;
	if (runs)
		window->used++;
	*ret_window = *window;
	pthread_mutex_unlock(&rates->lock);
	return runs;
}

static enum outcome begin_window(struct request *request, int64_t now_us, struct window *ret_window)
{
	struct api_rates *rates = web_api_rates(request->web);
	int64_t most;
	TRY(settings_count(request->ctx, SETTING_API_RATE, &most));
	*ret_window = (struct window){request->key.value, now_us + MINUTE_US, 1, most};
	pthread_mutex_lock(&rates->lock);
	rates->windows[(uint64_t)request->key.value % SLOTS] = *ret_window;
	pthread_mutex_unlock(&rates->lock);
	return DONE;
}

static enum outcome count_request(struct request *request)
{
	struct arena *arena = request->ctx->arena;
	struct window window;
	int64_t now_us = context_now(request->ctx).us;
	if (!count_in(request, now_us, &window))
		TRY(begin_window(request, now_us, &window));
	if (window.most == 0 || window.used <= window.most)
		return DONE;
	struct text seconds = text_of_number(arena, (window.ends_us - now_us) / SECOND_US + 1);
	http_set_header(request->response, TEXT("Retry-After"), seconds);
	return problems_refuse(
		request->ctx->problems, TOO_MANY,
		(struct problem){.code = "too_many_requests",
				 .message = N_("This key may ask {0} times a minute. Ask again in {1} seconds."),
				 .values = {text_of_number(arena, window.most), seconds}});
}

/* Refusals are JSON always; answers are, or what the route says. */
static bool is_answered(const struct route *route, struct text type)
{
	if (text_equal(type, TEXT("application/json")) || text_equal(type, TEXT("application/problem+json")))
		return true;
	for (const char *const *one = route->returns_types; one && *one; one++)
		if (text_equal(type, text_of(*one)))
			return true;
	return false;
}

/* RFC 9110 12.5.1, as far as needed: a range that holds what is answered, and is not refused by q=0. */
static bool takes_answer(const struct route *route, struct arena *arena, struct text accept)
{
	struct text rest = text_lower_ascii(arena, accept), range;
	if (text_is_empty(text_trim(accept)))
		return true;
	while (text_next(&rest, ',', &range)) {
		struct text parameters = range, type;
		text_next(&parameters, ';', &type);
		type = text_trim(type);
		bool holds = text_equal(type, TEXT("*/*")) || text_equal(type, TEXT("application/*")) ||
			     is_answered(route, type);
		struct text q = text_trim(parameters);
		if (holds && !text_equal(q, TEXT("q=0")) && !text_equal(q, TEXT("q=0.0")))
			return true;
	}
	return false;
}

enum outcome api_admit(struct request *request)
{
	if (!takes_answer(request->route, request->ctx->arena, http_header(request->http, TEXT("Accept")))) {
		request->status = 406;
		return context_invalid(request->ctx, TEXT_NONE, "not_acceptable", N_("Answers are JSON here."),
				       TEXT_NONE);
	}
	return request->key.value ? count_request(request) : DONE;
}
