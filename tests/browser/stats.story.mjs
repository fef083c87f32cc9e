// Registrations above the list and on the first page: every number is the total of the list behind it; sorting both ways,
// a range of one's own, folding, without script, looks and languages.
import { strict as assert } from "node:assert";
import { judgeLooks, onlyLooks } from "./browser.mjs";
import { owner, signIn, speak, startServer } from "./server.mjs";
import { expectTotals, number, total } from "./totals.mjs";

const list = "/admin/customers";
const own = "/admin/stats/registrations";

export const before = () => startServer({ customers: 300 });
export const after = (server) => server.stop();

const enter = async (open, given, path = list, options = {}, who = owner) => {
	const page = await open(given.origin, options);
	await signIn(page, given.origin, who);
	await page.goto(given.origin + path);
	return page;
};
const chips = async (page) => (await page.locator(".chip > span").allTextContents()).map((chip) => chip.replace(/\s+/g, " ").trim());
// The numbers have come, in place of the dots.
const counted = (page) => page.waitForSelector(".mini tfoot td a");
const heads = async (page, selector) => (await page.locator(selector).allTextContents()).map((head) => head.trim());
const columns = (page) => heads(page, ".mini thead th a:first-child:not(.by)");
const types = (page) => heads(page, ".mini tbody th a:first-child");
const numbersOf = async (page, row) => (await page.locator(`.mini ${row} td a`).allTextContents()).map(number);
// What sorts is asked for behind the page: the answer has taken its place.
const sort = async (page, selector) => {
	const before = await page.$(".mini");
	await page.click(selector);
	await page.waitForFunction((old) => !old.isConnected, before);
	await counted(page);
};
const isSorted = (numbers, down) => assert.deepEqual(numbers, [...numbers].sort((a, b) => (down ? b - a : a - b)));

async function add(page, given, name, since) {
	await page.goto(`${given.origin}${list}/new`);
	await page.fill("[name=first_name]", name);
	await Promise.all([page.waitForNavigation(), page.click("main form button.pri")]);
	if (!since) return;
	await page.goto(`${page.url().split("?")[0]}/edit?only=since`);
	await page.fill("[name=since]", since);
	await Promise.all([page.waitForNavigation(), page.click("form:has([name=since]) button.pri")]);
}

export const stories = {
	async "registrations stand above the list; each number is the total of the list behind it (2-L15 2-L16 2-L17 2-L18 2-L19 2-L20)"({ open, given }) {
		const page = await enter(open, given);
		await add(page, given, "Came today");
		await page.goto(given.origin + list);
		await counted(page);
		const [block, tabs] = [await page.locator("#registrations").boundingBox(), await page.locator(".tabs").first().boundingBox()];
		assert.ok(block.y < tabs.y && block.y < 200, `${block.y}, ${tabs.y}`);
		assert.deepEqual(await columns(page), ["Today", "Yesterday", "Last 7 days", "This month"]);
		assert.ok((await types(page)).length > 1);
		const rows = await page.locator(".mini tbody tr").count();
		const sums = await numbersOf(page, "tfoot");
		assert.ok(sums[0] >= 1 && sums[2] >= sums[0] && sums[3] >= sums[0], sums.join(" "));
		for (const [at, sum] of sums.entries()) {
			const cells = await page.locator(`.mini tbody tr td:nth-child(${at + 2}) a`).allTextContents();
			assert.equal(cells.map(number).reduce((a, b) => a + b), sum);
		}
		assert.equal(await page.locator(".mini td a").count(), (rows + 1) * 4);
		await expectTotals(page, ".mini td a");
	},

	async "a row's head filters by type, a column's by period, a cell by both (2-L21)"({ open, given }) {
		const page = await enter(open, given);
		await counted(page);
		const type = (await types(page))[0];
		const shown = (await numbersOf(page, "tbody tr:first-child"))[3];
		const month = (await numbersOf(page, "tfoot"))[3];
		await Promise.all([page.waitForURL("**filter=type**"), page.click(".mini tbody tr:first-child th a")]);
		assert.deepEqual(await chips(page), [`Type is ${type}`]);
		await counted(page);
		await Promise.all([page.waitForURL("**filter=since**"), page.click(".mini thead a:has-text('This month')")]);
		assert.deepEqual(await chips(page), ["Customer since: this month"]);
		assert.equal(await total(page), month);
		await counted(page);
		await Promise.all([page.waitForURL("**filter=type**since**"), page.click(".mini tbody tr:first-child td:nth-child(5) a")]);
		assert.deepEqual(await chips(page), [`Type is ${type}`, "Customer since: this month"]);
		assert.equal(await total(page), shown);
		await counted(page);
		await Promise.all([page.waitForURL(`**${list}`), page.click(".mini tfoot th a")]);
		assert.deepEqual(await chips(page), []);
	},

	async "types and periods are sorted at once, on the page where they stand; the third click gives the order back (2-L21)"({ open, given }) {
		const page = await enter(open, given, `${list}?filter=status:active`);
		await counted(page);
		const [usual, order] = [await types(page), await columns(page)];
		await sort(page, "#registrations-rows-month");
		const at = 2 + (await columns(page)).indexOf("This month");
		const down = (await page.locator(`.mini tbody td:nth-child(${at}) a`).allTextContents()).map(number);
		isSorted(down, true);
		assert.equal(await page.locator(`.mini thead th:nth-child(${at})`).getAttribute("aria-sort"), "descending");
		await sort(page, "#registrations-columns-total");
		isSorted(await numbersOf(page, "tfoot"), true);
		assert.equal(await page.locator(".mini tfoot th").getAttribute("aria-sort"), "descending");
		assert.equal(await page.locator(".mini thead th[aria-sort=descending]").textContent().then((head) => head.trim()), "This month");
		await sort(page, "#registrations-columns-total");
		isSorted(await numbersOf(page, "tfoot"), false);
		assert.equal(await page.evaluate(() => document.activeElement.id), "registrations-columns-total");
		await sort(page, "#registrations-columns-total");
		await sort(page, "#registrations-rows-month");
		await sort(page, "#registrations-rows-month");
		assert.deepEqual([await types(page), await columns(page)], [usual, order]);
		await sort(page, "#registrations-rows-name");
		assert.deepEqual(await types(page), [...usual].sort((a, b) => a.localeCompare(b)));
		assert.ok(page.url().endsWith("?filter=status:active"));
		await page.reload();
		await counted(page);
		assert.equal(await page.locator(".mini thead th").first().getAttribute("aria-sort"), "ascending");
		await sort(page, "#registrations-rows-name");
		await sort(page, "#registrations-rows-name");
	},

	async "a range of one's own is a column more, which stays until it is taken away (2-L22)"({ open, given }) {
		const page = await enter(open, given);
		await add(page, given, "Came long ago", "2011-03-05");
		await page.goto(given.origin + list);
		await counted(page);
		await page.fill("#registrations-from", "2011-03-01");
		await page.fill("#registrations-until", "2011-03-31");
		await sort(page, "#registrations-show");
		assert.deepEqual(await columns(page), ["Today", "Yesterday", "Last 7 days", "This month", "Own period"]);
		assert.equal((await numbersOf(page, "tfoot"))[4], 1);
		await page.reload();
		await page.waitForSelector(".mini thead a:has-text('Own period')");
		assert.equal(await page.inputValue("#registrations-from"), "2011-03-01");
		await Promise.all([page.waitForURL("**filter=since**"), page.click(".mini tfoot td:nth-child(6) a")]);
		assert.deepEqual(await chips(page), ["Customer since: 1 March 2011 – 31 March 2011"]);
		assert.equal(await total(page), 1);
		assert.match(await page.locator("[data-open]").first().textContent(), /Came long ago/);
		await page.waitForSelector(".mini thead a:has-text('Own period')");
		await sort(page, ".sheet a:has-text('Take away')");
		assert.equal((await columns(page)).length, 4);
	},

	async "folded it stays folded and asks for nothing; opened it counts (2-L15)"({ open, given }) {
		const page = await enter(open, given);
		let asked = 0;
		page.on("request", (request) => (asked += request.url().includes(`${own}/table`)));
		await counted(page);
		await page.click("#registrations summary");
		// A browser tells of it once the click is over.
		await page.waitForFunction(() => Object.entries(localStorage).some(([key, open]) => key.startsWith("open:registrations-") && open === "0"));
		await page.reload();
		await page.waitForFunction(() => !document.querySelector("#registrations").open);
		asked = 0;
		await page.waitForTimeout(300);
		assert.equal(asked, 0);
		await page.click("#registrations summary");
		await counted(page);
		assert.equal(asked, 1);
	},

	async "the numbers come again when what was done is undone and the content takes its new place"({ open, given }) {
		const page = await enter(open, given);
		await counted(page);
		await page.locator("[data-row] input[name=id]").first().check();
		await page.click("[data-bulk] button[value=vip]");
		await page.waitForSelector("[data-flash] form button");
		await counted(page);
		const before = await page.$(".mini");
		await page.click("[data-flash] form button");
		await page.waitForFunction((old) => !old.isConnected, before);
		await counted(page);
		await sort(page, "#registrations-rows-name");
		await sort(page, "#registrations-rows-name");
		await sort(page, "#registrations-rows-name");
	},

	async "the first page has the same table (2-L15)"({ open, given }) {
		const page = await enter(open, given, "/admin");
		await counted(page);
		const here = await page.locator("#registrations .mini").innerText();
		await page.goto(given.origin + list);
		await counted(page);
		assert.equal(await page.locator("#registrations .mini").innerText(), here);
	},

	async "without script it is a page of its own, sorted and cut by links and a form (2-L15 2-L21 2-L22)"({ open, given }) {
		const page = await enter(open, given, list, { script: false });
		assert.equal(await page.locator(".mini td a").count(), 0);
		await page.click("#registrations a:has-text('Show the numbers')");
		await page.click("#registrations-rows-month");
		await page.click("#registrations-columns-total");
		isSorted(await numbersOf(page, "tfoot"), true);
		assert.match(page.url(), /rows=-month&columns=-total/);
		await page.fill("#registrations-from", "2001-01-01");
		await page.click("#registrations-show");
		const shown = await numbersOf(page, "tfoot");
		assert.equal(shown.length, 5);
		isSorted(shown, true);
		await page.click(".mini tfoot td a");
		assert.equal(await total(page), shown[0]);
		await page.goto(`${given.origin}${own}?rows=set&columns=set`);
		assert.equal((await columns(page)).length, 4);
	},

	async "what a representative sees is counted for them alone"({ open, given }) {
		const everybody = await enter(open, given, `${own}?rows=set&columns=set&from=2001-01-01`);
		const all = (await numbersOf(everybody, "tfoot"))[4];
		await everybody.goto(`${given.origin}${own}?rows=set&columns=set`);
		const email = given.select(given.db, "SELECT email FROM staff WHERE scope = 1 ORDER BY id LIMIT 1");
		const page = await enter(open, given, `${own}?rows=set&columns=set&from=2001-01-01`, {}, { email, password: "batik-laterne-cometa" });
		const some = (await numbersOf(page, "tfoot"))[4];
		assert.ok(some > 0 && some < all, `${some} of ${all}`);
		await page.click(".mini tfoot td:nth-child(6) a");
		assert.equal(await total(page), some);
	},

	"it has no violation in any look and fits a phone in every language (2-L15)": onlyLooks(async ({ open, given }) => {
		const page = await enter(open, given, `${own}?rows=-month&columns=set&from=2020-01-01&until=2026-06-30`);
		await judgeLooks(page, "stats-page");
		await page.goto(`${given.origin}/admin`);
		await counted(page);
		await judgeLooks(page, "stats-home");
		const titles = [];
		for (const code of ["de", "ms", "en"]) {
			await speak(page, given.origin, code);
			await page.goto(given.origin + list);
			await counted(page);
			await judgeLooks(page, `stats-list-${code}`, code === "en" ? undefined : ["desktop light", "phone light"]);
			titles.push((await page.locator("#registrations summary").textContent()).trim());
		}
		assert.deepEqual(titles, ["Registrierungen", "Pendaftaran", "Registrations"]);
		await page.goto(`${given.origin}${own}?rows=set&columns=set`);
	}),
};
