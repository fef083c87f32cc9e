// The icons that views name, in C: the shape of each as a macro, for views that name it, and in a table, for those that are
// told which. They stand in the page: as places of a file of their own each cost the browser a tree beside the page's.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const pathOf = (root, name) => join(root, "node_modules/@tabler/icons/icons/outline", `${name}.svg`);
const literals = (text) => [...text.matchAll(/"([a-z0-9]+(?:-[a-z0-9]+)*)"/g)].map((match) => match[1]);

// Views name icons in {icon …}: each must exist, and has a macro. C names them in strings anywhere (.icon = TEXT("user"),
// tables of the navigation): a string that is an icon's name is taken for one and stands in the table with the others; a
// few too many cost little there, while each new macro has all views compiled anew.
export function iconNames(root, views, code) {
	const named = views.flatMap((text) => [...text.matchAll(/\{icon\s([^{}]*)\}/g)].flatMap((match) => literals(match[1])));
	const missing = named.filter((name) => !existsSync(pathOf(root, name)));
	if (missing.length > 0) {
		console.error(`no icon is called ${missing.join(", ")}; see node_modules/@tabler/icons/icons/outline`);
		process.exit(1);
	}
	const perhaps = code.flatMap(literals).filter((name) => name.length > 2 && existsSync(pathOf(root, name)));
	return { named: [...new Set(named)].sort(), all: [...new Set([...named, ...perhaps])].sort() };
}

// Size, stroke and the invisible frame are left out: the stylesheet gives them. Paths that are only drawn become one.
function shape(root, name) {
	return readFileSync(pathOf(root, name), "utf8")
		.replace(/<!--[\s\S]*?-->/g, "")
		.match(/<svg[^>]*>([\s\S]*)<\/svg>/)[1]
		.replace(/<path stroke="none"[^>]*\/>/g, "")
		.replace(/\s*\n\s*/g, "")
		.replace(/ \/>/g, "/>")
		.replace(/"\/><path d="M/g, "M");
}

const macro = (name) => `SHAPE_${name.toUpperCase().replaceAll("-", "_")}`;

export const iconHeader = (root, { named }) =>
	named.map((name) => `#define ${macro(name)} ${JSON.stringify(shape(root, name))}\n`).join("");

// In the order of their names, so that one is found by halves.
export const iconTable = (root, { all }) =>
	`#include "web/icon.h"\n\n#define TEXT_OF(literal) {literal, sizeof(literal) - 1}\n\nconst struct icon icon_table[] = {\n${all.map((name) => `\t{TEXT_OF("${name}"), TEXT_OF(${JSON.stringify(shape(root, name))})},\n`).join("")}};\n\n` +
	`const size_t icon_table_count = ${all.length};\n`;
