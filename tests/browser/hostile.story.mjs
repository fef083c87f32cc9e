// Every text field of every form and of the API filled with what hurts other programs, then every page opened: no dialog, no
// report of the content policy, no request to another host, no server error. Security 17, 20, 22.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { strict as assert } from "node:assert";
import { expectStatus, root } from "./browser.mjs";
import { engine, signIn, startServer } from "./server.mjs";

const naughty = readFileSync(join(root, "tests/data/naughty.txt"), "utf8").split("\n").slice(0, -1);
// One of each place that a value can break out of.
const sharp = naughty.filter((line) => /^("><script|'><script|<img|" onm|javascript:|<\/textarea)/.test(line));
// What a page makes of a text does not depend on the engine; whether the engine takes it, one of them tells.
const forForms = engine === "postgres" ? sharp.slice(0, 1) : sharp;
// Pages of the same form are opened this often.
const samples = 2;

export async function before() {
	const server = await startServer({ customers: 20 });
	const key = server.run(["key", "create", "--name", naughty[1], "--scope", "*"]).trim().split("\n").pop();
	return { ...server, key };
}

export const after = (server) => server.stop();

async function send({ origin, key }, method, path, body) {
	const answer = await fetch(origin + path, { method, headers: { authorization: `Bearer ${key}`, "content-type": "application/json" }, body: JSON.stringify(body) });
	const said = await answer.json();
	assert.ok(answer.status < 500, `${method} ${path} answered ${answer.status} to ${JSON.stringify(body)}`);
	return { status: answer.status, said };
}

async function addCustomer(given, text) {
	const wanted = { first_name: text, last_name: text, company: text, title: text.slice(0, 60), external_system: "naughty", external_id: text, login: text };
	const added = await send(given, "POST", "/api/v1/customers", wanted);
	// A login may have no blanks, and an id not be there twice; names may be anything but control characters.
	const { status, said } = added.status === 201 ? added : await send(given, "POST", "/api/v1/customers", { first_name: text, last_name: text, company: text });
	if (status === 201) await send(given, "POST", `/api/v1/customers/${said.id}/notes`, { body: text, pinned: true });
	return status;
}

// Fills what is empty, and names, of each posting form in the page's main part, and posts it as the page's script would.
const fillForms = (page, text) =>
	page.evaluate(async (value) => {
		const statuses = [];
		for (const form of document.querySelectorAll("main form[method=post]")) {
			if (/\/(sign-out|password|erase|end|end-others|revoke|remove|trash|active)$/.test(form.getAttribute("action") ?? "")) continue;
			for (const field of form.querySelectorAll("input, textarea")) {
				if (field.type === "email" && !field.value) field.value = `x${Math.random().toString(36).slice(2)}@naughty.example`;
				const takesText = field.tagName === "TEXTAREA" || ["text", "search", "url", "tel"].includes(field.type);
				const isFormal = /zone|currency|language|colour|country|date|_until|discount|version|was_/.test(field.name);
				if (takesText && !isFormal && (!field.value || /name|title|label/.test(field.name))) field.value = value.slice(0, field.maxLength > 0 ? field.maxLength : undefined);
			}
			const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), redirect: "manual" });
			statuses.push([form.getAttribute("action"), answer.type === "opaqueredirect" ? 303 : answer.status]);
		}
		return statuses;
	}, text);

const form = (path) => path.replace(/\?.*/, "").replace(/\d+/g, "N");

// All pages that can be reached by links, `samples` of each form; `visit` is called on each.
async function crawl(page, origin, visit) {
	const seen = new Map();
	const known = new Set();
	const queue = ["/admin", "/admin/customers", "/admin/settings", "/admin/profile", "/admin/customers/new", "/admin/settings/keys", "/admin/audit"];
	while (queue.length > 0) {
		const path = queue.shift();
		const times = seen.get(form(path)) ?? 0;
		if (known.has(path) || times >= samples) continue;
		known.add(path);
		seen.set(form(path), times + 1);
		const answer = await page.goto(origin + path, { waitUntil: "load" });
		assert.ok(answer.status() < 500, `${path} answered ${answer.status()}`);
		if (!(answer.headers()["content-type"] ?? "").startsWith("text/html")) continue;
		await visit(path);
		queue.push(...(await page.evaluate(() => [...document.querySelectorAll("a[href^='/admin']:not([download])")].map((link) => link.getAttribute("href").replace(/#.*/, "")))).filter((link) => !/export|sign-out/.test(link)));
	}
	return seen;
}

export const stories = {
	async "what is hostile is kept as text by the API, in names, notes, logins, ids of others"({ given }) {
		const statuses = [];
		for (const text of naughty) statuses.push(await addCustomer(given, text));
		assert.ok(statuses.filter((status) => status === 201).length >= naughty.length - 8, `too few were taken: ${statuses}`);
	},

	async "every profile of a hostile name opens, its lists and the search too"({ open, given }) {
		const page = await open(given.origin);
		await signIn(page, given.origin, undefined, "/admin/customers");
		const answer = await fetch(`${given.origin}/api/v1/customers?limit=250`, { headers: { authorization: `Bearer ${given.key}` } });
		const { data } = await answer.json();
		for (const { id } of data.filter(({ first_name }) => /[<>"'`]/.test(first_name ?? ""))) {
			const shown = await page.goto(`${given.origin}/admin/customers/${id}`);
			assert.equal(shown.status(), 200);
		}
		for (const text of naughty)
			for (const path of ["customers?q=", "customers?filter=", "customers?sort=", "customers?cursor=", "search?q="]) {
				const found = await page.request.get(`${given.origin}/admin/${path}${encodeURIComponent(text)}`);
				assert.ok(found.status() < 500, `${path}${text} answered ${found.status()}`);
			}
	},

	async "every form takes it or says no, and no page runs it"({ open, given }) {
		const page = await open(given.origin);
		expectStatus(page, "4\\d\\d");
		await signIn(page, given.origin);
		let posted = 0;
		let taken = 0;
		await crawl(page, given.origin, async (path) => {
			for (const text of forForms) {
				const statuses = await fillForms(page, text);
				for (const [action, status] of statuses) assert.ok(status < 500, `${path}: ${action} answered ${status} to ${text}`);
				posted += statuses.length;
				taken += statuses.filter(([, status]) => status === 303).length;
			}
		});
		assert.ok(posted > 50 && taken > 20, `only ${taken} of ${posted} forms were taken`);
		const seen = await crawl(page, given.origin, async (path) => {
			assert.equal(await page.locator("iframe, base, meta[http-equiv=refresh], [onerror], [onload], [onmouseover], [onfocus], script:not([src])").count(), 0, path);
		});
		assert.ok(seen.size >= 20, `only ${seen.size} kinds of page were found`);
	},
};
