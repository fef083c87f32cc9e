/* A column of texts that customers are sorted by: a text or none for each slot.
 *
 * The one idea: texts stand one behind the other in large blocks, and a slot keeps four bytes that say where; what is
 * replaced is left behind, and when half of all is left behind, the column is written anew. A text that an earlier
 * column of the slot has too, as most customers sign in with their address, is not kept twice: the four bytes say
 * which.
 */
#ifndef SERVICE_INDEX_SLOT_TEXTS_H
#define SERVICE_INDEX_SLOT_TEXTS_H

#include "base/text.h"
#include "service/index/bits.h"

struct slot_texts {
	const struct slot_texts *columns; /* all of the index */
	size_t place;                     /* this one's among them */
	uint32_t *at; /* a slot; in units of 4 bytes from the first block on; 0: none; see is_as() for the last few */
	char **blocks;
	size_t block_count;
	size_t used; /* bytes of the last block */
	size_t left_behind, all;
};

void slot_texts_make(struct slot_texts *texts, const struct slot_texts *columns, size_t place);
void slot_texts_resize(struct slot_texts *texts, size_t slots, size_t more);
void slot_texts_free(struct slot_texts *texts);
/* A view until the next change of this column. */
struct text slot_texts_get(const struct slot_texts *texts, uint32_t slot);
/* TEXT_NONE: none. */
void slot_texts_set(struct slot_texts *texts, uint32_t slot, struct text t);
/* The column `place`, an earlier one, is about to have another text for the slot: what was the same is copied. */
void slot_texts_part(struct slot_texts *texts, uint32_t slot, size_t place);
/* Writes the column anew when most of it is left behind; `slots` is how many there are. */
void slot_texts_tidy(struct slot_texts *texts, size_t slots);
size_t slot_texts_bytes(const struct slot_texts *texts, size_t slots);

#endif
