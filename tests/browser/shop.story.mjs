// The example shop, with the public openid-client, signs customers of a real server in: in, out, and kept out at once; and
// staff as a customer.
import { strict as assert } from "node:assert";
import { expectStatus, judgeLooks, onlyLooks } from "./browser.mjs";
import { addCustomer, choosePassword, giveAccount, password } from "./customers.mjs";
import { owner, signIn, startServer } from "./server.mjs";
import { isSignedInAtShop, signInAtShop, startShop, untilSignedOutAtShop } from "./shop_peer.mjs";

export async function before({ browser }) {
	const server = await startServer({ options: ["--webhook-allow", "127.0.0.0/8 ::1"] });
	const page = await browser.newPage();
	const shop = await startShop(page, server);
	return { server, shop, page, origin: server.origin, at: shop.at };
}

export async function after({ server, shop, page }) {
	await page.close();
	shop.stop();
	await server.stop();
}

export const stories = {
	async "a customer signs in at the shop without script, and out on both sides"({ browser, given }) {
		const customer = await giveAccount(given.page, given.server, "ann");
		const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
		await choosePassword(page, given.origin, customer.login);
		await signInAtShop(page, given, customer.login, password);
		assert.equal(await page.textContent("#who"), "ann");
		// Whoever is signed in here is let in without a question.
		await page.context().clearCookies({ name: "shop" });
		await page.goto(`${given.at}/`);
		await Promise.all([page.waitForURL(`${given.at}/`), page.click("a[href='/login']")]);
		assert.equal(await page.textContent("#who"), "ann");
		await Promise.all([page.waitForURL(`${given.at}/`), page.click("form button")]);
		await page.goto(`${given.origin}/account`);
		assert.equal(new URL(page.url()).pathname, "/login");
		await page.context().close();
	},

	async "a block is felt at the shop at once, and the next try says why, while a key is changed (4-X2)"({ browser, given }) {
		const customer = await giveAccount(given.page, given.server, "ben");
		const page = await (await browser.newContext()).newPage();
		await choosePassword(page, given.origin, customer.login);
		given.server.run(["sign-in-key", "rotate"]);
		await signInAtShop(page, given, customer.login, password);
		const blocked = await customer.post(`/api/v1/customers/${customer.id}/block`, { data: { message: "Please call us." } });
		assert.equal(blocked.status(), 200);
		await untilSignedOutAtShop(page, given);
		await Promise.all([page.waitForURL(`${given.origin}/login?**`), page.click("a[href='/login']")]);
		await page.fill("input[name=name]", customer.login);
		await page.fill("input[name=password]", password);
		await Promise.all([page.waitForResponse((answer) => answer.status() === 403), page.click("main button.pri")]);
		await page.waitForLoadState();
		assert.ok((await page.textContent("main")).includes("Please call us."));
		assert.equal(await isSignedInAtShop(page, given), false);
		await page.context().close();
	},

	async "staff go from a customer's page into the account at the shop, once, and back (3-X1)"({ browser, given }) {
		const { id } = await addCustomer(given.page, given.server, "cid");
		const page = await (await browser.newContext()).newPage();
		await signIn(page, given.origin, owner, `/admin/customers/${id}/visit`);
		await page.selectOption("select[name=reason]", "problem");
		const handed = page.waitForRequest(`${given.at}/visit`);
		await Promise.all([page.waitForURL(`${given.at}/`), page.click("main button.pri")]);
		assert.equal(await page.textContent("#who"), "cid");
		assert.ok((await page.textContent("#visit")).includes(`${owner.name}, you are in the account of cid`));
		const request = await handed;
		assert.equal((await request.allHeaders()).referer, undefined);
		const again = await page.request.post(`${given.at}/visit`, { form: Object.fromEntries(new URLSearchParams(request.postData())) });
		assert.equal(again.status(), 400);
		await Promise.all([page.waitForURL(`${given.origin}/admin/customers/${id}`), page.click("#visit a")]);
		assert.equal(await isSignedInAtShop(page, given), false);
		await page.context().close();
	},

	"a shop's settings have no violation, on a phone and in the dark": onlyLooks(async ({ open, given }) => {
		const page = await open(given.origin);
		await signIn(page, given.origin, owner, "/admin/settings/channels/1/client");
		await judgeLooks(page, "shop-client");
		expectStatus(page, 400);
		await page.goto(`${given.origin}/oidc/authorize`);
		await judgeLooks(page, "shop-refused");
		await page.goto(`${given.origin}/oidc/logout`);
	}),
};
