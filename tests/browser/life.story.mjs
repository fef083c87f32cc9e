// The whole life of an account, in three languages: from the shop to a registration, confirmed by the letter, approved by the
// office, in at both, edited, blocked and refused in both with the office's message, open again, partly suspended until
// that lifts itself, with a forgotten password, closed, and back.
import { strict as assert } from "node:assert";
import { expectStatus } from "./browser.mjs";
import { letterTo, startWithMail, stopWithMail, useMail } from "./mail_peer.mjs";
import { signIn, spoken } from "./server.mjs";
import { isSignedInAtShop, signInAtShop, startShop, untilSignedOutAtShop } from "./shop_peer.mjs";

const password = "three small boats", another = "four green lanterns";

export async function before({ browser }) {
	const server = await startWithMail({ options: ["--webhook-allow", "127.0.0.0/8 ::1"] });
	const page = await browser.newPage();
	const shop = await startShop(page, server);
	await useMail(page, server);
	const post = await poster(page, server.origin);
	const type = await post("/api/v1/types", { word: "trade", name: "Trade", approval: true, registration: true });
	assert.equal(type.status(), 201, await type.text());
	return Object.assign(server, { page, shop, at: shop.at, post });
}

export async function after(server) {
	await server.page.close();
	server.shop.stop();
	await stopWithMail(server);
}

// The office acts through the API with its own session.
async function poster(page, origin) {
	await signIn(page, origin);
	const csrf = await page.locator("input[name=csrf]").first().getAttribute("value");
	return (path, data) => page.request.post(`${origin}${path}`, { headers: { "X-CSRF-Token": csrf }, data });
}

async function act(given, id, verb, data = {}) {
	const answer = await given.post(`/api/v1/customers/${id}/${verb}`, data);
	assert.equal(answer.status(), 200, await answer.text());
}

async function signInHere(page, { origin }, login, word) {
	await page.goto(`${origin}/login`);
	await page.fill("#name", login);
	await page.fill("#password", word);
	await page.click("main button.pri");
}

async function register(page, given, login) {
	await page.goto(`${given.at}/`);
	await page.click("a[href='/login']");
	await page.click("a[href^='/register']");
	await page.waitForURL(/\/register\?/);
	await page.click("nav a[href*='type=trade']");
	await page.waitForURL(/type=trade/);
	await page.fill("#email", login);
	await page.fill("#password", password);
	await page.fill("#first_name", "Farah");
	await page.click("main button.pri");
	await page.waitForURL(/\/register\/sent/);
	const { link } = await letterTo(given, login, "/register/confirm/");
	await page.goto(given.origin + link);
	await page.fill("#password", password);
	await page.click("main form:not(details form) button.pri");
}

async function live(open, given, code) {
	const login = `farah.${code}@x.example`;
	const message = { en: "Please call us.", ms: "Sila hubungi kami.", de: "Bitte ruf uns an." }[code];
	const page = await open(given.origin, { locale: code, beside: given.at });
	expectStatus(page, 403);
	expectStatus(page, 422);
	await register(page, given, login);
	assert.equal(await page.evaluate(() => document.documentElement.lang), code);
	const found = await given.page.request.get(`${given.origin}/api/v1/customers?filter=${encodeURIComponent(`email:"${login}"`)}`);
	const [{ id, status }] = (await found.json()).data;
	assert.equal(status, "pending");
	await signInHere(page, given, login, password);
	assert.equal(new URL(page.url()).pathname, "/login");
	assert.equal(await page.locator("main form").count(), 0, "what comes next is told, not asked again");

	await act(given, id, "approve", { mail: true });
	await signInAtShop(page, given, login, password);
	await page.goto(`${given.origin}/account`);
	assert.match(await page.textContent("h1"), /Farah/);

	await page.click("a[href='/account/person']");
	await page.fill("#last_name", "Aziz");
	await page.click("main button.pri");
	await page.waitForURL("**/account");
	await given.page.goto(`${given.origin}/admin/customers/${id}`);
	assert.match(await given.page.textContent("h1"), /Farah Aziz/);

	await act(given, id, "block", { message, reason: "Chargebacks" });
	await untilSignedOutAtShop(page, given);
	await page.goto(`${given.origin}/account`);
	assert.equal(new URL(page.url()).pathname, "/login");
	for (const begin of [() => signInHere(page, given, login, password), () => signInAtShopInVain(page, given, login)]) {
		await begin();
		const said = await page.textContent("main");
		assert.ok(said.includes(message), said);
		assert.ok(!said.includes("Chargebacks"));
	}
	await act(given, id, "unblock");
	await signInAtShop(page, given, login, password);

	await act(given, id, "suspend", { functions: ["spending", "help_centre"], until: new Date(Date.now() + 6000).toISOString() });
	await page.goto(`${given.origin}/account`);
	assert.equal(await page.locator("main .sign .tag").count(), 2);
	for (let tries = 0; (await page.locator("main .sign .tag").count()) > 0; tries++) {
		assert.ok(tries < 60, "it has not lifted itself");
		await new Promise((done) => setTimeout(done, 500));
		await page.goto(`${given.origin}/account`);
	}
	assert.ok(await isSignedInAtShop(page, given));

	await page.goto(`${given.origin}/login/forgotten`);
	await page.fill("#name", login);
	await page.click("main button.pri");
	await page.waitForURL("**/sent");
	await page.goto(given.origin + (await letterTo(given, login, "/login/reset/")).link);
	await page.fill("#password", another);
	await page.click("main button.pri");
	await page.waitForURL("**/login");
	await untilSignedOutAtShop(page, given);
	await signInHere(page, given, login, another);
	await page.waitForURL("**/account");

	await page.goto(`${given.origin}/account/close`);
	await page.fill("#old", another);
	await page.click("main button.red");
	await page.waitForURL("**/account-closed?mailed=yes");
	await signInHere(page, given, login, another);
	assert.equal(new URL(page.url()).pathname, "/login", "a closed account lets nobody in");
	await page.goto(given.origin + (await letterTo(given, login, "/come-back/")).link);
	await page.click("main form button");
	await signInHere(page, given, login, another);
	await page.waitForURL("**/account");
	assert.match(await page.textContent("h1"), /Farah Aziz/);
}

async function signInAtShopInVain(page, given, login) {
	await page.goto(`${given.at}/`);
	await page.click("a[href='/login']");
	await page.fill("input[name=name]", login);
	await page.fill("input[name=password]", password);
	await page.click("main button.pri");
}

const languages = { en: "in English", ms: "in Malay", de: "in German" };

export const stories = Object.fromEntries(
	spoken.map((code) => [
		`${languages[code]} an account comes, is kept out, let in again, closed and opened anew, at the shop and here (4-C1 4-C4 4-C5 4-C6 4-X1 4-X2 4-X3)`,
		({ open, given }) => live(open, given, code),
	]),
);
