// A webhook as an owner sets it up, and as a receiver hears it: signatures are checked by the library that receivers use.
import { strict as assert } from "node:assert";
import { once } from "node:events";
import { createServer } from "node:http";
import { Webhook } from "standardwebhooks";
import { judgeLooks, onlyLooks } from "./browser.mjs";
import { signIn, speak, startServer } from "./server.mjs";

// Keeps what it has heard; answers with `status`.
async function startReceiver() {
	const receiver = { got: [], status: 204 };
	const server = createServer(async (request, response) => {
		let body = "";
		for await (const piece of request) body += piece;
		receiver.got.push({ headers: request.headers, body });
		response.writeHead(receiver.status).end();
		server.emit("heard");
	});
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	receiver.url = `http://127.0.0.1:${server.address().port}/hooks`;
	receiver.hears = async (count) => {
		while (receiver.got.length < count) await once(server, "heard");
		return receiver.got[count - 1];
	};
	receiver.stop = () => new Promise((resolve) => server.close(resolve));
	return receiver;
}

export async function before() {
	return Object.assign(await startServer({ options: ["--webhook-allow", "127.0.0.0/8"] }), { receiver: await startReceiver() });
}

export async function after(server) {
	await server.stop();
	await server.receiver.stop();
}

const press = (page, selector, next) => Promise.all([page.waitForURL(next), page.click(selector)]);

export const stories = {
	async "a webhook is added, tested and told of a new customer, signed as the receivers' library wants it"({ open, given }) {
		const { receiver } = given;
		const page = await open(given.origin);
		await signIn(page, given.origin);
		await page.goto(`${given.origin}/admin/settings/webhooks`);
		await press(page, "a[href$='/webhooks/new']", /\/new$/);
		await page.fill("#url", receiver.url);
		await page.fill("#description", "Batik shop");
		await Promise.all([page.waitForSelector("code:text-matches('^whsec_')"), page.click("form[action$='/new'] button.pri")]);
		const secret = await page.textContent("code:text-matches('^whsec_')");
		const webhook = new Webhook(secret);
		await press(page, "form[action$='/test'] button", /\/deliveries\/\d+$/);
		const test = await receiver.hears(1);
		assert.equal(webhook.verify(test.body, test.headers).type, "webhook.test");
		assert.throws(() => webhook.verify(`${test.body} `, test.headers));
		await page.goto(`${given.origin}/admin/customers/new`);
		await page.fill("#first_name", "Aisha");
		await press(page, "main form button.pri", /\/admin\/customers\/\d+/);
		const told = await receiver.hears(2);
		const event = webhook.verify(told.body, told.headers);
		assert.equal(event.type, "customer.created");
		assert.equal(event.data.customer.first_name, "Aisha");
	},

	"pages of webhooks have no violation in any look": onlyLooks(async ({ open, given }) => {
		const page = await open(given.origin);
		await signIn(page, given.origin);
		for (const code of ["de", "ms", "en"]) {
			await speak(page, given.origin, code);
			const see = (what) => judgeLooks(page, `webhooks-${what}-${code}`, code === "en" ? undefined : ["phone light"]);
			await page.goto(`${given.origin}/admin/settings/webhooks/new`);
			await see("new");
			await page.goto(`${given.origin}/admin/settings/webhooks`);
			await see("list");
			await page.goto(new URL(await page.getAttribute("main li.it a", "href"), given.origin).href);
			await see("one");
			await page.goto(new URL(await page.getAttribute("table.log a", "href"), given.origin).href);
			await see("delivery");
		}
	}),
};
