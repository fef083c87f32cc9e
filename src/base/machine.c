/* What the machine has, by sysconf and the files of control groups. Source: the kernel's Control Group v2
 * documentation. */
#include "base/machine.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define PATH_MOST 4096

/* Of version 2: the line "0::/the/group". */
static bool find_group(char path[PATH_MOST])
{
	char line[PATH_MOST];
	bool found = false;
	FILE *groups = fopen("/proc/self/cgroup", "re");
	if (!groups)
		return false;
	while (!found && fgets(line, sizeof line, groups)) {
		line[strcspn(line, "\n")] = '\0';
		found = strncmp(line, "0::/", 4) == 0;
	}
	fclose(groups);
	return found && snprintf(path, PATH_MOST, "/sys/fs/cgroup%s/memory.max", line + 3) < PATH_MOST;
}

/* SIZE_MAX: as much as there is. */
static size_t group_memory(void)
{
	char path[PATH_MOST];
	unsigned long long limit;
	FILE *file = find_group(path) ? fopen(path, "re") : NULL;
	if (!file)
		return SIZE_MAX;
	/* It says "max" when there is no limit. */
	bool is_limited = fscanf(file, "%llu", &limit) == 1;
	fclose(file);
	return is_limited && limit < SIZE_MAX ? (size_t)limit : SIZE_MAX;
}

size_t machine_memory(void)
{
	size_t all = (size_t)sysconf(_SC_PHYS_PAGES) * (size_t)sysconf(_SC_PAGESIZE), allowed = group_memory();
	return allowed < all ? allowed : all;
}
