// Customers and what is theirs: what they change stands on staff's open page at once; in their language, on a phone.
import { strict as assert } from "node:assert";
import { expectNoViolations, judgeLooks, onlyLooks, takePicture } from "./browser.mjs";
import { signIn, startServer } from "./server.mjs";

export const before = () => startServer({ customers: 300 });
export const after = (server) => server.stop();

const typed = "typed by the office", chosen = "three small boats";

// Staff set a password; the customer comes in with it and chooses another.
async function enter(open, origin, number, look) {
	const office = await open(origin);
	await signIn(office, origin);
	await office.goto(`${origin}/admin/customers/${number}/password`);
	await office.fill("input[name=password]", typed);
	await office.click("form:has(input[name=password]) button");
	await office.waitForURL((url) => !url.pathname.endsWith("/password"));
	const { login } = await (await office.request.get(`${origin}/api/v1/customers/${number}`)).json();
	const page = await open(origin, look);
	await page.goto(`${origin}/login`);
	await page.fill("input[name=name]", login);
	await page.fill("input[name=password]", typed);
	await page.click("main button.pri");
	await page.fill("input[name=old]", typed);
	await page.fill("input[name=password]", chosen);
	await page.click("main button.pri");
	await page.waitForURL(`${origin}/account`);
	return { page, office };
}

async function speakPublic(page, code) {
	await page.click(`footer button[value=${code}]`);
	await page.waitForFunction((wanted) => document.documentElement.lang === wanted, code);
}

const send = (page) => page.click("main button.pri");

export const stories = {
	async "a customer changes their name, a phone and an address on a phone, and staff see it at once (4-C4 4-C5)"({ open, given: { origin } }) {
		const { page, office } = await enter(open, origin, 12, { size: "phone" });
		await office.goto(`${origin}/admin/customers/12`);
		await page.click("a[href='/account/person']");
		await page.fill("input[name=first_name]", "Aisyah");
		await page.fill("input[name=last_name]", "binti Osman");
		await send(page);
		await page.waitForURL(`${origin}/account`);
		await office.waitForSelector("[data-live-news]:not([hidden])");
		assert.match(await office.textContent("[data-live-say]"), /has changed this customer: Details changed\./);
		await office.click("[data-live-news] a");
		await office.waitForFunction(() => document.querySelector("h1").textContent.includes("Aisyah binti Osman"));
		await page.click("a[href='/account/phones/new']");
		await page.fill("input[name=number]", "+60 12-345 6789");
		await send(page);
		await page.click("a[href='/account/addresses/new']");
		await page.selectOption("select[name=country]", "MY");
		await page.click("button[name=reshape]");
		await page.fill("input[name=line1]", "12 Lebuh Armenian");
		await page.fill("input[name=city]", "George Town");
		await page.fill("input[name=postcode]", "10200");
		await page.selectOption("select[name=state]", "MY-07");
		await send(page);
		await page.waitForURL(`${origin}/account#addresses`);
		await office.reload();
		assert.match(await office.textContent("#addresses"), /12 Lebuh Armenian/);
		assert.match(await office.textContent("#phones"), /12-345 6789/);
	},

	async "in German: news is asked for, the data taken, the account closed, and staff see it"({ open, given: { origin } }) {
		const { page, office } = await enter(open, origin, 20, { size: "phone" });
		await speakPublic(page, "de");
		await page.click("nav.tabs a[href='/account/privacy']");
		await page.click("#consents button.pri");
		await page.waitForSelector("#consents .st:has-text('Wartet auf Ihren Klick')");
		await page.click("#download a.btn");
		await page.fill("input[name=old]", chosen);
		const [file] = await Promise.all([page.waitForEvent("download"), page.locator("main button.pri").evaluate((button) => button.click())]);
		assert.equal(file.suggestedFilename(), "my-data.zip");
		await page.goto(`${origin}/account/close`);
		await expectNoViolations(page, "close");
		await page.fill("input[name=old]", chosen);
		await page.click("main button.red");
		// With the channel behind it whose customer it is.
		await page.waitForURL((url) => url.pathname === "/account-closed");
		await expectNoViolations(page, "closed");
		await office.goto(`${origin}/admin/customers/20`);
		assert.match(await office.textContent("main"), /The customer has closed the account on/);
		assert.match(await office.textContent("#consents"), /Waiting for confirmation/);
		await expectNoViolations(office, "office");
		await takePicture(office, "own-closed-office");
	},

	"pages of one's own data have no violation, on a phone and in the dark": onlyLooks(async ({ open, given: { origin } }) => {
		const { page } = await enter(open, origin, 13);
		for (const code of ["de", "ms", "en"]) {
			await speakPublic(page, code);
			for (const path of ["", "/person", "/address", "/attributes", "/picture", "/privacy", "/download", "/close", "/phones/new", "/addresses/new"]) {
				await page.goto(`${origin}/account${path}`);
				await judgeLooks(page, `own${path.replaceAll("/", "-")}-${code}`, code === "en" ? undefined : ["phone light"]);
			}
		}
	}),
};
