#include "tests/register_desk.h"

#include "server/outbox.h"

void desk_open(struct desk *desk, const char *engine)
{
	site_open(&desk->site, engine);
	mail_peer_serve(&desk->peer, &desk->site);
	desk->visitor = site_visitor(&desk->site);
}

void desk_close(struct desk *desk)
{
	mail_peer_stop(&desk->peer);
	site_close(&desk->site);
}

int64_t desk_count(struct desk *desk, const char *of)
{
	return engine_number(&desk->site.engine, text_format(desk->site.arena, "SELECT COUNT(*) FROM %s", of).at);
}

struct text desk_letter(struct desk *desk)
{
	outbox_run_waiting(desk->site.engine.store, DESK_BASE);
	return mail_peer_letter(&desk->peer, mail_peer_count(&desk->peer));
}

const char *desk_link(struct desk *desk)
{
	return mail_peer_path(&desk->peer, desk_letter(desk), DESK_CONFIRM).at;
}

int desk_enter(struct desk *desk, const char *form)
{
	assert_int_equal(visitor_get(&desk->visitor, "/register"), 200);
	return visitor_post(&desk->visitor, "/register", form);
}

int desk_sign_in(struct desk *desk, const char *name, const char *password)
{
	desk->visitor = site_visitor(&desk->site);
	assert_int_equal(visitor_get(&desk->visitor, "/login"), 200);
	return visitor_post(&desk->visitor, "/login",
			    text_format(desk->site.arena, "name=%s&password=%s", name, password).at);
}
