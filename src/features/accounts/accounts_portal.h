/* Customers' own pages of this slice, and how a browser's cookie becomes a customer. */
#ifndef FEATURES_ACCOUNTS_PORTAL_H
#define FEATURES_ACCOUNTS_PORTAL_H

#include "features/accounts/accounts.h"
#include "features/contacts/contacts.h"
#include "web/block.h"
#include "web/browser_words.h"
#include "web/pages.h"
#include "web/request.h"
#include "web/sessions.h"

/* For web (sessions_customer_of). */
sessions_find_customer accounts_find_customer;

struct account_login_form {
	const struct problems *problems;
	struct text name;
	bool may_register;
};

struct account_session_line {
	const struct account_session_list *row;
	struct browser_words words;
};

struct account_sessions {
	const struct account_session_line *lines;
	size_t count;
	struct block_shown *others; /* what else is to be seen there */
	size_t other_count;
	struct account_session_id current;
};

struct account_password_form {
	const struct problems *problems;
	struct text email; /* for the browser's own store of passwords */
	bool must_change;
};

struct account_address_line {
	const struct email_list *row;
	struct text primary_url; /* where it is made the primary one; none: it is */
	struct text confirm_url; /* where its link is asked for; none: it is verified */
};

struct account_address_form {
	const struct problems *problems;
	const struct account_address_line *lines;
	size_t count;
	struct text typed;
	bool further;
	struct text waiting; /* the one that was asked for and is not confirmed; empty: none */
};

struct account_address_click {
	const struct problems *problems;
	struct text action, address;
	bool undoes, further;
};

struct account_forgotten_form {
	const struct problems *problems;
	struct text name;
	bool on; /* there is mail */
};

struct account_reset_form {
	const struct problems *problems;
	struct text name; /* for the browser's own store of passwords */
	struct text action;
	bool invited; /* their first one */
};

/* The page for a link that was used, has ended or never was. */
enum outcome accounts_answer_gone(struct request *request) MUST_USE;
/* The page that says what closes their account, to whoever has had the right password. */
enum outcome accounts_answer_closed(struct request *request, const char *title,
				    const struct access_answer *answer) MUST_USE;

#endif
