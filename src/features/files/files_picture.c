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

#define LONGEST_MS 15000

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
	return lseek(file, 0, SEEK_SET) == 0;
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

/* What it wrote: four bytes with the size of the large one, the large one, the small one. */
static bool read_result(struct arena *arena, int output, struct picture *ret_picture)
{
	struct stat about;
	if (fstat(output, &about) != 0 || about.st_size <= 4 || about.st_size > PICTURE_HELPER_MOST)
		return false;
	size_t size = (size_t)about.st_size;
	unsigned char *bytes = arena_take(arena, size);
	if (pread(output, bytes, size, 0) != about.st_size)
		return false;
	size_t large = (size_t)bytes[0] << 24 | (size_t)bytes[1] << 16 | (size_t)bytes[2] << 8 | bytes[3];
	if (large == 0 || large >= size - 4)
		return false;
	ret_picture->large = (struct bytes){bytes + 4, large};
	ret_picture->small = (struct bytes){bytes + 4 + large, size - 4 - large};
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

enum outcome picture_make(struct context *ctx, struct bytes sent, struct picture *ret_picture)
{
	int input __attribute__((cleanup(close_descriptor))) = memfd_create("picture", MFD_CLOEXEC);
	int output __attribute__((cleanup(close_descriptor))) = memfd_create("pictures", MFD_CLOEXEC);
	pid_t pid;
	if (input < 0 || output < 0 || !write_all(input, sent)) {
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
	if (status == 0 && read_result(ctx->arena, output, ret_picture))
		return DONE;
	return judge(ctx, status);
}
