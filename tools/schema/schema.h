/* The files that the schema compiler writes; what is in them: docs/declarations.md. */
#ifndef TOOLS_SCHEMA_SCHEMA_H
#define TOOLS_SCHEMA_SCHEMA_H

#include "tools/shared/schema_model.h"

/* The header of one of the schema's files. */
void write_schema_header(struct buffer *buffer, const struct schema *schema, struct text file);
void write_schema_source(struct buffer *buffer, const struct schema *schema);
/* The statement that counts a customer's rows in every table. */
void write_counting(struct buffer *buffer, const struct schema *schema);
/* Statements that erase a customer's rows, before the list of tables; and the members that name them. */
void write_erasing(struct buffer *buffer, const struct table *table);
void write_erasing_members(struct buffer *buffer, const struct table *table);
/* Statements that feed the index of a searched column, and the members that name them. */
void write_searching(struct buffer *buffer, const struct table *table);
void write_searching_members(struct buffer *buffer, const struct table *table);
/* Appends the word in capital letters. */
void write_capitals(struct buffer *buffer, struct text word);

#endif
