/* The page with the password, the one that a link leads to, and the zip. */
#include "features/accounts/accounts.h"
#include "features/files/files.h"
#include "features/takeout/takeout_blocks.h"
#include "features/takeout/takeout_pages.h"
#include "format/zip_write.h"
#include "service/settings.h"
#include "service/throttle.h"
#include "takeout.routes.h"
#include "takeout.views.h"
#include "web/language.h"
#include "web/way.h"

#define DOWNLOADS_OF_ONE 5

enum outcome takeout_own_block(struct request *request, struct customer_id customer)
{
	(void)customer;
	view_takeout_own(&request->view);
	return DONE;
}

static enum outcome show(struct request *request)
{
	const struct takeout_form form = {request->ctx->problems, request->customer.email};
	struct page_frame *frame = page_frame(request, N_("Download my data"));
	view_takeout_form(answer_html(request, 200), frame, &form);
	return DONE;
}

enum outcome takeout_show(struct request *request, const struct takeout_show *in)
{
	(void)in;
	return show(request);
}

enum outcome takeout_again(struct request *request, const struct takeout_post *in)
{
	(void)in;
	return show(request);
}

/* Names of files are whatever somebody called them: a number in front keeps them apart and inside the folder. */
static struct text name_in_zip(struct arena *arena, size_t number, struct text name)
{
	char *clean = (char *)text_copy(arena, name).at;
	for (size_t i = 0; i < name.size; i++)
		if (clean[i] == '/' || clean[i] == '\\')
			clean[i] = '_';
	return text_format(arena, "files/%zu %.*s", number, (int)name.size, clean);
}

/* As many as there is room for; all are named in the document. */
static size_t add_files(struct takeout_document *document, const struct takeout_files *rows, size_t count,
			struct zip_entry *entries)
{
	struct context *ctx = document->request->ctx;
	struct takeout_section *section = takeout_section_add(document, "files", N_("Files"), count);
	size_t used = 0;
	int64_t bytes = 0;
	for (size_t i = 0; i < count; i++) {
		bool fits = bytes + rows[i].size <= (int64_t)TAKEOUT_FILES_BYTES;
		struct text name = name_in_zip(ctx->arena, i + 1, rows[i].name);
		struct takeout_record *record = takeout_record_add(document, section);
		takeout_pair_add(document, record, "name", N_("Name"), rows[i].name);
		takeout_pair_add(document, record, "type", N_("Kind"), rows[i].type);
		takeout_pair_add_at(document, record, "at", N_("Time"), rows[i].at);
		takeout_pair_add(document, record, "in_zip", N_("In this archive"), fits ? name : TEXT_NONE);
		if (!fits)
			continue;
		bytes += rows[i].size;
		entries[used++] =
			(struct zip_entry){name, TEXT_NONE, file_path(ctx->arena, ctx->files, rows[i].content)};
	}
	return used;
}

static enum outcome make_zip(struct request *request, struct customer_id customer, struct bytes *ret_zip)
{
	struct context *ctx = request->ctx;
	struct takeout_document document = {
		.request = request,
		.language = text_of(ctx->language->code),
		.made = view_instant_text(&request->view, context_now(ctx)),
	};
	struct takeout_files *rows;
	size_t count;
	TRY(settings_get(ctx, SETTING_BUSINESS_NAME, &document.business));
	TRY(takeout_read(&document, customer));
	TRY(takeout_files(ctx->reader, customer, &rows, &count));
	struct zip_entry *entries = arena_take_array(ctx->arena, count + 2, sizeof *entries);
	size_t used = 2 + add_files(&document, rows, count, entries + 2);
	entries[0] = (struct zip_entry){TEXT("data.json"), takeout_json(&document), TEXT_NONE};
	entries[1] = (struct zip_entry){TEXT("data.html"), takeout_html(&document), TEXT_NONE};
	return zip_write(ctx->arena, entries, used, ret_zip);
}

static enum outcome answer_zip(struct request *request, struct bytes zip)
{
	return answer_bytes(request, TEXT("application/zip"), TEXT("my-data.zip"), zip);
}

enum outcome takeout_post(struct request *request, const struct takeout_post *in)
{
	struct context *ctx = request->ctx;
	struct text self = text_of_number(ctx->arena, request->customer.customer.value);
	const struct throttle_try attempt = request_password_try(request);
	const struct throttle downloads = {text_join(ctx->arena, TEXT("takeout:"), self), DOWNLOADS_OF_ONE, HOUR_US};
	struct bytes zip;
	TRY(throttle_take_try(ctx, &attempt));
	TRY(accounts_check_password(ctx, in->old));
	TRY(throttle_forget_try(ctx, &attempt));
	TRY(throttle_take(ctx, &downloads));
	TRY(make_zip(request, request->customer.customer, &zip));
	TRY(takeout_record(ctx));
	return answer_zip(request, zip);
}

/* ---- by a link, where nobody can sign in ---- */

static enum outcome gone(struct request *request)
{
	struct page_frame *frame = page_frame(request, N_("This link does not work"));
	view_takeout_gone(answer_html(request, 404), frame);
	return DONE;
}

enum outcome takeout_link_show(struct request *request, const struct takeout_link_show *in)
{
	struct account_link link;
	enum outcome outcome = takeout_find_link(request->ctx, (struct secret){in->token}, &link);
	if (outcome == NOT_FOUND)
		return gone(request);
	TRY(outcome);
	way_follow(request, link.next, link.customer);
	struct page_frame *frame = page_frame(request, N_("Get my data"));
	view_takeout_link(answer_html(request, 200), frame, text_copy(request->ctx->arena, request->http->path));
	return DONE;
}

/* Used up once there is a file: what goes wrong before costs nobody their link. */
enum outcome takeout_link_post(struct request *request, const struct takeout_link_post *in)
{
	struct context *ctx = request->ctx;
	struct account_link link;
	struct bytes zip;
	enum outcome outcome = takeout_find_link(ctx, (struct secret){in->token}, &link);
	if (outcome == NOT_FOUND)
		return gone(request);
	TRY(outcome);
	accounts_become(ctx, &link.row);
	TRY(make_zip(request, link.customer, &zip));
	outcome = takeout_take_link(ctx, (struct secret){in->token});
	if (outcome == NOT_FOUND)
		return gone(request);
	TRY(outcome);
	return answer_zip(request, zip);
}
