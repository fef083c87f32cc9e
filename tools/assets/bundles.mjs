// The stylesheet (Tabler, without what no view uses, then our own layer) and the script (our modules as one file).
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { build, transform } from "esbuild";
import { PurgeCSS } from "purgecss";

async function tabler(root, used) {
	const css = readFileSync(join(root, "node_modules/@tabler/core/dist/css/tabler.min.css"), "utf8");
	const [result] = await new PurgeCSS().purge({
		content: [{ raw: used.join(" "), extension: "txt" }],
		css: [{ raw: css }],
		defaultExtractor: (content) => content.split(" "),
		variables: true,
		keyframes: true,
		fontFace: true,
	});
	return result.css.replace(/@charset[^;]*;/, "");
}

// esbuild leaves asset:NAME alone; table.mjs puts the hashed address there.
export async function stylesheet(root, used) {
	const own = await build({
		entryPoints: [join(root, "assets/css/clientele.css")],
		bundle: true,
		minify: true,
		write: false,
		external: ["asset:*"],
		target: "esnext",
	});
	const base = await transform(await tabler(root, used), { loader: "css", minify: true, target: "esnext" });
	return Buffer.from(base.code + own.outputFiles[0].text);
}

// `entry` and what it imports, as one file.
export async function script(root, entry) {
	const made = await build({
		entryPoints: [join(root, "assets/js", entry)],
		bundle: true,
		minify: true,
		write: false,
		format: "iife",
		target: "es2022",
	});
	return Buffer.from(made.outputFiles[0].contents);
}
