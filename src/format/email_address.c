/* The local part by RFC 5321, the domain by IDNA. */
#include "format/email_address.h"

#include "format/fold.h"

#include <idn2.h>
#include <string.h>
#include <unictype.h>

#define LOCAL_MOST   64
#define DOMAIN_MOST  253
#define ADDRESS_MOST 254
#define LABEL_MOST   63

/* RFC 5322 atext; beyond ASCII everything that is seen. */
static bool is_atom_point(uint32_t point)
{
	if (point < 0x80)
		return (point >= '0' && point <= '9') || (point >= 'a' && point <= 'z') ||
		       (point >= 'A' && point <= 'Z') || (point > ' ' && strchr("!#$%&'*+-/=?^_`{|}~", (int)point));
	return !uc_is_general_category_withtable(point, UC_CATEGORY_MASK_C | UC_CATEGORY_MASK_Z);
}

static bool is_local_part(struct text local)
{
	struct text rest = local, atom;
	if (local.size == 0 || local.size > LOCAL_MOST)
		return false;
	while (text_next(&rest, '.', &atom)) {
		size_t offset = 0;
		uint32_t point;
		if (atom.size == 0)
			return false;
		while (text_next_point(atom, &offset, &point))
			if (!is_atom_point(point))
				return false;
	}
	return true;
}

static bool is_label(struct text label, bool *ret_all_digits)
{
	*ret_all_digits = true;
	if (label.size == 0 || label.size > LABEL_MOST || label.at[0] == '-' || label.at[label.size - 1] == '-')
		return false;
	for (size_t i = 0; i < label.size; i++) {
		char c = label.at[i];
		bool digit = c >= '0' && c <= '9';
		if (!digit && !(c >= 'a' && c <= 'z') && c != '-')
			return false;
		*ret_all_digits = *ret_all_digits && digit;
	}
	return true;
}

/* Of letters, digits and hyphens, in lower case. */
static bool is_ascii_domain(struct text domain)
{
	struct text rest = domain, label;
	size_t labels = 0;
	bool all_digits = true;
	if (domain.size > DOMAIN_MOST)
		return false;
	for (; text_next(&rest, '.', &label); labels++)
		if (!is_label(label, &all_digits))
			return false;
	return labels >= 2 && !all_digits;
}

/* What libidn2 made, moved into the arena. */
static struct text taken(struct arena *arena, char *made)
{
	struct text copy = text_copy(arena, text_of(made));
	idn2_free(made);
	return copy;
}

/* Not with IDN2_USE_STD3_ASCII_RULES: libidn2 drops what that forbids ("b c" becomes "bc"). is_ascii_domain refuses it.
 */
static bool to_ascii(struct arena *arena, struct text domain, struct text *ret_ascii)
{
	char *made = NULL;
	if (!text_is_valid((struct bytes){(const unsigned char *)domain.at, domain.size}) ||
	    idn2_to_ascii_8z(domain.at, &made, IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL) != IDN2_OK)
		return false;
	*ret_ascii = taken(arena, made);
	return true;
}

static bool parse_domain(struct arena *arena, struct text typed, struct text *ret_ascii, struct text *ret_shown)
{
	char *made = NULL;
	struct text lower = text_lower_ascii(arena, typed);
	/* Plain names take a short way, which also lets pass those with hyphens in places that IDNA reserves. */
	if (is_ascii_domain(lower) && text_find(lower, TEXT("xn--"), 0) == SIZE_MAX) {
		*ret_ascii = *ret_shown = lower;
		return true;
	}
	/* Much longer is no domain in any spelling, and libidn2's work grows with its size. */
	if (lower.size > (size_t)4 * DOMAIN_MOST)
		return false;
	if (!to_ascii(arena, lower, ret_ascii))
		return false;
	*ret_ascii = text_lower_ascii(arena, *ret_ascii);
	if (!is_ascii_domain(*ret_ascii) || idn2_to_unicode_8z8z(ret_ascii->at, &made, 0) != IDN2_OK)
		return false;
	*ret_shown = taken(arena, made);
	/* An xn-- label may decode to what no name encodes to it; shown, it would be another domain. */
	struct text back;
	return to_ascii(arena, *ret_shown, &back) && text_equal(text_lower_ascii(arena, back), *ret_ascii);
}

bool email_address_parse(struct arena *arena, struct text t, struct email_address *ret_address)
{
	struct text typed = text_trim(t);
	size_t at = SIZE_MAX;
	for (size_t i = 0; i < typed.size; i++)
		if (typed.at[i] == '@')
			at = i;
	if (at == SIZE_MAX || typed.size > (size_t)8 * ADDRESS_MOST)
		return false;
	struct text local = fold_nfc(arena, text_slice(typed, 0, at)), ascii, unicode;
	struct text folded = fold_case(arena, local);
	/* Compatible forms may hide an @ or a dot, so what is compared must be an address too. */
	if (!is_local_part(local) || !is_local_part(folded))
		return false;
	if (!parse_domain(arena, text_slice(typed, at + 1, typed.size), &ascii, &unicode))
		return false;
	struct email_address address = {
		.shown = text_format(arena, "%.*s@%.*s", TEXT_ARG(local), TEXT_ARG(unicode)),
		.folded = text_format(arena, "%.*s@%.*s", TEXT_ARG(folded), TEXT_ARG(ascii)),
	};
	if (address.shown.size > ADDRESS_MOST || address.folded.size > ADDRESS_MOST)
		return false;
	*ret_address = address;
	return true;
}

bool email_address_is_valid(struct text t)
{
	struct arena *arena __attribute__((cleanup(arena_cleanup))) = arena_open(1 << 16);
	struct email_address address;
	return email_address_parse(arena, t, &address);
}
