/* XML read as it comes in, piece by piece, without anything that XML can do beside elements and text.
 *
 * The one idea: a document type is refused, so there are no entities that grow and nothing is fetched; depth, and what
 * a single tag or comment may hold, have a limit.
 */
#ifndef FORMAT_XML_READ_H
#define FORMAT_XML_READ_H

#include "base/outcome.h"
#include "base/text.h"

#define XML_DEPTH_MOST 64
#define XML_TOKEN_MOST ((size_t)1 << 20) /* bytes */

struct xml_reader;
/* Names come without their prefix. `attributes` are name, value … NULL. Any outcome but DONE ends the reading. */
struct xml_events {
	enum outcome (*begin)(void *state, struct text name, const char *const *attributes);
	enum outcome (*end)(void *state, struct text name);
	enum outcome (*text)(void *state, struct text piece);
};
/* The value of that attribute, whatever its prefix; none when absent. */
struct text xml_attribute(const char *const *attributes, const char *name);

struct xml_reader *xml_reader_open(const struct xml_events *events, void *state);
void xml_reader_cleanup(struct xml_reader **reader);
/* INVALID: no XML, a document type, too deep; TOO_MANY: a tag that is too large; else what an event gave. After
 * anything but DONE every call gives the same. */
enum outcome xml_reader_push(struct xml_reader *reader, struct bytes bytes) MUST_USE;
enum outcome xml_reader_end(struct xml_reader *reader) MUST_USE;

#endif
