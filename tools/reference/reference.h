/* Makes the reference tables of src/format/reference_tables.h out of what Debian and npm packages bring.
 *
 * The one idea: names are data of other projects, kept up by them; the build turns them into constant tables, so the
 * program reads no file and starts at once. A mistake in the input ends the build with a message.
 */
#ifndef REFERENCE_H
#define REFERENCE_H

#include <jansson.h>
#include <stdio.h>

/* Ends the program with a message. */
void fail(const char *format, ...) __attribute__((noreturn, format(printf, 1, 2)));

/* The value of `key` of an object as string, or NULL. */
const char *string_of(const json_t *object, const char *key);
/* The array `key` of the JSON file "<folder>/<key>.json" behind the prefix iso_, as iso-codes lays them out. */
json_t *read_iso(const char *folder, const char *key);
json_t *read_json(const char *path);

/* Writes a C string literal, or NULL. */
void write_string(FILE *out, const char *string);
void write_opening(FILE *out, const char *what);

/* A catalogue of gettext (.mo). */
struct mo;
/* NULL when the file does not exist. */
struct mo *mo_open(const char *locale_folder, const char *language, const char *domain);
void mo_close(struct mo *mo);
/* The translation, or NULL when there is none. `mo` may be NULL. */
const char *mo_find(const struct mo *mo, const char *message);

void write_countries(FILE *out, char **inputs);
void write_subdivisions(FILE *out, char **inputs);
void write_languages(FILE *out, char **inputs);
void write_phones(FILE *out, char **inputs);
/* `inputs` ends with NULL. */
void write_demo(FILE *out, char **inputs);

#endif
