// Serves a folder of pages with the program's content policy, for stories that need no database.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";

const types = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2" };
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

export async function serveFolder(folder) {
	const server = createServer(async (request, response) => {
		const path = normalize(new URL(request.url, "http://x").pathname);
		try {
			const bytes = await readFile(join(folder, path));
			response.writeHead(200, { "Content-Type": types[extname(path)] ?? "text/plain", "Content-Security-Policy": policy });
			response.end(bytes);
		} catch {
			response.writeHead(404, { "Content-Type": "text/plain", "Content-Security-Policy": policy });
			response.end("not found");
		}
	});
	await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
	return { origin: `http://127.0.0.1:${server.address().port}`, stop: () => new Promise((resolve) => server.close(resolve)) };
}
