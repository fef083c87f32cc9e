/* Files that browsers load, inside the binary: the stylesheet, the script, the fonts.
 *
 * The one idea: the address holds a hash of the bytes, so browsers keep a file for ever and never keep an old one. The
 * table is made at build time by tools/assets, with what gzip and brotli make of each file; views name an asset by the
 * macro of its address (assets.h), so one that is not built does not compile.
 */
#ifndef WEB_ASSET_H
#define WEB_ASSET_H

#include "base/text.h"

struct asset {
	struct text path; /* "/assets/clientele-1a2b3c4d5e.css" */
	struct text type; /* "text/css; charset=utf-8" */
	struct bytes plain;
	struct bytes gzip;   /* size 0: not worth it */
	struct bytes brotli; /* size 0: not worth it */
	bool kept;           /* the path has a hash: may be cached for ever */
};

/* By path of the request; NULL when there is none. */
const struct asset *asset_find(struct text path);
/* Every asset, sorted by path. */
size_t asset_list(const struct asset **ret_assets);

#endif
