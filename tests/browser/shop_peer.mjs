// The example shop beside a server, as the channel that every installation has.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { root } from "./browser.mjs";
import { freePort, owner, signIn } from "./server.mjs";

async function connect(page, { origin }, port) {
	await signIn(page, origin, owner, "/admin/settings/channels/1/client");
	await page.fill("textarea[name=redirects]", `http://localhost:${port}/back`);
	await page.fill("textarea[name=logouts]", `http://localhost:${port}/`);
	await page.fill("input[name=back_channel]", `http://localhost:${port}/signed-out`);
	await page.fill("input[name=visits]", `http://localhost:${port}/visit`);
	await page.click("main form button.pri");
	return await page.textContent("section[aria-label='New secret'] code");
}

// The channel becomes a shop in the settings; its secret is on the page, once. `page` is the owner's from then on; the server
// must be allowed to send to this machine.
export async function startShop(page, server) {
	const port = await freePort();
	const secret = await connect(page, server, port);
	const env = { ...process.env, ISSUER: server.origin, CLIENT_ID: "shop", CLIENT_SECRET: secret, PORT: String(port) };
	const child = spawn(process.execPath, [join(root, "examples/shop/shop.mjs")], { env, stdio: ["ignore", "pipe", "inherit"] });
	await new Promise((resolve, reject) => {
		child.stdout.on("data", resolve);
		child.once("exit", (code) => reject(new Error(`the shop ended with ${code}`)));
	});
	return { at: `http://localhost:${port}`, stop: () => child.kill() };
}

export async function signInAtShop(page, { at, origin }, login, password) {
	await page.goto(`${at}/`);
	await Promise.all([page.waitForURL(`${origin}/login?**`), page.click("a[href='/login']")]);
	await page.fill("input[name=name]", login);
	await page.fill("input[name=password]", password);
	await Promise.all([page.waitForURL(`${at}/`), page.click("main button.pri")]);
}

export const isSignedInAtShop = async (page, { at }) => {
	await page.goto(`${at}/`);
	return (await page.locator("#who").count()) === 1;
};

export async function untilSignedOutAtShop(page, given) {
	for (let tries = 0; tries < 100; tries++) if (!(await isSignedInAtShop(page, given))) return;
	throw new Error("the shop has kept them");
}
