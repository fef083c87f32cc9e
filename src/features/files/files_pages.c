/* Sending files, listing them, giving them out. */
#include "features/files/files_pages.h"

#include "features/customers/customers.h"
#include "files.routes.h"
#include "files.views.h"
#include "web/block.h"
#include "web/web.h"

enum outcome files_find_picture(struct request *request, struct customer_id customer, struct text *ret_url)
{
	struct file_picture_find picture;
	struct customer_row row;
	bool found;
	*ret_url = TEXT_NONE;
	TRY(customers_get(request->ctx, customer, &row));
	if (!row.picture_id.value)
		return DONE;
	TRY(file_picture_find(request->ctx->reader, customer, &found, &picture));
	if (found)
		*ret_url = request_is_office(request) ? files_serve_url(request->ctx->arena, picture.token)
						      : files_own_serve_url(request->ctx->arena, picture.token);
	return DONE;
}

enum outcome files_load(struct request *request, struct customer_id customer, struct files_shown *ret_shown)
{
	struct arena *arena = request->ctx->arena;
	struct file_list *rows;
	*ret_shown = (struct files_shown){
		.problems = request->ctx->problems,
		.picture_action = files_picture_post_url(arena, customer),
		.picture_remove_action = files_picture_remove_url(arena, customer),
		.file_action = files_add_post_url(arena, customer),
		.all_url = files_show_url(arena, customer),
		.may_write = context_may(request->ctx, PERMISSION_CUSTOMERS_WRITE),
	};
	TRY(files_find_picture(request, customer, &ret_shown->picture_url));
	TRY(file_list(request->ctx->reader, customer, FILE_KIND_ATTACHMENT, FILES_MOST, &rows, &ret_shown->count));
	struct file_shown *list = arena_take_array(arena, ret_shown->count, sizeof *list);
	for (size_t i = 0; i < ret_shown->count; i++)
		list[i] = (struct file_shown){rows[i].name,
					      rows[i].author,
					      files_serve_url(arena, rows[i].token),
					      files_remove_post_url(arena, customer, rows[i].token),
					      rows[i].at,
					      rows[i].size};
	ret_shown->list = list;
	return DONE;
}

static enum outcome show(struct request *request, struct customer_id customer)
{
	struct customer_row row;
	struct files_shown shown;
	TRY(customers_get(request->ctx, customer, &row));
	TRY(files_load(request, customer, &shown));
	struct page_frame *frame = page_frame(request, N_("Files"));
	page_crumb(request, frame, N_("Customers"), TEXT("/admin/customers"));
	page_crumb_named(request, frame, row.display_name, block_url(request->ctx->arena, customer, TEXT_NONE));
	view_files_page(answer_html(request, 200), frame, &shown);
	return DONE;
}

enum outcome files_show(struct request *request, const struct files_show *in)
{
	return show(request, in->customer);
}

enum outcome files_add_again(struct request *request, const struct files_add_post *in)
{
	return show(request, in->customer);
}

enum outcome files_picture_again(struct request *request, const struct files_picture_post *in)
{
	return show(request, in->customer);
}

static enum outcome go_back(struct request *request, struct customer_id customer, const char *said)
{
	return answer_redirect_saying(request, block_url(request->ctx->arena, customer, TEXT("files")), said,
				      TEXT_NONE);
}

enum outcome files_add_post(struct request *request, const struct files_add_post *in)
{
	TRY(files_add(request->ctx, in->customer, &(struct file_sent){in->file.name, in->file.content}));
	return go_back(request, in->customer, N_("File added."));
}

enum outcome files_picture_post(struct request *request, const struct files_picture_post *in)
{
	TRY(files_set_picture(request->ctx, in->customer, in->picture.content));
	return go_back(request, in->customer, N_("Picture changed."));
}

enum outcome files_picture_remove(struct request *request, const struct files_picture_remove *in)
{
	TRY(files_remove_picture(request->ctx, in->customer));
	return go_back(request, in->customer, N_("Picture removed."));
}

enum outcome files_remove_post(struct request *request, const struct files_remove_post *in)
{
	TRY(files_remove(request->ctx, in->customer, in->token));
	return go_back(request, in->customer, N_("File removed."));
}

enum outcome files_answer(struct request *request, struct text token, bool small)
{
	struct file_find file;
	TRY(files_get(request->ctx, token, &file));
	bool picture = file.kind != FILE_KIND_ATTACHMENT;
	if ((small && text_is_none(file.thumb)) || (!picture && !request_is_office(request)))
		return NOT_FOUND;
	const struct answered_file answer = {
		.path = file_path(request->ctx->arena, request->ctx->files, small ? file.thumb : file.content),
		.type = file.type,
		.name = picture ? TEXT_NONE : file.name,
		.lasting = picture,
	};
	return answer_file(request, &answer);
}

enum outcome files_serve(struct request *request, const struct files_serve *in)
{
	return files_answer(request, in->token, false);
}

enum outcome files_serve_small(struct request *request, const struct files_serve_small *in)
{
	return files_answer(request, in->token, true);
}
