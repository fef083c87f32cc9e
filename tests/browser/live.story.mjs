// Two people at one customer: each sees that the other is there and what they do, and what has changed meanwhile.
import { strict as assert } from "node:assert";
import { expectNoViolations, takePicture } from "./browser.mjs";
import { owner, signIn, startServer } from "./server.mjs";

export const before = () => startServer({ customers: 30 });
export const after = (server) => server.stop();

const customer = "/admin/customers/8";
const other = { email: "manager@demo.example", password: "batik-laterne-cometa" };

async function at(open, given, who, path, options) {
	const page = await open(given.origin, options);
	await signIn(page, given.origin, who, path);
	return page;
}

const sees = (page, words) => page.waitForFunction((wanted) => document.querySelector("[data-live-who]")?.textContent.includes(wanted), words);

export const stories = {
	async "two who look at a customer see each other, and who edits"({ open, given }) {
		const first = await at(open, given, owner, customer);
		const second = await at(open, given, other, customer);
		await sees(first, "is looking");
		await sees(second, "is looking");
		await second.click("#edit-title");
		await second.fill("#main-information input[name=title]", "Dr.");
		await sees(first, "is editing");
		await takePicture(first, "live-who");
		await expectNoViolations(first, "live");
		await second.click("[data-inplace-back]");
		await second.evaluate(() => document.activeElement.blur());
		await sees(first, "is looking");
		await second.goto(`${given.origin}/admin/customers`);
		await first.waitForSelector("[data-live-who][hidden]", { state: "attached" });
	},

	async "what another changes is told, shown on demand, and keeps what one is writing"({ open, given }) {
		const first = await at(open, given, owner, customer);
		const second = await at(open, given, other, customer);
		await sees(first, "is looking");
		await first.fill("#options input[name=login]", "half-written");
		await first.click("#edit-discount");
		await first.fill("#main-information input[name=discount]", "7");
		await second.click("#edit-title");
		await second.fill("#main-information input[name=title]", "Dr.");
		await second.keyboard.press("Enter");
		await first.waitForSelector("[data-live-news]:not([hidden])");
		assert.match(await first.textContent("[data-live-say]"), /has changed this customer: Details changed\./);
		await takePicture(first, "live-news");
		await expectNoViolations(first, "live-news");
		await first.click("[data-live-news] a");
		await first.waitForFunction(() => document.querySelector("h1").textContent.startsWith("Dr."));
		assert.equal(await first.inputValue("#options input[name=login]"), "half-written");
		assert.equal(await first.inputValue("#main-information input[name=discount]"), "7");
		// Who changed it is not told what they know.
		await second.waitForTimeout(1500);
		assert.equal(await second.locator("[data-live-news]:not([hidden])").count(), 0);
		await first.evaluate(() => document.querySelectorAll("#main form").forEach((form) => form.reset()));
		await first.evaluate(() => document.querySelectorAll("#main input").forEach((input) => input.dispatchEvent(new Event("input", { bubbles: true }))));
	},
};
