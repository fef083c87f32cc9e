/* Starting and reading the mail server of tests. */
#include "tests/mail_peer.h"

#include "base/buffer.h"
#include "service/settings.h"
#include "tests/engine.h"

#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define LETTER_MOST (4u << 20)

static void run(struct mail_peer *peer, const char *how, const char *user, int out)
{
	struct text script = engine_find_file(peer->arena, "mail_peer.py");
	/* A test that dies leaves no server behind. */
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	dup2(out, STDOUT_FILENO);
	execl("/usr/bin/python3", "python3", script.at, peer->folder, how, user, user ? "geheim" : NULL, (char *)NULL);
	_exit(127);
}

static struct text read_authority(struct mail_peer *peer)
{
	static const size_t most = 8192;
	char *pem = arena_take(peer->arena, most);
	FILE *file = fopen(text_format(peer->arena, "%s/authority.pem", peer->folder).at, "r");
	assert_non_null(file);
	size_t size = fread(pem, 1, most, file);
	fclose(file);
	return (struct text){pem, size};
}

void mail_peer_start(struct mail_peer *peer, const char *how, const char *user)
{
	int ends[2];
	char line[32] = "";
	*peer = (struct mail_peer){.arena = arena_open(SIZE_MAX), .folder = "/tmp/clientele-mail-XXXXXX"};
	assert_non_null(mkdtemp(peer->folder));
	assert_int_equal(pipe(ends), 0);
	peer->process = fork();
	assert_true(peer->process >= 0);
	if (peer->process == 0)
		run(peer, how, user, ends[1]);
	close(ends[1]);
	FILE *said = fdopen(ends[0], "r");
	assert_non_null(fgets(line, sizeof line, said));
	fclose(said);
	peer->server = (struct smtp_server){
		.host = TEXT("localhost"),
		.port = atoi(line),
		.security = strcmp(how, "plain") == 0 ? SMTP_PLAIN
			    : strcmp(how, "tls") == 0 ? SMTP_TLS
						      : SMTP_STARTTLS,
		.user = text_of(user),
		.password = {user ? TEXT("geheim") : TEXT_NONE},
		.authority = TEXT_NONE,
	};
	if (peer->server.security != SMTP_PLAIN)
		peer->server.authority = read_authority(peer);
	assert_true(peer->server.port > 0);
}

void mail_peer_serve(struct mail_peer *peer, struct site *site)
{
	mail_peer_serve_by(peer, site, "plain", TEXT("none"));
}

void mail_peer_serve_by(struct mail_peer *peer, struct site *site, const char *how, struct text security)
{
	mail_peer_start(peer, how, NULL);
	const struct {
		enum setting setting;
		struct text value;
	} wanted[] = {
		{SETTING_MAIL_HOST, peer->server.host},
		{SETTING_MAIL_PORT, text_of_number(site->arena, peer->server.port)},
		{SETTING_MAIL_SECURITY, security},
		{SETTING_MAIL_FROM_ADDRESS, TEXT("shop@batik.example")},
	};
	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
		assert_int_equal(settings_set(site_fresh(site), wanted[i].setting, wanted[i].value), DONE);
}

void mail_peer_stop(struct mail_peer *peer)
{
	struct dirent *entry;
	DIR *folder = opendir(peer->folder);
	kill(peer->process, SIGTERM);
	waitpid(peer->process, NULL, 0);
	while (folder && (entry = readdir(folder)))
		if (entry->d_name[0] != '.')
			unlinkat(dirfd(folder), entry->d_name, 0);
	if (folder)
		closedir(folder);
	rmdir(peer->folder);
	arena_close(peer->arena);
}

/* Lines of quoted-printable text break with "=". */
struct text mail_peer_path(struct mail_peer *peer, struct text letter, const char *begins)
{
	struct buffer joined = buffer_make(LETTER_MOST);
	for (size_t i = 0; i < letter.size; i++)
		if (letter.at[i] == '=' && i + 2 < letter.size && letter.at[i + 1] == '\r')
			i += 2;
		else
			buffer_add_char(&joined, letter.at[i]);
	struct text whole = text_copy(peer->arena, buffer_text(&joined));
	buffer_free(&joined);
	size_t at = text_find(whole, text_of(begins), 0), end = at;
	assert_true(at != SIZE_MAX);
	while (end < whole.size && !strchr(")> \r\n\"", whole.at[end]))
		end++;
	return text_copy(peer->arena, text_slice(whole, at, end - at));
}

size_t mail_peer_count(struct mail_peer *peer)
{
	size_t count = 0;
	while (access(text_format(peer->arena, "%s/%06zu.eml", peer->folder, count + 1).at, R_OK) == 0)
		count++;
	return count;
}

struct text mail_peer_letter(struct mail_peer *peer, size_t number)
{
	char *content = arena_take_bytes(peer->arena, LETTER_MOST);
	FILE *file = fopen(text_format(peer->arena, "%s/%06zu.eml", peer->folder, number).at, "rb");
	assert_non_null(file);
	size_t size = fread(content, 1, LETTER_MOST - 1, file);
	fclose(file);
	content[size] = '\0';
	return (struct text){content, size};
}

struct text mail_peer_header(struct mail_peer *peer, struct text letter, const char *name)
{
	struct text begins = text_format(peer->arena, "\r\n%s: ", name);
	size_t end = text_find(letter, TEXT("\r\n\r\n"), 0), at = text_find(letter, begins, 0);
	struct buffer value = buffer_make(65536);
	if (at == SIZE_MAX || at > end)
		return TEXT_NONE;
	for (at += begins.size; at < end; at++)
		if (letter.at[at] == '\r' && letter.at[at + 2] != ' ')
			break;
		else if (letter.at[at] != '\r' && letter.at[at] != '\n')
			buffer_add_char(&value, letter.at[at]);
	struct text unfolded = text_copy(peer->arena, buffer_text(&value));
	buffer_free(&value);
	return unfolded;
}
