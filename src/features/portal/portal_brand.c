/* A brand's colour, so that it can be read. */
#include "features/portal/portal_brand.h"

#include "format/colour.h"

#define READABLE 4.6 /* WCAG 2.2 AA wants 4.5 */

/* Of assets/css/tokens.css, the surfaces that are hardest to be read on: --hover in light, --raised in dark. */
#define LIGHT TEXT("#e4e9e9")
#define DARK  TEXT("#1d2526")
#define WHITE TEXT("#ffffff")
#define BLACK TEXT("#000000")

struct theme {
	struct text accent, hover, on, soft;
};

/* `soft` is a surface too. */
static struct theme make_theme(struct arena *arena, struct text colour, struct text ground, struct text towards)
{
	struct theme theme = {.soft = colour_mix(arena, colour, ground, 88)};
	theme.accent = colour_until(arena, colour, towards, ground, READABLE);
	theme.accent = colour_until(arena, theme.accent, towards, theme.soft, READABLE);
	theme.hover = colour_mix(arena, theme.accent, towards, 25);
	theme.on = colour_contrast(theme.accent, WHITE) >= colour_contrast(theme.accent, BLACK) ? WHITE : BLACK;
	return theme;
}

struct text portal_brand_style(struct arena *arena, struct text colour)
{
	struct theme light = make_theme(arena, colour, LIGHT, BLACK), dark = make_theme(arena, colour, DARK, WHITE);
	return text_format(arena,
			   ":root,[data-bs-theme]{--accent:light-dark(%.*s,%.*s);--accent-2:light-dark(%.*s,%.*s);"
			   "--on-accent:light-dark(%.*s,%.*s);--soft:light-dark(%.*s,%.*s)}\n",
			   TEXT_ARG(light.accent), TEXT_ARG(dark.accent), TEXT_ARG(light.hover), TEXT_ARG(dark.hover),
			   TEXT_ARG(light.on), TEXT_ARG(dark.on), TEXT_ARG(light.soft), TEXT_ARG(dark.soft));
}
