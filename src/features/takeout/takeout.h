/* What customers take with them: a file of all that is kept of them.
 *
 * The one idea: the same sections, records and pairs are written twice, as JSON for programs and as a page for people,
 * with the files beside them in one zip. What the team alone sees (notes, reasons, what an attribute that is neither
 * visible nor personal says) is none of it. Source: behaviour §7, §11.
 */
#ifndef FEATURES_TAKEOUT_H
#define FEATURES_TAKEOUT_H

#include "context/context.h"
#include "takeout.sql.h"

/* Of all files together; those beyond are named and left out. */
#define TAKEOUT_FILES_BYTES (20u << 20)

/* Writes down that they have taken it. */
enum outcome takeout_record(struct context *ctx) MUST_USE;

#endif
