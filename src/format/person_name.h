/* What people are called: in lists, in headers, on avatars, in letters.
 *
 * The one idea: names are kept as given; nothing is split, swapped or capitalised. Only their order, and which part
 * one is addressed by, follow rules: a patronymic ("bin Ismail", "a/l Raju") is no family name, a Chinese name has no
 * blank in Chinese script, a Malaysian title stands in place of the salutation, a German doctor keeps both.
 * The forms of address of English, Malay and German are grammar and stand here, not in lang/.
 */
#ifndef FORMAT_PERSON_NAME_H
#define FORMAT_PERSON_NAME_H

#include "base/text.h"

/* Same places as the choices of the customers' schema. */
enum person_salutation { PERSON_PLAIN, PERSON_MR, PERSON_MS, PERSON_MISS };
enum person_order { PERSON_GIVEN_FIRST, PERSON_FAMILY_FIRST };

struct person_name {
	enum person_salutation salutation;
	enum person_order order;
	struct text title; /* "Dr.", "Dato'" */
	struct text first, last;
};

/* How people of a language put their names unless they say otherwise: family first in Chinese, Japanese, Korean,
 * Vietnamese, Hungarian. */
enum person_order person_usual_order(struct text language);

/* "Aisyah binti Rahman", "Tan Wei Ming", "王芳"; the empty text when there is no name. */
struct text person_display_name(struct arena *arena, const struct person_name *name);
/* With salutation and title as the reader's language has them: "Dr. Jette Hansen", "Frau Dr. Jette Hansen". */
struct text person_full_name(struct arena *arena, const struct person_name *name, struct text language);
/* What lists sort by, before folding: family name first, a patronymic last. */
struct text person_sort_name(struct arena *arena, const struct person_name *name);
/* One or two letters for an avatar: "AR", "王", "م ع". Of anything else ("Kedai Buku") give it as `first`. */
struct text person_initials(struct arena *arena, const struct person_name *name);
/* "Dear Ms Hansen,", "Sehr geehrte Frau Dr. Hansen,", "Puan Aisyah yang dihormati,". */
struct text person_greeting(struct arena *arena, const struct person_name *name, struct text language);

#endif
