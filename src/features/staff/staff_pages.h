/* What the staff slice's views are given. */
#ifndef FEATURES_STAFF_PAGES_H
#define FEATURES_STAFF_PAGES_H

#include "features/staff/staff.h"
#include "features/staff/staff_factor.h"
#include "format/qr_code.h"
#include "service/throttle.h"
#include "staff.sql.h"
#include "web.schema.h"
#include "web/browser_words.h"
#include "web/choices.h"
#include "web/pages.h"
#include "web/sessions.h"

/* A role's name: translated when it came with the program. */
struct text role_words(struct view *view, struct text name);
struct text staff_scope_words(struct view *view, enum staff_scope scope);
/* Those that the asker can give. */
struct choices staff_scope_choices(struct request *request, enum staff_scope chosen);
enum staff_scope staff_scope_widest(const struct request *request);

/* Whoever sits at an open session guesses its password no more often than where one signs in. */
struct throttle_try staff_own_password_try(struct request *request);

struct staff_form {
	const struct problems *problems;
	struct text action;
	struct text name, email;
	const struct option *roles;
	size_t role_count;
	struct choices scopes;
	const struct option *channels; /* that the asker can give; ticked ones are selected */
	size_t channel_count;
	bool is_new, active, self, may_write;
	bool mailed;               /* the link */
	bool factor;               /* a second one is on */
	struct text factor_action; /* takes it off */
	struct text activate_action;
	struct text deactivate_url; /* of features/handovers */
	struct text link_action;    /* makes a new link */
	struct text link;           /* just made: to be handed over */
};

struct session_line {
	const struct session_row *row;
	struct browser_words words;
};

struct profile_form {
	const struct problems *problems;
	struct text name, email;
	struct choices languages, zones;
	const struct session_line *sessions;
	size_t session_count;
	struct session_id current;
	bool factor; /* a second one is on */
	int64_t recovery_codes;
};

/* Setting a second factor up, or what there is to do about it. */
struct factor_screen {
	const struct problems *problems;
	struct staff_factor factor;
	struct text email;
	struct text key;                       /* of the secret that is being set up */
	struct qr_code picture;                /* the same; width 0: none is being set up */
	const struct staff_recovery *recovery; /* just made; NULL: none */
	struct text recovery_lines;            /* the same, to be copied */
	bool first;                            /* nothing else is open to them before */
};

/* The list of staff. */
struct staff_screen {
	const struct staff_list *rows;
	size_t count;
	bool may_write, may_set, factor_wanted;
};

struct role_permission {
	struct text word;
	const char *what;
	bool given;
	bool mine; /* one gives only what one has */
};

struct role_form {
	const struct problems *problems;
	struct text action, name, remove_action;
	struct choices scopes;
	const struct role_permission *permissions;
	size_t permission_count;
	const struct option *others; /* roles that members get when this one goes */
	size_t other_count;
	bool fixed;
};
/* Counts one try of a code; by person, since whoever is asked for one has given the password. */
enum outcome staff_take_code_try(struct request *request, struct staff_id staff) MUST_USE;
/* After the right one. */
enum outcome staff_forget_code_tries(struct request *request, struct staff_id staff) MUST_USE;

#endif
