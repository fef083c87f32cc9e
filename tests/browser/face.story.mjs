// From the example shop, with the public openid-client, into an account that is not there yet, and back: on pages and by letters
// that are the shop's, in three languages; and how such pages look in a colour that is hard to read.
import { strict as assert } from "node:assert";
import { judgeLooks, onlyLooks } from "./browser.mjs";
import { letterTo, startWithMail, stopWithMail, useMail } from "./mail_peer.mjs";
import { startShop } from "./shop_peer.mjs";

const password = "three small boats", another = "four green lanterns";
const words = {
	en: { back: "Back to Batik House", legal: "Imprint" },
	ms: { back: "Kembali ke Batik House", legal: "Maklumat penerbit" },
	de: { back: "Zurück zu Batik House", legal: "Impressum" },
};

export async function before({ browser }) {
	const server = await startWithMail({ options: ["--webhook-allow", "127.0.0.0/8 ::1"] });
	const page = await browser.newPage();
	await useMail(page, server);
	const shop = await startShop(page, server);
	const csrf = await page.locator("input[name=csrf]").first().getAttribute("value");
	const changed = await page.request.fetch(`${server.origin}/api/v1/channels/1`, {
		method: "PATCH",
		headers: { "X-CSRF-Token": csrf },
		data: { name: "Batik House", colour: "#ffcc00", sender: "hello@batik.example", storefront: `${shop.at}/`, imprint: `${shop.at}/imprint`, privacy: `${shop.at}/privacy` },
	});
	assert.equal(changed.status(), 200, await changed.text());
	await page.close();
	return Object.assign(server, { shop, at: shop.at });
}

export async function after(given) {
	given.shop.stop();
	await stopWithMail(given);
}

// On the shop's page for signing in, in that language.
async function goToSignIn(page, given, code) {
	await page.goto(`${given.at}/`);
	await Promise.all([page.waitForURL(`${given.origin}/login?**`), page.click("a[href='/login']")]);
	if (await page.evaluate((wanted) => document.documentElement.lang === wanted, code)) return;
	await page.click(`footer button[value=${code}]`);
	await page.waitForFunction((wanted) => document.documentElement.lang === wanted, code);
}

async function expectFace(page, given, code) {
	assert.equal(await page.textContent("header .brand bdi"), "Batik House");
	assert.equal(await page.getAttribute("header a.end", "href"), `${given.at}/`);
	assert.equal((await page.textContent("header a.end")).trim(), words[code].back);
	assert.equal(await page.textContent("footer nav a"), words[code].legal);
}

async function signInAndArrive(page, given, login, chosen) {
	await page.waitForURL(`${given.origin}/login?**`);
	await page.fill("#name", login);
	await page.fill("#password", chosen);
	await Promise.all([page.waitForURL(`${given.at}/`), page.click("main button.pri")]);
	assert.equal(await page.textContent("#who"), "Farah");
}

const tell = (code) => async ({ open, given }) => {
	const login = `farah-${code}@x.example`;
	const page = await open(given.origin, { beside: given.at, script: code !== "en" || undefined });
	await goToSignIn(page, given, code);
	await expectFace(page, given, code);
	await Promise.all([page.waitForURL(`${given.origin}/register?**`), page.click("main a[href^='/register']")]);
	await expectFace(page, given, code);
	await page.fill("#email", login);
	await page.fill("#password", password);
	await page.fill("#first_name", "Farah");
	await Promise.all([page.waitForURL(`${given.origin}/register/sent?**`), page.click("main button.pri")]);
	await expectFace(page, given, code);
	const { link, text } = await letterTo(given, login, "/register/confirm/");
	assert.match(text, /^From: .*Batik House/m);
	assert.match(text, /^Reply-To: .*hello@batik\.example/m);
	assert.match(text, new RegExp(`^Content-Language: ${code}`, "m"));
	await page.goto(given.origin + link);
	await expectFace(page, given, code);
	await page.fill("#password", password);
	await page.click("main form:not(details form) button.pri");
	await signInAndArrive(page, given, login, password);
	// Out, and the password forgotten.
	await Promise.all([page.waitForURL(`${given.at}/`), page.click("form button")]);
	await goToSignIn(page, given, code);
	await Promise.all([page.waitForURL(`${given.origin}/login/forgotten?**`), page.click("main a[href^='/login/forgotten']")]);
	await page.fill("#name", login);
	await Promise.all([page.waitForURL(`${given.origin}/login/forgotten/sent?**`), page.click("main button.pri")]);
	await expectFace(page, given, code);
	const reset = await letterTo(given, login, "/login/reset/");
	assert.match(reset.text, /^From: .*Batik House/m);
	await page.goto(given.origin + reset.link);
	await expectFace(page, given, code);
	await page.fill("#password", another);
	await page.click("main button.pri");
	await signInAndArrive(page, given, login, another);
};

export const stories = {
	"sent by a shop, registered, confirmed by its letter, back at the shop; the password forgotten, and back again": tell("en"),
	"the same in Malay": tell("ms"),
	"the same in German": tell("de"),

	"pages in a shop's colour have no violation, in three languages, on a phone and in the dark": onlyLooks(async ({ open, given }) => {
		for (const code of ["en", "ms", "de"]) {
			const page = await open(given.origin, { beside: given.at });
			const see = (what) => judgeLooks(page, `face-${what}-${code}`, code === "en" ? undefined : ["phone light"]);
			await goToSignIn(page, given, code);
			await see("login");
			await page.click("main a[href^='/register']");
			await see("register");
			await page.goto(`${given.origin}/login/forgotten?channel=shop`);
			await see("forgotten");
		}
	}),
};
