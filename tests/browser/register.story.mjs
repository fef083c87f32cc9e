// From nobody to a customer: registering, the letter, confirming, waiting for approval, signing in, a forgotten password; in
// three languages, on a phone, without script.
import { strict as assert } from "node:assert";
import { expectStatus, judgeLooks, onlyLooks, takePicture } from "./browser.mjs";
import { letterTo, startWithMail, stopWithMail, useMail } from "./mail_peer.mjs";
import { signIn } from "./server.mjs";

const password = "three small boats", another = "four green lanterns";

export const before = () => startWithMail({ customers: 50 });
export const after = stopWithMail;

async function speakPublic(page, code) {
	await page.click(`footer button[value=${code}]`);
	await page.waitForFunction((wanted) => document.documentElement.lang === wanted, code);
}

async function register(page, origin, address, type) {
	await page.goto(`${origin}/register${type ? `?type=${type}` : ""}`);
	await page.fill("#email", address);
	await page.fill("#password", password);
	await page.fill("#first_name", "Farah");
	await page.click("main button.pri");
	await page.waitForURL("**/register/sent");
}

export const stories = {
	async "without script on a phone: registered, confirmed by the letter, in; the password forgotten and chosen anew (4-C1 4-C6)"({ open, given }) {
		await useMail(await open(given.origin), given);
		const page = await open(given.origin, { size: "phone", script: false });
		await page.goto(`${given.origin}/login`);
		await page.click("a[href='/register']");
		await page.waitForURL("**/register");
		await register(page, given.origin, "farah@x.example");
		const { link } = await letterTo(given, "farah@x.example", "/register/confirm/");
		await page.goto(given.origin + link);
		await page.fill("#password", password);
		await page.click("main form:not(details form) button.pri");
		await page.waitForURL("**/login");
		await page.click("a[href='/login/forgotten']");
		await page.waitForURL("**/login/forgotten");
		await page.fill("#name", "farah@x.example");
		await page.click("main button.pri");
		await page.waitForURL("**/sent");
		const reset = await letterTo(given, "farah@x.example", "/login/reset/");
		await page.goto(given.origin + reset.link);
		await page.fill("#password", another);
		await page.click("main button.pri");
		await page.waitForURL("**/login");
		await page.fill("#name", "farah@x.example");
		await page.fill("#password", another);
		await page.click("main button.pri");
		await page.waitForURL("**/account");
		assert.match(await page.textContent("h1"), /Farah/);
	},

	async "a type asks whether one wants news: staff choose it, who registers ticks it, the link in the letter confirms it (2-Z1)"({ open, given }) {
		const staff = await open(given.origin);
		await useMail(staff, given);
		await staff.goto(`${given.origin}/admin/settings/types/new`);
		await staff.fill("input[name=name]", "Newsreaders");
		await staff.check("input[name=registration]");
		await staff.check("input[name=shown_fields][value=newsletter]");
		assert.equal(await staff.locator("input[name=required_fields][value=newsletter]").count(), 0);
		await Promise.all([staff.waitForNavigation(), staff.click("main form button.pri")]);
		const page = await open(given.origin, { script: false });
		await page.goto(`${given.origin}/register?type=newsreaders`);
		assert.equal(await page.isChecked("input[name=newsletter]"), false);
		await page.check("input[name=newsletter]");
		await page.fill("#email", "nora@x.example");
		await page.fill("#password", password);
		await page.fill("#first_name", "Nora");
		await page.click("main button.pri");
		await page.waitForURL("**/register/sent");
		const { link } = await letterTo(given, "nora@x.example", "/register/confirm/");
		await page.goto(given.origin + link);
		await page.fill("#password", password);
		await page.click("main form:not(details form) button.pri");
		await page.waitForURL("**/login");
		await staff.goto(`${given.origin}/admin/customers?filter=${encodeURIComponent("consent:confirmed email:nora@x.example")}`);
		assert.match(await staff.textContent("main"), /Nora/);
	},

	async "a type asks for phone and address, by the country's form, and staff see them (2-Z1 4-C2)"({ open, given }) {
		const office = await open(given.origin);
		await useMail(office, given);
		await office.goto(`${given.origin}/admin/settings/types`);
		await office.click("li[data-label] a.b >> nth=0");
		await office.check("input[name=required_fields][value=address]", { force: true });
		await office.check("input[name=shown_fields][value=phone]", { force: true });
		await Promise.all([office.waitForNavigation(), office.click("main form button.pri")]);
		const page = await open(given.origin, { size: "phone", locale: "de-DE" });
		await page.goto(`${given.origin}/register`);
		await speakPublic(page, "de");
		await page.fill("#email", "reached@x.example");
		await page.fill("#password", password);
		await page.fill("#first_name", "Jonas");
		await page.fill("#last_name", "Ahlers");
		await page.selectOption("[name=address_country]", "DE");
		await page.click("button[name=reshape]");
		await page.waitForFunction(() => !document.querySelector("[name=address_state]"), null, { polling: 50 }); // Germany writes no state
		assert.equal(await page.inputValue("#password"), password, "what else was typed stays");
		assert.equal(await page.inputValue("[name=address_country]"), "DE");
		assert.equal(await page.locator(".wrongs, [role=alert]").count(), 0, "nothing is wrong with what was not sent");
		await judgeLooks(page, "register-reached", ["phone light", "desktop dark"]);
		await page.fill("[name=phone]", "0151 23456789");
		await page.fill("[name=address_line1]", "Obernstraße 5");
		await page.fill("[name=address_postcode]", "28195");
		await page.fill("[name=address_city]", "Bremen");
		await page.press("[name=address_city]", "Enter");
		await page.waitForURL("**/register/sent");
		await office.goto(`${given.origin}/admin/customers?q=${encodeURIComponent("reached@x.example")}`);
		await office.click("tbody a[href*='/admin/customers/'] >> nth=0");
		await office.waitForURL(/customers\/\d+/);
		assert.match(await office.innerText("#addresses"), /Jonas Ahlers\s+Obernstraße 5\s+28195 Bremen/);
		assert.equal(await office.locator("#phones a[href='https://wa.me/4915123456789']").count(), 1);
		await office.goto(`${given.origin}/admin/settings/types`);
		await office.click("li[data-label] a.b >> nth=0");
		await office.uncheck("input[name=required_fields][value=address]", { force: true });
		await office.uncheck("input[name=shown_fields][value=phone]", { force: true });
		await Promise.all([office.waitForNavigation(), office.click("main form button.pri")]);
	},

	"the pages of registering and of links have no violation, in three languages, on a phone and in the dark": onlyLooks(async ({ open, given }) => {
		await useMail(await open(given.origin), given);
		for (const code of ["de", "ms", "en"]) {
			const page = await open(given.origin);
			const see = (what) => judgeLooks(page, `register-${what}-${code}`, code === "en" ? undefined : ["phone light"]);
			expectStatus(page, 404);
			expectStatus(page, 422);
			await page.goto(`${given.origin}/login`);
			await speakPublic(page, code);
			await see("login");
			await page.goto(`${given.origin}/register`);
			await see("form");
			await page.fill("#email", `${code}@x.example`);
			await page.fill("#password", "short");
			await page.click("main button.pri");
			await page.waitForSelector("[role=alert]");
			await see("wrong");
			await register(page, given.origin, `${code}@x.example`);
			await see("sent");
			const { link } = await letterTo(given, `${code}@x.example`, "/register/confirm/");
			await page.goto(given.origin + link);
			await page.click("details summary");
			await see("confirm");
			await page.goto(`${given.origin}/register/confirm/nothing`);
			await see("gone");
			await page.goto(`${given.origin}/register/again`);
			await see("again");
			await page.goto(`${given.origin}/login/forgotten`);
			await see("forgotten");
			await page.goto(`${given.origin}/login/forgotten/sent`);
			await see("forgotten-sent");
		}
		const office = await open(given.origin);
		await signIn(office, given.origin);
		await office.goto(`${given.origin}/admin/customers?q=${encodeURIComponent("de@x.example")}`);
		await office.goto(`${given.origin}/admin/outbox?who=de@x.example`);
		await office.click("table.log a");
		await office.goto(`${office.url()}/letter`);
		await takePicture(office, "register-letter-de");
	}),
};
