/* Telephone numbers: read as people type them, stored as E.164, shown as each country writes them.
 *
 * The one idea: what cannot be read is no mistake. The text as typed is kept beside the number by whoever stores it,
 * and nothing here refuses a customer. Plans are those of libphonenumber, compiled in at build time: a number counts
 * as read when its country gives out numbers of that beginning and length; nobody is rung up.
 */
#ifndef FORMAT_PHONE_H
#define FORMAT_PHONE_H

#include "base/text.h"

struct phone {
	struct text e164;      /* "+60123456789" */
	struct text extension; /* digits; none when there was none */
	struct text country;   /* alpha-2; of shared calling codes the one whose numbers these are */
};

/* Reads "+60 12-345 6789", "012-345 6789" (home Malaysia), "001-808-617-6467x12895", "+49 (0)151 / 23 45 67 8",
 * "tel:…", digits of Arabic and full-width scripts. `home` is the alpha-2 code of the country that numbers without
 * "+" or "00" are dialled in; none reads only international ones. False: keep it as typed. */
bool phone_parse(struct arena *arena, struct text typed, struct text home, struct phone *ret_phone);

/* "012-345 6789"; a text that is no E.164 number of a known plan comes back as it is. */
struct text phone_national(struct arena *arena, struct text e164);
/* "+60 12-345 6789" */
struct text phone_international(struct arena *arena, struct text e164);
/* For people: national where `home` has the same calling code, else international, and " x718" behind it; as typed
 * where `e164` is none. */
struct text phone_display(struct arena *arena, struct text typed, struct text e164, struct text extension,
			  struct text home);

/* "tel:+60123456789;ext=718" and "https://wa.me/60123456789"; none where `e164` is none. */
struct text phone_call_url(struct arena *arena, struct text e164, struct text extension);
struct text phone_whatsapp_url(struct arena *arena, struct text e164);

/* Digits to be stored for search by substring, words with blanks between: with calling code, as dialled at home, and
 * the extension. phone_search_query() of any way to write the number is part of one of them. */
struct text phone_search_words(struct arena *arena, struct text typed, struct text e164, struct text extension);
/* The digits that a query for a number, or for a part of one, looks for: "0123456789" of "012-345 6789". None when it
 * is not written like a number or has fewer than three digits. */
struct text phone_search_query(struct arena *arena, struct text query);

#endif
