/* Writing to files and what may go wrong with it. */
#include "base/disk.h"

#include "base/log.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

enum outcome disk_failed(const char *what)
{
	int error = errno;
	log_line(LOG_ERROR, TEXT_NONE, "%s: %s", what, strerror(error));
	return error == ENOSPC || error == EDQUOT || error == EIO || error == EROFS ? TOO_MANY : FAULT;
}

bool disk_write(int file, struct bytes bytes)
{
	for (size_t done = 0; done < bytes.size;) {
		ssize_t written = write(file, bytes.at + done, bytes.size - done);
		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			return false;
		done += (size_t)written;
	}
	return fsync(file) == 0;
}

void disk_close(const int *file)
{
	if (*file >= 0)
		close(*file);
}
