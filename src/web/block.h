/* Blocks: what the slices put on the page of one customer, and on the list and the first page.
 *
 * The one idea: the page is a declared list (server/profile.def), not code that knows every slice. A slice offers
 *
 *   enum outcome notes_block(struct request *request, struct customer_id customer);
 *
 * which reads with ctx->reader (all blocks of a page see one snapshot) and writes its view into &request->view. It
 * writes nothing when there is nothing to show: no hole is left. It neither answers nor redirects. Whether the asker
 * has the declared permission was asked before; the customer is in their scope.
 *
 * The markup around a block comes from block_card_begin/_end and block_fold_begin/_end (views/blocks.html), so that
 * every block looks like the next. Forms of a block post to its slice's routes and come back to block_url(): the page,
 * at the block.
 */
#ifndef WEB_BLOCK_H
#define WEB_BLOCK_H

#include "web/request.h"

enum block_place {
	BLOCK_PICTURE, /* at the name: one .av; without it initials stand there */
	BLOCK_HEADER,  /* beside the name and below it: tags */
	BLOCK_BANNER,  /* below the header: may they sign in, because … (parts_banner) */
	BLOCK_ACTIONS, /* entries of the action menu: view_menu_entries(&request->view, items, count) */
	BLOCK_TILES,   /* further tiles of At a glance: block_tile(…) */
	BLOCK_GENERAL, /* controls in “Customer options”, tab General: active, guest (fields of a form of their own) */
	BLOCK_BILLING,  /* in its tab Billing info: the billing address */
	BLOCK_FIELDS,   /* controls in the card “Fields”: e-mail verification */
	BLOCK_OPTIONS,  /* a tab of “Customer options”, its title from the list; shown only when it is chosen */
	BLOCK_MAIN,     /* a card in the middle */
	BLOCK_SIDE,     /* a fold at the right */
	BLOCK_NEW,      /* not on the page: a fieldset in the form of somebody new (customer none) */
	BLOCK_REGISTER, /* not on the page: a fieldset in the form of those who register (customer none) */
	BLOCK_ACTIVATE, /* not on the page: where somebody is activated, why they have not done it themselves */
	BLOCK_LIST,     /* not on the page: above the list of customers (customer none) */
	BLOCK_HOME,     /* not on the page: on the first page (customer none) */
	/* Not on the page, but on the customer's own pages: */
	BLOCK_ACCOUNT_TOP,  /* a banner on the first one (parts_banner) */
	BLOCK_ACCOUNT_MAIN, /* a card in its middle: what we know of them, and the way to change it */
	BLOCK_ACCOUNT_SIDE, /* a card at its side */
	BLOCK_PRIVACY,      /* a card on the page “Privacy” */
	BLOCK_SESSIONS,     /* a card below their sessions */
	BLOCK_PLACE_COUNT,
};

typedef enum outcome block_show(struct request *request, struct customer_id customer);

struct block {
	const char *name; /* "notes": id of the element, “#notes” */
	enum block_place place;
	enum permission permission; /* or ROUTE_NO_PERMISSION */
	const char *title;          /* N_("…") of a tab in Customer options, else "" */
	block_show *show;
};
extern const struct block blocks[];
extern const size_t block_count;

/* A block that has been written. */
struct block_shown {
	struct text name;
	struct html html;
};

/* Writes all blocks of that place that the asker may see, in the list's order; empty ones are left out. The first
 * outcome but DONE ends it. */
enum outcome blocks_show(struct request *request, enum block_place place, struct customer_id customer,
			 struct block_shown **ret_shown, size_t *ret_count) MUST_USE;

/* The title of the first block of that place that the asker may see, translated; none when there is no such block. */
struct text blocks_title(const struct request *request, enum block_place place);

/* The page of a customer, at the block of that name (none: at its beginning): where its forms come back to. */
struct text block_url(struct arena *arena, struct customer_id customer, struct text name);

/* Offers to undo what this request has done to those customers: see features/overview/overview_undo.h. */
void block_offer_undo(struct request *request, const struct customer_id *customers, size_t count);

#endif
