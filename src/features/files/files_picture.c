/* Starting the helper that makes pictures, and waiting for it.
 *
 * The one idea: both ends are files in memory, so there is nothing to pump and nothing that can block but the wait
 * itself.
 *
 * What changes here: one_at_a_time, so that many large pictures at once cannot take the machine's memory.
 */
#include "features/files/files.h"

#include "base/log.h"
#include "features/files/files_decode.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/pidfd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define LONGEST_MS      15000
#define PNG_COLOUR_TYPE 25 /* PNG 11.2.1: where it stands, and what in it says that there is alpha */
#define PNG_ALPHA       4

static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;

static void close_descriptor(const int *descriptor)
{
	if (*descriptor >= 0)
		close(*descriptor);
}

static bool write_all(int file, struct bytes bytes)
{
	for (size_t done = 0; done < bytes.size;) {
		ssize_t written = write(file, bytes.at + done, bytes.size - done);
		if (written <= 0)
			return false;
		done += (size_t)written;
	}
	return true;
}

static bool write_input(int file, enum picture_shape shape, struct bytes sent)
{
	const unsigned char first = (unsigned char)shape;
	return write_all(file, (struct bytes){&first, 1}) && write_all(file, sent) && lseek(file, 0, SEEK_SET) == 0;
}

/* With nothing of ours but its two ends: no descriptor, no environment, no blocked signal. */
static int spawn_helper(int input, int output, pid_t *ret_pid)
{
	char program[] = "/proc/self/exe", name[] = "clientele", word[] = PICTURE_HELPER_WORD;
	char *words[] = {name, word, NULL}, *nothing[] = {NULL};
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	sigset_t none;
	sigemptyset(&none);
	posix_spawn_file_actions_init(&actions);
	posix_spawnattr_init(&attributes);
	posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
	posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
	posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
	posix_spawn_file_actions_addclosefrom_np(&actions, 3);
	posix_spawnattr_setsigmask(&attributes, &none);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
	int error = posix_spawn(ret_pid, program, &actions, &attributes, words, nothing);
	posix_spawn_file_actions_destroy(&actions);
	posix_spawnattr_destroy(&attributes);
	return error;
}

/* The exit status; -1 when it was killed, by us or by its own limits. */
static int wait_for(pid_t pid)
{
	int status, handle __attribute__((cleanup(close_descriptor))) = pidfd_open(pid, 0);
	struct pollfd ended = {.fd = handle, .events = POLLIN};
	int came;
	do
		came = poll(&ended, 1, LONGEST_MS);
	while (came < 0 && errno == EINTR);
	if (came <= 0)
		kill(pid, SIGKILL);
	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return -1;
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static bool read_output(struct arena *arena, int output, struct bytes *ret_written)
{
	struct stat about;
	if (fstat(output, &about) != 0 || about.st_size <= 0 || about.st_size > PICTURE_HELPER_MOST)
		return false;
	size_t size = (size_t)about.st_size;
	unsigned char *bytes = arena_take(arena, size);
	*ret_written = (struct bytes){bytes, size};
	return pread(output, bytes, size, 0) == about.st_size;
}

/* Four bytes with the size of the large one, the large one, the small one. */
static bool read_squares(struct bytes written, struct picture *ret_picture)
{
	const unsigned char *at = written.at;
	if (written.size <= 4)
		return false;
	size_t large = (size_t)at[0] << 24 | (size_t)at[1] << 16 | (size_t)at[2] << 8 | at[3];
	if (large == 0 || large >= written.size - 4)
		return false;
	ret_picture->large = (struct bytes){at + 4, large};
	ret_picture->small = (struct bytes){at + 4 + large, written.size - 4 - large};
	return true;
}

static enum outcome judge(struct context *ctx, int status)
{
	if (status == PICTURE_HELPER_TOO_LARGE)
		return context_invalid(ctx, TEXT("picture"), "too_many_pixels",
				       N_("A picture may have {0} megapixels at most."),
				       text_of_number(ctx->arena, PICTURE_MEGAPIXELS), TEXT_NONE);
	if (status != PICTURE_HELPER_NO_PICTURE)
		log_line(LOG_WARN, ctx->request_id, "files: the picture helper ended with %d", status);
	return context_invalid(ctx, TEXT("picture"), "not_a_picture",
			       N_("This is no picture that can be shown. PNG, JPEG, WebP and GIF can be."), TEXT_NONE);
}

/* What the helper wrote of it, or what it says against it. */
static enum outcome ask_helper(struct context *ctx, enum picture_shape shape, struct bytes sent,
			       struct bytes *ret_written)
{
	int input __attribute__((cleanup(close_descriptor))) = memfd_create("picture", MFD_CLOEXEC);
	int output __attribute__((cleanup(close_descriptor))) = memfd_create("pictures", MFD_CLOEXEC);
	pid_t pid;
	if (!sent.size)
		return context_invalid(ctx, TEXT("picture"), "required", N_("Choose a file that is not empty."),
				       TEXT_NONE);
	if (input < 0 || output < 0 || !write_input(input, shape, sent)) {
		log_line(LOG_ERROR, ctx->request_id, "files: no room for a picture: %s", strerror(errno));
		return FAULT;
	}
	pthread_mutex_lock(&one_at_a_time);
	int error = spawn_helper(input, output, &pid);
	int status = error ? -1 : wait_for(pid);
	pthread_mutex_unlock(&one_at_a_time);
	if (error) {
		log_line(LOG_ERROR, ctx->request_id, "files: the picture helper did not start: %s", strerror(error));
		return FAULT;
	}
	return status == 0 && read_output(ctx->arena, output, ret_written) ? DONE : judge(ctx, status);
}

enum outcome picture_make(struct context *ctx, struct bytes sent, struct picture *ret_picture)
{
	struct bytes written;
	TRY(ask_helper(ctx, PICTURE_SHAPE_SQUARES, sent, &written));
	return read_squares(written, ret_picture) ? DONE : judge(ctx, 0);
}

enum outcome picture_make_whole(struct context *ctx, struct bytes sent, struct whole_picture *ret_picture)
{
	struct picture_header header;
	struct bytes written;
	TRY(ask_helper(ctx, PICTURE_SHAPE_WHOLE, sent, &written));
	if (!picture_header_read(written, &header) || header.kind != PICTURE_PNG || written.size <= PNG_COLOUR_TYPE)
		return judge(ctx, 0);
	bool see_through = written.at[PNG_COLOUR_TYPE] & PNG_ALPHA;
	*ret_picture = (struct whole_picture){written, header.width, header.height, see_through};
	return DONE;
}
