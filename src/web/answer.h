/* How handlers answer: a page, a redirect, JSON, problems.
 *
 * The one idea: whatever a handler returns but DONE is turned into an answer here, as a page for people and as
 * RFC 9457 for the API, so that no handler writes errors.
 */
#ifndef WEB_ANSWER_H
#define WEB_ANSWER_H

#include "web/request.h"

/* Begins an HTML answer; the caller writes views into it. */
struct view *answer_html(struct request *request, int status);
/* Begins a JSON answer: append to the response's body. */
struct buffer *answer_json(struct request *request, int status);
/* 303 See Other to an own path. */
enum outcome answer_redirect(struct request *request, struct text path);
/* To an address of another server, which the caller vouches for: one that staff have set. A browser follows no form of
 * ours there (form-action 'self'), so what comes from our own pages goes on by itself from a page that says where. */
enum outcome answer_leave(struct request *request, struct text address);
/* Hands another server, which the caller vouches for, a secret: by a form that the browser posts there, so that it
 * stands in no address, no Referer and no log. */
struct handed {
	struct text address; /* its host in plain letters, https:// */
	struct text name;    /* of the field */
	struct secret value;
	struct text back; /* where whoever does not want to goes */
};
enum outcome answer_hand_over(struct request *request, const struct handed *handed);
/* The same as answer_redirect(), and says a sentence once on the next page. `message` is English, marked N_("…"), with
 * values for {0} …, ended by TEXT_NONE. */
enum outcome answer_redirect_saying(struct request *request, struct text path, const char *message, ...);
/* Puts a button “Undo” beside the sentence that the next page says: it posts `what` to `path`. More than a cookie holds
 * is not offered. */
void answer_offer_undo(struct request *request, struct text path, struct text what);
/* What the last page offered; none when nothing. Asking takes it away. */
void answer_offered_undo(struct request *request, struct text *ret_path, struct text *ret_what);
/* A download. `name` may hold any text. */
enum outcome answer_bytes(struct request *request, struct text type, struct text name, struct bytes content);
/* A stylesheet that was made here; the address never shows another one. */
enum outcome answer_style(struct request *request, struct text style);
/* A picture that was made here, for whoever asks, wherever it stands; the address never shows another one. */
enum outcome answer_picture(struct request *request, struct text type, struct bytes picture);
/* A file of somebody's. It is never a page of ours: whatever it holds runs nothing and is taken for nothing else. */
struct answered_file {
	struct text path; /* on the disk; ranges are honoured */
	struct text type;
	struct text name; /* of the download; none: shown where it is asked for */
	bool lasting;     /* the address never shows another content */
};
enum outcome answer_file(struct request *request, const struct answered_file *file);
/* A letter as its reader sees it: its own style; nothing in it runs or is loaded. */
void answer_letter(struct request *request, struct text html);
/* The sentence for this page, if the last one left any; asking takes it away. */
struct text answer_said(struct request *request);
/* A JSON array of the problems, as `errors` of RFC 9457 answers have it. */
struct json_writer;
void answer_write_problems(struct request *request, struct json_writer *json, const struct problems *problems);
/* Says when to try again; beside every 503. */
void answer_retry_after(struct request *request);
/* Problems as a page or as application/problem+json, by the route's audience. */
void answer_problems(struct request *request, enum outcome outcome, int status);
/* The HTTP status of an outcome. */
int answer_status(const struct request *request, enum outcome outcome);

void answer_cookie(struct request *request, struct text name, struct text value, int64_t seconds);

#endif
