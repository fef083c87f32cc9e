/* The lists of assets/demo/<culture>.txt as C arrays; the file format is told in assets/demo/README.md. */
#include "reference.h"

#include <string.h>

static const char *const section_words[] = {
#define SECTION(name, word) word,
#include "server/demo_sections.def"
#undef SECTION
};

#define SECTIONS (sizeof section_words / sizeof section_words[0])

static size_t section_of(const char *path, int number, char *line)
{
	line[strcspn(line, "]")] = '\0';
	for (size_t i = 0; i < SECTIONS; i++) {
		if (strcmp(section_words[i], line + 1) == 0)
			return i;
	}
	fail("%s:%d: no section is called [%s]", path, number, line + 1);
}

static size_t write_entries(FILE *out, char *line)
{
	size_t count = 0;
	for (char *entry = line, *end; entry; entry = end ? end + 2 : NULL) {
		end = strstr(entry, "; ");
		if (end)
			*end = '\0';
		write_string(out, entry);
		fputs(",\n", out);
		count++;
	}
	return count;
}

/* Writes one array a section and remembers how long they are. */
static void write_lists(FILE *out, const char *path, size_t culture, size_t counts[SECTIONS])
{
	FILE *file = fopen(path, "r");
	if (!file)
		fail("cannot read %s", path);
	size_t section = SECTIONS;
	char line[4096];
	for (int number = 1; fgets(line, sizeof line, file); number++) {
		line[strcspn(line, "\n")] = '\0';
		if (line[0] == '\0' || strncmp(line, "--", 2) == 0)
			continue;
		if (line[0] == '[') {
			if (section < SECTIONS)
				fputs("};\n", out);
			section = section_of(path, number, line);
			if (counts[section] > 0)
				fail("%s:%d: [%s] stands here twice", path, number, section_words[section]);
			fprintf(out, "static const char *const list_%zu_%zu[] = {\n", culture, section);
		} else if (section == SECTIONS) {
			fail("%s:%d: an entry before the first [section]", path, number);
		} else {
			counts[section] += write_entries(out, line);
		}
	}
	fputs("};\n", out);
	fclose(file);
}

static void write_culture(FILE *out, const char *path, size_t culture, const size_t counts[SECTIONS])
{
	const char *name = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
	fprintf(out, "{\"%.*s\", {\n", (int)strcspn(name, "."), name);
	for (size_t i = 0; i < SECTIONS; i++) {
		if (counts[i] > 0)
			fprintf(out, "[%zu] = {list_%zu_%zu, %zu},\n", i, culture, i, counts[i]);
	}
	fputs("}},\n", out);
}

void write_demo(FILE *out, char **inputs)
{
	static size_t counts[64][SECTIONS];
	size_t count = 0;
	fputs("/* Lists of the demo. Made by tools/reference; changes here are lost. */\n#include "
	      "\"server/demo_tables.h\"\n",
	      out);
	for (; inputs[count]; count++) {
		if (count == 64)
			fail("more than 64 cultures");
		write_lists(out, inputs[count], count, counts[count]);
	}
	fputs("const struct demo_culture demo_cultures[] = {\n", out);
	for (size_t i = 0; i < count; i++)
		write_culture(out, inputs[i], i, counts[i]);
	fprintf(out, "};\nconst size_t demo_cultures_count = %zu;\n", count);
}
