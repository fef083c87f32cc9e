// Jobs on the real program: one thing done to all that match a filter, its page, stopping it, taking it back.
import { strict as assert } from "node:assert";
import { expectStatus, judge, judgeLooks, onlyLooks, takePicture } from "./browser.mjs";
import { owner, speak, signIn, startServer } from "./server.mjs";

export const before = () => startServer({ customers: 400 });
export const after = (server) => server.stop();

const number = (text) => Number(text.replace(/\D/g, ""));

async function enter(open, given, path, options) {
	const page = await open(given.origin, options);
	await signIn(page, given.origin, owner);
	await page.goto(given.origin + path);
	return page;
}

const matching = async (page) => number(await page.locator("label:has(input[name=all])").textContent());
const state = (page) => page.locator("#job .head .st").textContent();

// What earlier stories left.
async function dismissAll(page) {
	const button = page.locator("#notices form button").last();
	if ((await button.count()) > 0) await button.click();
	await page.waitForFunction(() => !document.querySelector("#notices .notice"));
}

export const stories = {
	async "all that match are changed by a job whose page follows it, and it is taken back (2-X1)"({ open, given }) {
		const page = await enter(open, given, "/admin/customers?filter=status:active");
		const all = await matching(page);
		assert.ok(all > 25);
		await page.check("input[name=all]");
		assert.equal(number(await page.locator("[data-bulk-count]").textContent()), all);
		await judge(page, "jobs-every");
		await page.click("[data-bulk] button[value=disapprove]");
		assert.ok((await page.textContent("main")).includes(`all ${all} customers that match`));
		await judge(page, "jobs-question");
		await page.fill("textarea[name=reason]", "The fair is over");
		await Promise.all([page.waitForURL("**/admin/jobs/*"), page.click("main .foot-f button")]);
		const job = page.url();
		// Nobody reloads: the page hears of the end.
		await page.waitForSelector("#job[data-job=done]");
		await page.waitForSelector("#job form[action$='/undo'] button");
		assert.equal(number(await page.textContent("[data-job-changed]")), all);
		await judge(page, "jobs-done");
		await page.goto(`${given.origin}/admin/customers?filter=status:active`);
		assert.equal(await page.locator("[data-row]").count(), 0);
		await page.goto(job);
		await Promise.all([page.waitForURL((url) => url.href !== job), page.click("#job form[action$='/undo'] button")]);
		await page.waitForSelector("#job[data-job=done]");
		await page.waitForFunction((count) => Number(document.querySelector("[data-job-changed]").textContent.replace(/\D/g, "")) === count, all);
		await page.goto(`${given.origin}/admin/customers?filter=status:active`);
		assert.equal(await matching(page), all);
		await page.goto(job);
		assert.ok((await page.textContent("#job")).includes("It was taken back."));
	},

	async "all that match are changed without script, and who is so already is told"({ open, given }) {
		const page = await enter(open, given, "/admin/customers?filter=vip:no,yes", { script: false });
		await page.check("input[name=all]");
		await page.selectOption("select[name=status]", "approve");
		await page.click("button[value=status]");
		await Promise.all([page.waitForURL("**/admin/jobs/*"), page.click("main .foot-f button")]);
		for (let tries = 0; tries < 200 && !(await state(page)).includes("Done"); tries++) await page.reload();
		assert.match(await state(page), /Done/);
		assert.ok((await page.textContent("#job")).includes("Left out"));
		await page.click("nav a[href='/admin/jobs']");
		assert.ok((await page.locator("[data-row]").count()) >= 1);
	},

	async "a job that ends is told on the page where its asker is, once, until it is put away"({ open, given }) {
		const page = await enter(open, given, "/admin/customers?filter=vip:no");
		await dismissAll(page);
		await page.check("input[name=all]");
		await page.selectOption("select[name=status]", "switch-off");
		await page.click("button[value=status]");
		// What ends under the eyes of somebody on its own page is no news.
		await Promise.all([page.waitForURL("**/admin/jobs/*"), page.click("main .foot-f button")]);
		await page.waitForSelector("#job[data-job=done]");
		await page.waitForFunction(() => document.querySelectorAll("#notices .notice:not([hidden])").length === 0 && !document.querySelector("#nav a[href='/admin/jobs'] .n:not([hidden])"));
		// Another page of theirs hears of the next one, which nobody has open.
		const elsewhere = await enter(open, given, "/admin/customers/8");
		const other = await enter(open, given, "/admin/profile");
		await page.click("#job form[action$='/undo'] button");
		await page.goto("about:blank");
		await elsewhere.waitForSelector("#notices .notice");
		await elsewhere.waitForFunction(() => document.querySelector("#nav a[href='/admin/jobs'] .n")?.textContent === "1");
		assert.match(await elsewhere.textContent("#notices"), /Undo: Set inactive.*Done\. Changed: [\d,]+\. Left out: 0\./);
		await judge(elsewhere, "notice");
		const phone = await enter(open, given, "/admin/customers", { size: "phone", scheme: "dark" });
		await speak(phone, given.origin, "de");
		await phone.goto(`${given.origin}/admin/customers`);
		assert.match(await phone.textContent("#notices"), /Rückgängig: /);
		await judge(phone, "notice-phone");
		await speak(phone, given.origin, "en");
		await other.waitForSelector("#notices .notice");
		await elsewhere.click("#notices .notice form button");
		await elsewhere.waitForFunction(() => !document.querySelector("#notices .notice") && document.querySelector("#nav a[href='/admin/jobs'] .n").hidden);
		await other.waitForFunction(() => !document.querySelector("#notices .notice"));
		assert.equal(new URL(elsewhere.url()).pathname, "/admin/customers/8");
	},

	async "who was away is told on the next page, without script, and puts it away by a button"({ open, given }) {
		const page = await enter(open, given, "/admin/customers?filter=vip:no", { script: false, size: "phone" });
		await dismissAll(page);
		await page.check("input[name=all]");
		await page.selectOption("select[name=status]", "switch-off");
		await page.click("button[value=status]");
		await Promise.all([page.waitForURL("**/admin/jobs/*"), page.click("main .foot-f button")]);
		for (let tries = 0; tries < 200 && (await page.locator("#notices .notice").count()) === 0; tries++) await page.goto(`${given.origin}/admin/follow-ups`);
		assert.match(await page.textContent("#notices"), /Set inactive/);
		await takePicture(page, "notice-plain");
		await Promise.all([page.waitForURL("**/admin/follow-ups"), page.click("#notices .notice form button")]);
		assert.equal(await page.locator("#notices .notice").count(), 0);
	},

	async "all that match are suspended by a window that asks what, until when and why, and deleted for good by their number"({ open, given }) {
		const page = await enter(open, given, "/admin/customers?filter=newsletter:yes");
		await page.check("input[name=all]");
		await judge(page, "bulk-bar");
		await page.click("[data-bulk] button[value=suspend]");
		await page.waitForSelector("#functions");
		await judge(page, "bulk-suspend");
		for (const ticked = page.locator("#functions input:checked"); (await ticked.count()) > 0; ) await ticked.first().uncheck();
		expectStatus(page, 422);
		await page.fill("textarea[name=reason]", "Quarrel about an invoice");
		await page.click("main .foot-f button");
		await page.waitForSelector(".foot-f");
		assert.ok((await page.textContent("main")).includes("Choose at least one thing to suspend."));
		assert.equal(await page.inputValue("textarea[name=reason]"), "Quarrel about an invoice");
		await judge(page, "bulk-suspend-again");
		await page.check("#functions input[value=orders]");
		await page.fill("input[name=until]", "2099-12-31");
		await Promise.all([page.waitForURL("**/admin/jobs/*"), page.click("main .foot-f button")]);
		await page.waitForSelector("#job[data-job=done]");
		await page.goto(`${given.origin}/admin/customers?filter=status:suspended`);
		const all = await matching(page);
		await page.check("input[name=all]");
		await page.click("[data-bulk] button[value=trash]");
		await page.click("button[value=erase]");
		await page.waitForSelector("input[name=typed]");
		await judge(page, "bulk-erase");
		await page.fill("input[name=typed]", String(all));
		await Promise.all([page.waitForURL("**/admin/jobs/*"), page.click("main .foot-f button")]);
		await page.waitForSelector("#job[data-job=done]");
		assert.equal(await page.locator("#job form[action$='/undo']").count(), 0);
		await page.goto(`${given.origin}/admin/customers?filter=status:suspended`);
		assert.equal(await page.locator("[data-row]").count(), 0);
		const phone = await enter(open, given, "/admin/customers?filter=vip:no", { size: "phone", scheme: "dark" });
		await speak(phone, given.origin, "de");
		await phone.goto(`${given.origin}/admin/customers?filter=vip:no`);
		await phone.locator("[data-row] input[name=id]").first().check();
		await phone.click("[data-bulk] button[value=suspend]");
		await phone.waitForSelector("#functions");
		await judge(phone, "bulk-suspend-phone");
		await speak(phone, given.origin, "en");
	},

	"jobs have no violation on phones, in the dark, in German and Malay": onlyLooks(async ({ open, given }) => {
		const page = await enter(open, given, "/admin/jobs");
		for (const [language, word] of [["de", "Vorgänge"], ["ms", "Kerja"]]) {
			await speak(page, given.origin, language);
			await page.goto(`${given.origin}/admin/jobs`);
			assert.equal((await page.textContent("h1")).trim(), word);
			await judgeLooks(page, `jobs-list-${language}`);
			await page.locator("[data-open]").last().click();
			await page.waitForSelector("#job");
			await judgeLooks(page, `jobs-one-${language}`);
		}
		await speak(page, given.origin, "en");
	}),
};
