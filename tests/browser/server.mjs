// The real program on a database of its own. ENGINE=sqlite (default) or postgres; PROGRAM names the binary; a PostgreSQL
// to make databases in comes by POSTGRES_URL, which tools/test.sh sets.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "./browser.mjs";

const program = process.env.PROGRAM ?? join(root, "build/clientele");
export const engine = process.env.ENGINE ?? "sqlite";
export const owner = { email: "owner@example.com", password: "a long walk along the river 7" };

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

// The first line that holds an address says where it listens.
function listening(child) {
	return new Promise((resolve, reject) => {
		let said = "";
		const read = (chunk) => {
			said += chunk;
			const url = said.match(/http:\/\/[\w.[\]:-]+:\d+/);
			if (url) resolve(url[0]);
		};
		child.stdout.on("data", read);
		child.stderr.on("data", read);
		child.on("exit", (code) => reject(new Error(`the server ended with ${code}: ${said}`)));
		setTimeout(() => reject(new Error(`the server did not say where it listens: ${said}`)), 20000).unref();
	});
}

// Starts with one owner and, when asked for, a demo of that many customers.
export async function startServer({ customers = 0 } = {}) {
	const folder = mkdtempSync(join(tmpdir(), "clientele-browser-"));
	const name = `browser_${process.pid}_${Date.now()}`;
	const db = databaseUrl(folder, name);
	const run = (args, input) => execFileSync(program, [...args, "--db", db], { input, cwd: folder, encoding: "utf8" });
	if (customers > 0) run(["demo", "--customers", String(customers), "--seed", "1"]);
	else run(["init"]);
	run(["staff", "add", "--email", owner.email, "--role", "owner"], owner.password + "\n");
	const child = spawn(program, ["serve", "--db", db, "--listen", "127.0.0.1:0"], { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
	const origin = await listening(child);
	return {
		origin,
		run,
		async stop() {
			const ended = new Promise((resolve) => child.once("exit", resolve));
			child.kill("SIGTERM");
			await ended;
			dropDatabase(name);
			rmSync(folder, { recursive: true });
		},
	};
}

export async function signIn(page, origin, { email, password } = owner) {
	await page.goto(`${origin}/admin/sign-in`);
	await page.fill("input[name=email]", email);
	await page.fill("input[name=password]", password);
	await Promise.all([page.waitForURL((url) => !url.pathname.endsWith("/sign-in")), page.click("main button:not([type=button])")]);
}
