/* The two files that the schema compiler writes; what is in them: docs/declarations.md. */
#ifndef TOOLS_SCHEMA_SCHEMA_H
#define TOOLS_SCHEMA_SCHEMA_H

#include "tools/shared/schema_model.h"

void write_schema_header(struct buffer *buffer, const struct schema *schema);
void write_schema_source(struct buffer *buffer, const struct schema *schema);
/* Appends the word in capital letters. */
void write_capitals(struct buffer *buffer, struct text word);

#endif
