/* Countries, their names in the interface's languages, and every name they have in any language, for look-ups. */
#include "format/name_fold.h"
#include "reference.h"

#include <dirent.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define MOST_COUNTRIES 400

enum { EN, MS, DE, LANGUAGES };

/* Who is believed when two countries are called the same: our own aliases, then English, then any other language. */
enum trust { ALIAS, ENGLISH, OTHER };

struct country {
	const char *code, *alpha3, *numeric, *zone;
	const char *iso_name, *official, *usual; /* keys of the translations; the last two may be NULL */
	const char *name[LANGUAGES];
	char folded[LANGUAGES][NAME_FOLD_ROOM];
};

struct known_name {
	char *folded;
	enum trust trust;
	unsigned row;
};

static struct country countries[MOST_COUNTRIES];
static unsigned countries_count;
static struct known_name *names;
static size_t names_count, names_room;
static int sorting_language;

static void add_name(const char *name, unsigned row, enum trust trust)
{
	struct folded_name folded;
	if (!name || !name_fold((struct text){name, strlen(name)}, &folded))
		return;
	if (names_count == names_room) {
		names_room = names_room ? 2 * names_room : 4096;
		names = realloc(names, names_room * sizeof *names);
	}
	names[names_count++] = (struct known_name){strdup(folded.at), trust, row};
}

/* "Virgin Islands, British" reads "British Virgin Islands"; a list ("Bonaire, Sint Eustatius and Saba") stays. */
static const char *natural_order(const char *name)
{
	const char *comma = strstr(name, ", ");
	if (!comma || strstr(comma, " and ") || strstr(comma, " und ") || strstr(comma, " dan "))
		return name;
	char *turned = malloc(strlen(name) + 1);
	sprintf(turned, "%s %.*s", comma + 2, (int)(comma - name), name);
	return turned;
}

static int by_code(const void *a, const void *b)
{
	return strcmp(((const struct country *)a)->code, ((const struct country *)b)->code);
}

static void read_countries(const char *iso_folder)
{
	const json_t *array = read_iso(iso_folder, "3166-1");
	for (size_t i = 0; i < json_array_size(array); i++) {
		const json_t *object = json_array_get(array, i);
		struct country *c = &countries[countries_count++];
		if (countries_count == MOST_COUNTRIES)
			fail("more than %d countries", MOST_COUNTRIES);
		c->code = string_of(object, "alpha_2");
		c->alpha3 = string_of(object, "alpha_3");
		c->numeric = string_of(object, "numeric");
		c->iso_name = string_of(object, "name");
		c->official = string_of(object, "official_name");
		c->usual = string_of(object, "common_name");
		c->name[EN] = c->usual ? c->usual : natural_order(c->iso_name);
	}
	qsort(countries, countries_count, sizeof countries[0], by_code);
}

static void add_english(void)
{
	for (unsigned row = 0; row < countries_count; row++) {
		const struct country *c = &countries[row];
		add_name(c->iso_name, row, ENGLISH);
		add_name(c->official, row, ENGLISH);
		add_name(c->usual, row, ENGLISH);
		add_name(natural_order(c->iso_name), row, ENGLISH);
	}
}

static void add_language(const char *locale_folder, const char *language, int shown)
{
	struct mo *mo = mo_open(locale_folder, language, "iso_3166-1");
	for (unsigned row = 0; mo && row < countries_count; row++) {
		struct country *c = &countries[row];
		const char *name = mo_find(mo, c->iso_name), *usual = mo_find(mo, c->usual);
		add_name(name, row, OTHER);
		add_name(name ? natural_order(name) : NULL, row, OTHER);
		add_name(usual, row, OTHER);
		add_name(mo_find(mo, c->official), row, OTHER);
		if (shown >= 0 && (usual || name))
			c->name[shown] = strdup(natural_order(usual ? usual : name));
	}
	mo_close(mo);
}

/* iso-codes has half of the names in Malay, CLDR has all of them. */
static void add_malay(const json_t *cldr)
{
	for (unsigned row = 0; row < countries_count; row++) {
		struct country *c = &countries[row];
		const char *name = string_of(json_object_get(json_object_get(cldr, "countries"), c->code), "ms");
		add_name(name, row, OTHER);
		if (name)
			c->name[MS] = name;
	}
}

static void add_languages(const char *locale_folder, const json_t *cldr)
{
	DIR *folder = opendir(locale_folder);
	if (!folder)
		fail("cannot read %s", locale_folder);
	for (const struct dirent *entry; (entry = readdir(folder));) {
		bool malay = strcmp(entry->d_name, "ms") == 0, german = strcmp(entry->d_name, "de") == 0;
		if (entry->d_name[0] != '.')
			add_language(locale_folder, entry->d_name, malay ? MS : german ? DE : -1);
	}
	closedir(folder);
	add_malay(cldr);
	for (unsigned row = 0; row < countries_count; row++) {
		for (int l = 0; l < LANGUAGES; l++) {
			struct folded_name folded = {0};
			if (!countries[row].name[l])
				countries[row].name[l] = countries[row].name[EN];
			name_fold((struct text){countries[row].name[l], strlen(countries[row].name[l])}, &folded);
			memcpy(countries[row].folded[l], folded.at, sizeof folded.at);
		}
	}
}

static int row_of(const char *code)
{
	for (unsigned row = 0; row < countries_count; row++) {
		if (strcmp(countries[row].code, code) == 0)
			return (int)row;
	}
	return -1;
}

/* Lines "Swaziland = SZ", and "Australia/Sydney = AU" for the zone of most of a country; those of subdivisions
 * ("Penang = MY-07") are for write_subdivisions(). */
static void read_aliases(const char *path)
{
	FILE *file = fopen(path, "r");
	if (!file)
		fail("cannot read %s", path);
	char line[512], name[256], code[16];
	for (int number = 1; fgets(line, sizeof line, file); number++) {
		if (line[0] == '#' || line[0] == '\n' || strrchr(line, '-') > strrchr(line, '='))
			continue;
		int row = sscanf(line, "%255[^=]= %15s", name, code) == 2 ? row_of(code) : -1;
		if (row < 0)
			fail("%s:%d: not \"Name = COUNTRY\"", path, number);
		if (strchr(name, '/'))
			countries[row].zone = strndup(name, strcspn(name, " "));
		else
			add_name(name, (unsigned)row, ALIAS);
	}
	fclose(file);
}

static void read_zones(const char *path)
{
	FILE *file = fopen(path, "r");
	if (!file)
		fail("cannot read %s", path);
	char line[512], code[3], zone[64];
	while (fgets(line, sizeof line, file)) {
		int row = sscanf(line, "%2[A-Z] %*s %63s", code, zone) == 2 ? row_of(code) : -1;
		if (row >= 0 && !countries[row].zone)
			countries[row].zone = strdup(zone);
	}
	fclose(file);
}

static int by_folded_name(const void *a, const void *b)
{
	const struct country *left = &countries[*(const unsigned *)a], *right = &countries[*(const unsigned *)b];
	int order = strcmp(left->folded[sorting_language], right->folded[sorting_language]);
	return order ? order : strcmp(left->code, right->code);
}

static void write_orders(FILE *out)
{
	for (sorting_language = 0; sorting_language < LANGUAGES; sorting_language++) {
		unsigned order[MOST_COUNTRIES];
		for (unsigned row = 0; row < countries_count; row++)
			order[row] = row;
		qsort(order, countries_count, sizeof order[0], by_folded_name);
		fprintf(out, "static const uint16_t order_%d[] = {", sorting_language);
		for (unsigned i = 0; i < countries_count; i++)
			fprintf(out, "%u,", order[i]);
		fputs("};\n", out);
	}
	fputs("const uint16_t *const country_orders[] = {order_0, order_1, order_2};\n", out);
}

static int by_known_name(const void *a, const void *b)
{
	const struct known_name *left = a, *right = b;
	int order = strcmp(left->folded, right->folded);
	return order                         ? order
	       : left->trust != right->trust ? (int)left->trust - (int)right->trust
					     : (int)left->row - (int)right->row;
}

/* The country that the run of equal names beginning at `first` means, or -1 when equally trusted names disagree. */
static int meaning(size_t first, size_t *ret_next)
{
	int row = (int)names[first].row;
	size_t i = first + 1;
	for (; i < names_count && strcmp(names[i].folded, names[first].folded) == 0; i++) {
		if (names[i].trust == names[first].trust && names[i].row != names[first].row)
			row = -1;
	}
	*ret_next = i;
	return row;
}

static void write_names(FILE *out)
{
	qsort(names, names_count, sizeof *names, by_known_name);
	fputs("const char country_names[] =\n", out);
	for (size_t i = 0, next; i < names_count; i = next) {
		if (meaning(i, &next) >= 0)
			fprintf(out, "\"%s\\0\"\n", names[i].folded);
	}
	fputs(";\nconst struct country_name_row country_name_rows[] = {\n", out);
	size_t at = 0, written = 0;
	for (size_t i = 0, next; i < names_count; i = next) {
		int row = meaning(i, &next);
		if (row < 0)
			continue;
		fprintf(out, "{%zu,%d},\n", at, row);
		at += strlen(names[i].folded) + 1;
		written++;
	}
	fprintf(out, "};\nconst size_t country_name_rows_count = %zu;\n", written);
}

void write_countries(FILE *out, char **inputs)
{
	read_countries(inputs[0]);
	add_english();
	add_languages(inputs[1], read_json(inputs[2]));
	read_aliases(inputs[3]);
	read_zones(inputs[4]);
	write_opening(out, "Countries");
	fputs("const struct country_row country_rows[] = {\n", out);
	for (unsigned row = 0; row < countries_count; row++) {
		const struct country *c = &countries[row];
		fprintf(out, "{\"%s\", \"%s\", \"%s\", ", c->code, c->alpha3, c->numeric);
		write_string(out, c->zone);
		for (int l = 0; l < LANGUAGES; l++) {
			fputs(l ? ", " : ", {", out);
			write_string(out, c->name[l]);
		}
		fputs("}},\n", out);
	}
	fprintf(out, "};\nconst size_t country_rows_count = %u;\n", countries_count);
	write_orders(out);
	write_names(out);
}
