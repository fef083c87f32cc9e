/* The customers that somebody looked at lately, kept in a cookie of their browser.
 *
 * The one idea: looking changes nothing. A page view that wrote a row would wait for the disk, and GET must not change
 * state; a cookie of eight numbers costs neither. What is shown is read in the asker's scope.
 */
#ifndef FEATURES_OVERVIEW_RECENT_PAGES_H
#define FEATURES_OVERVIEW_RECENT_PAGES_H

#include "overview.sql.h"
#include "web/request.h"

#define RECENT_MOST 8

/* Puts the customer first. */
void recent_remember(struct request *request, struct customer_id customer);
/* Those that may still be seen, the last one first. */
enum outcome recent_list(struct request *request, struct overview_recent **ret_rows, size_t *ret_count) MUST_USE;

#endif
