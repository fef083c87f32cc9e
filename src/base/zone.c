/* State that changes: the list of loaded zones, which only grows at its head. Readers follow it without a lock; a zone
 * that is missing is loaded under `load_lock`. It is bounded by the number of files in tzdata. */
#include "base/zone.h"

#include "base/memory.h"
#include "base/zone_file.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define ZONE_FOLDER "/usr/share/zoneinfo/"
#define NAME_MOST   64
#define FILE_MOST   ((size_t)1 << 20)
#define DAY_S       86400

struct zone {
	const struct zone *older;
	struct zone_table table;
	struct text name;
	char name_bytes[NAME_MOST + 1];
};

static const struct zone utc = {.name = {"UTC", 3}};
static const struct zone *_Atomic newest = &utc;
static pthread_mutex_t load_lock = PTHREAD_MUTEX_INITIALIZER;

/* Letters, digits, _ + - and / between them: nothing that leaves the folder. "right" counts leap seconds, "posix" is
 * the same again. */
static bool is_zone_name(struct text name)
{
	if (name.size == 0 || name.size > NAME_MOST || text_starts(name, TEXT("right/")) ||
	    text_starts(name, TEXT("posix/")))
		return false;
	static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-/";
	for (size_t i = 0; i < name.size; i++)
		if (!name.at[i] || !strchr(allowed, name.at[i]) || (i == 0 && name.at[i] == '/'))
			return false;
	return true;
}

/* The whole file from malloc, or NULL when there is none, it is a folder, or it is larger than any zone. */
static char *read_file(const char *path, size_t *ret_size)
{
	int file = open(path, O_RDONLY | O_CLOEXEC);
	if (file < 0)
		return NULL;
	struct stat status;
	char *bytes = NULL;
	if (fstat(file, &status) == 0 && S_ISREG(status.st_mode) && (size_t)status.st_size <= FILE_MOST) {
		*ret_size = (size_t)status.st_size;
		bytes = memory_resize(NULL, *ret_size);
		if (read(file, bytes, *ret_size) != (ssize_t)*ret_size) {
			free(bytes);
			bytes = NULL;
		}
	}
	close(file);
	return bytes;
}

static const struct zone *zone_load(struct text name)
{
	char path[sizeof ZONE_FOLDER + NAME_MOST];
	memcpy(path, ZONE_FOLDER, sizeof ZONE_FOLDER - 1);
	memcpy(path + sizeof ZONE_FOLDER - 1, name.at, name.size);
	path[sizeof ZONE_FOLDER - 1 + name.size] = '\0';
	size_t size;
	char *raw = read_file(path, &size);
	if (!raw)
		return NULL;
	struct zone_table table;
	bool good = zone_table_parse((struct bytes){(unsigned char *)raw, size}, &table);
	free(raw);
	if (!good)
		return NULL;
	struct zone *zone = memory_resize(NULL, sizeof *zone);
	*zone = (struct zone){.table = table};
	memcpy(zone->name_bytes, name.at, name.size);
	zone->name = (struct text){zone->name_bytes, name.size};
	return zone;
}

static const struct zone *loaded_find(struct text name)
{
	const struct zone *zone = atomic_load_explicit(&newest, memory_order_acquire);
	while (zone && !text_equal(zone->name, name))
		zone = zone->older;
	return zone;
}

const struct zone *zone_find(struct text name)
{
	if (!is_zone_name(name))
		return NULL;
	const struct zone *found = loaded_find(name);
	if (found)
		return found;
	pthread_mutex_lock(&load_lock);
	found = loaded_find(name); /* another thread may have been quicker */
	if (!found && (found = zone_load(name))) {
		((struct zone *)found)->older = newest;
		atomic_store_explicit(&newest, found, memory_order_release);
	}
	pthread_mutex_unlock(&load_lock);
	return found;
}

const struct zone *zone_utc(void)
{
	return &utc;
}

struct text zone_name(const struct zone *zone)
{
	return zone->name;
}

static struct zone_span span_at(const struct zone_table *table, int64_t seconds)
{
	size_t low = 0, high = table->count; /* changes before `low` have happened, from `high` on have not */
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (table->at[middle] <= seconds)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == table->count && table->has_rule) {
		struct zone_span span = zone_rule_span(&table->rule, seconds);
		if (low > 0 && span.from < table->at[low - 1])
			span.from = table->at[low - 1];
		return span;
	}
	return (struct zone_span){low ? table->at[low - 1] : INT64_MIN, low < table->count ? table->at[low] : INT64_MAX,
				  low ? table->offset_s[low - 1] : table->first_offset};
}

static int64_t floor_divide(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

struct local_time zone_local(const struct zone *zone, struct instant i)
{
	int64_t seconds = floor_divide(i.us, SECOND_US);
	int offset = span_at(&zone->table, seconds).offset_s;
	int64_t local = seconds + offset;
	int64_t day = floor_divide(local, DAY_S);
	int of_day = (int)(local - day * DAY_S);
	return (struct local_time){{(int32_t)day}, of_day / 3600, of_day / 60 % 60, of_day % 60, offset};
}

struct instant zone_day_start(const struct zone *zone, struct date d)
{
	/* Offsets stay below 26 hours, so before this nobody has reached the day. Then span by span: the day begins
	 * where the span's clock shows midnight, or at the span's start when that is already past it. */
	int64_t midnight = (int64_t)d.days * DAY_S;
	struct zone_span span = span_at(&zone->table, midnight - 26 * 3600);
	while (midnight - span.offset_s >= span.until)
		span = span_at(&zone->table, span.until);
	int64_t start = midnight - span.offset_s;
	return (struct instant){(start < span.from ? span.from : start) * SECOND_US};
}
