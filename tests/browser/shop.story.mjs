// The example shop, with the public openid-client, signs customers of a real server in: in, out, and kept out at once.
import { strict as assert } from "node:assert";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { expectNoSideways, expectNoViolations, expectStatus, onlyLooks, root, takePicture } from "./browser.mjs";
import { freePort, owner, signIn, startServer } from "./server.mjs";

const password = "three small boats";

async function startShop(server, port, secret) {
	const env = { ...process.env, ISSUER: server.origin, CLIENT_ID: "shop", CLIENT_SECRET: secret, PORT: String(port) };
	const child = spawn(process.execPath, [join(root, "examples/shop/shop.mjs")], { env, stdio: ["ignore", "pipe", "inherit"] });
	await new Promise((resolve, reject) => {
		child.stdout.on("data", resolve);
		child.once("exit", (code) => reject(new Error(`the shop ended with ${code}`)));
	});
	return child;
}

// The channel of every installation becomes a shop in the settings; the secret is on the page, once.
async function connectShop(page, { origin }, port) {
	await signIn(page, origin, owner, "/admin/settings/channels/1/client");
	await page.fill("textarea[name=redirects]", `http://localhost:${port}/back`);
	await page.fill("textarea[name=logouts]", `http://localhost:${port}/`);
	await page.fill("input[name=back_channel]", `http://localhost:${port}/signed-out`);
	await page.click("main form button.pri");
	return await page.locator("section code").first().textContent();
}

async function addCustomer(page, { origin }, name) {
	const csrf = await page.locator("input[name=csrf]").first().getAttribute("value");
	const post = (path, options) => page.request.post(`${origin}${path}`, { headers: { "X-CSRF-Token": csrf }, maxRedirects: 0, ...options });
	const added = await post("/api/v1/customers", { data: { first_name: name, email: `${name}@x.example`, login: `${name}@x.example` } });
	assert.equal(added.status(), 201, await added.text());
	const { id } = await added.json();
	return { id, post, login: `${name}@x.example` };
}

export async function before({ browser }) {
	const server = await startServer({ options: ["--webhook-allow", "127.0.0.0/8 ::1"] });
	const port = await freePort();
	const page = await browser.newPage();
	const shop = await startShop(server, port, await connectShop(page, server, port));
	return { server, shop, page, origin: server.origin, at: `http://localhost:${port}` };
}

export async function after({ server, shop, page }) {
	await page.close();
	shop.kill();
	await server.stop();
}

// A password for them, set as the command line of the tests cannot: by staff, then chosen by the customer.
async function giveAccount({ server, page }, name) {
	const customer = await addCustomer(page, server, name);
	const set = await customer.post(`/admin/customers/${customer.id}/password`, { form: { password: "typed by the office" } });
	assert.equal(set.status(), 303);
	return customer;
}

async function choosePassword(page, origin, login) {
	await page.goto(`${origin}/login`);
	await page.fill("input[name=name]", login);
	await page.fill("input[name=password]", "typed by the office");
	await Promise.all([page.waitForURL(`${origin}/account/password`), page.click("main button.pri")]);
	await page.fill("input[name=old]", "typed by the office");
	await page.fill("input[name=password]", password);
	await Promise.all([page.waitForURL(`${origin}/account`), page.click("main button.pri")]);
	await Promise.all([page.waitForURL(`${origin}/login`), page.click("form[action='/logout'] button")]);
}

async function signInAtShop(page, { at, origin }, login) {
	await page.goto(`${at}/`);
	await Promise.all([page.waitForURL(`${origin}/login?**`), page.click("a[href='/login']")]);
	await page.fill("input[name=name]", login);
	await page.fill("input[name=password]", password);
	await Promise.all([page.waitForURL(`${at}/`), page.click("main button.pri")]);
}

const isSignedIn = async (page, { at }) => {
	await page.goto(`${at}/`);
	return (await page.locator("#who").count()) === 1;
};

async function untilSignedOut(page, given) {
	for (let tries = 0; tries < 100; tries++) if (!(await isSignedIn(page, given))) return;
	assert.fail("the shop has kept them");
}

export const stories = {
	async "a customer signs in at the shop without script, and out on both sides"({ browser, given }) {
		const customer = await giveAccount(given, "ann");
		const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
		await choosePassword(page, given.origin, customer.login);
		await signInAtShop(page, given, customer.login);
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
		const customer = await giveAccount(given, "ben");
		const page = await (await browser.newContext()).newPage();
		await choosePassword(page, given.origin, customer.login);
		given.server.run(["sign-in-key", "rotate"]);
		await signInAtShop(page, given, customer.login);
		const blocked = await customer.post(`/api/v1/customers/${customer.id}/block`, { data: { message: "Please call us." } });
		assert.equal(blocked.status(), 200);
		await untilSignedOut(page, given);
		await Promise.all([page.waitForURL(`${given.origin}/login?**`), page.click("a[href='/login']")]);
		await page.fill("input[name=name]", customer.login);
		await page.fill("input[name=password]", password);
		await Promise.all([page.waitForResponse((answer) => answer.status() === 403), page.click("main button.pri")]);
		await page.waitForLoadState();
		assert.ok((await page.textContent("main")).includes("Please call us."));
		assert.equal(await isSignedIn(page, given), false);
		await page.context().close();
	},

	"a shop's settings have no violation, on a phone and in the dark": onlyLooks(async ({ open, given }) => {
		for (const options of [{}, { scheme: "dark" }, { size: "phone" }]) {
			const page = await open(given.origin, options);
			await signIn(page, given.origin, owner, "/admin/settings/channels/1/client");
			await expectNoViolations(page);
			await expectNoSideways(page);
			await takePicture(page, `shop-client-${options.size ?? options.scheme ?? "desktop"}`);
			expectStatus(page, 400);
			await page.goto(`${given.origin}/oidc/authorize`);
			await expectNoViolations(page);
			await page.goto(`${given.origin}/oidc/logout`);
		}
	}),
};
