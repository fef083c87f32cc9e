/* expat with everything off. */
#include "format/xml_read.h"

#include "base/memory.h"

#include <expat.h>
#include <stdlib.h>
#include <string.h>

struct xml_reader {
	XML_Parser parser;
	const struct xml_events *events;
	void *state;
	size_t depth;
	uint64_t pushed;
	enum outcome outcome;
};

static void stop(struct xml_reader *reader, enum outcome outcome)
{
	if (outcome == DONE || reader->outcome != DONE)
		return;
	reader->outcome = outcome;
	XML_StopParser(reader->parser, XML_FALSE);
}

/* Without "x:". */
static const char *local(const char *name)
{
	const char *colon = strchr(name, ':');
	return colon ? colon + 1 : name;
}

struct text xml_attribute(const char *const *attributes, const char *name)
{
	for (size_t i = 0; attributes[i]; i += 2)
		if (strcmp(local(attributes[i]), name) == 0)
			return text_of(attributes[i + 1]);
	return TEXT_NONE;
}

static void begin(void *state, const char *name, const char **attributes)
{
	struct xml_reader *reader = state;
	if (reader->outcome != DONE)
		return;
	if (++reader->depth > XML_DEPTH_MOST)
		stop(reader, INVALID);
	else
		stop(reader,
		     reader->events->begin(reader->state, text_of(local(name)), (const char *const *)attributes));
}

static void end(void *state, const char *name)
{
	struct xml_reader *reader = state;
	reader->depth--;
	if (reader->outcome == DONE)
		stop(reader, reader->events->end(reader->state, text_of(local(name))));
}

static void take_text(void *state, const char *piece, int size)
{
	struct xml_reader *reader = state;
	if (reader->outcome == DONE)
		stop(reader, reader->events->text(reader->state, (struct text){piece, (size_t)size}));
}

static void refuse_type(void *state, const char *name, const char *system, const char *public, int internal)
{
	(void)name;
	(void)system;
	(void)public;
	(void)internal;
	stop(state, INVALID);
}

struct xml_reader *xml_reader_open(const struct xml_events *events, void *state)
{
	struct xml_reader *reader = memory_resize(NULL, sizeof *reader);
	*reader = (struct xml_reader){.parser = XML_ParserCreate(NULL), .events = events, .state = state};
	if (!reader->parser)
		memory_end();
	XML_SetUserData(reader->parser, reader);
	XML_SetElementHandler(reader->parser, begin, end);
	XML_SetCharacterDataHandler(reader->parser, take_text);
	XML_SetStartDoctypeDeclHandler(reader->parser, refuse_type);
	return reader;
}

void xml_reader_cleanup(struct xml_reader **reader)
{
	XML_ParserFree((*reader)->parser);
	free(*reader);
}

/* A tag or comment that is not at its end is kept by expat, all of it. */
static bool keeps_too_much(const struct xml_reader *reader)
{
	XML_Index at = XML_GetCurrentByteIndex(reader->parser);
	return at >= 0 && reader->pushed - (uint64_t)at > XML_TOKEN_MOST;
}

static enum outcome parse(struct xml_reader *reader, struct bytes bytes, bool last)
{
	if (reader->outcome != DONE)
		return reader->outcome;
	reader->pushed += bytes.size;
	enum XML_Status status = XML_Parse(reader->parser, (const char *)bytes.at, (int)bytes.size, last);
	if (status != XML_STATUS_OK && reader->outcome == DONE)
		reader->outcome = INVALID;
	if (reader->outcome == DONE && !last && keeps_too_much(reader))
		reader->outcome = TOO_MANY;
	return reader->outcome;
}

enum outcome xml_reader_push(struct xml_reader *reader, struct bytes bytes)
{
	enum outcome outcome = reader->outcome;
	while (bytes.size && outcome == DONE) {
		size_t size = bytes.size < XML_TOKEN_MOST ? bytes.size : XML_TOKEN_MOST;
		outcome = parse(reader, (struct bytes){bytes.at, size}, false);
		bytes = (struct bytes){bytes.at + size, bytes.size - size};
	}
	return outcome;
}

enum outcome xml_reader_end(struct xml_reader *reader)
{
	return parse(reader, (struct bytes){(const unsigned char *)"", 0}, true);
}
