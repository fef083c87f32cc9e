/* How the server is, for people and for programs that watch it: both are told the same.
 *
 * Elsewhere: what the list index is (service/lists_index.h).
 */
#include "features/settings/settings_pages.h"

#include "service/lists_index.h"
#include "settings.routes.h"
#include "settings.views.h"
#include "web/api.h"

static const struct {
	const char *word, *label;
	enum mark mark;
} stages[] = {
	[LISTS_INDEX_OFF] = {"off", N_("Off: the database answers lists"), MARK_WAIT},
	[LISTS_INDEX_BUILDING] = {"building", N_("Being built: the database answers lists meanwhile"), MARK_INFO},
	[LISTS_INDEX_READY] = {"ready", N_("Ready: lists are answered from memory"), MARK_OK},
};

enum outcome settings_system_show(struct request *request, const struct settings_system_show *in)
{
	struct settings_system shown = {.version = TEXT(CLIENTELE_VERSION),
					.database = store_is_postgres(request->ctx->store) ? TEXT("PostgreSQL")
											   : TEXT("SQLite")};
	(void)in;
	lists_index_state(request->ctx->store, &shown.index);
	shown.mark = stages[shown.index.stage].mark;
	shown.stage = page_words(request, stages[shown.index.stage].label, TEXT_NONE);
	struct page_frame *frame = page_frame(request, N_("System"));
	page_crumb(request, frame, N_("Settings"), TEXT("/admin/settings"));
	view_settings_system(answer_html(request, 200), frame, &shown);
	return DONE;
}

static void pair_when(struct json_writer *json, bool is_known, const char *key, int64_t value)
{
	json_add_key_text(json, text_of(key));
	if (is_known)
		json_add_number(json, value);
	else
		json_add_null(json);
}

enum outcome settings_system_api(struct request *request, const struct settings_system_api *in)
{
	struct lists_index_state index;
	(void)in;
	lists_index_state(request->ctx->store, &index);
	struct json_writer json = api_begin(request, 200);
	json_begin_object(&json);
	json_pair_text(&json, "version", TEXT(CLIENTELE_VERSION));
	json_pair_text(&json, "database", store_is_postgres(request->ctx->store) ? TEXT("postgresql") : TEXT("sqlite"));
	json_add_key(&json, "list_index");
	json_begin_object(&json);
	json_pair_text(&json, "state", text_of(stages[index.stage].word));
	json_pair_number(&json, "customers", index.customers);
	pair_when(&json, index.stage == LISTS_INDEX_BUILDING, "expected", index.expected);
	pair_when(&json, index.stage == LISTS_INDEX_READY, "bytes", index.bytes);
	pair_when(&json, index.stage == LISTS_INDEX_READY, "build_ms", index.built_us / 1000);
	pair_when(&json, index.stage == LISTS_INDEX_READY, "ready_to_send", index.kept);
	pair_when(&json, index.stage == LISTS_INDEX_READY, "ready_to_send_bytes", index.kept_bytes);
	json_pair_number(&json, "answered", index.answered);
	json_pair_number(&json, "by_database", index.by_sql);
	json_end_object(&json);
	json_end_object(&json);
	return DONE;
}
