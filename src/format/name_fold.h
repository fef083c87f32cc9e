/* Names of places made comparable: without case, accents, blanks and punctuation.
 *
 * The one idea: the table compiler folds with this very function, so what it writes and what is looked up cannot
 * differ. It is for matching only; nobody reads a folded name.
 */
#ifndef FORMAT_NAME_FOLD_H
#define FORMAT_NAME_FOLD_H

#include "base/text.h"

#define NAME_FOLD_ROOM 192

struct folded_name {
	char at[NAME_FOLD_ROOM]; /* NUL-terminated */
};

/* "Côte d’Ivoire" gives "cotedivoire". False when nothing is left, or when it is longer than any name of a place. */
bool name_fold(struct text name, struct folded_name *ret_folded);

#endif
