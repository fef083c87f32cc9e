/* Picking an encoding. The names hold hashes, so what is sent is kept for a year. */
#include "web/asset_answer.h"

#include "web/asset.h"

static bool accepts(const struct http_request *request, struct text encoding)
{
	struct text rest = http_header(request, TEXT("Accept-Encoding")), piece, name;
	while (text_next(&rest, ',', &piece)) {
		struct text weight = text_trim(piece);
		text_next(&weight, ';', &name);
		if (text_equal(text_trim(name), encoding))
			return !text_equal(text_trim(weight), TEXT("q=0"));
	}
	return false;
}

bool asset_answer(const struct http_request *request, struct http_response *response)
{
	const struct asset *asset = asset_find(request->path);
	if (!asset || (request->method != HTTP_GET && request->method != HTTP_HEAD))
		return false;
	struct bytes bytes = asset->plain;
	if (asset->brotli.size && accepts(request, TEXT("br"))) {
		bytes = asset->brotli;
		http_set_header(response, TEXT("Content-Encoding"), TEXT("br"));
	} else if (asset->gzip.size && accepts(request, TEXT("gzip"))) {
		bytes = asset->gzip;
		http_set_header(response, TEXT("Content-Encoding"), TEXT("gzip"));
	}
	http_set_header(response, TEXT("Content-Type"), asset->type);
	http_set_header(response, TEXT("Vary"), TEXT("Accept-Encoding"));
	http_set_header(response, TEXT("X-Content-Type-Options"), TEXT("nosniff"));
	http_set_header(response, TEXT("Cache-Control"),
			asset->kept ? TEXT("public, max-age=31536000, immutable") : TEXT("public, max-age=3600"));
	buffer_add_bytes(&response->body, bytes.at, bytes.size);
	return true;
}
