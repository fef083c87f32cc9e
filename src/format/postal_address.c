/* The layouts of postal_address.def filled and checked. */
#include "format/postal_address.h"

#include "base/buffer.h"
#include "format/country.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <unicase.h>

#define FORMATTED_MOST 8192
#define N_(text)       text /* marks words that lang/ translates */

struct form_row {
	char country[3];
	const char *layout, *required, *state, *postcode, *masks;
};

static const struct form_row form_rows[] = {
#define FORM(country, layout, required, state, postcode, masks) {#country, layout, required, state, postcode, masks},
#include "format/postal_address.def"
#undef FORM
};

static const struct form_row any_country = {"", "N|C|S|p c|s", "Sc", N_("State or province"), N_("Postcode"), NULL};

static const struct form_row *row_of(struct text country)
{
	/* Of two letters, all of them; asked several times for each address of a page. */
	for (size_t i = 0; country.size == 2 && i < sizeof form_rows / sizeof form_rows[0]; i++) {
		const char *letters = form_rows[i].country;
		if (letters[0] == country.at[0] && letters[1] == country.at[1])
			return &form_rows[i];
	}
	return &any_country;
}

/* The part that a letter of a layout stands for, or ADDRESS_PARTS. */
static enum address_part part_of(char letter)
{
	switch (letter) {
	case 'C': return ADDRESS_COMPANY;
	case 'N': return ADDRESS_NAME;
	case 'S': return ADDRESS_STREET;
	case 'c': return ADDRESS_CITY;
	case 'p': return ADDRESS_POSTCODE;
	case 's':
	case 'a': return ADDRESS_STATE;
	default: return ADDRESS_PARTS;
	}
}

struct address_form postal_address_form(struct text country)
{
	const struct form_row *row = row_of(country);
	struct address_form form = {.postcode_masks = row->masks};
	for (const char *c = row->layout; *c; c++) {
		enum address_part part = part_of(*c);
		if (part != ADDRESS_PARTS)
			form.order[form.order_count++] = part;
	}
	form.order[form.order_count++] = ADDRESS_COUNTRY;
	for (const char *c = row->required; *c; c++)
		form.required[part_of(*c)] = true;
	form.required[ADDRESS_COUNTRY] = true;
	form.label[ADDRESS_COMPANY] = N_("Company");
	form.label[ADDRESS_NAME] = N_("Recipient");
	form.label[ADDRESS_STREET] = N_("Street address");
	form.label[ADDRESS_CITY] = N_("City");
	form.label[ADDRESS_POSTCODE] = row->postcode;
	form.label[ADDRESS_STATE] = row->state;
	form.label[ADDRESS_COUNTRY] = N_("Country");
	return form;
}

static bool fits_mask(struct text postcode, struct text mask)
{
	size_t at = 0;
	for (size_t i = 0; i < postcode.size; i++) {
		unsigned char c = (unsigned char)postcode.at[i];
		if (c == ' ' || c == '-')
			continue;
		while (at < mask.size && mask.at[at] == '-')
			at++;
		char wanted = at < mask.size ? mask.at[at++] : '\0';
		bool good = wanted == '9'   ? isdigit(c)
			    : wanted == 'A' ? isalpha(c)
			    : wanted == '*' ? isalnum(c)
					    : false;
		if (!good)
			return false;
	}
	return at == mask.size;
}

static bool fits_masks(struct text postcode, struct text masks)
{
	struct text mask;
	if (text_is_none(masks))
		return true;
	while (text_next(&masks, ' ', &mask)) {
		if (fits_mask(postcode, mask))
			return true;
	}
	return false;
}

static struct text part_text(const struct postal_address *address, enum address_part part)
{
	switch (part) {
	case ADDRESS_COMPANY: return address->company;
	case ADDRESS_NAME: return address->name;
	case ADDRESS_STREET: return address->lines[0];
	case ADDRESS_CITY: return address->city;
	case ADDRESS_POSTCODE: return address->postcode;
	case ADDRESS_STATE: return address->state;
	case ADDRESS_COUNTRY: return address->country;
	case ADDRESS_PARTS: break;
	}
	return TEXT_NONE;
}

bool postal_address_check(const struct postal_address *address, enum address_flaw ret_flaws[ADDRESS_PARTS])
{
	const struct address_form form = postal_address_form(address->country);
	bool good = true;
	for (enum address_part part = 0; part < ADDRESS_PARTS; part++) {
		bool missing = form.required[part] && text_is_empty(text_trim(part_text(address, part)));
		ret_flaws[part] = missing ? ADDRESS_MISSING : ADDRESS_GOOD;
	}
	if (text_is_empty(text_trim(address->name)) && text_is_empty(text_trim(address->company)))
		ret_flaws[ADDRESS_NAME] = ADDRESS_MISSING;
	if (!text_is_empty(text_trim(address->postcode)) && form.label[ADDRESS_POSTCODE] &&
	    !fits_masks(text_trim(address->postcode), text_of(form.postcode_masks)))
		ret_flaws[ADDRESS_POSTCODE] = ADDRESS_MALFORMED;
	for (enum address_part part = 0; part < ADDRESS_PARTS; part++)
		good = good && ret_flaws[part] == ADDRESS_GOOD;
	return good;
}

/* What stands between two parts waits until there is a part on both sides. */
struct envelope {
	struct buffer out;
	struct text line_break;
	struct text between;
	bool line_begun, begun;
};

static void add_part(struct envelope *envelope, struct text part)
{
	if (text_is_empty(part))
		return;
	if (envelope->line_begun)
		buffer_add(&envelope->out, envelope->between);
	else if (envelope->begun)
		buffer_add(&envelope->out, envelope->line_break);
	envelope->between = TEXT_NONE;
	envelope->line_begun = envelope->begun = true;
	buffer_add(&envelope->out, part);
}

static void end_line(struct envelope *envelope)
{
	envelope->line_begun = false;
	envelope->between = TEXT_NONE;
}

static struct text state_text(const struct postal_address *address, char letter)
{
	struct text state = address->state, prefix = text_slice(state, 0, 3);
	bool is_code = state.size > 3 && text_starts(state, address->country) && text_ends(prefix, TEXT("-"));
	if (!is_code)
		return state;
	return letter == 'a' ? text_slice(state, 3, state.size) : subdivision_name(state);
}

static void add_letter(struct envelope *envelope, const struct postal_address *address, char letter)
{
	enum address_part part = part_of(letter);
	if (part == ADDRESS_STATE) {
		struct text state = state_text(address, letter);
		/* A city that is its own state ("Dubai") is written once. */
		add_part(envelope, text_equal(state, address->city) ? TEXT_NONE : state);
		return;
	}
	if (part != ADDRESS_STREET) {
		add_part(envelope, part_text(address, part));
		return;
	}
	for (size_t i = 0; i < ADDRESS_LINES; i++) {
		end_line(envelope);
		add_part(envelope, address->lines[i]);
	}
}

static void add_layout(struct envelope *envelope, const struct postal_address *address, bool with_recipient)
{
	const char *between = NULL;
	for (const char *c = row_of(address->country)->layout; *c; c++) {
		enum address_part part = part_of(*c);
		bool recipient = part == ADDRESS_COMPANY || part == ADDRESS_NAME;
		if (*c == '|') {
			end_line(envelope);
			between = NULL;
		} else if (part == ADDRESS_PARTS) {
			between = between ? between : c;
		} else if (with_recipient || !recipient) {
			if (between)
				envelope->between = (struct text){between, (size_t)(c - between)};
			between = NULL;
			add_letter(envelope, address, *c);
		}
	}
	end_line(envelope);
}

static struct text in_capitals(struct arena *arena, struct text name)
{
	size_t size;
	uint8_t *upper = u8_toupper((const uint8_t *)name.at, name.size, NULL, NULL, NULL, &size);
	struct text copy = upper ? text_copy(arena, (struct text){(const char *)upper, size}) : name;
	free(upper);
	return copy;
}

struct text postal_address_format(struct arena *arena, const struct postal_address *address, struct text home,
				  struct text language)
{
	struct envelope envelope = {.out = buffer_make(FORMATTED_MOST), .line_break = TEXT("\n")};
	add_layout(&envelope, address, true);
	if (!text_is_empty(address->country) && !text_equal(address->country, home))
		add_part(&envelope, in_capitals(arena, country_name(address->country, language)));
	struct text formatted = text_copy(arena, buffer_text(&envelope.out));
	buffer_free(&envelope.out);
	return formatted;
}

struct text postal_address_format_line(struct arena *arena, const struct postal_address *address, struct text language)
{
	struct envelope envelope = {.out = buffer_make(FORMATTED_MOST), .line_break = TEXT(", ")};
	add_layout(&envelope, address, false);
	if (!text_is_empty(address->country))
		add_part(&envelope, country_name(address->country, language));
	struct text formatted = text_copy(arena, buffer_text(&envelope.out));
	buffer_free(&envelope.out);
	return formatted;
}
