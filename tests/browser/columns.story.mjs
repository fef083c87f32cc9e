// Columns of the list are as wide as each person likes them: by mouse, by keyboard, after loading again, not on a phone.
import { strict as assert } from "node:assert";
import { judge } from "./browser.mjs";
import { signIn, startServer } from "./server.mjs";

const list = "/admin/customers";

export const before = () => startServer({ customers: 60 });
export const after = (server) => server.stop();

const enter = async (open, given, options) => {
	const page = await open(given.origin, options);
	await signIn(page, given.origin);
	await page.goto(given.origin + list);
	return page;
};
const handle = (page, word) => page.locator(`[data-width=${word}]`);
const width = (page, word) => handle(page, word).evaluate((edge) => edge.closest("th").offsetWidth);
const kept = (page) => page.waitForResponse((answer) => answer.url().endsWith("/columns/width"));

async function drag(page, word, by) {
	const box = await handle(page, word).boundingBox();
	const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
	await page.mouse.move(x, y);
	await page.mouse.down();
	await page.mouse.move(x + by / 2, y, { steps: 4 });
	await page.mouse.move(x + by, y, { steps: 4 });
	await Promise.all([kept(page), page.mouse.up()]);
}

export const stories = {
	async "a column is dragged wider and narrower and stays so; a double click gives its width back"({ open, given }) {
		const page = await enter(open, given);
		const first = await width(page, "type");
		await drag(page, "type", 80);
		const wider = await width(page, "type");
		assert.ok(Math.abs(wider - first - 80) <= 8, `${first} became ${wider}`);
		await page.reload();
		assert.equal(await width(page, "type"), wider);
		await drag(page, "type", -110);
		assert.ok((await width(page, "type")) < first);
		await drag(page, "name", -60);
		await judge(page, "columns-desktop-light");
		await Promise.all([kept(page), handle(page, "type").dblclick()]);
		assert.equal(await handle(page, "type").getAttribute("aria-valuenow"), "0");
		await page.reload();
		assert.equal(await handle(page, "type").getAttribute("aria-valuenow"), "0");
		assert.notEqual(await handle(page, "name").getAttribute("aria-valuenow"), "0");
		assert.equal(await page.locator("[style]").count(), 0);
	},

	async "by keyboard, and in the dark; a click on the head still sorts"({ open, given }) {
		const page = await enter(open, given, { scheme: "dark" });
		await handle(page, "status").focus();
		const before = await width(page, "status");
		for (let times = 0; times < 5; times++) await page.keyboard.press("ArrowRight");
		await kept(page);
		assert.ok((await width(page, "status")) >= before + 32);
		await judge(page, "columns-desktop-dark");
		const saved = kept(page);
		await page.keyboard.press("Delete");
		await saved;
		assert.equal(await handle(page, "status").getAttribute("aria-valuenow"), "0");
		await page.locator("th", { has: handle(page, "status") }).locator("a").click();
		await page.waitForURL(/sort=/);
	},

	async "on a phone nothing has a width, and without script what was chosen still holds"({ open, given }) {
		const desk = await enter(open, given);
		await drag(desk, "type", 64);
		const wide = await width(desk, "type");
		const plain = await enter(open, given, { script: false });
		assert.equal(await width(plain, "type"), wide);
		assert.equal(await handle(plain, "type").isVisible(), false);
		const phone = await enter(open, given, { size: "phone" });
		assert.equal(await phone.locator("td.sized").first().evaluate((cell) => getComputedStyle(cell).maxWidth), "none");
		await judge(phone, "columns-phone-light");
	},
};
