// Exports on the real program: from the list into a file, with columns of one's own, by mouse and without script.
import { strict as assert } from "node:assert";
import { execFileSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expectStatus, judge, judgeLooks, onlyLooks } from "./browser.mjs";
import { owner, speak, signIn, startServer } from "./server.mjs";

export const before = () => startServer({ customers: 300 });
export const after = (server) => server.stop();

const number = (text) => Number(text.replace(/\D/g, ""));

async function enter(open, given, path, options) {
	const page = await open(given.origin, options);
	await signIn(page, given.origin, owner);
	await page.goto(given.origin + path);
	return page;
}

// The rows of a file of CSV whose cells hold no line's end.
async function download(page) {
	const [file] = await Promise.all([page.waitForEvent("download"), page.click("#job a[download]")]);
	const text = await readFile(await file.path(), "utf8");
	return { name: file.suggestedFilename(), text, rows: text.trimEnd().split("\r\n") };
}

const submit = (page) => Promise.all([page.waitForURL(/\/admin\/exports\/\d+$/), page.click("main .head button.pri")]);
const column = (page, word) => page.locator(`.order li:has(input[value="${word}"])`);
const chosen = (page) => page.locator(".order input:checked").evaluateAll((ticks) => ticks.map((tick) => tick.value));

export const stories = {
	async "what a filter finds becomes a file, and its page follows the job (2-C3)"({ open, given }) {
		const page = await enter(open, given, "/admin/customers?filter=status:active");
		const all = number(await page.locator("label:has(input[name=all])").textContent());
		await page.click("main .head a[href^='/admin/exports/new']");
		assert.equal(number(await page.locator("label:has(input[value=filter]:checked) [data-count]").textContent()), all);
		await judge(page, "exports-form");
		await submit(page);
		// Nobody reloads: the page hears of the end.
		await page.waitForSelector("#job[data-job=done] a[download]");
		assert.equal(number(await page.textContent("[data-job-changed]")), all);
		await judge(page, "exports-done");
		const file = await download(page);
		assert.match(file.name, /^customers-\d{4}-\d\d-\d\d-\d+\.csv$/);
		assert.equal(file.rows.length, all + 1);
		assert.match(file.rows[0], /^id,/);
		await page.click("main form[action$='/remove'] button");
		await page.waitForURL("**/admin/exports");
		assert.equal(await page.locator("a[download]").count(), 0);
		assert.match(await page.textContent("tbody tr"), /The file has gone/);
	},

	async "ticked rows are exported with columns dragged, and one of one's own"({ open, given }) {
		const page = await enter(open, given, "/admin/customers");
		for (const row of [0, 1, 2]) await page.locator("[data-row] input[name=id]").nth(row).check();
		await page.click("[data-bulk] button[value=export]");
		await page.waitForURL("**/admin/exports/new?selected=**");
		assert.equal(number(await page.locator("label:has(input[value=selected]:checked) [data-count]").textContent()), 3);
		expectStatus(page, 422);
		await page.fill("input[name=header]", "Name");
		await page.fill("input[name=words]", "{first_name} {last}");
		await page.click("button[name=add]");
		assert.match(await page.textContent("#words-wrong"), /There is no column “last”/);
		await judge(page, "exports-wrong");
		await page.fill("input[name=words]", "{first_name} {last_name}, {country_name}");
		await page.click("button[name=add]");
		const own = 'Name="{first_name} {last_name}, {country_name}"';
		assert.equal((await chosen(page)).at(-1), own);
		for (const word of (await chosen(page)).filter((word) => word !== "id" && word !== "email" && word !== own))
			await page.uncheck(`.order input[value="${word}"]`);
		await page.locator(".order li [data-grip]").first().scrollIntoViewIfNeeded();
		const grip = await page.locator(".order li [data-grip]").first().boundingBox();
		const target = await page.locator(`.order input[value="email"]`).boundingBox();
		await page.mouse.move(grip.x + 4, grip.y + 8);
		await page.mouse.down();
		await page.mouse.move(grip.x + 4, target.y + target.height + 12, { steps: 6 });
		await page.mouse.up();
		assert.deepEqual(await chosen(page), ["email", "id", own]);
		await submit(page);
		await page.waitForSelector("#job[data-job=done] a[download]");
		const file = await download(page);
		assert.equal(file.rows[0], "email,id,Name");
		assert.equal(file.rows.length, 4);
		assert.match(file.rows[1], /,"?[^,]+, [^,]+"$/);
		// The next export begins with the same choice.
		await page.goto(`${given.origin}/admin/exports/new`);
		assert.deepEqual(await chosen(page), ["email", "id", own]);
		// Whoever exported three has not had the others.
		assert.match(await page.textContent(".field:has(input[value=new])"), /You have never exported all/);
		await page.check("input[name=whom][value=all]");
		await submit(page);
		await page.waitForSelector("#job[data-job=done] a[download]");
		await page.goto(`${given.origin}/admin/exports/new`);
		assert.match(await page.textContent(".field:has(input[value=new])"), /Your last export began/);
	},

	async "columns are moved and files made without script, as XLSX and JSON Lines too"({ open, given }) {
		const page = await enter(open, given, "/admin/exports/new?filter=vip:yes", { script: false });
		await page.click("button[value=usual]");
		assert.equal((await chosen(page))[0], "id");
		await column(page, "id").locator("button[name=down]").click();
		assert.equal((await chosen(page))[1], "id");
		await page.click("button[value=every]");
		assert.ok((await chosen(page)).length > 60);
		for (const [format, type] of [["xlsx", /spreadsheetml/], ["jsonl", /jsonl/]]) {
			await page.selectOption("select[name=format]", format);
			await submit(page);
			for (let tries = 0; tries < 200 && !(await page.locator("a[download]").count()); tries++) await page.reload();
			const address = await page.locator("a[download]").getAttribute("href");
			const answer = await page.request.get(given.origin + address, { headers: { Range: "bytes=0-3" } });
			assert.equal(answer.status(), 206);
			assert.match(answer.headers()["content-type"], type);
			assert.match(answer.headers()["cache-control"], /no-store/);
			await page.goto(`${given.origin}/admin/exports/new?filter=vip:yes`);
		}
	},

	async "a backup holds what is known of exports, and not their files"({ open, given }) {
		const page = await enter(open, given, "/admin/exports");
		assert.ok((await page.locator("a[download]").count()) > 0);
		const backup = join(given.folder, "kept.backup");
		given.run(["backup", backup]);
		const names = execFileSync("tar", ["--list", "--file", backup], { encoding: "utf8" });
		assert.match(names, /^database/m);
		assert.doesNotMatch(names, /exports/);
	},

	"exports have no violation on phones, in the dark, in German and Malay": onlyLooks(async ({ open, given }) => {
		const page = await enter(open, given, "/admin/exports");
		for (const [language, word] of [["de", "Exporte"], ["ms", "Eksport"]]) {
			await speak(page, given.origin, language);
			await page.goto(`${given.origin}/admin/exports`);
			assert.equal((await page.textContent("h1")).trim(), word);
			await judgeLooks(page, `exports-list-${language}`);
			await page.goto(`${given.origin}/admin/exports/new?filter=vip:yes`);
			await judgeLooks(page, `exports-new-${language}`);
			await page.goto(`${given.origin}/admin/exports`);
			await page.locator("[data-open]").first().click();
			await page.waitForSelector("#job");
			await judgeLooks(page, `exports-one-${language}`);
		}
		await speak(page, given.origin, "en");
	}),
};
