/* One line a happening on standard error: time, level, request, words. Never secrets, never personal data but ids.
 *
 * A line: `2026-11-23T04:38:54.000123Z warn r42 words`; "-" stands for no request. Lines over 4 KiB are cut.
 *
 * The one idea: control characters in values are written as \xNN, so that one call is always one line
 * (U+0000 to U+001F, U+007F to U+009F, U+2028, U+2029).
 */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include "base/text.h"

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARN, LOG_ERROR };

void log_set_level(enum log_level least);
/* `request` may be TEXT_NONE. */
void log_line(enum log_level level, struct text request, const char *format, ...) __attribute__((format(printf, 3, 4)));

#endif
