/* Shared texts, one behind the other in a file without a name. */
#include "base/memory.h"
#include "format/xlsx_parts.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define WRITTEN_AT ((size_t)64 << 10)
#define BYTES_MOST ((uint64_t)1 << 30)
#define FOLDER     "/tmp"

struct xlsx_strings {
	int file;
	uint64_t *ends;
	size_t count, room;
	uint64_t size;         /* of the file */
	struct buffer waiting; /* what goes there next */
	char *at;              /* the file in memory */
	/* while it is read */
	struct buffer raw; /* of the string under way */
	size_t string_most;
	bool in_string, in_text, in_sound; /* how a name is read aloud is not part of it */
};

static enum outcome write_waiting(struct xlsx_strings *strings)
{
	struct text rest = buffer_text(&strings->waiting);
	while (rest.size) {
		ssize_t size = write(strings->file, rest.at, rest.size);
		if (size < 0 && errno == EINTR)
			continue;
		if (size < 0)
			return FAULT;
		rest = text_slice(rest, (size_t)size, SIZE_MAX);
	}
	buffer_clear(&strings->waiting);
	return DONE;
}

static enum outcome add_string(struct xlsx_strings *strings)
{
	size_t before = strings->waiting.size;
	if (strings->count == XLSX_STRINGS_MOST || strings->size > BYTES_MOST)
		return TOO_MANY;
	if (!xlsx_add_string(&strings->waiting, buffer_text(&strings->raw)))
		return INVALID;
	if (strings->count == strings->room) {
		strings->room = strings->room ? 2 * strings->room : 1024;
		strings->ends = memory_resize(strings->ends, strings->room * sizeof *strings->ends);
	}
	strings->size += strings->waiting.size - before;
	strings->ends[strings->count++] = strings->size;
	return strings->waiting.size >= WRITTEN_AT ? write_waiting(strings) : DONE;
}

static enum outcome begin(void *state, struct text name, const char *const *attributes)
{
	struct xlsx_strings *strings = state;
	(void)attributes;
	if (text_equal(name, TEXT("si"))) {
		buffer_clear(&strings->raw);
		strings->in_string = true;
	} else if (text_equal(name, TEXT("rPh"))) {
		strings->in_sound = true;
	} else if (text_equal(name, TEXT("t"))) {
		strings->in_text = strings->in_string && !strings->in_sound;
	}
	return DONE;
}

static enum outcome end(void *state, struct text name)
{
	struct xlsx_strings *strings = state;
	if (text_equal(name, TEXT("t")))
		strings->in_text = false;
	else if (text_equal(name, TEXT("rPh")))
		strings->in_sound = false;
	if (!text_equal(name, TEXT("si")) || !strings->in_string)
		return DONE;
	strings->in_string = false;
	return add_string(strings);
}

static enum outcome text(void *state, struct text piece)
{
	struct xlsx_strings *strings = state;
	if (!strings->in_text)
		return DONE;
	buffer_add(&strings->raw, piece);
	return buffer_failed(&strings->raw) ? TOO_MANY : DONE;
}

static enum outcome read_all(struct unzip *unzip, struct text part, struct xlsx_strings *strings)
{
	static const struct xml_events events = {begin, end, text};
	strings->file = open(FOLDER, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	if (strings->file < 0)
		return FAULT;
	TRY(xlsx_read_part(unzip, part, &events, strings));
	TRY(write_waiting(strings));
	if (!strings->size)
		return DONE;
	void *at = mmap(NULL, strings->size, PROT_READ, MAP_SHARED, strings->file, 0);
	strings->at = at == MAP_FAILED ? NULL : at;
	return strings->at ? DONE : FAULT;
}

enum outcome xlsx_strings_read(struct unzip *unzip, struct text part, size_t string_most,
			       struct xlsx_strings **ret_strings)
{
	struct xlsx_strings *strings = memory_resize(NULL, sizeof *strings);
	*ret_strings = strings;
	*strings = (struct xlsx_strings){
		.file = -1,
		.waiting = buffer_make(WRITTEN_AT + 4 * string_most),
		.raw = buffer_make(string_most),
		.string_most = string_most,
	};
	if (text_is_none(part))
		return DONE;
	enum outcome outcome = read_all(unzip, part, strings);
	return outcome == NOT_FOUND ? DONE : outcome;
}

void xlsx_strings_close(struct xlsx_strings *strings)
{
	if (!strings)
		return;
	if (strings->at)
		munmap(strings->at, strings->size);
	if (strings->file >= 0)
		close(strings->file);
	buffer_free(&strings->waiting);
	buffer_free(&strings->raw);
	free(strings->ends);
	free(strings);
}

bool xlsx_strings_get(const struct xlsx_strings *strings, int64_t number, struct text *ret_string)
{
	if (number < 0 || (uint64_t)number >= strings->count)
		return false;
	uint64_t from = number ? strings->ends[number - 1] : 0;
	*ret_string = (struct text){strings->at ? strings->at + from : "", strings->ends[number] - from};
	return true;
}
