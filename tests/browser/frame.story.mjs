// The frame around every page, on the real program: signing in, language, theme, errors, signing out.
import { strict as assert } from "node:assert";
import { expectStatus, judge, judgeLooks, onlyLooks } from "./browser.mjs";
import { owner, signIn, startServer } from "./server.mjs";

export const before = () => startServer();
export const after = (server) => server.stop();

const looks = ["desktop light", "desktop dark", "phone light", "phone dark"];

export const stories = {
	"signing in, wrong first, has no violation in any look": onlyLooks(async ({ open, given }) => {
		const page = await open(given.origin);
		expectStatus(page, "4\\d\\d");
		await page.goto(`${given.origin}/admin/sign-in`);
		await judgeLooks(page, "sign-in", looks);
		await page.fill("input[name=email]", owner.email);
		await page.fill("input[name=password]", "not the password");
		await page.press("input[name=password]", "Enter");
		await page.waitForSelector(".wrongs");
		assert.equal(await page.inputValue("input[name=email]"), owner.email);
		await judgeLooks(page, "sign-in-wrong", looks);
	}),

	"one's own page has no violation in any look": onlyLooks(async ({ open, given }) => {
		const page = await open(given.origin);
		await signIn(page, given.origin);
		await page.goto(`${given.origin}/admin/profile`);
		await judgeLooks(page, "own-profile", looks);
	}),

	"what the API can do has no violation in any look, and is as wide signed out as in": onlyLooks(async ({ open, given }) => {
		const page = await open(given.origin);
		const width = () => page.locator("section.card").first().evaluate((card) => card.getBoundingClientRect().width);
		await page.goto(`${given.origin}/api/docs`);
		await judgeLooks(page, "api-signed-out", looks);
		await page.goto(`${given.origin}/api/docs`);
		const outside = await width();
		await signIn(page, given.origin);
		await page.goto(`${given.origin}/api/docs`);
		await judgeLooks(page, "api-signed-in", looks);
		await page.goto(`${given.origin}/api/docs`);
		assert.ok(outside >= (await width()), `${outside} of ${await width()}`);
	}),

	async "the theme changes at once and stays"({ open, given }) {
		const page = await open(given.origin);
		await signIn(page, given.origin);
		await page.goto(`${given.origin}/admin/profile`);
		const canvas = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
		const light = await canvas();
		await page.click(".account summary");
		await judge(page, "account-menu");
		await Promise.all([page.waitForResponse("**/admin/theme"), page.click("button[value=dark]")]);
		assert.notEqual(await canvas(), light);
		await page.reload();
		assert.equal(await page.getAttribute("html", "data-bs-theme"), "dark");
		await page.click(".account summary");
		await Promise.all([page.waitForResponse("**/admin/theme"), page.click("button[value=system]")]);
		await page.reload();
		assert.equal(await canvas(), light);
	},

	async "the language changes and comes back to the same page"({ open, given }) {
		const page = await open(given.origin);
		await signIn(page, given.origin);
		const titles = new Set();
		for (const code of ["de", "ms", "en"]) {
			await page.goto(`${given.origin}/admin/profile`);
			await page.click(".account summary");
			await Promise.all([page.waitForURL("**/admin/profile"), page.click(`.account button[value=${code}]`)]);
			await page.waitForFunction((wanted) => document.documentElement.lang === wanted, code);
			titles.add(await page.locator("h1").textContent());
			await judge(page, `own-profile-${code}`);
		}
		assert.equal(titles.size, 3);
	},

	async "an address that is none says so, in a page"({ open, given }) {
		const page = await open(given.origin);
		expectStatus(page, 404);
		await signIn(page, given.origin);
		const answer = await page.goto(`${given.origin}/admin/no-such-page`);
		assert.equal(answer.status(), 404);
		await judge(page, "not-found");
	},

	async "signing in and out works without script"({ open, given }) {
		const page = await open(given.origin, { script: false });
		await signIn(page, given.origin);
		await page.goto(`${given.origin}/admin/profile`);
		await page.click(".account summary");
		await Promise.all([page.waitForURL("**/sign-in*"), page.click("form[action='/admin/sign-out'] button")]);
		await page.goto(`${given.origin}/admin/profile`);
		assert.match(page.url(), /sign-in/);
	},
};
