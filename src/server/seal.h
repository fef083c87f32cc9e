/* A checksum at the end of a file: "sha256 " and 64 digits of all that stands before, so that a file that was cut or
 * changed anywhere is known. */
#ifndef SERVER_SEAL_H
#define SERVER_SEAL_H

#include "base/outcome.h"

/* Adds it and syncs the file. */
enum outcome seal_add(const char *path) MUST_USE;
/* INVALID when it is missing or wrong; NOT_FOUND when the file cannot be read. */
enum outcome seal_check(const char *path) MUST_USE;

#endif
