/* The list as npm's @ip-location-db/geo-whois-asn-country-mmdb has it (CC0), read by libmaxminddb. */
#include "format/ip_country.h"

#include <arpa/inet.h>
#include <maxminddb.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define ADDRESS_MOST 64

/* IP_COUNTRY_FILE comes from meson.build. */
__asm__(".pushsection .rodata\n"
	".balign 16\n"
	".local ip_country_list\n"
	"ip_country_list:\n"
	".incbin \"" IP_COUNTRY_FILE "\"\n"
	".local ip_country_list_end\n"
	"ip_country_list_end:\n"
	".popsection\n");
extern const char ip_country_list[], ip_country_list_end[];

static MMDB_s list;
static bool is_open;
static pthread_once_t opened = PTHREAD_ONCE_INIT;

/* The library opens files only: one that exists in memory alone. */
static void open_list(void)
{
	char path[32];
	size_t size = (size_t)(ip_country_list_end - ip_country_list), at = 0;
	int file = memfd_create("countries of addresses", MFD_CLOEXEC);
	if (file < 0)
		return;
	for (ssize_t written = 1; at < size && written > 0; at += (size_t)written)
		written = write(file, ip_country_list + at, size - at);
	snprintf(path, sizeof path, "/proc/self/fd/%d", file);
	is_open = at == size && MMDB_open(path, MMDB_MODE_MMAP, &list) == MMDB_SUCCESS;
	close(file);
}

static bool read_address(struct text address, struct sockaddr_storage *ret_address)
{
	char word[ADDRESS_MOST];
	struct sockaddr_in *v4 = (struct sockaddr_in *)ret_address;
	struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)ret_address;
	if (text_is_none(address) || address.size >= sizeof word)
		return false;
	memcpy(word, address.at, address.size);
	word[address.size] = '\0';
	*ret_address = (struct sockaddr_storage){.ss_family = AF_INET};
	if (inet_pton(AF_INET, word, &v4->sin_addr) == 1)
		return true;
	*ret_address = (struct sockaddr_storage){.ss_family = AF_INET6};
	return inet_pton(AF_INET6, word, &v6->sin6_addr) == 1;
}

struct text ip_country(struct arena *arena, struct text address)
{
	struct sockaddr_storage where;
	MMDB_entry_data_s code;
	int wrong = 0;
	pthread_once(&opened, open_list);
	if (!is_open || !read_address(address, &where))
		return TEXT_NONE;
	MMDB_lookup_result_s found = MMDB_lookup_sockaddr(&list, (const struct sockaddr *)&where, &wrong);
	if (wrong || !found.found_entry || MMDB_get_value(&found.entry, &code, "country_code", NULL) != MMDB_SUCCESS ||
	    !code.has_data || code.type != MMDB_DATA_TYPE_UTF8_STRING || code.data_size != 2)
		return TEXT_NONE;
	return text_copy(arena, (struct text){code.utf8_string, code.data_size});
}
