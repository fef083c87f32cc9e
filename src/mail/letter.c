/* Writing letters; the contract is in letter.h. Source: RFC 5322, 2045 to 2047, 2369, 2387, 2392, 3834, 8058. */
#include "mail/letter.h"

#include "base/buffer.h"

#include <sodium.h>

#define LETTER_MOST (8u << 20)
#define BOUNDARY    "=_clientele" /* "=_" stands in no quoted-printable text, so no content can end its part */
#define WITHIN      "=_within"    /* around HTML and its picture; neither begins with the other */
#define LINE_BYTES  57            /* 76 characters of base64 */
#define LINE_MOST   76
#define WORD_BYTES  42 /* of text in one encoded word: 56 characters of base64, with its frame below 75 */

/* ---- headers ---- */

/* What is in a header stays in its line: controls and separators of lines become blanks, some of them in one. */
static struct text one_line(struct arena *arena, struct text t)
{
	char *clean = arena_take_bytes(arena, t.size + 1);
	size_t size = 0, offset = 0, before = 0;
	uint32_t point;
	while (text_next_point(t, &offset, &point)) {
		bool parts = point < 0x20 || (point >= 0x7f && point <= 0x9f) || point == 0x2028 || point == 0x2029;
		if (!parts) {
			memcpy(clean + size, t.at + before, offset - before);
			size += offset - before;
		} else if (size && clean[size - 1] != ' ') {
			clean[size++] = ' ';
		}
		before = offset;
	}
	clean[size] = '\0';
	return text_trim((struct text){clean, size});
}

static bool is_plain(struct text t)
{
	for (size_t i = 0; i < t.size; i++)
		if ((unsigned char)t.at[i] >= 0x80)
			return false;
	/* What looks like an encoded word would be read as one. */
	return text_find(t, TEXT("=?"), 0) == SIZE_MAX;
}

static void add_encoded_word(struct buffer *out, struct text piece)
{
	char encoded[WORD_BYTES * 2];
	sodium_bin2base64(encoded, sizeof encoded, (const unsigned char *)piece.at, piece.size,
			  sodium_base64_VARIANT_ORIGINAL);
	buffer_add_format(out, "=?UTF-8?B?%s?=", encoded);
}

/* Several words of whole characters, each on a line of its own: blanks between encoded words are no part of the text.
 */
static void add_encoded(struct buffer *out, struct text t)
{
	size_t start = 0, end = 0, offset = 0;
	uint32_t point;
	while (text_next_point(t, &offset, &point)) {
		if (offset - start > WORD_BYTES) {
			add_encoded_word(out, text_slice(t, start, end - start));
			buffer_add(out, TEXT("\r\n "));
			start = end;
		}
		end = offset;
	}
	add_encoded_word(out, text_slice(t, start, end - start));
}

/* Breaks before a blank whenever the next word would not fit. */
static void add_folded(struct buffer *out, struct text t, size_t column)
{
	struct text rest = t, word;
	bool first = true;
	while (text_next(&rest, ' ', &word)) {
		if (!first) {
			bool breaks = column + 1 + word.size > LINE_MOST;
			buffer_add(out, breaks ? TEXT("\r\n ") : TEXT(" "));
			column = breaks ? 1 : column + 1;
		}
		buffer_add(out, word);
		column += word.size;
		first = false;
	}
}

static void add_header(struct arena *arena, struct buffer *out, struct text name, struct text value)
{
	struct text line = one_line(arena, value);
	buffer_add(out, name);
	buffer_add(out, TEXT(": "));
	/* A line has at most 998 characters, and a word of an unfolded header may have all of them. */
	if (is_plain(line) && line.size < 900)
		add_folded(out, line, name.size + 2);
	else
		add_encoded(out, line);
	buffer_add(out, TEXT("\r\n"));
}

static void add_person(struct arena *arena, struct buffer *out, struct text header, const struct letter_person *person)
{
	struct text name = one_line(arena, person->name), address = one_line(arena, person->address);
	buffer_add(out, header);
	buffer_add(out, TEXT(": "));
	if (name.size && is_plain(name) && name.size < LINE_MOST) {
		buffer_add_char(out, '"');
		for (size_t i = 0; i < name.size; i++) {
			if (name.at[i] == '"' || name.at[i] == '\\')
				buffer_add_char(out, '\\');
			buffer_add_char(out, name.at[i]);
		}
		buffer_add(out, TEXT("\"\r\n "));
	} else if (name.size) {
		add_encoded(out, name);
		buffer_add(out, TEXT("\r\n "));
	}
	buffer_add_char(out, '<');
	/* An address has neither; whatever had would be no address any more, and the server would refuse it. */
	for (size_t i = 0; i < address.size; i++)
		if (address.at[i] != '<' && address.at[i] != '>')
			buffer_add_char(out, address.at[i]);
	buffer_add(out, TEXT(">\r\n"));
}

static void add_date(struct buffer *out, struct instant at)
{
	static const char *const days[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
	static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
					     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
	struct date day = instant_date(at);
	int64_t second = (at.us - day.days * DAY_US) / SECOND_US;
	int year, month, number;
	date_parts(day, &year, &month, &number);
	buffer_add_format(out, "Date: %s, %d %s %d %02d:%02d:%02d +0000\r\n", days[date_weekday(day) - 1], number,
			  months[month - 1], year, (int)(second / 3600), (int)(second / 60 % 60), (int)(second % 60));
}

/* ---- parts ---- */

static bool is_written_plain(struct text t, size_t i)
{
	unsigned char c = (unsigned char)t.at[i];
	bool ends = i + 1 == t.size || t.at[i + 1] == '\n' || t.at[i + 1] == '\r';
	if (c == ' ' || c == '\t')
		return !ends;
	return c > 0x20 && c < 0x7f && c != '=';
}

/* At the beginning of a line. */
static bool is_changed_on_the_way(struct text t, size_t i)
{
	return t.at[i] == '.' || text_starts(text_slice(t, i, SIZE_MAX), TEXT("From "));
}

/* RFC 2045 6.7. */
static void add_quoted(struct buffer *out, struct text t)
{
	size_t column = 0;
	for (size_t i = 0; i < t.size; i++) {
		if (t.at[i] == '\r')
			continue;
		if (t.at[i] == '\n') {
			buffer_add(out, TEXT("\r\n"));
			column = 0;
			continue;
		}
		bool plain = is_written_plain(t, i) && !(column == 0 && is_changed_on_the_way(t, i));
		if (column + (plain ? 1 : 3) > LINE_MOST - 1) {
			buffer_add(out, TEXT("=\r\n"));
			column = 0;
			plain = is_written_plain(t, i) && !is_changed_on_the_way(t, i);
		}
		if (plain)
			buffer_add_char(out, t.at[i]);
		else
			buffer_add_format(out, "=%02X", (unsigned char)t.at[i]);
		column += plain ? 1 : 3;
	}
}

static void add_part(struct buffer *out, const char *boundary, const char *type, struct text content)
{
	buffer_add_format(out, "--%s\r\nContent-Type: %s; charset=utf-8\r\n", boundary, type);
	buffer_add(out, TEXT("Content-Transfer-Encoding: quoted-printable\r\n\r\n"));
	add_quoted(out, content);
	buffer_add(out, TEXT("\r\n"));
}

static void add_picture(struct arena *arena, struct buffer *out, const struct letter_picture *picture)
{
	char line[LINE_MOST + 1];
	buffer_add(out, TEXT("--" WITHIN "\r\nContent-Type: image/png; name=\"logo.png\"\r\n"
			     "Content-Transfer-Encoding: base64\r\n"
			     "Content-Disposition: inline; filename=\"logo.png\"\r\n"));
	add_header(arena, out, TEXT("Content-ID"), text_format(arena, "<%.*s>", TEXT_ARG(picture->id)));
	buffer_add(out, TEXT("\r\n"));
	for (size_t done = 0, piece; done < picture->png.size; done += piece) {
		piece = picture->png.size - done < LINE_BYTES ? picture->png.size - done : LINE_BYTES;
		sodium_bin2base64(line, sizeof line, picture->png.at + done, piece, sodium_base64_VARIANT_ORIGINAL);
		buffer_add_format(out, "%s\r\n", line);
	}
}

/* Who reads plain text gets neither of the two. */
static void add_html(struct arena *arena, struct buffer *out, const struct letter *letter)
{
	if (!letter->picture.png.size) {
		add_part(out, BOUNDARY, "text/html", letter->html);
		return;
	}
	buffer_add(out, TEXT("--" BOUNDARY "\r\nContent-Type: multipart/related; type=\"text/html\";\r\n"
			     " boundary=\"" WITHIN "\"\r\n\r\n"));
	add_part(out, WITHIN, "text/html", letter->html);
	add_picture(arena, out, &letter->picture);
	buffer_add(out, TEXT("--" WITHIN "--\r\n"));
}

static void add_unsubscribe(struct arena *arena, struct buffer *out, struct text url)
{
	if (text_is_empty(url))
		return;
	add_header(arena, out, TEXT("List-Unsubscribe"), text_format(arena, "<%.*s>", TEXT_ARG(url)));
	buffer_add(out, TEXT("List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"));
}

struct text letter_write(struct arena *arena, const struct letter *letter)
{
	struct buffer out __attribute__((cleanup(buffer_free))) = buffer_make(LETTER_MOST);
	add_date(&out, letter->date);
	add_person(arena, &out, TEXT("From"), &letter->from);
	add_person(arena, &out, TEXT("To"), &letter->to);
	if (!text_is_empty(letter->reply_to.address))
		add_person(arena, &out, TEXT("Reply-To"), &letter->reply_to);
	add_header(arena, &out, TEXT("Subject"), letter->subject);
	add_header(arena, &out, TEXT("Message-ID"), text_format(arena, "<%.*s>", TEXT_ARG(letter->message_id)));
	if (letter->automatic)
		buffer_add(&out, TEXT("Auto-Submitted: auto-generated\r\n"));
	add_unsubscribe(arena, &out, letter->unsubscribe_url);
	if (!text_is_empty(letter->language))
		add_header(arena, &out, TEXT("Content-Language"), letter->language);
	buffer_add(&out,
		   TEXT("MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=\"" BOUNDARY "\"\r\n\r\n"));
	add_part(&out, BOUNDARY, "text/plain", letter->text);
	add_html(arena, &out, letter);
	buffer_add(&out, TEXT("--" BOUNDARY "--\r\n"));
	return text_copy(arena, buffer_text(&out));
}

struct text letter_make_id(struct arena *arena, struct text unique, struct text base_url)
{
	size_t start = text_find(base_url, TEXT("//"), 0), end;
	struct text host = start == SIZE_MAX ? TEXT("") : text_slice(base_url, start + 2, SIZE_MAX);
	for (end = 0; end < host.size && host.at[end] != ':' && host.at[end] != '/'; end++)
		;
	host = text_slice(host, 0, end);
	return text_format(arena, "%.*s@%.*s", TEXT_ARG(unique), TEXT_ARG(host.size ? host : TEXT("localhost")));
}
