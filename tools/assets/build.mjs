// Makes what browsers load and puts it into C: one stylesheet, one script, htmx, two font files, and the icons.
// Usage: node build.mjs OUTDIR FILE…   where FILE are all views, styles, scripts and C files that may name a class or icon.
//
// The one idea: whatever no view names is left out. Output is written only when it differs, so that ninja stops here when
// an edit named nothing new; a stamp of everything that went in spares even the making.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, extname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { iconHeader, iconNames, iconTable } from "./icons.mjs";
import { script, stylesheet } from "./bundles.mjs";
import { guarded, made, table } from "./table.mjs";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const [outdir, ...files] = process.argv.slice(2);
const fromPackage = (path) => readFileSync(join(root, "node_modules", path));
const font = (subset) => fromPackage(`@fontsource-variable/inter/files/inter-${subset}-wght-normal.woff2`);

const sources = files.map((path) => ({ path, kind: extname(path), text: readFileSync(path, "utf8") }));
const ofKind = (...kinds) => sources.filter((source) => kinds.includes(source.kind)).map((source) => source.text);

// Words that may be class names: all of views and scripts, of C only what stands in strings.
function words() {
	const strings = ofKind(".c", ".h").flatMap((text) => text.match(/"[^"\n]*"/g) ?? []);
	const all = [...ofKind(".html", ".js"), ...strings].join(" ").match(/[A-Za-z][\w-]*/g) ?? [];
	return [...new Set(all)].sort();
}

function stamp(used, icons) {
	const hash = createHash("sha256");
	for (const text of [used.join(" "), icons.named.join(" "), icons.all.join(" "), ...ofKind(".css", ".js", ".mjs", ".svg")]) hash.update(text + "\0");
	hash.update(readFileSync(join(root, "package-lock.json")));
	for (const tool of ["build", "icons", "bundles", "table"])
		hash.update(readFileSync(join(root, `tools/assets/${tool}.mjs`)));
	return hash.digest("hex");
}

function writeChanged(name, content) {
	const path = join(outdir, name);
	if (!existsSync(path) || readFileSync(path, "utf8") !== content) writeFileSync(path, content);
}

const used = words();
const icons = iconNames(root, ofKind(".html"), ofKind(".c", ".h", ".def"));
const now = stamp(used, icons);
const stampPath = join(outdir, "assets.stamp");
if (!existsSync(stampPath) || readFileSync(stampPath, "utf8") !== now || !existsSync(join(outdir, "assets.c"))) {
	const assets = table([
		{ name: "inter-latin.woff2", type: "font/woff2", bytes: font("latin") },
		{ name: "inter-latin-ext.woff2", type: "font/woff2", bytes: font("latin-ext") },
		{ name: "icon.svg", type: "image/svg+xml", bytes: readFileSync(join(root, "assets/pictures/icon.svg")) },
		{ name: "clientele.js", type: "text/javascript; charset=utf-8", bytes: await script(root, "main.js") },
		{ name: "live.js", type: "text/javascript; charset=utf-8", bytes: await script(root, "live-worker.js") },
		{ name: "htmx.js", type: "text/javascript; charset=utf-8", bytes: fromPackage("htmx.org/dist/htmx.min.js") },
		{ name: "clientele.css", type: "text/css; charset=utf-8", bytes: await stylesheet(root, used) },
	]);
	writeChanged("assets.c", assets.code);
	writeChanged("assets.h", assets.header);
	// Nearly all views show icons: they are not to be compiled anew for a change of the stylesheet.
	writeChanged("icons.h", guarded("ICONS_H", iconHeader(root, icons)));
	writeChanged("icons.c", made + iconTable(root, icons));
	writeFileSync(stampPath, now);
	for (const line of assets.report) console.log(line);
}
