// Attributes that hold pictures: set, replaced, undone and taken away where they stand, with and without script; given to
// somebody new; in every look and language.
import { strict as assert } from "node:assert";
import { expectStatus, judge, judgeLooks, onlyLooks } from "./browser.mjs";
import { png } from "./pictures.mjs";
import { signIn, speak, startServer } from "./server.mjs";

export async function before() {
	return startServer({ customers: Number(process.env.CUSTOMERS ?? 20) });
}
export const after = (server) => server.stop();

const sent = (buffer) => ({ name: "shop.png", mimeType: "image/png", buffer });
const red = sent(png(60, [180, 30, 30])), green = sent(png(60, [20, 140, 80])), none = sent(Buffer.from("<svg onload='alert(1)'/>"));

async function define(page, origin, label, required) {
	await page.goto(`${origin}/admin/settings/attributes/new`);
	await page.fill("input[name=label_en]", label);
	await page.selectOption("select[name=kind]", "picture");
	if (required) await page.check("input[name=required]");
	await Promise.all([page.waitForNavigation(), page.click("main form button.pri")]);
}

const tab = (origin, customer) => `${origin}/admin/customers/${customer}?options=attributes`;
const image = (page, label) => page.locator("#options").getByRole("img", { name: label, exact: true });
const source = (page, label) => image(page, label).getAttribute("src");

export const stories = {
	async "a picture is set, replaced and taken away without script, and undone (1-A9)"({ open, given }) {
		const page = await open(given.origin, { script: false });
		expectStatus(page, 422);
		await signIn(page, given.origin);
		await define(page, given.origin, "Shop front", false);
		await page.goto(tab(given.origin, 1));
		const form = page.locator("form", { has: page.getByLabel("Shop front", { exact: true }) });
		await page.getByLabel("Shop front", { exact: true }).setInputFiles(none);
		await Promise.all([page.waitForNavigation(), form.locator("button").click()]);
		await page.waitForSelector("[data-window-content] .wrongs");
		await page.getByLabel("Shop front", { exact: true }).setInputFiles(red);
		await Promise.all([page.waitForNavigation(), page.click("main form button.pri")]);
		const first = await source(page, "Shop front");
		assert.ok(await image(page, "Shop front").evaluate((shown) => shown.naturalWidth > 0 || !shown.complete));
		await page.getByLabel("New picture").setInputFiles(green);
		await page.click("summary[aria-label='Replace Shop front']");
		await Promise.all([page.waitForNavigation(), page.getByRole("button", { name: "Save Shop front" }).click()]);
		assert.notEqual(await source(page, "Shop front"), first);
		await Promise.all([page.waitForNavigation(), page.click("[data-flash] form button")]);
		await page.goto(tab(given.origin, 1));
		assert.equal(await source(page, "Shop front"), first);
		await Promise.all([page.waitForNavigation(), page.getByRole("button", { name: "Remove Shop front" }).click()]);
		assert.equal(await image(page, "Shop front").count(), 0);
	},

	async "with script it changes in its place, and a toast takes it back (1-A2, 1-A9)"({ open, given }) {
		const page = await open(given.origin);
		expectStatus(page, 422);
		await signIn(page, given.origin);
		await define(page, given.origin, "Sign", false);
		await page.goto(tab(given.origin, 2));
		await page.evaluate(() => (window.stayed = true));
		await page.getByLabel("Sign", { exact: true }).setInputFiles(red);
		await page.getByRole("button", { name: "Save Sign" }).click();
		await image(page, "Sign").waitFor();
		const first = await source(page, "Sign");
		await page.waitForFunction((at) => document.querySelector(`img[src="${at}"]`)?.naturalWidth > 0, first);
		await page.getByLabel("New picture").setInputFiles(green);
		await page.click("summary[aria-label='Replace Sign']");
		await page.getByRole("button", { name: "Save Sign" }).click();
		await page.waitForFunction((at) => !document.querySelector(`img[src="${at}"]`) && document.querySelector("#options .pic img"), first);
		assert.equal(await page.evaluate(() => window.stayed), true);
		await Promise.all([page.waitForResponse((answer) => answer.url().endsWith("/undo")), page.getByRole("button", { name: "Undo" }).click()]);
		await page.goto(tab(given.origin, 2));
		assert.equal(await source(page, "Sign"), first);
		await page.goto(`${given.origin}/admin/customers/2/events`);
		assert.match(await page.textContent("main"), /a picture → a picture/);
	},

	async "somebody new is given a picture that is required, with and without script (1-A9)"({ open, given }) {
		const admin = await open(given.origin);
		await signIn(admin, given.origin);
		await define(admin, given.origin, "Badge", true);
		for (const script of [true, false]) {
			const page = await open(given.origin, { script });
			expectStatus(page, 422);
			await signIn(page, given.origin);
			await page.goto(`${given.origin}/admin/customers/new`);
			const input = page.locator('[name="attributes/badge"]');
			assert.equal(await input.evaluate((field) => field.required), true);
			await page.fill("input[name=first_name]", script ? "Aisyah" : "Badrul");
			await page.fill("input[name=birth_date]", "3000-01-01");
			await input.setInputFiles(red);
			await page.click("main form button.pri");
			await page.waitForSelector(".wrongs");
			assert.match(await page.locator(".field", { has: input }).textContent(), /Choose it again/);
			if (script) await judge(page, "attribute-pictures-new-wrong");
			await page.fill("input[name=birth_date]", "1990-01-01");
			await input.setInputFiles(red);
			await Promise.all([page.waitForURL(/\/admin\/customers\/\d+/), page.click("main form button.pri")]);
			await page.goto(`${page.url().replace(/[?#].*/, "")}?options=attributes`);
			await image(page, "Badge").waitFor();
		}
	},

	"no look and no language has a violation, and it can be filtered by (1-A9)": onlyLooks(async ({ open, given }) => {
		const page = await open(given.origin);
		await signIn(page, given.origin);
		for (const code of ["ms", "de", "en"]) {
			const look = (what) => judgeLooks(page, `attribute-pictures-${what}-${code}`, code === "en" ? undefined : ["phone light"]);
			await speak(page, given.origin, code);
			await page.goto(tab(given.origin, 2));
			await page.click(".pic-row summary");
			await look("set");
			await page.goto(`${given.origin}/admin/customers/new`);
			await look("new");
			await page.goto(`${given.origin}/admin/settings/attributes`);
			const edit = await page.locator("li[data-label=sign] a.b").getAttribute("href");
			await page.goto(`${given.origin}/admin/customers/2/attributes/${edit.split("/").pop()}`);
			await look("value");
			await page.goto(`${given.origin}/admin/customers?add=attr.sign`);
			await look("filter");
		}
		await page.locator("select[name=sign]").selectOption("any");
		await Promise.all([page.waitForNavigation(), page.locator("form", { has: page.locator("select[name=sign]") }).locator("button").click()]);
		assert.match(decodeURIComponent(page.url()), /attr\.sign:any/);
		assert.equal(await page.locator("[data-row]").count(), 1);
	}),
};
