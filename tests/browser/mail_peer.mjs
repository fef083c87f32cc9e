// A server with a real mail server beside it (tests/mail_peer.py), for `before` and `after` of a story file. Letters lie in
// `mailbox`, a file each.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startServer } from "./server.mjs";

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
