/* Memory that lives as long as one piece of work: a request, a job step, a command.
 *
 * The one idea: nothing is freed singly. What is taken stays until the arena is reset or closed, so no caller owns
 * anything. Memory that truly runs out ends the process (a supervisor restarts it); input is refused at the edge long
 * before, by asking arena_left(). Under AddressSanitizer every piece is a malloc of its own, so overruns are seen.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

struct arena;

/* A new arena; `budget` in bytes is what arena_left() counts down from. Never NULL. */
struct arena *arena_open(size_t budget);
void arena_close(struct arena *arena);
/* For `struct arena *a __attribute__((cleanup(arena_cleanup)))`. */
void arena_cleanup(struct arena **arena);

/* Forgets all pieces and keeps the first block for the next piece of work. */
void arena_reset(struct arena *arena);

/* `size` bytes, zeroed, aligned for any type. Never NULL. A size of 0 gives a valid pointer to nothing. */
void *arena_take(struct arena *arena, size_t size) __attribute__((malloc, returns_nonnull));

/* The same without zeroes, for what is written in full at once: texts. */
char *arena_take_bytes(struct arena *arena, size_t size) __attribute__((malloc, returns_nonnull));

/* An array of `count` zeroed elements; ends the process when count × size overflows. */
void *arena_take_array(struct arena *arena, size_t count, size_t size) __attribute__((malloc, returns_nonnull));

/* Calls end(state) once, when the arena is reset or closed: pieces point to what is not theirs. */
void arena_register(struct arena *arena, void (*end)(void *state), void *state);

/* Bytes of the budget not yet taken, 0 when it is overdrawn. Edges answer 413 when input would not fit. */
size_t arena_left(const struct arena *arena);

#endif
