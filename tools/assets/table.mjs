// Assets as a C table: plain bytes, gzip and brotli, under an address that holds a hash of the bytes.
import { createHash } from "node:crypto";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

// clientele.css is ASSET_CLIENTELE_CSS.
const addressMacro = ({ name, path }) =>
	`#define ASSET_${name.toUpperCase().replace(/[^A-Z0-9]/g, "_")} "${path}"\n`;

export const made = "/* Made by tools/assets. */\n";
export const guarded = (name, content) => `${made}#ifndef ${name}\n#define ${name}\n\n${content}\n#endif\n`;

// Octal escapes of three digits cannot run into what follows, and a string compiles far faster than a list of numbers.
function literal(bytes) {
	const lines = [];
	for (let from = 0; from < bytes.length; from += 2048) {
		let line = "";
		for (const byte of bytes.subarray(from, from + 2048)) {
			const plain = byte >= 32 && byte < 127 && byte !== 34 && byte !== 92 && byte !== 63;
			line += plain ? String.fromCharCode(byte) : "\\" + byte.toString(8).padStart(3, "0");
		}
		lines.push(`\t"${line}"`);
	}
	return lines.join("\n");
}

function compress(bytes, type) {
	if (type.startsWith("font/")) return { gzip: Buffer.alloc(0), brotli: Buffer.alloc(0) };
	const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
	return { gzip: gzipSync(bytes, { level: 9 }), brotli: brotliCompressSync(bytes, { params }) };
}

function address(name, bytes) {
	const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 10);
	return "/assets/" + name.replace(/(\.\w+)$/, `-${hash}$1`);
}

// Later ones may name earlier ones as asset:NAME.
export function table(list) {
	const done = [];
	for (const { name, type, bytes } of list) {
		let content = bytes;
		if (type.startsWith("text/css"))
			content = Buffer.from(bytes.toString().replace(/asset:([\w.-]+)/g, (whole, wanted) => {
				const found = done.find((asset) => asset.name === wanted);
				if (!found) throw new Error(`${name} names ${wanted}, which is no asset`);
				return found.path;
			}));
		done.push({ name, type, content, path: address(name, content), ...compress(content, type) });
	}
	done.sort((a, b) => (a.path < b.path ? -1 : 1));
	const arrays = done.flatMap((asset, i) => ["content", "gzip", "brotli"].map((form) =>
		`static const char ${form}_${i}[] =\n${literal(asset[form]) || '\t""'};\n`));
	const view = (form, i, asset) => `{(const unsigned char *)${form}_${i}, ${asset[form].length}}`;
	const rows = done.map((asset, i) => `\t{TEXT_OF("${asset.path}"), TEXT_OF("${asset.type}"),\n` +
		`\t ${view("content", i, asset)}, ${view("gzip", i, asset)}, ${view("brotli", i, asset)}, true},\n`);
	return {
		header: guarded("ASSETS_H", `#include "web/asset.h"\n\n${done.map(addressMacro).join("")}\n` +
			"extern const struct asset asset_table[];\nextern const size_t asset_table_count;\n"),
		code: `${made}#include "assets.h"\n\n${arrays.join("\n")}\n` +
			`#define TEXT_OF(literal) {literal, sizeof(literal) - 1}\n\n` +
			`const struct asset asset_table[] = {\n${rows.join("")}};\n\nconst size_t asset_table_count = ${done.length};\n`,
		report: done.map((asset) => `${asset.path} ${asset.content.length} bytes, gzip ${asset.gzip.length}, brotli ${asset.brotli.length}`),
	};
}
