// The icons that views name, as one sprite of <symbol>s that <use href="…/icons-HASH.svg#i-name"> shows.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const pathOf = (root, name) => join(root, "node_modules/@tabler/icons/icons/outline", `${name}.svg`);
const literals = (text) => [...text.matchAll(/"([a-z0-9]+(?:-[a-z0-9]+)*)"/g)].map((match) => match[1]);

// Views name icons in {icon …}: each must exist. C names them in strings anywhere (.icon = TEXT("user"),
// tables of the navigation): a string that is an icon's name is taken for one; a few too many cost little.
export function iconNames(root, views, code) {
	const named = views.flatMap((text) => [...text.matchAll(/\{icon\s([^{}]*)\}/g)].flatMap((match) => literals(match[1])));
	const missing = named.filter((name) => !existsSync(pathOf(root, name)));
	if (missing.length > 0) {
		console.error(`no icon is called ${missing.join(", ")}; see node_modules/@tabler/icons/icons/outline`);
		process.exit(1);
	}
	const perhaps = code.flatMap(literals).filter((name) => name.length > 2 && existsSync(pathOf(root, name)));
	return [...new Set([...named, ...perhaps])].sort();
}

// Size, stroke and the invisible frame are left out: the stylesheet gives them.
function symbol(root, name) {
	const inside = readFileSync(pathOf(root, name), "utf8")
		.replace(/<!--[\s\S]*?-->/g, "")
		.match(/<svg[^>]*>([\s\S]*)<\/svg>/)[1]
		.replace(/<path stroke="none"[^>]*\/>/g, "")
		.replace(/\s*\n\s*/g, "")
		.replace(/ \/>/g, "/>");
	return `<symbol id="i-${name}" viewBox="0 0 24 24">${inside}</symbol>`;
}

export function iconSprite(root, names) {
	return `<svg xmlns="http://www.w3.org/2000/svg">${names.map((name) => symbol(root, name)).join("")}</svg>`;
}
