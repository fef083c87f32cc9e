/* Tags, further groups, channels, attributes, ids of other systems. */
#include "features/imports/imports_work.h"

#include "features/accounts/accounts.h"
#include "features/imports/imports_names.h"
#include "format/fold.h"

static bool holds(const struct text *pieces, size_t count, struct text piece)
{
	for (size_t i = 0; i < count; i++)
		if (text_equal(pieces[i], piece))
			return true;
	return false;
}

static enum outcome add_label(struct import_work *w, enum transfer_named kind, int64_t id)
{
	struct customer_id customer = w->person.row.id;
	struct instant now = context_now(w->ctx);
	struct writer *writer = w->ctx->writer;
	const char *what = kind == NAMED_TAG ? "tag:" : kind == NAMED_GROUP ? "group:" : "channel:";
	if (!import_work_gives(w, what, text_of_number(w->ctx->arena, id)))
		return DONE;
	if (kind == NAMED_TAG)
		return import_add_tag(writer, customer, (struct tag_id){id}, now);
	if (kind == NAMED_GROUP)
		return import_add_group(writer, customer, (struct group_id){id});
	return import_add_channel(writer, customer, (struct channel_id){id}, now);
}

/* Gives or takes one label. */
static enum outcome set_label(struct import_work *w, enum transfer_part part, struct text name, bool give)
{
	enum transfer_named kind = part == TRANSFER_TAGS     ? NAMED_TAG
				   : part == TRANSFER_GROUPS ? NAMED_GROUP
							     : NAMED_CHANNEL;
	struct customer_id customer = w->person.row.id;
	struct instant now = context_now(w->ctx);
	struct writer *writer = w->ctx->writer;
	int64_t id, changed;
	TRY(import_name_need(w->ctx, w->rules->reading.names, kind, name, &id));
	if (w->sources)
		return add_label(w, kind, id);
	if (kind == NAMED_TAG)
		return give ? import_give_tag(writer, customer, (struct tag_id){id}, now, &changed)
			    : import_take_tag(writer, customer, (struct tag_id){id}, &changed);
	if (kind == NAMED_GROUP)
		return give ? import_give_group(writer, customer, (struct group_id){id}, &changed)
			    : import_take_group(writer, customer, (struct group_id){id}, &changed);
	return give ? import_give_channel(writer, customer, (struct channel_id){id}, now, &changed)
		    : import_take_channel(writer, customer, (struct channel_id){id}, &changed);
}

/* Of somebody new it is free (imports_row.c). */
static enum outcome add_external(struct import_work *w, struct text system, struct text value, struct text claim)
{
	struct customer_id customer = w->person.row.id;
	if (!import_work_gives(w, "external:", claim))
		return DONE;
	TRY(claim_insert(w->ctx->writer, CLAIM_KIND_EXTERNAL, claim, customer));
	customer_sources_add_external_id(w->sources, value);
	return external_id_insert(w->ctx->writer, customer, system, value);
}

static enum outcome set_external(struct import_work *w, struct text system, struct text value, bool give)
{
	struct customer_id customer = w->person.row.id;
	struct text claim = customers_external_claim(w->ctx->arena, system, value);
	int64_t changed;
	if (!give) {
		TRY(customers_drop_claim(w->ctx, CLAIM_KIND_EXTERNAL, claim, customer));
		return import_remove_external_id(w->ctx->writer, customer, system, value, &changed);
	}
	if (w->sources)
		return add_external(w, system, value, claim);
	TRY(customers_take_claim(w->ctx, CLAIM_KIND_EXTERNAL, claim, customer, TEXT("external_id")));
	return external_id_add(w->ctx->writer, customer, system, value, &changed);
}

static enum outcome set_piece(struct import_work *w, const struct transfer_column *column, struct text piece, bool give)
{
	return column->part == TRANSFER_EXTERNAL ? set_external(w, column->name, piece, give)
						 : set_label(w, column->part, piece, give);
}

static enum outcome apply_list(struct import_work *w, const struct import_work_difference *d)
{
	const struct text *olds, *news;
	size_t old_count = transfer_list_read(w->ctx->arena, d->old, &olds);
	size_t new_count = transfer_list_read(w->ctx->arena, d->new, &news);
	for (size_t i = 0; i < old_count; i++)
		if (!holds(news, new_count, olds[i]))
			TRY(set_piece(w, d->column, olds[i], false));
	for (size_t i = 0; i < new_count; i++)
		if (!holds(olds, old_count, news[i]))
			TRY(set_piece(w, d->column, news[i], true));
	return DONE;
}

static enum outcome apply_attribute(struct import_work *w, const struct import_work_difference *d)
{
	const struct transfer_name *attribute =
		transfer_name_find(w->ctx->arena, w->rules->reading.names, NAMED_ATTRIBUTE, d->column->name);
	int64_t removed, number;
	if (!attribute)
		return FAULT;
	struct attribute_id id = {attribute->id};
	if (!w->sources || !import_work_gives(w, "attribute:", text_of_number(w->ctx->arena, attribute->id)))
		TRY(import_remove_attribute(w->ctx->writer, w->person.row.id, id, &removed));
	if (text_is_empty(d->new))
		return DONE;
	if (transfer_attribute_number(attribute->kind, d->new, &number))
		return import_add_number(w->ctx->writer, w->person.row.id, id, d->new, number);
	return import_add_value(w->ctx->writer, w->person.row.id, id, d->new, fold_lines(w->ctx->arena, &d->new, 1));
}

/* A difference says no more than that there is one. */
static enum outcome apply_password(struct import_work *w, const struct import_work_difference *d)
{
	struct text hash = text_is_empty(d->new) ? TEXT_NONE : import_work_value(w, *d->column);
	return accounts_import_hash(w->ctx, &w->person.row, hash);
}

enum outcome import_work_apply_labels(struct import_work *w)
{
	for (size_t i = 0; i < w->difference_count; i++) {
		const struct import_work_difference *d = &w->differences[i];
		switch (d->column->part) {
		case TRANSFER_TAGS:
		case TRANSFER_GROUPS:
		case TRANSFER_CHANNELS:
		case TRANSFER_EXTERNAL: TRY(apply_list(w, d)); break;
		case TRANSFER_ATTRIBUTE: TRY(apply_attribute(w, d)); break;
		case TRANSFER_PASSWORD: TRY(apply_password(w, d)); break;
		case TRANSFER_SKIP:
		case TRANSFER_ID:
		case TRANSFER_SYSTEM:
		case TRANSFER_FIELD:
		case TRANSFER_ACCESS:
		case TRANSFER_CONSENT:
		case TRANSFER_EMAIL:
		case TRANSFER_EMAIL_VERIFICATION:
		case TRANSFER_PHONE:
		case TRANSFER_ADDRESS:
		case TRANSFER_TAX_ID: break;
		}
	}
	return DONE;
}
