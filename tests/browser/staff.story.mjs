// Staff, roles, keys and settings, as an owner meets them: every form is filled in and sent as a person would.
import { strict as assert } from "node:assert";
import { expectNoSideways, expectNoViolations, expectStatus, onlyLooks, takePicture } from "./browser.mjs";
import { owner, signIn, startServer } from "./server.mjs";

export const before = () => startServer();
export const after = (server) => server.stop();

const pages = ["/admin/settings", "/admin/settings/business", "/admin/settings/staff", "/admin/settings/staff/new", "/admin/settings/roles", "/admin/settings/roles/new", "/admin/settings/keys", "/api/docs"];

async function send(page, selector) {
	await Promise.all([page.waitForLoadState("load"), page.waitForResponse((answer) => answer.request().method() === "POST"), page.click(selector)]);
}

export const stories = {
	"the pages of the settings have no violation in any look": onlyLooks(async ({ open, given }) => {
		for (const look of [{ size: "desktop", scheme: "light" }, { size: "desktop", scheme: "dark" }, { size: "phone", scheme: "light" }]) {
			const page = await open(given.origin, look);
			await signIn(page, given.origin);
			for (const path of pages) {
				await page.goto(given.origin + path);
				const name = `${path.slice(1).replaceAll("/", "-")}-${look.size}-${look.scheme}`;
				await takePicture(page, name);
				await expectNoViolations(page, name);
				await expectNoSideways(page, name);
			}
		}
	}),

	async "one's own name and language are saved, and the screen speaks it (5-Z1)"({ open, given }) {
		const page = await open(given.origin);
		await signIn(page, given.origin);
		const titles = { de: "Mein Profil", ms: "Profil saya", en: "My profile" };
		for (const [code, title] of Object.entries(titles)) {
			await page.goto(`${given.origin}/admin/profile`);
			await page.fill("#name", `Noraini ${code}`);
			await page.selectOption("#language", code);
			await send(page, "form[action='/admin/profile'] button.pri");
			await page.waitForFunction((wanted) => document.querySelector("h1")?.textContent === wanted, title);
			assert.equal(await page.inputValue("#name"), `Noraini ${code}`);
		}
	},

	async "somebody is added, comes in by the link, is changed and switched off"({ open, given }) {
		const page = await open(given.origin);
		await signIn(page, given.origin);
		await page.goto(`${given.origin}/admin/settings/staff/new`);
		await page.fill("#name", "Ben Berg");
		await page.fill("#email", "ben@example.com");
		await page.selectOption("#role", { label: "Support agent" });
		await send(page, "main button.pri");
		const link = await page.textContent("main code");
		const edit = page.url();

		const guest = await open(given.origin);
		await guest.goto(link);
		await guest.fill("#password", "three small boats");
		await send(guest, "button.pri");
		await guest.goto(`${given.origin}/admin/profile`);
		assert.equal(await guest.inputValue("#name"), "Ben Berg");

		await page.goto(`${given.origin}/admin/settings/staff`);
		await page.click("text=Ben Berg");
		await page.fill("#name", "Ben Bergmann");
		await send(page, "main button.pri");
		assert.equal(await page.inputValue("#name"), "Ben Bergmann");
		await page.click("label:has(#active)");
		await send(page, "main button.pri");
		await guest.goto(`${given.origin}/admin/profile`);
		assert.ok(guest.url().includes("/admin/sign-in"), "who is switched off is out at the next request");
		assert.ok(edit.includes("/admin/settings/staff"));
	},

	async "a role is made, changed and removed"({ open, given }) {
		const page = await open(given.origin);
		await signIn(page, given.origin);
		await page.goto(`${given.origin}/admin/settings/roles/new`);
		await page.fill("#name", "Readers");
		await page.check("input[value='customers.read']");
		await send(page, "main button.pri");
		await page.click("text=Readers");
		assert.ok(await page.isChecked("input[value='customers.read']"));
		await page.check("input[value='notes.read']");
		await send(page, "main button.pri");
		await page.click("text=Readers");
		assert.ok(await page.isChecked("input[value='notes.read']"));
		await send(page, "main button.red");
		assert.equal(await page.locator("text=Readers").count(), 0);
	},

	async "a key is made, shown once, works, and is taken back"({ open, given }) {
		const page = await open(given.origin);
		await signIn(page, given.origin);
		await page.goto(`${given.origin}/admin/settings/keys`);
		await page.fill("#name", "Shop");
		await page.check("input[value='customers.read']");
		await send(page, "main button.pri");
		const key = await page.textContent("section[aria-label='New key'] code");
		const ask = () => fetch(`${given.origin}/api/v1/customers`, { headers: { Authorization: `Bearer ${key}` } }).then((answer) => answer.status);
		assert.equal(await ask(), 200);
		await page.goto(`${given.origin}/admin/settings/keys`);
		assert.ok(!(await page.content()).includes(key));
		await send(page, "main button.red");
		assert.equal(await ask(), 401);
	},

	async "the business's settings are saved; what does not fit says where"({ open, given }) {
		const page = await open(given.origin);
		await signIn(page, given.origin);
		await page.goto(`${given.origin}/admin/settings/business`);
		await page.fill("#name", "Kedai Melati");
		await page.selectOption("#zone", "Asia/Kuala_Lumpur");
		await page.selectOption("#country", "MY");
		await page.click("label:has(#list_guests)");
		await send(page, "main button.pri");
		assert.equal(await page.inputValue("#name"), "Kedai Melati");
		assert.equal(await page.inputValue("#zone"), "Asia/Kuala_Lumpur");
		assert.ok(await page.isChecked("#list_guests"));
		assert.ok((await page.textContent(".brand")).includes("Kedai Melati"));
		expectStatus(page, "422");
		await page.fill("#trash_days", "0");
		await send(page, "main button.pri");
		await page.waitForSelector(".wrongs");
		assert.equal(await page.inputValue("#trash_days"), "0");
	},
};
