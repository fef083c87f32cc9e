/* The desk of a shop where people register, with a real mail server that their letters go to. */
#ifndef TESTS_REGISTER_DESK_H
#define TESTS_REGISTER_DESK_H

#include "tests/mail_peer.h"
#include "tests/site.h"

#define DESK_BASE    TEXT("https://crm.example.com")
#define DESK_CONFIRM "/register/confirm/"

/* What somebody fills in. */
#define FARAH "email=farah%40x.example&password=" SITE_PASSWORD "&first_name=Farah&last_name=Aziz"

struct desk {
	struct site site;
	struct mail_peer peer;
	struct visitor visitor;
};

void desk_open(struct desk *desk, const char *engine);
void desk_close(struct desk *desk);

/* How many rows there are `of`: "emails WHERE verification = 2". */
int64_t desk_count(struct desk *desk, const char *of);
/* The newest letter, after all that waited have left, and the path of the link in it that confirms. */
struct text desk_letter(struct desk *desk);
const char *desk_link(struct desk *desk);

/* The visitor opens the form and sends it: the status. */
int desk_enter(struct desk *desk, const char *form);
/* Another visitor signs in: the status. */
int desk_sign_in(struct desk *desk, const char *name, const char *password);

#endif
