/* Using a code up: what signing in and the settings of one's own factor share. */
#ifndef FEATURES_STAFF_FACTOR_CODE_H
#define FEATURES_STAFF_FACTOR_CODE_H

#include "features/staff/staff_factor.h"

/* A code as people type it, without blanks and strokes, in small letters. */
struct text staff_code_plain(struct arena *arena, struct secret typed);
struct bytes staff_recovery_hash(struct arena *arena, struct secret code);
/* Inside a transaction: uses up a code of the app or a recovery code, of which they are told by mail. INVALID at `code`
 * when it is wrong or was used before; NOT_FOUND when no factor is on. */
enum outcome staff_use_code(struct context *ctx, struct staff_id staff, struct secret typed) MUST_USE;

#endif
