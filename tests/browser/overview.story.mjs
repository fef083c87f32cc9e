// The first page: numbers that lead to their lists, registrations over time, where customers come from, who is online, first
// steps; without script, looks and languages.
import { strict as assert } from "node:assert";
import { judge, judgeLooks, onlyLooks } from "./browser.mjs";
import { owner, signIn, speak, startServer } from "./server.mjs";
import { expectTotals, number } from "./totals.mjs";

export const before = () => startServer({ customers: 300 });
export const after = (server) => server.stop();

const enter = async (open, given, path = "/admin", options = {}) => {
	const page = await open(given.origin, options);
	await signIn(page, given.origin, owner);
	await page.goto(given.origin + path);
	return page;
};
// What a page does not wait for comes when it is in sight.
const see = async (page, selector) => {
	await page.locator(selector).first().scrollIntoViewIfNeeded();
	return page.waitForSelector(`${selector} .mini`, { state: "attached" });
};
const seeAll = async (page) => {
	for (const id of ["#registrations", "#over-time", "#origins"]) await see(page, id);
	await page.waitForSelector(".mini tfoot td a");
	await page.evaluate(() => scrollTo(0, 0));
};

export const stories = {
	async "each number at the top is the total of the list behind it, who is online too"({ open, given }) {
		const page = await enter(open, given);
		assert.match(await page.locator(".tiles").innerText(), /Online now/);
		await expectTotals(page, ".tiles a.v:not([href='/admin/follow-ups'])");
	},

	async "registrations over time by days, weeks and months; each bar and each line leads to its list (2-L15)"({ open, given }) {
		const page = await enter(open, given);
		await see(page, "#over-time");
		for (const [step, count] of [["weeks", 13], ["months", 12]]) {
			const old = await page.$("#over-time .bars");
			await page.click(`#over-time-${step}`);
			await page.waitForFunction((gone) => !gone.isConnected, old);
			assert.equal(await page.locator("#over-time .bars a").count(), count);
			assert.equal(await page.locator(`#over-time-${step}`).getAttribute("aria-current"), "true");
		}
		assert.equal(await page.evaluate(() => document.activeElement.id), "over-time-months");
		await page.reload();
		await see(page, "#over-time");
		assert.equal(await page.locator("#over-time .bars a").count(), 12);
		const bars = await page.locator("#over-time .bars a").evaluateAll((found) => found.map((bar) => [bar.getAttribute("href"), Number(bar.lastElementChild.getAttribute("height"))]));
		const lines = await page.locator("#over-time .mini td a").evaluateAll((found) => found.map((line) => [line.getAttribute("href"), line.textContent]));
		assert.deepEqual(bars.map(([href]) => href), lines.map(([href]) => href));
		const most = Math.max(...lines.map(([, shown]) => number(shown)));
		assert.ok(most > 0);
		for (const [at, [, height]] of bars.entries()) assert.equal(height > 0, number(lines[at][1]) > 0);
		assert.ok(bars.some(([, height], at) => height === 100 && number(lines[at][1]) === most));
		await page.click("#over-time .bars a:last-child");
		await page.waitForURL("**filter=since**");
		await page.goto(`${given.origin}/admin/stats/over-time`);
		await expectTotals(page, ".chart .mini td a");
	},

	async "where customers come from: channels and countries with their share, lately and altogether"({ open, given }) {
		const page = await enter(open, given);
		await see(page, "#origins");
		assert.equal(await page.locator("#origins table").count(), 2);
		const shares = await page.locator("#origins .share rect").evaluateAll((found) => found.map((share) => Number(share.getAttribute("width"))));
		assert.ok(shares.length > 4 && shares.every((share) => share > 0 && share <= 100));
		for (const table of await page.locator("#origins table").all()) {
			const all = (await table.locator("tbody td:last-child a").allTextContents()).map(number);
			assert.equal(all.reduce((a, b) => a + b), number(await table.locator("tfoot td:last-child a").textContent()));
		}
		await expectTotals(page, "#origins td a");
	},

	async "first steps know by themselves what is done, and are put away"({ open, given }) {
		const page = await enter(open, given);
		const steps = page.locator("#setup li");
		assert.equal(await steps.count(), 7);
		const undone = await page.locator("#setup a.it").allTextContents();
		assert.ok(undone.some((words) => words.includes("Connect your shop")) && !undone.some((words) => words.includes("Bring your customers in")));
		given.run(["key", "create", "--name", "Shop", "--scope", "customers.read"]);
		await page.reload();
		assert.equal(await page.locator("#setup a.it").count(), undone.length - 1);
		await Promise.all([page.waitForNavigation(), page.click("#setup form button")]);
		assert.equal(await page.locator("#setup").count(), 0);
		await page.goto(`${given.origin}/admin/setup`);
		await judge(page, "overview-setup");
		await Promise.all([page.waitForNavigation(), page.click("#setup form button")]);
		assert.equal(await page.locator("#setup").count(), 1);
	},

	async "the system page says how many customers lists have in memory, and what that costs"({ open, given }) {
		const page = await enter(open, given, "/admin/settings");
		await Promise.all([page.waitForNavigation(), page.click("a[href='/admin/settings/system']")]);
		const facts = await page.locator("#list-index").innerText();
		assert.match(facts, /Ready: lists are answered from memory/);
		assert.match(facts, /Customers\s+30\d/);
		assert.match(facts, /Memory\s+\d+(\.\d)?\sMB/);
		await judgeLooks(page, "overview-system");
		await speak(page, given.origin, "de");
		await page.goto(`${given.origin}/admin/settings/system`);
		await judgeLooks(page, "overview-system-de");
		await speak(page, given.origin, "en");
	},

	async "without script the numbers have pages of their own"({ open, given }) {
		const page = await enter(open, given, "/admin", { script: false });
		await page.click("#over-time a:has-text('Show the numbers')");
		await page.click("#over-time-weeks");
		assert.equal(await page.locator(".bars a").count(), 13);
		await page.click(".chart details summary");
		await page.click(".chart .mini td a");
		assert.match(page.url(), /filter=since/);
		await page.goto(`${given.origin}/admin`);
		await page.click("#origins a:has-text('Show the numbers')");
		assert.equal(await page.locator("table").count(), 2);
	},

	"the first page has no violation in any look and fits a phone in every language": onlyLooks(async ({ open, given }) => {
		const page = await enter(open, given, "/admin");
		await seeAll(page);
		await page.click("#over-time details summary");
		await judgeLooks(page, "overview");
		for (const path of ["over-time", "origins"]) {
			await page.goto(`${given.origin}/admin/stats/${path}`);
			await judgeLooks(page, `overview-${path}`);
		}
		const titles = [];
		for (const code of ["de", "ms", "en"]) {
			await speak(page, given.origin, code);
			await page.goto(`${given.origin}/admin`);
			await seeAll(page);
			await judgeLooks(page, `overview-${code}`, ["desktop light", "phone light"]);
			titles.push((await page.locator("#over-time > summary").textContent()).trim());
		}
		assert.deepEqual(titles, ["Registrierungen im Zeitverlauf", "Pendaftaran mengikut masa", "Registrations over time"]);
	}),
};
