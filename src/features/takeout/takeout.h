/* What customers take with them: a file of all that is kept of them.
 *
 * The one idea: the same sections, records and pairs are written twice, as JSON for programs and as a page for people,
 * with the files beside them in one zip. What the team alone sees (notes, reasons, what an attribute that is neither
 * visible nor personal says) is none of it. Source: behaviour §7, §11.
 */
#ifndef FEATURES_TAKEOUT_H
#define FEATURES_TAKEOUT_H

#include "features/accounts/accounts.h"
#include "takeout.sql.h"

/* Of all files together; those beyond are named and left out. */
#define TAKEOUT_FILES_BYTES (20u << 20)

/* Writes down that they have taken it. */
enum outcome takeout_record(struct context *ctx) MUST_USE;

/* By the link that whoever may not sign in was mailed (accounts_ask_link). NOT_FOUND when it is none, was used, has
 * ended, or they are in the trash. Finding uses nothing up; taking does, and writes it down: of many at once, one is
 * DONE. */
enum outcome takeout_find_link(struct context *ctx, struct secret token, struct account_link *ret_link) MUST_USE;
enum outcome takeout_take_link(struct context *ctx, struct secret token) MUST_USE;

#endif
