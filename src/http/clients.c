/* Counts by address: a table of lists that holds an entry only while its count is above zero. */
#include "http/address.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#define SLOTS 4096

struct client {
	struct client *next;
	struct address address;
	unsigned count;
};

struct clients {
	pthread_mutex_t lock;
	unsigned most;
	uint64_t seed; /* so that nobody can choose addresses that share a slot */
	struct client *slots[SLOTS];
};

static struct client **slot_of(struct clients *clients, const struct address *address)
{
	uint64_t hash = clients->seed;
	for (size_t i = 0; i < sizeof(address->at); i++)
		hash = (hash ^ address->at[i]) * UINT64_C(0x100000001b3);
	return &clients->slots[(hash ^ hash >> 32) % SLOTS];
}

/* The link that points to that address's entry, or the empty one at the end of its list. */
static struct client **link_of(struct clients *clients, const struct address *address)
{
	struct client **link = slot_of(clients, address);
	while (*link != NULL && memcmp((*link)->address.at, address->at, sizeof(address->at)) != 0)
		link = &(*link)->next;
	return link;
}

struct clients *clients_open(unsigned most)
{
	struct clients *clients = calloc(1, sizeof(*clients));
	if (clients == NULL)
		return NULL;
	clients->most = most;
	arc4random_buf(&clients->seed, sizeof(clients->seed));
	pthread_mutex_init(&clients->lock, NULL);
	return clients;
}

void clients_close(struct clients *clients)
{
	for (size_t i = 0; i < SLOTS; i++) {
		while (clients->slots[i] != NULL) {
			struct client *client = clients->slots[i];
			clients->slots[i] = client->next;
			free(client);
		}
	}
	pthread_mutex_destroy(&clients->lock);
	free(clients);
}

bool clients_enter(struct clients *clients, struct address address)
{
	pthread_mutex_lock(&clients->lock);
	struct client **link = link_of(clients, &address);
	if (*link == NULL) {
		*link = calloc(1, sizeof(**link));
		if (*link != NULL)
			(*link)->address = address;
	}
	bool entered = *link != NULL && (*link)->count < clients->most;
	if (entered)
		(*link)->count++;
	pthread_mutex_unlock(&clients->lock);
	return entered;
}

void clients_leave(struct clients *clients, struct address address)
{
	pthread_mutex_lock(&clients->lock);
	struct client **link = link_of(clients, &address);
	if (*link != NULL && --(*link)->count == 0) {
		struct client *client = *link;
		*link = client->next;
		free(client);
	}
	pthread_mutex_unlock(&clients->lock);
}
