// The real program on a database of its own. ENGINE=sqlite (default) or postgres; PROGRAM names the binary; a PostgreSQL
// to make databases in comes by POSTGRES_URL, which tools/test.sh sets.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "./browser.mjs";

const program = process.env.PROGRAM ?? join(root, "build/clientele");
export const engine = process.env.ENGINE ?? "sqlite";
// What stories about more than a language speak: which one they do does not depend on the engine.
export const spoken = engine === "sqlite" ? ["en", "ms", "de"] : ["en"];
export const owner = { name: "Daniel Lim", email: "owner@example.com", password: "a long walk along the river 7" };

function databaseUrl(folder, name) {
	if (engine === "sqlite") return join(folder, "clientele.db");
	const url = new URL(process.env.POSTGRES_URL);
	execFileSync("psql", ["-qc", `CREATE DATABASE ${name}`, url.href]);
	url.pathname = `/${name}`;
	return url.href;
}

function dropDatabase(name) {
	if (engine !== "sqlite") execFileSync("psql", ["-qc", `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`, process.env.POSTGRES_URL]);
}

// The base URL holds the port, so it is chosen before the server starts.
export async function freePort() {
	const server = createServer();
	await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
	const { port } = server.address();
	await new Promise((resolve) => server.close(resolve));
	return port;
}

async function untilItAnswers(child, origin) {
	let said = "";
	for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said = (said + chunk).slice(-4000)));
	for (let tries = 0; tries < 2400; tries++) {
		if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}: ${said}`);
		if (await fetch(`${origin}/admin/sign-in`).then((answer) => answer.ok, () => false)) return;
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
	throw new Error(`the server does not answer: ${said}`);
}

function serve(folder, db, port, options) {
	return spawn(program, ["serve", "--db", db, "--listen", `127.0.0.1:${port}`, ...options], { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
}

// Starts with one owner and, when asked for, a demo of that many customers. `folder`: where the database lies, to be
// given when it is not just any; it is not removed then.
// `options`: more for the command line.
export async function startServer({ customers = 0, folder: given, options = [] } = {}) {
	const folder = given ?? mkdtempSync(join(tmpdir(), "clientele-browser-"));
	const name = `browser_${process.pid}_${Date.now()}`;
	const db = databaseUrl(folder, name);
	// Where the program itself puts them.
	const files = engine === "sqlite" ? `${db}-files` : join(folder, "files");
	const run = (args, input) => execFileSync(program, [...args, "--db", db], { input, cwd: folder, encoding: "utf8", stdio: "pipe" });
	if (customers > 0) run(["demo", "--customers", String(customers), "--seed", "1"]);
	else run(["init"]);
	run(["staff", "add", "--email", owner.email, "--name", owner.name, "--role", "owner", "--password-stdin"], owner.password + "\n");
	const port = await freePort();
	const origin = `http://localhost:${port}`;
	let child = serve(folder, db, port, options);
	await untilItAnswers(child, origin);
	const end = async (signal) => {
		const ended = new Promise((resolve) => child.once("exit", resolve));
		child.kill(signal);
		await ended;
	};
	return {
		origin, port, db, folder, files, run,
		pid: () => child.pid,
		// An empty database beside it, on the same engine; what a statement gives there; the end of it.
		another: (where) => databaseUrl(where, `${name}_copy`),
		select: (where, sql) => (engine === "sqlite" ? execFileSync("sqlite3", [where, sql], { encoding: "utf8" }) : execFileSync("psql", ["-Atc", sql, where], { encoding: "utf8" })).trim(),
		forget: () => dropDatabase(`${name}_copy`),
		// kill -9, no chance to tidy up.
		crash: () => end("SIGKILL"),
		async start() {
			child = serve(folder, db, port, options);
			await untilItAnswers(child, origin);
		},
		async stop() {
			if (child.exitCode === null && child.signalCode === null) await end("SIGTERM");
			dropDatabase(name);
			if (!given) rmSync(folder, { recursive: true });
		},
	};
}

const sessions = new Map();

// Ends on the page `next`. Whoever has signed in to that server before comes with that session, if it still holds.
export async function signIn(page, origin, { email, password } = owner, next = "/admin/profile") {
	const who = `${origin} ${email}`;
	if (sessions.has(who)) {
		await page.context().addCookies(sessions.get(who));
		await page.goto(`${origin}${next}`);
		if (!page.url().includes("/admin/sign-in")) return;
	}
	await page.goto(`${origin}/admin/sign-in?next=${encodeURIComponent(next)}`);
	await page.fill("input[name=email]", email);
	await page.fill("input[name=password]", password);
	await Promise.all([page.waitForURL((url) => !url.pathname.endsWith("/sign-in")), page.click("main button:not([type=button])")]);
	const cookies = await page.context().cookies(origin);
	sessions.set(who, cookies.filter(({ name }) => name === "__Host-session"));
}

// From now on every page of whoever is signed in speaks it: staff have a language of their own, the browser's counts before
// signing in alone. It stays with the person, so a story that changes it gives English back.
export async function speak(page, origin, code) {
	await page.goto(`${origin}/admin/profile`);
	await page.selectOption("#language", code);
	await Promise.all([page.waitForEvent("load"), page.click("form[action='/admin/profile'] button.pri")]);
	await page.waitForFunction((wanted) => document.documentElement.lang === wanted, code);
}
