/* Writing blocks into pieces of HTML of their own, so that one that fails leaves no half page. */
#include "web/block.h"

#include "web/answer.h"
#include "web/pages.h"
#include "web/route.h"

#define BLOCK_BYTES (1 << 20)
#define BLOCK_USUAL ((size_t)8 << 10)

static enum outcome show(struct request *request, const struct block *block, struct customer_id customer,
			 struct buffer *piece, struct html *ret_html)
{
	struct buffer *page = request->view.out;
	buffer_clear(piece);
	buffer_reserve(piece, BLOCK_USUAL);
	request->view.out = piece;
	enum outcome outcome = block->show(request, customer);
	request->view.out = page;
	TRY(outcome);
	if (buffer_failed(piece))
		return TOO_MANY;
	ret_html->value = text_copy(request->ctx->arena, buffer_text(piece));
	return DONE;
}

static bool is_wanted(const struct request *request, const struct block *block, enum block_place place)
{
	return block->place == place &&
	       (block->permission == ROUTE_NO_PERMISSION || context_may(request->ctx, block->permission));
}

enum outcome blocks_show(struct request *request, enum block_place place, struct customer_id customer,
			 struct block_shown **ret_shown, size_t *ret_count)
{
	struct buffer piece __attribute__((cleanup(buffer_free))) = buffer_make(BLOCK_BYTES);
	*ret_shown = arena_take_array(request->ctx->arena, block_count, sizeof **ret_shown);
	*ret_count = 0;
	for (size_t i = 0; i < block_count; i++) {
		const struct block *block = &blocks[i];
		struct block_shown *shown = &(*ret_shown)[*ret_count];
		if (!is_wanted(request, block, place))
			continue;
		TRY(show(request, block, customer, &piece, &shown->html));
		if (text_is_empty(text_trim(shown->html.value)))
			continue;
		shown->name = text_of(block->name);
		(*ret_count)++;
	}
	return DONE;
}

struct text blocks_title(const struct request *request, enum block_place place)
{
	for (size_t i = 0; i < block_count; i++)
		if (is_wanted(request, &blocks[i], place))
			return page_words(request, blocks[i].title, TEXT_NONE);
	return TEXT_NONE;
}

struct text block_url(struct arena *arena, struct customer_id customer, struct text name)
{
	return text_format(arena, "/admin/customers/%lld%s%.*s", (long long)customer.value,
			   text_is_none(name) ? "" : "#", TEXT_ARG(name));
}

/* Customers by number and the request that changed them, so that nothing personal leaves the server. */
void block_offer_undo(struct request *request, const struct customer_id *customers, size_t count)
{
	struct buffer what __attribute__((cleanup(buffer_free))) = buffer_make(BLOCK_BYTES);
	buffer_add(&what, request->ctx->request_id);
	for (size_t i = 0; i < count; i++) {
		buffer_add_char(&what, ' ');
		buffer_add_number(&what, customers[i].value);
	}
	answer_offer_undo(request, TEXT("/admin/customers/undo"), buffer_text(&what));
}
