// Every text field of every form and of the API filled with what hurts other programs, then every page opened: no dialog, no
// report of the content policy, no request to another host, no server error. Security 17, 20, 22.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { strict as assert } from "node:assert";
import { expectStatus, root } from "./browser.mjs";
import { engine, signIn, startServer } from "./server.mjs";

const naughty = readFileSync(join(root, "tests/data/naughty.txt"), "utf8").split("\n").slice(0, -1);
// One of each place that a value can break out of: those out of markup one behind the other, in an order and the other way
// round since a field may be too short for all, and what would be a link.
const ways = naughty.filter((line) => /^("><script|'><script|<img|" onm|<\/textarea)/.test(line));
const sharp = [ways.join(" "), ways.reverse().join(" "), naughty.find((line) => line.startsWith("javascript:"))];
// What a page makes of a text does not depend on the engine and is seen with SQLite's; whether the engine takes it, one tells.
const isSeen = engine !== "postgres";
const forForms = isSeen ? sharp : sharp.slice(0, 1);

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

// A page is fetched and taken apart without being shown, which is what costs; of each posting form in its main part what is
// empty, and names, are filled and sent as a browser would. Gives what each was answered, and where its links lead.
const fillForms = (page, path, texts) =>
	page.evaluate(async ([at, values]) => {
		const read = async () => {
			const answer = await fetch(at);
			// A letter that is shown has a policy of its own, which lets it have styles; and no forms.
			const isPage = answer.ok && (answer.headers.get("content-type") ?? "").startsWith("text/html") && !(answer.headers.get("content-security-policy") ?? "").includes("sandbox");
			return { status: answer.status, shown: isPage ? new DOMParser().parseFromString(await answer.text(), "text/html") : null };
		};
		const fill = (form, value) => {
			for (const field of form.querySelectorAll("input, textarea")) {
				if (field.type === "email" && !field.value) field.value = `x${Math.random().toString(36).slice(2)}@naughty.example`;
				const takesText = field.tagName === "TEXTAREA" || ["text", "search", "url", "tel"].includes(field.type);
				const isFormal = /zone|currency|language|colour|country|date|_until|discount|version|was_/.test(field.name);
				if (takesText && !isFormal && (!field.value || /name|title|label/.test(field.name))) field.value = value.slice(0, field.maxLength > 0 ? field.maxLength : undefined);
			}
			return new URLSearchParams(new FormData(form));
		};
		const sent = [];
		let { status, shown } = await read();
		const links = shown ? [...shown.querySelectorAll("a[href^='/admin']:not([download])")].map((link) => link.getAttribute("href")) : [];
		for (const value of shown ? values : []) {
			for (const form of shown.querySelectorAll("main form[method=post]")) {
				const action = form.getAttribute("action") ?? at;
				if (/\/(sign-out|password|erase|end|end-others|revoke|remove|trash|active)$/.test(action)) continue;
				const answer = await fetch(new URL(action, location.origin + at), { method: "POST", body: fill(form, value), redirect: "manual" });
				sent.push([action, value, answer.type === "opaqueredirect" ? 303 : answer.status]);
			}
			({ shown } = await read());
			if (!shown) break;
		}
		return { status, sent, links };
	}, [path, texts]);

const form = (path) => path.replace(/\?.*/, "").replace(/\d+/g, "N");

// All pages that can be reached by links, one of each form. `visit` gives the status of each and the links on it.
async function crawl(visit) {
	const seen = new Set();
	const queue = ["/admin", "/admin/customers", "/admin/settings", "/admin/profile", "/admin/customers/new", "/admin/settings/keys", "/admin/audit"];
	while (queue.length > 0) {
		const path = queue.shift();
		if (seen.has(form(path))) continue;
		seen.add(form(path));
		const { status, links } = await visit(path);
		assert.ok(status < 500, `${path} answered ${status}`);
		queue.push(...links.map((link) => link.replace(/#.*/, "")).filter((link) => !/export|sign-out/.test(link)));
	}
	return seen;
}

async function show(page, url) {
	const answer = await page.goto(url, { waitUntil: "load" });
	const isPage = (answer.headers()["content-type"] ?? "").startsWith("text/html");
	const links = isPage ? await page.evaluate(() => [...document.querySelectorAll("a[href^='/admin']:not([download])")].map((link) => link.getAttribute("href"))) : [];
	return { status: answer.status(), isPage, links };
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
		const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
		const statusOf = async (path) => (await fetch(given.origin + path, { headers: { cookie } })).status;
		for (const { id } of data.filter(({ first_name }) => /[<>"'`]/.test(first_name ?? ""))) {
			const path = `/admin/customers/${id}`;
			assert.equal(isSeen ? (await page.goto(given.origin + path)).status() : await statusOf(path), 200);
		}
		for (const text of naughty)
			for (const path of ["customers?q=", "customers?filter=", "customers?sort=", "customers?cursor=", "search?q="]) {
				const status = await statusOf(`/admin/${path}${encodeURIComponent(text)}`);
				assert.ok(status < 500, `${path}${text} answered ${status}`);
			}
	},

	async "every form takes it or says no, and no page runs it"({ open, given }) {
		// Small, so that there is less to draw.
		const page = await open(given.origin, { size: "phone" });
		expectStatus(page, "4\\d\\d");
		await signIn(page, given.origin);
		let posted = 0;
		let taken = 0;
		await crawl(async (path) => {
			const { status, sent, links } = await fillForms(page, path, forForms);
			for (const [action, text, answered] of sent) assert.ok(answered < 500, `${path}: ${action} answered ${answered} to ${text}`);
			posted += sent.length;
			taken += sent.filter(([, , answered]) => answered === 303).length;
			return { status, links };
		});
		assert.ok(posted > 50 && taken > 20, `only ${taken} of ${posted} forms were taken`);
		if (!isSeen) return;
		const seen = await crawl(async (path) => {
			const { status, isPage, links } = await show(page, given.origin + path);
			if (isPage) assert.equal(await page.locator("iframe, base, meta[http-equiv=refresh], [onerror], [onload], [onmouseover], [onfocus], script:not([src])").count(), 0, path);
			return { status, links };
		});
		assert.ok(seen.size >= 100, `only ${seen.size} kinds of page were found`);
	},
};
