// Customers at their own pages: signing in, being kept out, password and sessions; in three languages, on a phone, without
// script.
import { strict as assert } from "node:assert";
import { expectNoSideways, expectNoViolations, expectStatus, judgeLooks, onlyLooks, takePicture } from "./browser.mjs";
import { owner, signIn, speak, spoken, startServer } from "./server.mjs";

export const before = () => startServer({ customers: 300 });
export const after = (server) => server.stop();

const typed = "typed by the office", chosen = "three small boats";
const words = {
	en: { login: "Sign in", home: "My account", blocked: "Your account is blocked." },
	ms: { login: "Log masuk", home: "Akaun saya", blocked: "Akaun anda disekat." },
	de: { login: "Anmelden", home: "Mein Konto", blocked: "Ihr Konto ist gesperrt." },
};

// Staff set a password; the customer's login, as their page says it.
async function giveAccount(open, origin, number) {
	const page = await open(origin);
	await signIn(page, origin);
	await page.goto(`${origin}/admin/customers/${number}/password`);
	await page.fill("input[name=password]", typed);
	await Promise.all([page.waitForURL((url) => !url.pathname.endsWith("/password")), page.click("form:has(input[name=password]) button")]);
	const answer = await page.request.get(`${origin}/api/v1/customers/${number}`);
	return (await answer.json()).login;
}

async function enter(page, origin, login, password) {
	await page.goto(`${origin}/login`);
	await page.fill("input[name=name]", login);
	await page.fill("input[name=password]", password);
	await Promise.all([page.waitForEvent("load"), page.click("main button.pri")]);
}

async function choose(page) {
	await page.fill("input[name=old]", typed);
	await page.fill("input[name=password]", chosen);
	await Promise.all([page.waitForEvent("load"), page.click("main button.pri")]);
}

async function speakPublic(page, code) {
	await Promise.all([page.waitForEvent("load"), page.click(`footer button[value=${code}]`)]);
	await page.waitForFunction((wanted) => document.documentElement.lang === wanted, code);
}

export const stories = {
	async "a customer comes in with what staff set, chooses another password and is at home (3-X2)"({ open, given }) {
		const login = await giveAccount(open, given.origin, 12);
		const page = await open(given.origin, { size: "phone" });
		await page.goto(`${given.origin}/account/sessions`);
		assert.equal(new URL(page.url()).pathname, "/login");
		await enter(page, given.origin, login, typed);
		assert.equal(new URL(page.url()).pathname, "/account/password");
		await choose(page);
		assert.equal(new URL(page.url()).pathname, "/account");
		assert.ok((await page.textContent("main")).includes(login));
	},

	"where customers signed in stands on their page and on one of its own, in any look (0-D12 0-D13 0-D14)": onlyLooks(async ({ open, given }) => {
		for (const [size, scheme, code, word] of [["desktop", "light", "en", "Last login & IPs"], ["phone", "dark", "de", "Letzte Anmeldung & IPs"]]) {
			const page = await open(given.origin, { size, scheme });
			await signIn(page, given.origin);
			await speak(page, given.origin, code);
			await page.goto(`${given.origin}/admin/customers?filter=country:DE&sort=-last_login`);
			await page.locator("[data-open]").first().click();
			await page.waitForSelector("#sign_ins");
			assert.ok((await page.textContent("#sign_ins summary")).includes(word));
			assert.match(await page.textContent("#sign_ins"), /91\.0\.\d+\.\d+ · (Germany|Deutschland)/);
			await page.locator("#sign_ins").scrollIntoViewIfNeeded();
			await takePicture(page, `sign-ins-block-${size}`, { whole: false });
			await page.click("#sign_ins a.btn");
			await takePicture(page, `sign-ins-${size}`);
			await expectNoViolations(page);
			await expectNoSideways(page);
			await speak(page, given.origin, "en");
		}
	}),

	"customers' pages have no violation, in three languages, on a phone and in the dark": onlyLooks(async ({ open, given }) => {
		const login = await giveAccount(open, given.origin, 13);
		const page = await open(given.origin);
		expectStatus(page, 404);
		await page.goto(`${given.origin}/login`);
		for (const code of ["ms", "de", "en"]) {
			await speakPublic(page, code);
			assert.equal(await page.textContent("h1"), words[code].login);
			await judgeLooks(page, `account-login-${code}`);
		}
		await enter(page, given.origin, login, typed);
		await judgeLooks(page, "account-must-change");
		await choose(page);
		for (const path of ["/account", "/account/password", "/account/sessions", "/account/nowhere"]) {
			await page.goto(given.origin + path);
			for (const code of ["ms", "de", "en"]) {
				await speakPublic(page, code);
				await page.goto(given.origin + path);
				assert.ok((await page.textContent("nav.tabs")).includes(words[code].home));
				await judgeLooks(page, `account${path.replaceAll("/", "-")}-${code}`, code === "en" ? undefined : ["phone light"]);
			}
		}
	}),

	async "whoever is blocked is out at the next click, and is told why after the right password alone"({ open, given }) {
		const login = await giveAccount(open, given.origin, 18);
		const page = await open(given.origin), office = await open(given.origin);
		expectStatus(page, 403);
		expectStatus(page, 422);
		await enter(page, given.origin, login, typed);
		await choose(page);
		await signIn(office, given.origin, owner);
		await office.goto(`${given.origin}/admin/customers/18/block`);
		await office.fill("textarea[name=reason]", "chargebacks");
		await office.fill("textarea[name=message]", "Please call us.");
		await Promise.all([office.waitForURL((url) => !url.pathname.endsWith("/block")), office.click("main button.red")]);
		await page.click("nav.tabs a:last-child");
		await page.waitForURL((url) => url.pathname === "/login");
		for (const code of spoken) {
			await page.goto(`${given.origin}/login`);
			await speakPublic(page, code);
			await enter(page, given.origin, login, chosen);
			const said = await page.textContent("main");
			assert.ok(said.includes("Please call us.") && !said.includes("chargebacks"));
			await takePicture(page, `account-blocked-${code}`);
			await expectNoViolations(page, `blocked-${code}`);
			await enter(page, given.origin, login, "not the password");
			assert.ok(!(await page.textContent("main")).includes("Please call us."));
		}
	},

	async "without script: in, to the sessions, the other one ended, out"({ open, given }) {
		const login = await giveAccount(open, given.origin, 15);
		const page = await open(given.origin, { script: false }), other = await open(given.origin, { script: false });
		await enter(page, given.origin, login, typed);
		await choose(page);
		await enter(other, given.origin, login, chosen);
		await page.goto(`${given.origin}/account/sessions`);
		assert.equal(await page.locator("main li").count(), 2);
		await Promise.all([page.waitForEvent("load"), page.click("main li button")]);
		assert.equal(await page.locator("main li").count(), 1);
		await other.goto(`${given.origin}/account`);
		assert.equal(new URL(other.url()).pathname, "/login");
		await Promise.all([page.waitForEvent("load"), page.click("header form button")]);
		assert.equal(new URL(page.url()).pathname, "/login");
		await page.goto(`${given.origin}/account`);
		assert.equal(new URL(page.url()).pathname, "/login");
	},
};
