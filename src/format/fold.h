/* Text made comparable: search keys, sort keys, names of logins, and the normal form that all text is stored in.
 *
 * The one idea: what is stored and what is asked for go through the same fold, so that they meet in plain bytes and no
 * engine needs to know Unicode. Folding is: case folded and NFKD; accents, points and harakat off (but not the vowel
 * signs and tones that make words of Indian and Thai scripts, nor the voicing of kana); ß→ss æ→ae œ→oe ø→o ł→l đ,ð→d
 * þ→th ħ→h ŧ→t ŋ→n ı→i; apostrophes and invisible characters off; dashes to '-'; blanks to one ' ', none at the edges;
 * NFC.
 *
 * How ä and ae meet: a text has a plain form (ä→a ö→o ü→u) and, when an umlaut stands in it, a wide one (ä→ae ö→oe
 * ü→ue). A stored key holds both, with a blank between; what is asked for is searched in both forms, either may match:
 *
 *     stored   key               asked "müller"   asked "mueller"   asked "muller"
 *     Müller   muller mueller    found            found             found
 *     Mueller  mueller           found            found             -
 *     Muller   muller            found            -                 found
 *
 * All return texts in `arena`; none gives none. ASCII takes a short way.
 */
#ifndef FORMAT_FOLD_H
#define FORMAT_FOLD_H

#include "base/text.h"

/* The key to store for searching: the plain form, and behind a blank the wide one when there is one. */
struct text fold_search(struct arena *arena, struct text t);
/* The key to store for filters that ask for a part, a beginning or the whole: every form of every text on a line of its
 * own, with an end of line before the first. None when there is nothing in any of them. */
struct text fold_lines(struct arena *arena, const struct text *texts, size_t count);
/* The forms of what is asked for: forms[0] plain, forms[1] wide, or none when it would be the same. Ask for one word at
 * a time: a text's words may meet in different forms. */
void fold_query(struct arena *arena, struct text t, struct text ret_forms[2]);
/* The key to sort by, in byte order: the plain form. */
struct text fold_sort(struct arena *arena, struct text t);
/* Equal for what differs only in case, or in compatible characters (ﬁ and fi, full width): NFKC, case folded, accents
 * kept. For logins and parts of addresses. */
struct text fold_case(struct arena *arena, struct text t);

/* The stable key of a name, for filters, files and the API: a-z, 0-9 and _ of its key to sort by, a letter first, at
 * most FOLD_WORD_MOST bytes. None when nothing of the name can stand in one. */
#define FOLD_WORD_MOST 40
struct text fold_word(struct arena *arena, struct text name);
bool fold_is_word(struct text t);

/* The form that text is stored in. */
struct text fold_nfc(struct arena *arena, struct text t);
bool fold_is_nfc(struct text t);

#endif
