// Staff, roles, keys and settings, as an owner meets them: every form is filled in and sent as a person would.
import { strict as assert } from "node:assert";
import { createHmac } from "node:crypto";
import { expectNoSideways, expectNoViolations, expectStatus, judgeLooks, onlyLooks, takePicture } from "./browser.mjs";
import { owner, signIn, startServer } from "./server.mjs";

export const before = () => startServer();
export const after = (server) => server.stop();

const pages = ["/admin/settings", "/admin/settings/business", "/admin/settings/staff", "/admin/settings/staff/new", "/admin/settings/roles", "/admin/settings/roles/new", "/admin/settings/keys", "/admin/profile", "/admin/profile/second-factor", "/admin/profile/notifications", "/admin/notifications", "/api/docs"];

async function send(page, selector) {
	await Promise.all([page.waitForLoadState("load"), page.waitForResponse((answer) => answer.request().method() === "POST"), page.click(selector)]);
}

// What an app shows for the key of the page (RFC 6238).
const step = () => Math.floor(Date.now() / 30000);
function codeOf(key, at = step()) {
	const bits = [...key.replaceAll(" ", "")].map((sign) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(sign).toString(2).padStart(5, "0")).join("");
	const message = Buffer.alloc(8);
	message.writeBigUInt64BE(BigInt(at));
	const hash = createHmac("sha1", Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)))).update(message).digest();
	return String((hash.readUInt32BE(hash[19] & 15) & 0x7fffffff) % 1000000).padStart(6, "0");
}

export const stories = {
	"the pages of the settings have no violation in any look": onlyLooks(async ({ open, given }) => {
		const page = await open(given.origin);
		await signIn(page, given.origin);
		for (const path of pages) {
			await page.goto(given.origin + path);
			await judgeLooks(page, path.slice(1).replaceAll("/", "-"));
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
		await page.click("main a.red");
		await send(page, "dialog.box[open] button.red");
		await page.locator("text=Activate again").waitFor();
		await guest.goto(`${given.origin}/admin/profile`);
		assert.ok(guest.url().includes("/admin/sign-in"), "who is switched off is out at the next request");
		assert.ok(edit.includes("/admin/settings/staff"));
	},

	async "on a phone, without script: a second factor is set up first since all need one, then asked for at every sign-in"({ open, given }) {
		const aisha = { email: "aisha@example.com", password: "batik lantern comet" };
		given.run(["staff", "add", "--email", aisha.email, "--name", "Aisha Rahman", "--role", "sales", "--password-stdin"], `${aisha.password}\n`);
		given.run(["config", "staff.second_factor", "--set", "yes"]);
		const page = await open(given.origin, { size: "phone", scheme: "dark", script: false });
		await signIn(page, given.origin, aisha, "/admin/customers");
		const look = async (name) => {
			await takePicture(page, `factor-${name}-phone-dark`);
			await expectNoSideways(page, name);
		};
		assert.equal(new URL(page.url()).pathname, "/admin/profile/second-factor");
		await look("first");
		await page.fill("#password", aisha.password);
		await page.click("main form.col button.pri");
		const key = await page.textContent("#factor-key");
		await look("begun");
		await page.fill("#code", codeOf(key));
		await page.click("main form.col button.pri");
		await page.locator(".codes code").last().waitFor();
		await look("recovery");
		const recovery = await page.locator(".codes code").allTextContents();
		assert.equal(recovery.length, 10);
		await page.click("main a.pri");
		assert.equal(new URL(page.url()).pathname, "/admin");
		given.run(["config", "staff.second_factor", "--set", "no"]);

		const again = await open(given.origin, { size: "phone", script: false });
		await again.goto(`${given.origin}/admin/sign-in`);
		await again.fill("#email", aisha.email);
		await again.fill("#password", aisha.password);
		await again.click("main button.pri");
		await expectNoSideways(again, "code");
		await takePicture(again, "factor-code-phone-light");
		// Each code is good once, and for half a minute longer and earlier than an app shows it.
		await again.fill("#code", codeOf(key, step() + 1));
		await again.click("main button.pri");
		assert.equal(new URL(again.url()).pathname, "/admin");
		await again.goto(`${given.origin}/admin/profile/second-factor`);
		await takePicture(again, "factor-on-phone-light");
		await again.fill("#password", aisha.password);
		await again.fill("#code", recovery[4]);
		await again.click("main form.col button.red");
		assert.match(await again.textContent("main"), /Your second factor is switched off/);
	},

	async "the bell says at once that a new browser signs in; a click leads there, and it is new no more"({ browser, open, given }) {
		const page = await open(given.origin);
		await signIn(page, given.origin, owner, "/admin");
		assert.ok(await page.isHidden(".bell .n"));
		const context = await browser.newContext({ userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0" });
		const other = await context.newPage();
		await other.goto(`${given.origin}/admin/sign-in`);
		await other.fill("#email", owner.email);
		await other.fill("#password", owner.password);
		await other.click("main button.pri");
		await context.close();
		await page.waitForFunction(() => document.querySelector(".bell .n")?.textContent === "1" && !document.querySelector(".bell .n").hidden);
		await page.click(".bell");
		await takePicture(page, "notifications-desktop-light");
		await expectNoViolations(page, "notifications");
		await page.click("main button.it");
		assert.equal(new URL(page.url()).pathname, "/admin/profile");
		assert.ok(await page.isHidden(".bell .n"));

		await page.goto(`${given.origin}/admin/profile/notifications`);
		await page.check("input[name=mail][value=job_ended]");
		await page.uncheck("input[name=page][value=new_device]");
		await send(page, "main button.pri");
		assert.ok(await page.isChecked("input[name=mail][value=job_ended]"));
		assert.ok(!(await page.isChecked("input[name=page][value=new_device]")));
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
