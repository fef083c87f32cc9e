/* Adding and removing pictures and attachments. The folder: files_store.c; making pictures: files_picture.c. */
#include "features/files/files.h"

#include "base/log.h"
#include "features/customers/customers.h"
#include "service/events.h"

#include <errno.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

#define A_BATCH     500
#define TOKEN_BYTES 16

struct keeping {
	struct customer_id customer;
	struct bytes large, small; /* small: of a picture */
	struct file_add_in row;
};

static struct text make_token(struct arena *arena)
{
	unsigned char random[TOKEN_BYTES];
	char *token = arena_take(arena, 2 * sizeof random + 1);
	randombytes_buf(random, sizeof random);
	sodium_bin2hex(token, 2 * sizeof random + 1, random, sizeof random);
	return (struct text){token, 2 * sizeof random};
}

bool file_token_is_one(struct text token)
{
	for (size_t i = 0; i < token.size; i++)
		if (!strchr("0123456789abcdef", token.at[i]) || !token.at[i])
			return false;
	return token.size == (size_t)2 * TOKEN_BYTES;
}

static enum outcome check_customer(struct context *ctx, struct customer_id customer)
{
	bool themselves = ctx->actor.kind == ACTOR_KIND_CUSTOMER && ctx->actor.id == customer.value;
	struct customer_row row;
	if (!themselves)
		TRY(context_need(ctx, PERMISSION_CUSTOMERS_WRITE));
	return customers_get(ctx, customer, &row);
}

static enum outcome check_room(struct context *ctx, struct customer_id customer, struct text field)
{
	struct file_count files;
	TRY(file_count(ctx->reader, customer, &files));
	if (files.total < FILES_MOST)
		return DONE;
	return context_conflict(ctx, field, "too_many", N_("A customer may have {0} files at most."),
				text_of_number(ctx->arena, FILES_MOST), TEXT_NONE);
}

/* From here on nobody removes the content: who would waits for this row. If somebody was quicker, it is written again.
 */
static enum outcome keep(struct context *ctx, struct bytes bytes, struct text content)
{
	struct text written;
	TRY(file_content_keep(ctx->writer, content, context_now(ctx)));
	return file_write(ctx->arena, ctx->files, bytes, &written);
}

static enum outcome add_row(struct context *ctx, struct keeping *keeping)
{
	TRY(keep(ctx, keeping->large, keeping->row.content));
	if (!text_is_none(keeping->row.thumb))
		TRY(keep(ctx, keeping->small, keeping->row.thumb));
	TRY(store_next_id(ctx->store, TEXT("file"), &keeping->row.id.value));
	keeping->row.customer_id = keeping->customer;
	keeping->row.at = context_now(ctx);
	keeping->row.token = make_token(ctx->arena);
	keeping->row.staff_id = (struct staff_id){ctx->actor.kind == ACTOR_KIND_STAFF ? ctx->actor.id : 0};
	return file_add(ctx->writer, &keeping->row);
}

/* ---- contents ---- */

/* Whoever takes up the same content at this moment waits for the locked row, and then finds the file gone and writes
 * it. */
static enum outcome drop(struct context *ctx, void *state)
{
	const struct text *content = state;
	struct file_content_lock lock;
	bool found;
	int64_t changed;
	TRY(file_content_lock(ctx->reader, *content, &found, &lock));
	if (!found)
		return DONE;
	TRY(file_content_drop(ctx->writer, *content, &changed));
	if (changed && unlink(file_path(ctx->arena, ctx->files, *content).at) != 0 && errno != ENOENT) {
		log_line(LOG_ERROR, ctx->request_id, "files: removing a content: %s", strerror(errno));
		return FAULT;
	}
	return DONE;
}

static enum outcome drop_content(struct context *ctx, struct text content)
{
	return text_is_empty(content) ? DONE : context_transact(ctx, drop, &content);
}

enum outcome files_remove_unused(struct context *ctx)
{
	struct file_content_list_unused *rows;
	size_t count;
	if (text_is_none(ctx->files))
		return DONE;
	TRY(context_read(ctx));
	do {
		TRY(file_content_list_unused(ctx->reader, A_BATCH, &rows, &count));
		for (size_t i = 0; i < count; i++)
			TRY(drop_content(ctx, rows[i].content));
	} while (count == A_BATCH);
	return DONE;
}

static enum outcome remove_unused(struct context *ctx, void *state)
{
	(void)state;
	return files_remove_unused(ctx);
}

enum outcome files_forget(struct context *ctx, struct customer_id customer)
{
	(void)customer;
	context_after(ctx, remove_unused);
	return DONE;
}

/* ---- pictures ---- */

/* Should nothing come of it, the rows say what lies there unused. */
static enum outcome announce(struct context *ctx, void *state)
{
	const struct picture *picture = state;
	TRY(file_content_keep(ctx->writer, picture->content, context_now(ctx)));
	return file_content_keep(ctx->writer, picture->thumb, context_now(ctx));
}

enum outcome files_make_picture(struct context *ctx, struct bytes sent, struct picture *ret_picture)
{
	struct text written;
	TRY(picture_make(ctx, sent, ret_picture));
	ret_picture->content = file_content(ctx->arena, ret_picture->large);
	ret_picture->thumb = file_content(ctx->arena, ret_picture->small);
	TRY(context_transact(ctx, announce, ret_picture));
	TRY(file_write(ctx->arena, ctx->files, ret_picture->large, &written));
	return file_write(ctx->arena, ctx->files, ret_picture->small, &written);
}

static struct keeping keeping_of(struct customer_id customer, enum file_kind kind, const struct picture *picture)
{
	return (struct keeping){
		.customer = customer,
		.large = picture->large,
		.small = picture->small,
		.row = {.kind = kind,
			.content = picture->content,
			.thumb = picture->thumb,
			.name = TEXT("picture.webp"),
			.type = TEXT("image/webp"),
			.size = (int64_t)picture->large.size},
	};
}

struct exchanging {
	struct keeping keeping;          /* without content: only takes away */
	struct file_picture_find before; /* id 0: there was none */
};

static enum outcome exchange(struct context *ctx, void *state)
{
	struct exchanging *exchanging = state;
	struct keeping *keeping = &exchanging->keeping;
	bool found, adding = !text_is_none(keeping->row.content);
	TRY(check_customer(ctx, keeping->customer));
	TRY(file_picture_find(ctx->reader, keeping->customer, &found, &exchanging->before));
	if (!found)
		exchanging->before = (struct file_picture_find){0};
	if (!found && !adding)
		return NOT_FOUND;
	if (adding)
		TRY(add_row(ctx, keeping));
	TRY(file_set_picture(ctx->writer, adding ? keeping->row.id : (struct file_id){0}, context_now(ctx),
			     keeping->customer));
	if (found)
		TRY(file_remove(ctx->writer, keeping->customer, exchanging->before.id));
	return events_record(ctx, &(struct event){
					  .customer = keeping->customer,
					  .name = adding ? "picture.changed" : "picture.removed",
					  .object_kind = "file",
					  .object_id = adding ? keeping->row.id.value : exchanging->before.id.value,
				  });
}

static enum outcome run_exchange(struct context *ctx, struct exchanging *exchanging)
{
	TRY(context_transact(ctx, exchange, exchanging));
	TRY(drop_content(ctx, exchanging->before.content));
	return drop_content(ctx, exchanging->before.thumb);
}

enum outcome files_set_picture(struct context *ctx, struct customer_id customer, struct bytes sent)
{
	struct picture picture;
	TRY(check_customer(ctx, customer));
	TRY(files_make_picture(ctx, sent, &picture));
	struct exchanging exchanging = {.keeping = keeping_of(customer, FILE_KIND_PICTURE, &picture)};
	return run_exchange(ctx, &exchanging);
}

enum outcome files_remove_picture(struct context *ctx, struct customer_id customer)
{
	return run_exchange(ctx, &(struct exchanging){.keeping = {.customer = customer}});
}

/* ---- pictures that are values ---- */

enum outcome files_give_picture(struct context *ctx, struct customer_id customer, const struct picture *picture,
				struct text *ret_token)
{
	struct keeping keeping = keeping_of(customer, FILE_KIND_VALUE, picture);
	TRY(check_room(ctx, customer, TEXT("picture")));
	TRY(add_row(ctx, &keeping));
	*ret_token = keeping.row.token;
	return DONE;
}

enum outcome files_set_aside(struct context *ctx, struct customer_id customer, struct text token)
{
	int64_t changed;
	return file_set_aside(ctx->writer, context_now(ctx), customer, token, FILE_KIND_VALUE, &changed);
}

enum outcome files_take_back(struct context *ctx, struct customer_id customer, struct text token)
{
	int64_t changed;
	TRY(file_take_back(ctx->writer, customer, token, FILE_KIND_VALUE, &changed));
	return changed ? DONE : NOT_FOUND;
}

static enum outcome remove_aside(struct context *ctx, void *state)
{
	const struct instant before = {context_now(ctx).us - FILES_ASIDE_US};
	return file_remove_aside(ctx->writer, before, A_BATCH, state);
}

enum outcome files_remove_aside(struct context *ctx)
{
	int64_t removed;
	do
		TRY(context_transact(ctx, remove_aside, &removed));
	while (removed == A_BATCH);
	return files_remove_unused(ctx);
}

/* ---- attachments ---- */

static enum outcome record(struct context *ctx, const char *name, const struct keeping *keeping, bool added)
{
	struct text file = keeping->row.name;
	const struct event_change change = {"name", added ? TEXT_NONE : file, added ? file : TEXT_NONE};
	return events_record(ctx, &(struct event){keeping->customer, name, "file", keeping->row.id.value, &change, 1});
}

static enum outcome attach(struct context *ctx, void *state)
{
	struct keeping *keeping = state;
	TRY(check_customer(ctx, keeping->customer));
	TRY(check_room(ctx, keeping->customer, TEXT("file")));
	TRY(add_row(ctx, keeping));
	return record(ctx, "file.added", keeping, true);
}

/* Without folders, and never empty. */
static struct text clean_name(struct text name)
{
	struct text rest = name, piece;
	while (text_next(&rest, '/', &piece))
		name = piece;
	rest = name;
	while (text_next(&rest, '\\', &piece))
		name = piece;
	name = text_trim(name);
	return text_is_empty(name) ? TEXT("file") : name;
}

enum outcome files_add(struct context *ctx, struct customer_id customer, const struct file_sent *sent)
{
	struct keeping keeping = {.customer = customer, .large = sent->content};
	if (!sent->content.size)
		return context_invalid(ctx, TEXT("file"), "required", N_("Choose a file that is not empty."),
				       TEXT_NONE);
	TRY(check_customer(ctx, customer));
	TRY(file_write(ctx->arena, ctx->files, sent->content, &keeping.row.content));
	keeping.row.kind = FILE_KIND_ATTACHMENT;
	keeping.row.name = clean_name(sent->name);
	keeping.row.type = TEXT("application/octet-stream");
	keeping.row.size = (int64_t)sent->content.size;
	return context_transact(ctx, attach, &keeping);
}

struct detaching {
	struct keeping keeping;
	struct text token;
};

static enum outcome detach(struct context *ctx, void *state)
{
	struct detaching *detaching = state;
	struct keeping *keeping = &detaching->keeping;
	struct file_find file;
	TRY(check_customer(ctx, keeping->customer));
	TRY(files_get(ctx, detaching->token, &file));
	if (file.customer_id.value != keeping->customer.value || file.kind != FILE_KIND_ATTACHMENT)
		return NOT_FOUND;
	keeping->row.id = file.id;
	keeping->row.name = file.name;
	keeping->row.content = file.content;
	TRY(file_remove(ctx->writer, keeping->customer, file.id));
	return record(ctx, "file.removed", keeping, false);
}

enum outcome files_remove(struct context *ctx, struct customer_id customer, struct text token)
{
	struct detaching detaching = {.keeping = {.customer = customer}, .token = token};
	TRY(context_transact(ctx, detach, &detaching));
	return drop_content(ctx, detaching.keeping.row.content);
}

enum outcome files_get(struct context *ctx, struct text token, struct file_find *ret_file)
{
	bool found;
	TRY(context_read(ctx));
	TRY(file_find(ctx->reader, token, &found, ret_file));
	return found ? DONE : NOT_FOUND;
}
