// Access and contacts on the customer's page: windows over it, the same pages without script, three languages.
import { strict as assert } from "node:assert";
import { expectStatus, judge, judgeLooks, onlyLooks } from "./browser.mjs";
import { signIn, speak, spoken, startServer } from "./server.mjs";

export const before = () => startServer({ customers: 12 });
export const after = (server) => server.stop();

// Changes names in each language, as words.md has them.
const languages = { en: ["Block", "Suspend"], ms: ["Sekat", "Gantung"], de: ["Sperren", "Aussetzen"] };

// From the window over the customer's page; `fill` fills the form in.
async function inWindow(page, link, fill) {
	await page.locator(link).first().click();
	const box = page.locator("dialog.box[open]");
	await box.waitFor();
	await fill?.(box);
	await Promise.all([page.waitForNavigation(), box.locator(".foot-f button").first().click()]);
}

const posted = (page, selector) => Promise.all([page.waitForNavigation(), page.click(selector)]);

export const stories = {
	async "staff block, suspend and activate in windows, in three languages"({ open, given }) {
		const page = await open(given.origin);
		await signIn(page, given.origin);
		for (const code of spoken) {
			const [block, suspend] = languages[code];
			await speak(page, given.origin, code);
			const customer = `${given.origin}/admin/customers/5`;
			await page.goto(`${customer}/block`);
			assert.match(await page.textContent("main h1"), new RegExp(block));
			await judge(page, `access-block-${code}`);
			await page.goto(`${customer}/suspend`);
			assert.match(await page.textContent("main h1"), new RegExp(suspend));
			await judge(page, `access-suspend-${code}`);
			await page.goto(customer);
			await inWindow(page, "#access a[href$='/block']", async (box) => {
				await box.locator("[name=reason]").fill("Chargebacks");
				await judge(page, `access-block-window-${code}`);
			});
			assert.match(await page.textContent("main"), /Chargebacks/);
			await judge(page, `access-blocked-${code}`);
			await inWindow(page, "#access a[href$='/unblock']");
			await inWindow(page, "#access a[href$='/suspend']", (box) => box.locator("[name=until]").fill("2099-05-03"));
			assert.match(await page.textContent("main"), /2099/);
			await inWindow(page, "#access a[href$='/lift-suspension']");
			await inWindow(page, "#access a[href$='/switch-off']");
			await page.goto(`${customer}/activate`);
			await judge(page, `access-activate-${code}`);
			await posted(page, ".foot-f button");
			assert.equal(await page.locator("#access a[href$='/switch-on']").count(), 0);
		}
		await speak(page, given.origin, "en");
	},

	async "what is wrong with a suspension is said in the window"({ open, given }) {
		const page = await open(given.origin);
		expectStatus(page, 422);
		await signIn(page, given.origin);
		await page.goto(`${given.origin}/admin/customers/6`);
		await page.locator("#access a[href$='/suspend']").click();
		const box = page.locator("dialog.box[open]");
		const ticked = box.locator("[name=functions]:checked");
		await ticked.first().waitFor();
		while ((await ticked.count()) > 0) await ticked.first().uncheck();
		await box.locator(".foot-f button").first().click();
		await box.locator(".wrongs").waitFor();
		await judge(page, "access-suspend-wrong");
	},

	async "blocking needs no script"({ open, given }) {
		const page = await open(given.origin, { script: false, size: "phone" });
		await signIn(page, given.origin);
		await page.goto(`${given.origin}/admin/customers/7`);
		await posted(page, "#access a[href$='/block']");
		await page.fill("[name=message]", "Please call us.");
		await posted(page, ".foot-f button");
		assert.match(await page.textContent("main"), /Please call us/);
	},

	async "e-mails, phones and addresses are kept in windows (1-A6, 1-A11, 3-A1, 3-A2, 3-A3)"({ open, given }) {
		const page = await open(given.origin);
		await signIn(page, given.origin);
		await page.goto(`${given.origin}/admin/customers/8`);
		await inWindow(page, "#emails a[href$='/emails/new']", (box) => box.locator("[name=address]").fill("second@window.example"));
		assert.match(await page.textContent("#emails"), /second@window\.example/);
		await inWindow(page, "#phones a[href$='/phones/new']", (box) => box.locator("[name=number]").fill("+60 12-345 6789"));
		assert.equal(await page.locator("#phones a[href='https://wa.me/60123456789']").count(), 1);
		await page.locator("#addresses a[href$='/addresses/new']").click();
		const box = page.locator("dialog.box[open]");
		await box.locator("[name=country]").selectOption("MY");
		await box.locator("[name=line1]").fill("12 Lebuh Armenian");
		await box.locator("[name=reshape]").click();
		await box.locator("select[name=state]").selectOption("MY-07");
		assert.equal(await box.locator("[name=line1]").inputValue(), "12 Lebuh Armenian");
		await box.locator("[name=city]").fill("George Town");
		await judge(page, "contacts-address-window");
		await Promise.all([page.waitForNavigation(), box.locator(".foot-f button").first().click()]);
		assert.match(await page.textContent("#addresses"), /Lebuh Armenian/);
		await judge(page, "contacts-profile");
	},

	"forms of contacts have no violation in any look": onlyLooks(async ({ open, given }) => {
		const page = await open(given.origin);
		await signIn(page, given.origin);
		for (const kind of ["emails", "phones", "addresses", "tax-ids"]) {
			await page.goto(`${given.origin}/admin/customers/9/${kind}/new`);
			await judgeLooks(page, `contacts-${kind}`);
		}
		await page.goto(`${given.origin}/admin/customers/9`);
		await judgeLooks(page, "contacts-customer");
	}),
};
