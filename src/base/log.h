/* One line a happening on standard error: time, level, request, words. Never secrets, never personal data but ids.
 *
 * The one idea: control characters in values are written as \xNN, so that one call is always one line.
 */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include "base/text.h"

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARN, LOG_ERROR };

void log_set_level(enum log_level least);
/* `request` may be TEXT_NONE. */
void log_line(enum log_level level, struct text request, const char *format, ...) __attribute__((format(printf, 3, 4)));

#endif
