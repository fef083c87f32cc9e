// Notes, follow-ups, pictures, files and the audit log, as people meet them: every look, three languages, without script.
import { strict as assert } from "node:assert";
import { expectStatus, judge, judgeLooks, onlyLooks } from "./browser.mjs";
import { png } from "./pictures.mjs";
import { signIn, startServer } from "./server.mjs";

export const before = () => startServer();
export const after = (server) => server.stop();

const day = (from) => new Date(Date.now() + from * 86400000).toISOString().slice(0, 10);

// The sample customer that every new installation has.
async function openCustomer(page, origin) {
	await page.goto(`${origin}/admin/customers/1`);
	return page.url();
}

async function addNote(page, origin, { body, followUp, pinned = false }) {
	await page.goto(`${origin}/admin/customers/1/notes`);
	await page.fill("textarea[name=body]", body);
	if (followUp) await page.fill("input[name=follow_up]", followUp);
	if (pinned) await page.check("input[name=pinned]");
	await Promise.all([page.waitForURL("**/admin/customers/1#notes"), page.click("main form:has(textarea) button")]);
}

export const stories = {
	async "a note is written on the profile, without script, and stays as it was typed (1-A13)"({ open, given }) {
		const page = await open(given.origin, { script: false });
		await signIn(page, given.origin);
		await openCustomer(page, given.origin);
		await page.click("#notes summary.btn");
		await page.fill("#notes textarea[name=body]", "  Prefers calls\n\n\tafter six");
		await Promise.all([page.waitForURL("**/admin/customers/1#notes"), page.click("#notes form:has(textarea) button")]);
		assert.equal(await page.locator("#notes .words").first().textContent(), "  Prefers calls\n\n\tafter six");
	},

	async "a follow-up turns up, and is ticked off without script (1-A15)"({ open, given }) {
		const page = await open(given.origin, { script: false });
		await signIn(page, given.origin);
		await addNote(page, given.origin, { body: "Send the samples, @Daniel Lim", followUp: day(-3) });
		await addNote(page, given.origin, { body: "Ask about the spring range", followUp: day(0), pinned: true });
		await addNote(page, given.origin, { body: "Renew the frame contract", followUp: day(20) });
		await page.goto(`${given.origin}/admin/follow-ups`);
		assert.match(await page.locator("main").textContent(), /Send the samples/);
		await Promise.all([page.waitForURL("**/admin/follow-ups?state=overdue*"), page.click("main li button")]);
		assert.doesNotMatch(await page.locator("main").textContent(), /Send the samples/);
		await page.goto(`${given.origin}/admin/follow-ups?state=done`);
		assert.match(await page.locator("main").textContent(), /Send the samples/);
	},

	async "a picture is set and shown, and something else is refused with words (1-D2)"({ open, given }) {
		const page = await open(given.origin);
		expectStatus(page, "422");
		await signIn(page, given.origin);
		await page.goto(`${given.origin}/admin/customers/1/files`);
		await page.setInputFiles("input[name=picture]", { name: "me.png", mimeType: "image/png", buffer: Buffer.from("<svg onload='alert(1)'/>") });
		await page.click("form:has(input[name=picture]) button");
		await page.waitForSelector(".wrongs");
		await judge(page, "files-wrong");
		await page.setInputFiles("input[name=picture]", { name: "me.png", mimeType: "image/png", buffer: png(300) });
		await Promise.all([page.waitForURL("**/admin/customers/1#files"), page.click("form:has(input[name=picture]) button")]);
		// The picture at the top loads when it comes into view; the page stands at the files.
		await page.locator(".av img").first().scrollIntoViewIfNeeded();
		const width = await page.locator(".av img").first().evaluate((image) => image.decode().then(() => image.naturalWidth));
		assert.equal(width, 300);
		await page.goto(`${given.origin}/admin/customers/1/files`);
		await page.setInputFiles("input[name=file]", { name: "contract <b>.html", mimeType: "text/html", buffer: Buffer.from("<script>alert(1)</script>") });
		await Promise.all([page.waitForURL("**/admin/customers/1#files"), page.click("form:has(input[name=file]) button")]);
		const [download] = await Promise.all([page.waitForEvent("download"), page.click("#files a[href^='/admin/files/']")]);
		assert.equal(download.suggestedFilename().endsWith(".html"), true);
	},

	"the pages have no violation in any look": onlyLooks(async ({ open, given }) => {
		const page = await open(given.origin);
		await signIn(page, given.origin);
		for (const [name, path] of [["follow-ups", "/admin/follow-ups"], ["follow-ups-later", "/admin/follow-ups?state=later"], ["notes", "/admin/customers/1/notes"], ["files", "/admin/customers/1/files"], ["audit", "/admin/audit"], ["audit-entry", "/admin/audit/1"], ["profile-notes", "/admin/customers/1"]]) {
			await page.goto(given.origin + path);
			await judgeLooks(page, name);
		}
		await page.goto(`${given.origin}/admin/customers/1/notes`);
		await page.locator("a[href*='/notes/']").first().click();
		await page.waitForSelector("input[name=version]", { state: "attached" });
		await judgeLooks(page, "note");
	}),

	"the pages speak three languages (5-Z1)": onlyLooks(async ({ open, given }) => {
		const page = await open(given.origin);
		await signIn(page, given.origin);
		const heads = new Set();
		for (const code of ["de", "ms", "en"]) {
			await page.goto(`${given.origin}/admin/profile`);
			await page.click(".account summary");
			await Promise.all([page.waitForURL("**/admin/profile"), page.click(`.account button[value=${code}]`)]);
			await page.waitForFunction((wanted) => document.documentElement.lang === wanted, code);
			for (const [name, path] of [["follow-ups", "/admin/follow-ups"], ["notes", "/admin/customers/1/notes"], ["files", "/admin/customers/1/files"], ["audit", "/admin/audit"]]) {
				await page.goto(given.origin + path);
				heads.add(await page.locator("h1").textContent());
				await judge(page, `${name}-${code}`);
			}
		}
		assert.equal(heads.size, 12);
	}),
};
