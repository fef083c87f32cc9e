// The real binary and the machine under it: bombs, kill -9, a full disk, where it listens, what it refuses to start with.
// Security 15, 23, 28, 29, 31, 32.
import { execFile, execFileSync, spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { strict as assert } from "node:assert";
import { root } from "./browser.mjs";
import { engine, startServer } from "./server.mjs";

const program = process.env.PROGRAM ?? join(root, "build/clientele");
const megabyte = 1 << 20;

export async function before() {
	const server = await startServer();
	const key = server.run(["key", "create", "--name", "machine", "--scope", "*"]).trim().split("\n").pop();
	const calm = await startServer();
	return { server, key, calm, cut: openSlow(calm.port) };
}

export const after = async ({ server, calm }) => {
	await server.stop();
	await calm.stop();
};

// Two that stop in the middle, of a header and of a body; the seconds until each was cut. Begun first and asked for last, since
// they take the time that the program really gives them.
function openSlow(port) {
	const form = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\nemail=";
	return ["GET /admin/sign-in HTTP/1.1\r\nHost: local", `POST /admin/sign-in HTTP/1.1\r\nHost: localhost\r\n${form}`].map(
		(half) =>
			new Promise((resolve) => {
				const begun = Date.now();
				const socket = connect(port, "127.0.0.1");
				socket.on("error", () => {});
				socket.on("data", () => {});
				socket.on("close", () => resolve((Date.now() - begun) / 1000));
				socket.write(half);
			}),
	);
}

const rssAnon = (pid) => Number(/RssAnon:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]) * 1024;
const bearer = (key) => ({ authorization: `Bearer ${key}`, "content-type": "application/json" });
const ask = (origin, key, body, path = "/api/v1/customers") => fetch(origin + path, { method: "POST", headers: bearer(key), body });

// The status, also when the server answers and closes before it has read all of the body.
function send(port, head, body) {
	return new Promise((resolve) => {
		const socket = connect(port, "127.0.0.1");
		let said = "";
		socket.on("data", (chunk) => (said += chunk));
		socket.on("error", () => {});
		socket.on("close", () => resolve(Number(said.slice(9, 12)) || 0));
		socket.write(`${head}\r\nHost: localhost\r\nConnection: close\r\nContent-Length: ${body.length}\r\n\r\n`);
		socket.write(body);
	});
}

async function customerCount(origin, key) {
	const answer = await fetch(`${origin}/api/v1/customers?limit=1&guests=true`, { headers: bearer(key) });
	assert.equal(answer.status, 200);
	return (await answer.json()).total;
}

// Creates until it cannot; the names of those that were acknowledged.
async function createMany(origin, key, client, acknowledged, until) {
	for (let i = 0; !until(); i++) {
		const first_name = `c${client}n${i}`;
		try {
			const answer = await ask(origin, key, JSON.stringify({ first_name, last_name: "Crash", email: `${first_name}@crash.example` }));
			if (answer.status === 201) acknowledged.push((await answer.json()).id);
		} catch {
			return;
		}
	}
}

async function untilThereAre(acknowledged, count) {
	for (let tries = 0; tries < 1000 && acknowledged.length < count; tries++) await new Promise((resolve) => setTimeout(resolve, 100));
	assert.ok(acknowledged.length >= count, `only ${acknowledged.length} were created`);
}

async function assertAllThere(origin, key, ids) {
	for (const id of ids) {
		const answer = await fetch(`${origin}/api/v1/customers/${id}`, { headers: bearer(key) });
		assert.equal(answer.status, 200, `customer ${id} was acknowledged and is gone`);
		await answer.arrayBuffer();
	}
}

// With a wrong password, as a proxy passes it on that was asked from `address`.
async function trySignIn(origin, address) {
	const form = await fetch(`${origin}/admin/sign-in`);
	const csrf = /name="csrf" value="([^"]+)"/.exec(await form.text())[1];
	const cookie = form.headers.getSetCookie().map((one) => one.split(";")[0]).join("; ");
	const body = new URLSearchParams({ csrf, email: "owner@example.com", password: "not this one" });
	const answer = await fetch(`${origin}/admin/sign-in`, { method: "POST", body, redirect: "manual", headers: { cookie, "x-forwarded-for": address } });
	await answer.arrayBuffer();
	return answer.status;
}

// A whole backup, its seal too, that says something else of itself.
function forge(whole, from, to) {
	const content = Buffer.from(whole.subarray(0, whole.length - "sha256 \n".length - 64));
	content.write(to, content.indexOf(from), "latin1");
	return Buffer.concat([content, Buffer.from(`sha256 ${createHash("sha256").update(content).digest("hex")}\n`)]);
}

// The addresses on which a process listens, as the kernel writes them.
function listeningAt(pid) {
	const sockets = readdirSync(`/proc/${pid}/fd`).map((fd) => {
		try {
			return readlinkSync(`/proc/${pid}/fd/${fd}`);
		} catch {
			return ""; // closed meanwhile
		}
	});
	return ["tcp", "tcp6"].flatMap((kind) =>
		readFileSync(`/proc/${pid}/net/${kind}`, "utf8")
			.split("\n")
			.map((line) => line.trim().split(/\s+/))
			.filter((words) => words[3] === "0A" && sockets.includes(`socket:[${words[9]}]`))
			.map((words) => words[1]),
	);
}

export const stories = {
	async "bombs are refused and take no memory (23)"({ given: { server, key } }) {
		// Workers keep a little memory of the largest body that may come; what bombs add to that is judged.
		for (let i = 0; i < 64; i++) await (await ask(server.origin, key, JSON.stringify({ first_name: "x".repeat(megabyte - 100) }))).arrayBuffer();
		const before = rssAnon(server.pid());
		const api = `POST /api/v1/customers HTTP/1.1\r\nAuthorization: Bearer ${key}\r\nContent-Type: application/json`;
		const form = "POST /admin/sign-in HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded";
		const bombs = [
			[api, "[".repeat(100_000)],
			[api, '{"a":'.repeat(100_000) + "1" + "}".repeat(100_000)],
			[api, `{"first_name":"${"x".repeat(50 * megabyte)}"}`],
			[api, `{${Array.from({ length: 60_000 }, (_, i) => `"f${i}":1`).join(",")}}`],
			[form, Array.from({ length: 100_000 }, (_, i) => `f${i}=1`).join("&")],
			[form, Array.from({ length: 1_000_000 }, (_, i) => `f${i}=1`).join("&")],
			[form, "email=" + "x".repeat(50 * megabyte)],
			["POST /admin/language HTTP/1.1\r\nContent-Type: multipart/form-data; boundary=b", "--b\r\n".repeat(150_000)],
		];
		for (let round = 0; round < 3; round++)
			for (const [i, [head, body]] of bombs.entries()) {
				const status = await send(server.port, head, Buffer.from(body));
				assert.ok(status >= 400 && status < 500, `bomb ${i} was answered ${status}`);
			}
		const grown = rssAnon(server.pid()) - before;
		assert.ok(grown < 64 * megabyte, `memory grew by ${Math.round(grown / megabyte)} MB`);
	},

	async "what was acknowledged is there after kill -9, and the database is whole (28)"({ given: { server, key } }) {
		for (let round = 0; round < 3; round++) {
			const acknowledged = [];
			let over = false;
			const clients = Array.from({ length: 16 }, (_, i) => createMany(server.origin, key, `${round}x${i}`, acknowledged, () => over));
			await untilThereAre(acknowledged, 60);
			await server.crash();
			over = true;
			await Promise.all(clients);
			assert.match(server.run(["check"]), /whole/);
			await server.start();
			await assertAllThere(server.origin, key, acknowledged);
			if (engine === "sqlite") assert.equal(execFileSync("sqlite3", [server.db, "PRAGMA integrity_check"], { encoding: "utf8" }).trim(), "ok");
		}
	},

	async "on a full disk nothing is acknowledged, reading goes on, and space heals it (28)"() {
		if (engine !== "sqlite") return console.log("skipped a full disk: PostgreSQL's disk is not this program's");
		const folder = mkdtempSync(join(tmpdir(), "clientele-full-"));
		if (spawnSync("mount", ["-t", "tmpfs", "-o", "size=24m", "tmpfs", folder]).status !== 0) {
			rmSync(folder, { recursive: true });
			return console.log("skipped a full disk: a small file system may not be mounted here");
		}
		const server = await startServer({ folder });
		try {
			const key = server.run(["key", "create", "--name", "full", "--scope", "*"]).trim().split("\n").pop();
			const acknowledged = [];
			await createMany(server.origin, key, "before", acknowledged, () => acknowledged.length >= 20);
			await customerCount(server.origin, key); // cursors need a secret, which is made when the first is given out
			// Long unused: that it is used now would be written down.
			execFileSync("sqlite3", [server.db, "PRAGMA busy_timeout = 5000; UPDATE api_keys SET last_used = 1"]);
			spawnSync("dd", ["if=/dev/zero", `of=${join(folder, "filler")}`, "bs=64k"]);
			let refused = 0;
			for (let i = 0; i < 3000 && refused < 20; i++) {
				const answer = await ask(server.origin, key, JSON.stringify({ first_name: `f${i}`, company: "x".repeat(200) }));
				const body = await answer.json();
				if (answer.status === 201) acknowledged.push(body.id);
				else {
					assert.equal(answer.status, 503);
					assert.equal(answer.headers.get("content-type"), "application/problem+json");
					assert.equal(answer.headers.get("retry-after"), "1");
					refused++;
				}
			}
			assert.equal(refused, 20, "the disk never became full");
			const page = await fetch(`${server.origin}/admin/sign-in`);
			assert.equal(page.status, 200);
			assert.equal(await customerCount(server.origin, key), acknowledged.length + 1);
			rmSync(join(folder, "filler"));
			const healed = await ask(server.origin, key, JSON.stringify({ first_name: "After" }));
			assert.equal(healed.status, 201);
			acknowledged.push((await healed.json()).id);
			await assertAllThere(server.origin, key, acknowledged);
		} finally {
			await server.stop();
			execFileSync("umount", [folder]);
			rmSync(folder, { recursive: true });
		}
	},

	async "a backup is taken while people write, and brings everything back, or is refused whole (31)"({ given: { server, key } }) {
		const folder = mkdtempSync(join(tmpdir(), "clientele-backup-"));
		const file = join(folder, "all.backup");
		mkdirSync(join(server.files, "ab"), { recursive: true });
		writeFileSync(join(server.files, "ab/abcd"), "a picture");
		const acknowledged = [];
		let over = false;
		const clients = Array.from({ length: 4 }, (_, i) => createMany(server.origin, key, `b${i}`, acknowledged, () => over));
		await untilThereAre(acknowledged, 20);
		const before = [...acknowledged];
		await promisify(execFile)(program, ["backup", file, "--db", server.db], { cwd: server.folder });
		over = true;
		await Promise.all(clients);

		const copy = server.another(folder);
		const restore = (from, ...more) => spawnSync(program, ["restore", from, "--db", copy, "--files", join(folder, "files"), ...more], { encoding: "utf8" });
		const whole = readFileSync(file);
		const broken = join(folder, "broken.backup");
		const flipped = Buffer.from(whole);
		flipped[whole.length >> 1] ^= 1;
		for (const bytes of [whole.subarray(0, 0), whole.subarray(0, 512), whole.subarray(0, whole.length >> 1), whole.subarray(0, whole.length - 1), flipped]) {
			writeFileSync(broken, bytes);
			const refused = restore(broken);
			assert.equal(refused.status, 1);
			assert.match(refused.stderr, /cut off or damaged/);
		}
		writeFileSync(broken, forge(whole, /schema \d/.exec(whole.toString("latin1"))[0], "schema 9"));
		assert.match(restore(broken).stderr, /it is of a newer program/);
		writeFileSync(broken, forge(whole, "clientele-backup 1", "clientele-backup 2"));
		assert.match(restore(broken).stderr, /no backup of this program/);
		const restored = restore(file);
		assert.equal(restored.status, 0, restored.stderr);
		assert.equal(readFileSync(join(folder, "files/ab/abcd"), "utf8"), "a picture");
		assert.match(execFileSync(program, ["check", "--db", copy], { encoding: "utf8" }), /whole/);
		const ids = new Set(server.select(copy, "SELECT id FROM customers").split("\n").map(Number));
		for (const id of before) assert.ok(ids.has(id), `customer ${id} is not in the backup`);
		const again = restore(file);
		assert.equal(again.status, 1);
		assert.match(again.stderr, /--force/);
		assert.equal(restore(file, "--force").status, 0);
		rmSync(folder, { recursive: true });
		server.forget();
	},

	async "too many tries stay too many after a restart, and a forwarded address counts from trusted proxies alone (15)"() {
		const behind = await startServer({ options: ["--trusted-proxies", "127.0.0.1"] });
		const open = await startServer();
		try {
			// Behind the proxy each address has its own count; what stands left of it in the header is hearsay.
			for (let i = 0; i < 10; i++) assert.equal(await trySignIn(behind.origin, "203.0.113.7"), 422, `try ${i}`);
			assert.equal(await trySignIn(behind.origin, "203.0.113.7"), 429);
			assert.equal(await trySignIn(behind.origin, "198.51.100.1, 203.0.113.7"), 429);
			assert.equal(await trySignIn(behind.origin, "203.0.113.8"), 422);
			// Without one, whoever says to come from elsewhere comes from here.
			for (let i = 0; i < 10; i++) assert.equal(await trySignIn(open.origin, `203.0.113.${i}`), 422, `try ${i}`);
			assert.equal(await trySignIn(open.origin, "203.0.113.99"), 429);
			await behind.crash();
			await open.crash();
			await behind.start();
			await open.start();
			assert.equal(await trySignIn(behind.origin, "203.0.113.7"), 429);
			assert.equal(await trySignIn(behind.origin, "203.0.113.8"), 422);
			assert.equal(await trySignIn(open.origin, "203.0.113.100"), 429);
		} finally {
			await behind.stop();
			await open.stop();
		}
	},

	async "nothing listens but this machine's own address, also when nothing says where (32)"({ given: { server } }) {
		assert.deepEqual(listeningAt(server.pid()), [`0100007F:${server.port.toString(16).toUpperCase().padStart(4, "0")}`]);
		if (engine !== "sqlite") return;
		const folder = mkdtempSync(join(tmpdir(), "clientele-listen-"));
		const db = join(folder, "listen.db");
		execFileSync(program, ["init", "--db", db]);
		const { CLIENTELE_LISTEN, ...env } = process.env;
		const child = spawn(program, ["serve", "--db", db], { env, stdio: ["ignore", "pipe", "pipe"] });
		let said = "";
		const ended = new Promise((resolve) => child.once("exit", resolve));
		for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += chunk));
		try {
			while (child.exitCode === null && !said.includes("Clientele serves")) await new Promise((resolve) => setTimeout(resolve, 20));
			// Somebody else may have the port: then it says which address it would have taken.
			if (child.exitCode === null) assert.deepEqual(listeningAt(child.pid), ["0100007F:1F90"]);
			else assert.match(said, /cannot listen on 127\.0\.0\.1:8080/);
		} finally {
			child.kill();
			await ended;
		}
		rmSync(folder, { recursive: true });
		assert.match(execFileSync(program, ["serve", "--help"], { encoding: "utf8" }), /127\.0\.0\.1:8080 when not given/);
	},

	async "a base URL that browsers would send cookies to in the clear is refused (32)"({ given: { server } }) {
		for (const url of ["http://crm.example.com", "http://192.168.1.7:8080", "http://localhost.evil.example", "ftp://localhost", "http://u@localhost"]) {
			const { status, stderr } = spawnSync(program, ["serve", "--db", server.db, "--listen", "127.0.0.1:0", "--base-url", url], { encoding: "utf8", timeout: 60_000 });
			assert.equal(status, 2, `${url} was accepted`);
			assert.match(stderr, /^clientele: --base-url: /);
		}
	},

	async "there is no password to begin with: a link makes the first owner, once (32)"() {
		if (engine !== "sqlite") return;
		const folder = mkdtempSync(join(tmpdir(), "clientele-first-"));
		const db = join(folder, "first.db");
		const said = execFileSync(program, ["init", "--db", db], { encoding: "utf8" });
		assert.match(said, /\/admin\/welcome\/[\w-]{22}\n/);
		assert.equal(execFileSync("sqlite3", [db, "SELECT count(*) FROM staff WHERE password_hash IS NOT NULL"], { encoding: "utf8" }).trim(), "0");
		const again = spawnSync(program, ["init", "--db", db], { encoding: "utf8" });
		assert.equal(again.status, 1);
		assert.match(again.stderr, /there is a database already; it was left as it is/);
		rmSync(folder, { recursive: true });
	},

	async "a database of a newer program is refused by every command (31)"() {
		if (engine !== "sqlite") return;
		const folder = mkdtempSync(join(tmpdir(), "clientele-newer-"));
		const db = join(folder, "newer.db");
		execFileSync(program, ["init", "--db", db]);
		execFileSync("sqlite3", [db, "UPDATE schema_version SET version = version + 1"]);
		for (const command of [["serve", "--listen", "127.0.0.1:0"], ["check"], ["config"], ["migrate"]]) {
			const { status, stderr } = spawnSync(program, [...command, "--db", db], { encoding: "utf8", timeout: 60_000 });
			assert.equal(status, 1, command[0]);
			assert.match(stderr, /newer/);
		}
		rmSync(folder, { recursive: true });
	},

	async "who stops in the middle of a header or a body is cut, and others are answered (29)"({ given: { calm, cut } }) {
		assert.equal(await send(calm.port, "GET /admin/sign-in HTTP/1.1", Buffer.alloc(0)), 200);
		const [header, body] = await Promise.all(cut);
		assert.ok(header > 5 && header < 60, `a header was cut after ${header} s`);
		assert.ok(body > 5 && body < 90, `a body was cut after ${body} s`);
	},
};
