// Somebody leaves the staff: how much is theirs is shown, and somebody else gets it, or nobody; in a window, without script,
// in every language.
import { strict as assert } from "node:assert";
import { expectNoSideways, expectStatus, judgeLooks, onlyLooks, takePicture } from "./browser.mjs";
import { signIn, speak, spoken, startServer } from "./server.mjs";

export const before = () => startServer({ customers: 80 });
export const after = (server) => server.stop();

const titles = { en: "Deactivate", ms: "Nyahaktifkan", de: "deaktivieren" };

const idOf = (given, role) => given.select(given.db, `SELECT MIN(s.id) FROM staff s JOIN roles r ON r.id = s.role_id WHERE r.word = '${role}' AND s.active = 1`);
const nameOf = (given, id) => given.select(given.db, `SELECT name FROM staff WHERE id = ${id}`);
const customersOf = (given, id) => Number(given.select(given.db, `SELECT COUNT(*) FROM customers WHERE representative_id = ${id}`));
const isActive = (given, id) => given.select(given.db, `SELECT active FROM staff WHERE id = ${id}`) === "1";

export const stories = {
	"the question has no violation in any look, and speaks every language": onlyLooks(async ({ open, given }) => {
		const page = await open(given.origin);
		await signIn(page, given.origin);
		const path = `${given.origin}/admin/settings/staff/${idOf(given, "sales")}/deactivate`;
		for (const code of spoken) {
			await speak(page, given.origin, code);
			await page.goto(path);
			assert.match(await page.textContent("h1"), new RegExp(titles[code]));
			await judgeLooks(page, `handover-${code}`, code === "en" ? undefined : ["phone light"]);
		}
		await speak(page, given.origin, "en");
	}),

	async "whoever leaves hands over in a window: the counts, who gets it, and they are out (14)"({ open, given }) {
		const page = await open(given.origin);
		await signIn(page, given.origin);
		const [sales, manager] = [idOf(given, "sales"), idOf(given, "shop_manager")];
		const [theirs, others] = [customersOf(given, sales), customersOf(given, manager)];
		assert.ok(theirs > 0);
		await page.goto(`${given.origin}/admin/settings/staff/${sales}`);
		await page.click("main a.red");
		const box = page.locator("dialog.box[open]");
		await box.locator("h1").waitFor();
		assert.match(await box.textContent(), new RegExp(`They represent ${theirs} customer`));
		await box.locator("select[name=to]").selectOption({ label: nameOf(given, manager) });
		await box.locator("button.red").click();
		await page.locator("text=Activate again").waitFor();
		assert.equal(isActive(given, sales), false);
		assert.deepEqual([customersOf(given, sales), customersOf(given, manager)], [0, theirs + others]);
	},

	async "without script, on a phone: nothing is chosen and it is asked again; nobody gets it"({ open, given }) {
		const page = await open(given.origin, { size: "phone", script: false });
		expectStatus(page, "409");
		await signIn(page, given.origin);
		const manager = idOf(given, "shop_manager");
		given.select(given.db, `UPDATE customers SET representative_id = ${manager} WHERE id IN (1, 2, 3)`);
		const theirs = customersOf(given, manager);
		await page.goto(`${given.origin}/admin/settings/staff/${manager}`);
		await page.click("main a.red");
		await expectNoSideways(page, "handover");
		await page.locator("select[name=to]").evaluate((select) => select.removeAttribute("required"));
		await page.click("main button.red");
		assert.match(await page.textContent(".wrongs"), new RegExp(`They represent ${theirs} customers`));
		assert.equal(isActive(given, manager), true);
		await takePicture(page, "handover-again-phone-light");
		await page.selectOption("select[name=to]", "nobody");
		await page.click("main button.red");
		assert.match(await page.textContent("main"), /Activate again/);
		assert.equal(isActive(given, manager), false);
		assert.equal(customersOf(given, manager), 0);
		await page.click("main form:has-text('Activate again') button");
		assert.equal(isActive(given, manager), true);
	},
};
