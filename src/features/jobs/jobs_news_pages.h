/* What is told of jobs on every page: see web/page.h. */
#ifndef FEATURES_JOBS_NEWS_PAGES_H
#define FEATURES_JOBS_NEWS_PAGES_H

#include "web/pages.h"

page_find_news jobs_find_news;

#endif
