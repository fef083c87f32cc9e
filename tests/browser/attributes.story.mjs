// Custom attributes: settings and a customer's values, in every look and language, with and without script.
import { strict as assert } from "node:assert";
import { expectStatus, judge, judgeLooks, onlyLooks } from "./browser.mjs";
import { signIn, speak, startServer } from "./server.mjs";

export const before = () => startServer({ customers: 20 });
export const after = (server) => server.stop();

const send = (page, selector = "main form button.pri") => Promise.all([page.waitForNavigation(), page.click(selector)]);

export const stories = {
	"lists, forms and values have no violation in any look (1-A9)": onlyLooks(async ({ open, given }) => {
		const page = await open(given.origin);
		await signIn(page, given.origin);
		const base = `${given.origin}/admin/settings/attributes`;
		const pages = { new: `${base}/new`, values: `${given.origin}/admin/customers/1?options=attributes`, list: base };
		for (const [name, url] of Object.entries(pages)) {
			await page.goto(url);
			await judgeLooks(page, `attributes-${name}`);
		}
		const edit = await page.locator("li[data-label] a.b").first().getAttribute("href");
		for (const verb of ["", "/remove"]) {
			await page.goto(given.origin + edit + verb);
			await judgeLooks(page, `attributes-edit${verb.replace("/", "-")}`);
		}
	}),

	"in German and Malay too (1-A9)": onlyLooks(async ({ open, given }) => {
		const page = await open(given.origin);
		expectStatus(page, 422);
		await signIn(page, given.origin);
		const labels = { ms: "Label dalam bahasa Inggeris", de: "Beschriftung auf Englisch", en: "Label in English" };
		for (const [code, label] of Object.entries(labels)) {
			await speak(page, given.origin, code);
			await page.goto(`${given.origin}/admin/settings/attributes/new`);
			assert.equal((await page.textContent("label[for=label_en]")).trim(), label);
			await page.fill("input[name=label_en]", "Shirt");
			await page.selectOption("select[name=kind]", "choice");
			await page.click("main form button.pri");
			await page.waitForSelector(".wrongs");
			assert.equal(await page.inputValue("input[name=label_en]"), "Shirt");
			await judge(page, `attributes-wrong-${code}`);
		}
	}),

	async "a choice is added, set, and its option stays, without script (1-A9)"({ open, given }) {
		const page = await open(given.origin, { script: false });
		expectStatus(page, 409);
		await signIn(page, given.origin);
		await page.goto(`${given.origin}/admin/settings/attributes/new`);
		await page.fill("input[name=label_en]", "Shirt size");
		await page.selectOption("select[name=kind]", "choice");
		await page.fill("textarea[name=options]", "S\nM\nL");
		await send(page);
		await page.goto(`${given.origin}/admin/customers/1?options=attributes`);
		const form = page.locator("form", { has: page.getByLabel("Shirt size", { exact: true }) });
		await form.locator("select").selectOption("M");
		await Promise.all([page.waitForNavigation(), form.locator("button").click()]);
		assert.equal(await form.locator("select").inputValue(), "M");
		// At the right it is read, and leads to where it is changed.
		await page.goto(`${given.origin}/admin/customers/1`);
		assert.match(await page.innerText("#attributes"), /Shirt size\s+M/);
		await page.click("#attributes a:has-text('Change attributes')");
		await form.locator("select").waitFor();
		await page.goto(`${given.origin}/admin/settings/attributes`);
		await page.locator("li[data-label=shirt_size] a.b").click();
		await page.fill("textarea[name=options]", "S\nL");
		await send(page);
		assert.match(await page.locator(".wrongs").textContent(), /“M”/);
	},

	async "somebody new is given every kind, and what is required is asked for, with and without script (1-A9)"({ open, given }) {
		const values = { size: "xl", story: "Once\nthere", shoes: "42.5", met: "2026-02-28", fan: "yes", fit: "Wide", site: "https://a.example/", paint: "#ffaa00" };
		const kinds = { size: "text", story: "long_text", shoes: "number", met: "date", fan: "flag", fit: "choice", site: "url", paint: "colour" };
		const admin = await open(given.origin);
		await signIn(admin, given.origin);
		for (const [word, kind] of Object.entries(kinds)) {
			await admin.goto(`${given.origin}/admin/settings/attributes/new`);
			await admin.fill("input[name=label_en]", `My ${word}`);
			await admin.fill("input[name=word]", `my_${word}`);
			await admin.selectOption("select[name=kind]", kind);
			if (kind === "choice") await admin.fill("textarea[name=options]", "Slim\nWide");
			if (word === "size") await admin.check("input[name=required]");
			await send(admin);
		}
		for (const script of [true, false]) {
			const page = await open(given.origin, { script });
			expectStatus(page, 422);
			await signIn(page, given.origin);
			await page.goto(`${given.origin}/admin/customers/new`);
			const input = (word) => page.locator(`[name="attributes/my_${word}"]`);
			assert.equal(await input("size").evaluate((field) => field.required), true);
			await page.fill("input[name=first_name]", script ? "Aisyah" : "Badrul");
			for (const [word, value] of Object.entries(values))
				if (["fan", "fit"].includes(word)) await input(word).selectOption(value);
				else await input(word).fill(word === "shoes" ? "large" : value);
			await page.click("main form button.pri");
			await page.waitForSelector(".wrongs a[href='#attributes-my_shoes']");
			for (const [word, value] of Object.entries(values)) if (word !== "shoes") assert.equal(await input(word).inputValue(), value);
			if (script) await judge(page, "attributes-new-customer-wrong");
			await input("shoes").fill(values.shoes);
			await Promise.all([page.waitForURL(/\/admin\/customers\/\d+/), page.click("main form button.pri")]);
			await page.goto(`${page.url().replace(/[?#].*/, "")}?options=attributes`);
			for (const [word, value] of Object.entries(values))
				assert.equal(await page.getByLabel(`My ${word}`, { exact: true }).inputValue(), value, word);
		}
	},

	"the form of somebody new with attributes has no violation in any look or language (1-A9)": onlyLooks(async ({ open, given }) => {
		const page = await open(given.origin);
		await signIn(page, given.origin);
		for (const [code, title] of [["de", "Neuer Kunde"], ["ms", "Pelanggan baharu"], ["en", "New customer"]]) {
			await speak(page, given.origin, code);
			await page.goto(`${given.origin}/admin/customers/new`);
			assert.equal(await page.textContent("h1"), title);
			await judgeLooks(page, `attributes-new-customer-${code}`);
		}
	}),
};
