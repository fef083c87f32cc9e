/* Stories of logos on both engines: whole and see-through, whose they are and where they stand, what is none; and how
 * they go with a letter (security 18, 23). */
#include "features/logos/logos.h"

#include "features/files/files.h"
#include "features/files/files_decode.h"
#include "features/labels/labels.h"
#include "features/mailings/mailings.h"
#include "server/outbox.h"
#include "service/settings.h"
#include "tests/mail_peer.h"
#include "tests/pictures.h"
#include "tests/site.h"

#include <unistd.h>

#define BASE     TEXT("https://crm.example.com")
#define BUSINESS "/admin/settings/business/logo"
#define SHOP     "/admin/settings/channels/1/logo"
#define A_CLEAR  2  /* gd: 127 is see-through */
#define EDGE     40 /* pixels */

struct story {
	struct site site;
	struct visitor owner, guest;
	struct bytes wide, square; /* of the business, of the channel */
};

/* A corner of it, and an edge all around, cannot be seen. */
static struct bytes draw_clear(struct arena *arena, int width, int height)
{
	int size;
	gdImagePtr image = picture_draw(width, height);
	gdImageAlphaBlending(image, 0);
	gdImageSaveAlpha(image, 1);
	const int clear = gdTrueColorAlpha(0, 0, 0, 127);
	gdImageFilledRectangle(image, 0, 0, width / 4, height / 2, clear);
	for (int i = 0; i < EDGE; i++)
		gdImageRectangle(image, i, i, width - 1 - i, height - 1 - i, clear);
	void *at = gdImagePngPtr(image, &size);
	gdImageDestroy(image);
	return picture_copy(arena, at, size);
}

static void story_open(struct story *story, const char *engine)
{
	site_open(&story->site, engine);
	assert_int_equal(settings_set(site_fresh(&story->site), SETTING_BUSINESS_NAME, TEXT("Batik House")), DONE);
	story->owner = site_staff(&story->site, "owner");
	story->guest = site_visitor(&story->site);
	story->wide = draw_clear(story->site.arena, 1200 + 2 * EDGE, 300 + 2 * EDGE);
	story->square = picture_jpeg(story->site.arena, 300, 300);
}

static int send(struct story *story, const char *path, struct bytes picture)
{
	return visitor_send_file(&story->owner, path, "picture", "logo.png", picture);
}

static int64_t number(struct story *story, const char *statement)
{
	return engine_number(&story->site.engine, statement);
}

/* The address of the logo that stands on that page, as the guest sees it; "" for none. */
static struct text logo_on(struct story *story, const char *path)
{
	const struct text begins = TEXT("<img src=\"");
	assert_int_equal(visitor_get(&story->guest, path), 200);
	size_t at = text_find(story->guest.body, begins, 0);
	if (at == SIZE_MAX)
		return TEXT("");
	size_t end = text_find(story->guest.body, TEXT("\""), at + begins.size);
	return text_copy(story->site.arena, text_slice(story->guest.body, at + begins.size, end - at - begins.size));
}

static gdImagePtr shown(struct story *story, struct text url)
{
	assert_int_equal(visitor_get(&story->guest, url.at), 200);
	gdImagePtr image =
		gdImageCreateFromPngPtr((int)story->guest.body.size, (void *)(uintptr_t)story->guest.body.at);
	assert_non_null(image);
	return image;
}

static void assert_size(struct story *story, struct text url, int width, int height)
{
	gdImagePtr image = shown(story, url);
	assert_int_equal(gdImageSX(image), width);
	assert_int_equal(gdImageSY(image), height);
	gdImageDestroy(image);
}

static void a_logo_is_kept_whole_and_see_through_for_whoever_looks(void **state)
{
	struct story story;
	story_open(&story, *state);
	assert_true(text_is_empty(logo_on(&story, "/login")));
	assert_true(visitor_sees(&story.guest, "<b aria-hidden=\"true\">B</b>"));
	assert_int_equal(send(&story, BUSINESS, story.wide), 303);
	struct text url = logo_on(&story, "/login");
	assert_true(visitor_sees(&story.guest, "alt=\"Batik House\" width=\"224\" height=\"56\""));
	assert_false(visitor_sees(&story.guest, "<bdi>Batik House</bdi>"));
	assert_true(visitor_sees(&story.guest, "<span class=\"logo plate\">"));
	gdImagePtr image = shown(&story, url);
	assert_int_equal(gdImageSX(image), 480);
	assert_int_equal(gdImageSY(image), 120);
	assert_true(gdImageAlpha(image, gdImageGetPixel(image, 5, 5)) > 127 - A_CLEAR);
	assert_int_equal(gdImageGetPixel(image, 470, 110), 0x0000ff);
	gdImageDestroy(image);
	ASSERT_TEXT(visitor_header(&story.guest, "Content-Type"), TEXT("image/png"));
	ASSERT_TEXT(visitor_header(&story.guest, "X-Content-Type-Options"), TEXT("nosniff"));
	ASSERT_TEXT(visitor_header(&story.guest, "Content-Security-Policy"),
		    TEXT("default-src 'none'; frame-ancestors 'none'; sandbox"));
	ASSERT_TEXT(visitor_header(&story.guest, "Cache-Control"), TEXT("public, max-age=31536000, immutable"));
	assert_true(text_is_none(visitor_header(&story.guest, "Set-Cookie")));
	assert_int_equal(visitor_get(&story.owner, "/admin/settings/business"), 200);
	assert_true(visitor_sees(&story.owner, url.at) && visitor_sees(&story.owner, "Change logo"));
	site_close(&story.site);
}

static void pictures_fit_into_the_box_upright_and_never_grow(void **state)
{
	struct story story;
	story_open(&story, *state);
	struct arena *arena = story.site.arena;
	static const int sizes[][4] = {{300, 300, 160, 160}, {90, 30, 90, 30},     {2000, 4, 480, 1},
				       {4, 2000, 1, 160},    {480, 160, 480, 160}, {5000, 4990, 160, 160}};
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		assert_int_equal(send(&story, BUSINESS, picture_png(arena, sizes[i][0], sizes[i][1])), 303);
		assert_size(&story, logo_on(&story, "/login"), sizes[i][2], sizes[i][3]);
	}
	/* Left is red and right is blue; turned by 90 degrees, above and below. */
	assert_int_equal(send(&story, BUSINESS, picture_turned_jpeg(arena)), 303);
	struct text turned = logo_on(&story, "/login");
	assert_true(visitor_sees(&story.guest, "<span class=\"logo\">"));
	gdImagePtr image = shown(&story, turned);
	assert_true(gdImageRed(image, gdImageGetPixel(image, 48, 8)) > 200);
	assert_true(gdImageBlue(image, gdImageGetPixel(image, 8, 56)) > 200);
	gdImageDestroy(image);
	assert_int_equal(number(&story, "SELECT COUNT(*) FROM logos"), 1);
	site_close(&story.site);
}

static struct bytes words(const char *words)
{
	return (struct bytes){(const unsigned char *)words, strlen(words)};
}

static void what_is_no_logo_is_refused_at_its_field_and_changes_nothing(void **state)
{
	struct story story;
	story_open(&story, *state);
	struct arena *arena = story.site.arena;
	struct bytes jpeg = picture_jpeg(arena, 400, 100), large = {arena_take(arena, 8000001), 8000001};
	const struct {
		struct bytes sent;
		const char *said;
	} bad[] = {
		{words("Batik House, since 1962"), "This is no picture that can be shown."},
		{words("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
		 "This is no picture"},
		{words(""), "Choose a file that is not empty."},
		{{story.wide.at, story.wide.size * 3 / 4}, "This is no picture that can be shown."},
		{{jpeg.at, jpeg.size / 2}, "This is no picture that can be shown."},
		{picture_png_bomb(arena, 20000, 20000, 1 << 20), "A picture may have 25 megapixels at most."},
		{large, "This file is too large"},
	};
	assert_int_equal(send(&story, BUSINESS, story.square), 303);
	struct text before = logo_on(&story, "/login");
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		assert_int_equal(send(&story, BUSINESS, bad[i].sent), 422);
		if (!visitor_sees(&story.owner, bad[i].said) || !visitor_sees(&story.owner, "id=\"picture\""))
			fail_msg("%zu is not told: %.*s", i,
				 TEXT_ARG(text_slice(story.owner.body, text_find(story.owner.body, TEXT("<main"), 0),
						     SIZE_MAX)));
		assert_true(visitor_sees(&story.owner, "aria-invalid=\"true\""));
		assert_int_equal(send(&story, SHOP, bad[i].sent), 422);
		ASSERT_TEXT(logo_on(&story, "/login"), before);
	}
	assert_int_equal(number(&story, "SELECT COUNT(*) FROM logos"), 1);
	assert_int_equal(number(&story, "SELECT COUNT(*) FROM audit_entries WHERE name = 'logo.changed'"), 1);
	site_close(&story.site);
}

static void set_channel(struct story *story, int64_t id, enum label_field field, const char *value)
{
	const struct label_change change = {field, text_of(value)};
	const struct label_ask ask = {.kind = LABEL_CHANNEL, .id = id, .changes = &change, .count = 1};
	assert_int_equal(labels_change(site_fresh(&story->site), &ask), DONE);
}

static void a_channel_has_its_own_logo_or_the_business_s__3_Z2(void **state)
{
	struct story story;
	story_open(&story, *state);
	int64_t fair;
	const struct label_change name = {LABEL_FIELD_NAME, TEXT("Fair")};
	const struct label_ask ask = {.kind = LABEL_CHANNEL, .changes = &name, .count = 1};
	assert_int_equal(labels_add(site_fresh(&story.site), &ask, &fair), DONE);
	const char *path = text_format(story.site.arena, "/admin/settings/channels/%lld", (long long)fair).at;
	const char *logo = text_format(story.site.arena, "%s/logo", path).at;
	set_channel(&story, 1, LABEL_FIELD_STOREFRONT, "https://batik.example/");
	assert_int_equal(send(&story, BUSINESS, story.wide), 303);
	struct text of_business = logo_on(&story, "/register?channel=fair");
	/* The business's logo does not say that it is the fair. */
	assert_true(visitor_sees(&story.guest, "alt=\"\"") && visitor_sees(&story.guest, "<bdi>Fair</bdi>"));
	assert_int_equal(visitor_get(&story.owner, path), 200);
	assert_true(visitor_sees(&story.owner, "the channel has none of its own"));
	assert_int_equal(send(&story, logo, picture_png(story.site.arena, 400, 100)), 303);
	struct text of_fair = logo_on(&story, "/register?channel=fair");
	assert_true(visitor_sees(&story.guest, "alt=\"Fair\"") && !visitor_sees(&story.guest, "<bdi>Fair</bdi>"));
	assert_false(text_equal(of_fair, of_business));
	ASSERT_TEXT(logo_on(&story, "/login"), of_business);
	/* A sign has no name in it. */
	assert_int_equal(send(&story, logo, story.square), 303);
	assert_false(text_equal(logo_on(&story, "/login/forgotten?channel=fair"), of_fair));
	assert_true(visitor_sees(&story.guest, "alt=\"\"") && visitor_sees(&story.guest, "<bdi>Fair</bdi>"));
	assert_int_equal(visitor_get(&story.guest, of_fair.at), 404);
	assert_int_equal(visitor_post(&story.owner, text_format(story.site.arena, "%s/remove", logo).at, ""), 303);
	ASSERT_TEXT(logo_on(&story, "/login/forgotten?channel=fair"), of_business);
	assert_int_equal(visitor_post(&story.owner, text_format(story.site.arena, "%s/remove", logo).at, ""), 404);
	assert_int_equal(
		number(&story,
		       "SELECT COUNT(*) FROM audit_entries WHERE name = 'logo.changed' AND object_kind = 'channel'"),
		2);
	assert_int_equal(number(&story, "SELECT COUNT(*) FROM audit_entries WHERE name = 'logo.removed'"), 1);
	/* With a channel goes its logo. */
	assert_int_equal(send(&story, logo, story.square), 303);
	assert_int_equal(labels_remove(site_fresh(&story.site), LABEL_CHANNEL, fair, 0), DONE);
	assert_int_equal(number(&story, "SELECT COUNT(*) FROM logos"), 1);
	assert_int_equal(send(&story, logo, story.square), 404);
	site_close(&story.site);
}

static void only_who_may_set_up_the_business_or_channels_sets_logos(void **state)
{
	struct story story;
	story_open(&story, *state);
	struct visitor agent = site_staff(&story.site, "support");
	assert_int_equal(visitor_get(&agent, "/admin"), 200);
	assert_int_equal(visitor_send_file(&agent, BUSINESS, "picture", "a.png", story.wide), 403);
	assert_int_equal(visitor_send_file(&agent, SHOP, "picture", "a.png", story.wide), 403);
	assert_int_equal(visitor_post(&agent, BUSINESS "/remove", ""), 403);
	assert_int_equal(visitor_get(&agent, BUSINESS), 403);
	assert_int_equal(visitor_get(&agent, SHOP), 403);
	site_close(&story.site);
}

static void shops_set_logos_and_are_told_where_they_are(void **state)
{
	struct story story;
	story_open(&story, *state);
	struct visitor shop = site_key(&story.site, "customers.read labels.write settings.write"),
		       reader = site_key(&story.site, "customers.read");
	struct text wide = {(const char *)story.wide.at, story.wide.size},
		    square = {(const char *)story.square.at, story.square.size};
	assert_int_equal(visitor_get(&reader, "/api/v1/logo"), 404);
	assert_int_equal(visitor_get(&reader, "/api/v1/channels/1"), 200);
	assert_true(visitor_sees(&reader, "\"logo\":null"));
	assert_int_equal(visitor_send_raw(&reader, "PUT", "/api/v1/logo", "image/png", wide), 403);
	assert_int_equal(visitor_send_raw(&reader, "PUT", "/api/v1/channels/1/logo", "image/png", wide), 403);
	assert_int_equal(visitor_send_raw(&shop, "PUT", "/api/v1/logo", "image/png", TEXT("<svg/>")), 422);
	assert_true(visitor_sees(&shop, "not_a_picture"));
	assert_int_equal(visitor_send_raw(&shop, "PUT", "/api/v1/logo", "image/png", wide), 204);
	assert_int_equal(visitor_get(&reader, "/api/v1/logo"), 200);
	assert_true(visitor_sees(&reader, "/logo/") && visitor_sees(&reader, "\"width\":480,\"height\":120"));
	struct text own = text_format(story.site.arena, "%.*s\"", TEXT_ARG(logo_on(&story, "/login")));
	assert_int_equal(visitor_get(&reader, "/api/v1/channels/1"), 200);
	assert_true(visitor_sees(&reader, "\"logo\":\"http") && visitor_sees(&reader, own.at));
	assert_int_equal(visitor_send_raw(&shop, "PUT", "/api/v1/channels/1/logo", "image/jpeg", square), 204);
	assert_int_equal(visitor_get(&reader, "/api/v1/channels"), 200);
	assert_false(visitor_sees(&reader, own.at));
	assert_int_equal(visitor_send(&shop, "DELETE", "/api/v1/channels/1/logo", NULL), 204);
	assert_int_equal(visitor_send(&shop, "DELETE", "/api/v1/channels/1/logo", NULL), 404);
	assert_int_equal(visitor_send(&shop, "DELETE", "/api/v1/logo", NULL), 204);
	assert_int_equal(visitor_get(&reader, "/api/v1/logo"), 404);
	site_close(&story.site);
}

/* Quoted-printable ends lines where it likes. */
static struct text unfolded(struct arena *arena, struct text letter)
{
	char *at = arena_take_bytes(arena, letter.size + 1);
	size_t size = 0;
	for (size_t i = 0; i < letter.size; i++)
		if (text_starts(text_slice(letter, i, SIZE_MAX), TEXT("=\r\n")))
			i += 2;
		else
			at[size++] = letter.at[i];
	at[size] = '\0';
	return (struct text){at, size};
}

static struct text letter_to(struct story *story, struct mail_peer *peer, struct channel_id channel)
{
	struct outbox_item_id item;
	const struct mailing_ask ask = {.kind = MAILING_ACCOUNT_WELCOME,
					.name = TEXT("Ann"),
					.address = TEXT("ann@x.example"),
					.channel = channel,
					.link = TEXT("/account")};
	assert_int_equal(mailings_send(site_fresh(&story->site), &ask, &item), DONE);
	outbox_run_waiting(story->site.engine.store, BASE);
	return unfolded(story->site.arena, mail_peer_letter(peer, mail_peer_count(peer)));
}

static bool holds(struct text letter, const char *words)
{
	return text_find(letter, text_of(words), 0) != SIZE_MAX;
}

static void a_letter_brings_the_logo_of_who_writes_it(void **state)
{
	struct mail_peer peer;
	struct story story;
	story_open(&story, *state);
	mail_peer_serve(&peer, &story.site);
	set_channel(&story, 1, LABEL_FIELD_NAME, "Pasar Malam");
	set_channel(&story, 1, LABEL_FIELD_SENDER, "pasar@batik.example");
	const struct channel_id business = {0}, fair = {1};
	assert_false(holds(letter_to(&story, &peer, business), "multipart/related"));
	assert_int_equal(send(&story, BUSINESS, story.wide), 303);
	struct text letter = letter_to(&story, &peer, business);
	assert_true(holds(letter, "Content-Type: multipart/related; type=\"text/html\";"));
	assert_true(holds(letter, "Content-Disposition: inline; filename=\"logo.png\""));
	assert_true(holds(letter, "alt=3D\"Batik House\""));
	struct text url = logo_on(&story, "/login?channel=none"), name = text_slice(url, 6, SIZE_MAX);
	assert_true(holds(letter, text_format(story.site.arena, "Content-ID: <%.*s@logo>", TEXT_ARG(name)).at));
	/* Without a logo of its own it writes with the business's, and with its name beside it. */
	letter = letter_to(&story, &peer, fair);
	assert_true(holds(letter, "alt=3D\"\"") && holds(letter, "<bdi>Pasar Malam</bdi>"));
	assert_int_equal(send(&story, SHOP, picture_png(story.site.arena, 400, 100)), 303);
	letter = letter_to(&story, &peer, fair);
	assert_true(holds(letter, "alt=3D\"Pasar Malam\"") && !holds(letter, "<bdi>Pasar Malam</bdi>"));
	assert_false(holds(letter, text_format(story.site.arena, "<%.*s@logo>", TEXT_ARG(name)).at));
	/* Whoever looks at it in the outbox loads nothing from anywhere. */
	const char *page = text_format(story.site.arena, "/admin/outbox/%lld/letter",
				       (long long)number(&story, "SELECT MAX(id) FROM outbox"))
				   .at;
	assert_int_equal(visitor_get(&story.owner, page), 200);
	assert_true(visitor_sees(&story.owner, "<img src=\"data:image/png;base64,iVBORw0KGgo"));
	mail_peer_stop(&peer);
	site_close(&story.site);
}

/* The server starts itself to decode; here that is this program. */
int main(int count, char **words)
{
	if (count > 1 && strcmp(words[1], PICTURE_HELPER_WORD) == 0)
		_exit(picture_helper_run());
	const struct CMUnitTest tests[] = {
		ON_BOTH(a_logo_is_kept_whole_and_see_through_for_whoever_looks),
		ON_BOTH(pictures_fit_into_the_box_upright_and_never_grow),
		ON_BOTH(what_is_no_logo_is_refused_at_its_field_and_changes_nothing),
		ON_BOTH(a_channel_has_its_own_logo_or_the_business_s__3_Z2),
		ON_BOTH(only_who_may_set_up_the_business_or_channels_sets_logos),
		ON_BOTH(shops_set_logos_and_are_told_where_they_are),
		ON_BOTH(a_letter_brings_the_logo_of_who_writes_it),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
