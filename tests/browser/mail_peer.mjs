// A server with a real mail server beside it (tests/mail_peer.py), for `before` and `after` of a story file. Letters lie in
// `mailbox`, a file each.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { signIn, startServer } from "./server.mjs";

const script = new URL("../mail_peer.py", import.meta.url).pathname;

export async function startWithMail(options) {
	const server = await startServer(options);
	const mailbox = await mkdtemp(join(tmpdir(), "clientele-mail-"));
	const peer = spawn("/usr/bin/python3", [script, mailbox, "plain"], { stdio: ["ignore", "pipe", "inherit"] });
	const [line] = await once(peer.stdout, "data");
	return Object.assign(server, { peer, mailbox, mailPort: String(line).trim() });
}

export async function stopWithMail(server) {
	server.peer.kill();
	await rm(server.mailbox, { recursive: true });
	await server.stop();
}

// The settings in the office, by hand.
export async function useMail(page, given) {
	await signIn(page, given.origin);
	await page.goto(`${given.origin}/admin/settings/mail`);
	await page.fill("#host", "localhost");
	await page.fill("#port", given.mailPort);
	await page.selectOption("#security", "none");
	await page.fill("#from_address", "shop@batik.example");
	await page.click("form[action='/admin/settings/mail'] button.pri");
	await page.waitForSelector("form[action$='/test']");
}

// The newest letter to that address with such a link; letters leave within a second.
export async function letterTo(given, address, path) {
	for (let i = 0; i < 240; i++) {
		for (const name of (await readdir(given.mailbox)).filter((it) => it.endsWith(".eml")).sort().reverse()) {
			const text = (await readFile(join(given.mailbox, name), "utf8")).replace(/=\r?\n/g, "");
			const [link] = text.match(new RegExp(`${path}[A-Za-z0-9_-]+`)) ?? [];
			if (link && text.startsWith("Envelope") && text.split("\n", 1)[0].includes(address)) return { text, link };
		}
		await new Promise((done) => setTimeout(done, 250));
	}
	throw new Error(`no letter to ${address}`);
}
