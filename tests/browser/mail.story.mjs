// Mail as an owner meets it: the server is entered, a test letter goes, the outbox says what became of it.
import { strict as assert } from "node:assert";
import { expectNoSideways, expectStatus, judge, judgeLooks, onlyLooks, sizes, takePicture } from "./browser.mjs";
import { giveAccount, typed } from "./customers.mjs";
import { letterTo, startWithMail, stopWithMail, useMail } from "./mail_peer.mjs";
import { signIn, speak } from "./server.mjs";

export const before = () => startWithMail();
export const after = stopWithMail;

export const stories = {
	async "without a mail server the pages say that nothing leaves"({ open, given }) {
		const page = await open(given.origin);
		await signIn(page, given.origin);
		await page.goto(`${given.origin}/admin/outbox`);
		assert.match(await page.textContent("main"), /Nothing leaves: there is no mail server/);
		await judge(page, "mail-outbox-empty");
		await page.goto(`${given.origin}/admin/settings/mail`);
		assert.match(await page.textContent("main"), /Nothing is mailed yet/);
		assert.equal(await page.locator("form[action$='/test']").count(), 0);
		await judge(page, "mail-settings-empty");
	},

	async "the server is entered, a test letter goes, and the outbox says what the server said"({ open, given }) {
		const page = await open(given.origin);
		await signIn(page, given.origin);
		await page.goto(`${given.origin}/admin/settings/mail`);
		await page.fill("#host", "localhost");
		await page.fill("#port", given.mailPort);
		await page.selectOption("#security", "none");
		expectStatus(page, "422");
		await page.click("form[action='/admin/settings/mail'] button.pri");
		await page.waitForSelector("#from_address[aria-invalid='true']");
		assert.equal(await page.inputValue("#host"), "localhost");
		await page.fill("#from_address", "shop@batik.example");
		await Promise.all([page.waitForSelector("form[action$='/test']"), page.click("form[action='/admin/settings/mail'] button.pri")]);
		await page.click("form[action$='/test'] button");
		await page.waitForURL(/\/admin\/outbox\/\d+$/);
		for (let i = 0; i < 40 && !/Kept as/.test(await page.textContent("main")); i++) {
			await page.waitForTimeout(250);
			await page.reload();
		}
		assert.match(await page.textContent("main"), /250 2\.0\.0 Kept as 000001/);
		await judge(page, "mail-letter");
	},

	async "a letter is put into own words while its preview follows"({ open, given }) {
		const page = await open(given.origin);
		await signIn(page, given.origin);
		await page.goto(`${given.origin}/admin/settings/mail/templates/staff_reset/en`);
		await page.fill("#subject", "Hello from us");
		await page.fill("#body", "Dear ");
		await page.click("[data-insert='{name}']");
		await page.locator("#preview", { hasText: "Dear Daniel Lim" }).waitFor();
		await page.locator("#preview", { hasText: "Without {link} nobody can do what this letter is for." }).waitFor();
		await page.click("[data-insert='{link}']");
		await page.locator("#preview .words a").waitFor();
		await judge(page, "mail-template");
		await Promise.all([page.waitForEvent("load"), page.click("form.card button.pri")]);
		assert.equal(await page.inputValue("#body"), "Dear {name}{link}");
	},

	async "whoever is blocked gets their data by a letter, in German, on a phone, in the dark"({ open, given }) {
		const office = await open(given.origin);
		await useMail(office, given);
		const dewi = await giveAccount(office, given, "dewi");
		assert.equal((await dewi.post(`/admin/customers/${dewi.id}/block`, { form: {} })).status(), 303);
		const page = await open(given.origin, { size: "phone", scheme: "dark", locale: "de-DE" });
		expectStatus(page, 403);
		await page.goto(`${given.origin}/login`);
		await page.fill("input[name=name]", dewi.login);
		await page.fill("input[name=password]", typed);
		await page.click("main button.pri");
		await page.locator("h1", { hasText: "Ihr Konto ist gesperrt." }).waitFor();
		await judge(page, "data-blocked");
		await page.click("main a[href='/login/data']");
		await judge(page, "data-asked");
		await page.fill("input[name=name]", dewi.login);
		await page.click("main button.pri");
		await page.waitForURL(`${given.origin}/login/data/sent`);
		await judge(page, "data-sent");
		const { link } = await letterTo(given, dewi.login, "/login/data-link/");
		await page.goto(given.origin + link);
		await judge(page, "data-link");
		const [download] = await Promise.all([page.waitForEvent("download"), page.click("main button.pri")]);
		assert.equal(download.suggestedFilename(), "my-data.zip");
		expectStatus(page, 404);
		await page.goto(given.origin + link);
		await judge(page, "data-gone");
	},

	"mail pages have no violation in any look, in German and Malay too; the letter is one without script": onlyLooks(async ({ open, given }) => {
		const page = await open(given.origin);
		await signIn(page, given.origin);
		for (const code of ["ms", "de", "en"]) {
			await speak(page, given.origin, code);
			await page.goto(`${given.origin}/admin/settings/mail`);
			await judgeLooks(page, `mail-settings-${code}`);
			await page.goto(`${given.origin}/admin/outbox`);
			await judgeLooks(page, `mail-outbox-${code}`);
		}
		await page.goto(`${given.origin}/admin/settings/mail/templates`);
		await judgeLooks(page, "mail-templates");
		await page.goto(`${given.origin}/admin/settings/mail/templates/staff_invitation/de`);
		await judgeLooks(page, "mail-template");
		await page.goto(`${given.origin}/admin/outbox`);
		await page.click("table.log a");
		await judgeLooks(page, "mail-letter");
		await page.goto(`${page.url()}/letter`);
		await takePicture(page, "mail-html");
		await page.setViewportSize(sizes.phone);
		await expectNoSideways(page, "mail-html");
		assert.equal(await page.locator("script").count(), 0);
	}),
};
