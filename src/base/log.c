/* State that changes: the least level, an atomic. */
#include "base/log.h"

#include "base/instant.h"

#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Longer happenings are cut; PIPE_BUF, so that lines of several processes do not mix. */
#define LINE_MOST 4096

static _Atomic int least_level = LOG_INFO;

void log_set_level(enum log_level least)
{
	atomic_store_explicit(&least_level, (int)least, memory_order_relaxed);
}

static const char *level_name(enum log_level level)
{
	switch (level) {
	case LOG_DEBUG: return "debug";
	case LOG_INFO: return "info";
	case LOG_WARN: return "warn";
	case LOG_ERROR: return "error";
	}
	return "?";
}

/* How many bytes at `at` could end a line or move a terminal's cursor: C0, DEL, C1, U+2028 and U+2029. */
static size_t control_size(const unsigned char *at, size_t left)
{
	if (at[0] < 0x20 || at[0] == 0x7F)
		return 1;
	if (left >= 2 && at[0] == 0xC2 && at[1] >= 0x80 && at[1] <= 0x9F)
		return 2;
	return left >= 3 && at[0] == 0xE2 && at[1] == 0x80 && (at[2] == 0xA8 || at[2] == 0xA9) ? 3 : 0;
}

/* Appends with controls as \xNN; stops while there is still room for the line's end. */
static size_t add_escaped(char *line, size_t used, const char *words, size_t size)
{
	const unsigned char *at = (const unsigned char *)words;
	for (size_t i = 0; i < size;) {
		size_t control = control_size(at + i, size - i);
		size_t wanted = control ? control * 4 : 1;
		if (used + wanted > LINE_MOST - 1)
			break;
		for (size_t k = 0; k < control; k++) {
			snprintf(line + used, 5, "\\x%02X", at[i + k]);
			used += 4;
		}
		if (!control)
			line[used++] = (char)at[i];
		i += control ? control : 1;
	}
	return used;
}

void log_line(enum log_level level, struct text request, const char *format, ...)
{
	if ((int)level < atomic_load_explicit(&least_level, memory_order_relaxed))
		return;
	char words[LINE_MOST];
	va_list values;
	va_start(values, format);
	vsnprintf(words, sizeof words, format, values);
	va_end(values);

	char line[LINE_MOST + 4];
	char now[INSTANT_ROOM];
	instant_write(clock_now(&clock_system), now);
	size_t used = (size_t)snprintf(line, sizeof line, "%s %s ", now, level_name(level));
	used = request.size ? add_escaped(line, used, request.at, request.size) : used;
	used = add_escaped(line, used, request.size ? " " : "- ", request.size ? 1 : 2);
	used = add_escaped(line, used, words, strlen(words));
	line[used++] = '\n';
	/* One write a line; a full or closed standard error must not stop the work. */
	ssize_t written = write(STDERR_FILENO, line, used);
	(void)written;
}
