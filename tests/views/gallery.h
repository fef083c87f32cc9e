/* Data for the pages of the gallery. */
#ifndef TESTS_VIEWS_GALLERY_H
#define TESTS_VIEWS_GALLERY_H

#include "base/money.h"
#include "web/page.h"

struct gallery_person {
	int64_t id;
	struct text name, email;
	enum mark mark;
	struct text status, why;
	struct money spent;
	bool vip;
};

struct gallery {
	const struct tab *tabs, *segments;
	size_t tab_count, segment_count;
	const struct column_head *heads;
	size_t head_count;
	const struct gallery_person *people;
	size_t person_count;
	const struct menu_item *menu;
	size_t menu_count;
	const struct option *options;
	size_t option_count;
	const int64_t *spark;
	size_t spark_count;
	const struct problems *problems;
	struct pager pager;
	struct empty_state empty;
	struct confirm confirm;
	struct text long_name;
};

#endif
