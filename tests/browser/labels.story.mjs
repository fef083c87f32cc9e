// Types, groups, channels and tags in settings: in every look and language, with and without script.
import { strict as assert } from "node:assert";
import { expectNoSideways, expectStatus, judge, judgeLooks, onlyLooks, takePicture } from "./browser.mjs";
import { signIn, speak, startServer } from "./server.mjs";

export const before = () => startServer({ customers: 60 });
export const after = (server) => server.stop();

const fits = async (page, name) => {
	await takePicture(page, name);
	await expectNoSideways(page, name);
};
const send = (page, selector = "main form button.pri") => Promise.all([page.waitForNavigation(), page.click(selector)]);

export const stories = {
	"lists, forms and questions have no violation in any look (2-Z1, 3-Z1, 3-Z2)": onlyLooks(async ({ open, given }) => {
		const page = await open(given.origin);
		await signIn(page, given.origin);
		for (const kind of ["types", "groups", "channels", "tags"]) {
			const base = `${given.origin}/admin/settings/${kind}`;
			await page.goto(base);
			await judgeLooks(page, `labels-${kind}`);
			const edit = await page.locator("li[data-label] a.b").first().getAttribute("href");
			await page.goto(`${base}/new`);
			await judgeLooks(page, `labels-${kind}-new`);
			await page.goto(given.origin + edit);
			await judgeLooks(page, `labels-${kind}-edit`);
			await page.goto(`${given.origin}${edit}/remove`);
			await judgeLooks(page, `labels-${kind}-remove`);
		}
	}),

	"a form that is wrong says where, in three languages": onlyLooks(async ({ open, given }) => {
		const page = await open(given.origin);
		expectStatus(page, 422);
		await signIn(page, given.origin);
		const titles = { ms: "Saluran baharu", de: "Neuer Kanal", en: "New channel" };
		for (const [code, title] of Object.entries(titles)) {
			await speak(page, given.origin, code);
			await page.goto(`${given.origin}/admin/settings/channels/new`);
			await page.fill("input[name=name]", "Fair");
			await page.$eval("input[name=imprint]", (input) => { input.type = "text"; input.value = "javascript:alert(1)"; });
			await page.click("main form button.pri");
			await page.waitForSelector(".wrongs");
			assert.equal(await page.inputValue("input[name=name]"), "Fair");
			assert.equal(await page.textContent("h1"), title);
			await judge(page, `labels-channels-wrong-${code}`);
		}
	}),

	"in German and Malay the longest words fit a phone: forms, lists, questions (2-Z1)": onlyLooks(async ({ open, given }) => {
		const page = await open(given.origin, { size: "phone" });
		await signIn(page, given.origin);
		const titles = { de: "Kundentypen", ms: "Jenis pelanggan", en: "Customer types" };
		for (const [code, title] of Object.entries(titles)) {
			await speak(page, given.origin, code);
			for (const kind of ["types", "groups", "channels", "tags", "attributes"]) {
				await page.goto(`${given.origin}/admin/settings/${kind}`);
				if (kind === "types") assert.equal(await page.textContent("h1"), title);
				await fits(page, `labels-${kind}-phone-${code}`);
				// The last one: the first may be the default, which has no way to go.
				const edit = await page.locator("li[data-label] a.b").last().getAttribute("href");
				for (const verb of ["", "/remove"]) {
					await page.goto(given.origin + edit + verb);
					await fits(page, `labels-${kind}-edit${verb.replace("/", "-")}-phone-${code}`);
				}
			}
		}
	}),

	async "a type is added, moved, deactivated and taken away without script (2-Z1)"({ open, given }) {
		const page = await open(given.origin, { script: false });
		await signIn(page, given.origin);
		await page.goto(`${given.origin}/admin/settings/types/new`);
		await page.fill("input[name=name]", "Trade fair");
		await page.fill("input[name=discount]", "7.5");
		await page.check("input[name=required_fields][value=company]");
		await send(page);
		const row = page.locator("li[data-label=trade_fair]");
		const last = () => page.locator("li[data-label]").last().getAttribute("data-label");
		assert.equal(await last(), "trade_fair");
		await Promise.all([page.waitForNavigation(), row.locator("button").first().click()]);
		assert.notEqual(await last(), "trade_fair");
		await row.locator("a").first().click();
		assert.equal(await page.inputValue("input[name=discount]"), "7.50");
		assert.equal(await page.isChecked("input[name=required_fields][value=company]"), true);
		await page.uncheck("input[name=active]");
		await send(page);
		assert.equal(await row.locator(".st").textContent(), "Inactive");
		await row.locator("a[href$=remove]").click();
		await send(page, "main form button.red");
		assert.equal(await row.count(), 0);
	},

	async "a group's discounts by amount spent are edited without script (3-Z1)"({ open, given }) {
		const page = await open(given.origin, { script: false });
		await signIn(page, given.origin);
		await page.goto(`${given.origin}/admin/settings/groups/new`);
		const spent = page.locator("input[name=tier_spent]");
		const discount = page.locator("input[name=tier_discount]");
		const values = async (inputs) => Promise.all((await inputs.all()).map((input) => input.inputValue()));
		await page.fill("input[name=name]", "Patrons");
		await page.fill("input[name=discount]", "2 EUR");
		await spent.nth(0).fill("2000");
		await discount.nth(0).fill("10 %");
		await spent.nth(1).fill("500");
		await discount.nth(1).fill("lots");
		expectStatus(page, 422);
		await send(page);
		assert.match(await page.textContent("#tiers .wrong"), /lots/);
		assert.deepEqual(await values(discount), ["10 %", "lots", "", ""]);
		await discount.nth(1).fill("5 EUR");
		await send(page);
		await page.click("li[data-label=patrons] a");
		assert.equal(await page.inputValue("input[name=discount]"), "2.00 EUR");
		assert.deepEqual(await values(spent), ["500.00 MYR", "2000.00 MYR", "", ""]);
		assert.deepEqual(await values(discount), ["5.00 EUR", "10.00", "", ""]);
		await spent.nth(0).fill("");
		await discount.nth(0).fill("");
		await send(page);
		await page.click("li[data-label=patrons] a");
		assert.deepEqual(await values(spent), ["2000.00 MYR", "", ""]);
		await Promise.all([page.waitForNavigation(), page.click("a[href$=remove]")]);
		await send(page, "main form button.red");
	},

	async "two tags become one, customers and all (1-A12)"({ open, given }) {
		const page = await open(given.origin, { script: false });
		await signIn(page, given.origin);
		await page.goto(`${given.origin}/admin/settings/tags`);
		const rows = page.locator("li[data-label]");
		const count = await rows.count();
		const used = rows.filter({ hasNotText: "0 customers" }).first();
		const name = await used.getAttribute("data-label");
		await used.locator("a[href$=remove]").click();
		await page.selectOption("select[name=to]", { index: 1 });
		await send(page, "main form button.red");
		assert.equal(await rows.count(), count - 1);
		assert.equal(await page.locator(`li[data-label="${name}"]`).count(), 0);
	},

	async "a customer is tagged and untagged without script (1-A12)"({ open, given }) {
		const page = await open(given.origin, { script: false });
		await signIn(page, given.origin);
		await page.goto(`${given.origin}/admin/customers/1`);
		const tags = page.locator("#tags li");
		const before = await tags.count();
		await page.fill("#tags input[name=name]", "Sponsors <football>");
		await send(page, "#tags form button.btn");
		assert.equal(await tags.count(), before + 1);
		await takePicture(page, "labels-profile");
		await Promise.all([page.waitForNavigation(), tags.filter({ hasText: "Sponsors <football>" }).locator("button").click()]);
		assert.equal(await tags.count(), before);
	},
};
