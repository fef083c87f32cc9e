/* Which channel speaks to whoever looks, and what its pages have of it: name, colours, legal links, the way back to its
 * shop. */
#include "features/portal/portal_face_pages.h"
#include "features/labels/labels.h"
#include "features/portal/portal_brand.h"
#include "format/colour.h"
#include "format/url.h"
#include "portal.routes.h"
#include "portal.sql.h"
#include "web/answer.h"
#include "web/pages.h"

/* ---- which ---- */

/* The client of a shop's question, which waits behind the way; none: no question waits there. */
static struct text client_of(struct request *request, struct text next)
{
	const struct text question = TEXT("/oidc/authorize?");
	struct url_pair pair;
	bool found;
	if (!text_starts(next, question))
		return TEXT_NONE;
	struct text rest = text_slice(next, question.size, SIZE_MAX);
	while (url_next_pair(request->ctx->arena, &rest, &found, &pair) == DONE && found)
		if (text_equal(pair.name, TEXT("client_id")))
			return pair.value;
	return TEXT_NONE;
}

static const struct label_rows *find_word(const struct label_rows *rows, size_t count, struct text word)
{
	for (size_t i = 0; i < count; i++)
		if (rows[i].active && !text_is_empty(word) && text_equal(rows[i].word, word))
			return &rows[i];
	return NULL;
}

static const struct label_rows *find_default(const struct label_rows *rows, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (rows[i].is_default)
			return &rows[i];
	return NULL;
}

static enum outcome find_home(struct request *request, const struct label_rows *rows, size_t count,
			      const struct label_rows **ret_row)
{
	struct customer_id customer = request->way.whose.value ? request->way.whose : request->customer.customer;
	struct portal_home_channel home;
	bool found;
	*ret_row = NULL;
	if (!customer.value)
		return DONE;
	TRY(portal_home_channel(request->ctx->reader, customer, &found, &home));
	for (size_t i = 0; found && i < count; i++)
		if (rows[i].active && rows[i].id == home.channel_id.value)
			*ret_row = &rows[i];
	return DONE;
}

/* ---- what it gives ---- */

/* The channel that an installation begins with is the business itself, until it gets an address of its own
 * (docs/decisions/0025). */
static bool speaks_for_itself(const struct label_rows *row)
{
	return !row->is_default || !text_is_empty(row->sender) || !text_is_empty(row->storefront) ||
	       !text_is_empty(row->sign_in);
}

static struct text member(const struct label_rows *row, enum label_field field)
{
	switch ((int)field) {
	case LABEL_FIELD_IMPRINT: return row->imprint;
	case LABEL_FIELD_PRIVACY: return row->privacy;
	default: return row->terms;
	}
}

/* What a channel does not have is the business's: the default channel's. */
static void add_legal(struct request *request, const struct label_rows *row, const struct label_rows *business,
		      struct page_face *face)
{
	static const enum label_field fields[] = {LABEL_FIELD_IMPRINT, LABEL_FIELD_PRIVACY, LABEL_FIELD_TERMS};
	struct page_link *links = arena_take_array(request->ctx->arena, sizeof fields / sizeof *fields, sizeof *links);
	face->legal = links;
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
		struct text url = member(row, fields[i]);
		if (text_is_empty(url) && business)
			url = member(business, fields[i]);
		if (!text_is_empty(url))
			links[face->legal_count++] = (struct page_link){
				.label = page_words(request, label_field_declared(fields[i])->label, TEXT_NONE),
				.url = url,
			};
	}
}

enum outcome portal_find_face(struct request *request, struct page_face *ret_face, bool *ret_said)
{
	struct arena *arena = request->ctx->arena;
	const struct label_rows *rows, *row;
	struct text colour;
	size_t count;
	TRY(context_read(request->ctx));
	TRY(labels_list(request->ctx, LABEL_CHANNEL, &rows, &count));
	row = find_word(rows, count, client_of(request, request->way.next));
	if (!row)
		row = find_word(rows, count, request->way.channel);
	*ret_said = row != NULL;
	if (!row)
		TRY(find_home(request, rows, count, &row));
	if (!row)
		row = find_default(rows, count);
	if (!row)
		return DONE;
	if (speaks_for_itself(row))
		ret_face->name = row->name;
	ret_face->channel = (struct channel_id){row->id};
	if (!row->is_default)
		ret_face->word = row->word;
	if (colour_parse(arena, row->colour, &colour))
		ret_face->style = text_join(arena, TEXT("/brand/"), text_slice(colour, 1, SIZE_MAX));
	ret_face->storefront = text_is_empty(row->storefront) ? TEXT("") : row->storefront;
	add_legal(request, row, find_default(rows, count), ret_face);
	return DONE;
}

/* ---- its colours ---- */

enum outcome portal_brand_show(struct request *request, const struct portal_brand_show *in)
{
	struct arena *arena = request->ctx->arena;
	struct text colour;
	if (!colour_parse(arena, text_join(arena, TEXT("#"), in->colour), &colour))
		return NOT_FOUND;
	return answer_style(request, portal_brand_style(arena, colour));
}
