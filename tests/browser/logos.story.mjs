// The logos of the business and of a channel: set, changed and taken away, with and without script; seen by customers before
// and after signing in, in the office, on a phone, in the dark, and in a letter that a real mail server took.
import { strict as assert } from "node:assert";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expectStatus, judge, judgeLooks, onlyLooks } from "./browser.mjs";
import { giveAccount, typed } from "./customers.mjs";
import { startWithMail, stopWithMail, useMail } from "./mail_peer.mjs";
import { png } from "./pictures.mjs";
import { signIn, speak } from "./server.mjs";

export const before = () => startWithMail({ customers: Number(process.env.CUSTOMERS ?? 20) });
export const after = stopWithMail;

const sent = (buffer, name = "logo.png") => ({ name, mimeType: "image/png", buffer });
const wide = sent(png(900, [90, 30, 50, 200], 225)), square = sent(png(200, [20, 60, 120])), other = sent(png(480, [10, 110, 80], 120));
const business = "/admin/settings/business", channel = "/admin/settings/channels/1";
const logo = (page, where) => page.locator(`${where} .brand .logo img`);

async function set(page, { origin }, path, picture, expected = "Logo changed.") {
	await page.goto(origin + path);
	await page.setInputFiles("#picture", picture);
	await page.click("form[enctype] button:not([form])");
	await page.locator(`text=${expected}`).first().waitFor();
}

async function remove(page, { origin }, path) {
	await page.goto(origin + path);
	if (!(await page.getByRole("button", { name: "Remove logo" }).count())) return;
	await page.getByRole("button", { name: "Remove logo" }).click();
	await page.locator("text=Logo removed.").waitFor();
}

// It says to be that large, and is not.
function bomb(side) {
	const picture = png(8);
	picture.writeUInt32BE(side, 16);
	picture.writeUInt32BE(side, 20);
	return picture;
}

// It is there, and not only its address.
async function expectLogo(page, where, width, height) {
	await page.waitForFunction((at) => document.querySelector(`${at} .brand .logo img`)?.naturalWidth > 0, where);
	const shown = await logo(page, where).evaluate(({ naturalWidth, naturalHeight }) => [naturalWidth, naturalHeight]);
	assert.deepEqual(shown, [width, height]);
}

// The letters that have come, the newest last.
async function letters({ mailbox }) {
	const names = (await readdir(mailbox)).filter((name) => name.endsWith(".eml")).sort();
	return Promise.all(names.map((name) => readFile(join(mailbox, name), "utf8")));
}

export const stories = {
	async "a file that is too large is said so where it was chosen, before it is sent"({ open, given }) {
		const page = await open(given.origin), plain = await open(given.origin, { script: false });
		await signIn(page, given.origin);
		await signIn(plain, given.origin);
		await page.goto(given.origin + business);
		const wrong = () => page.locator("#picture").evaluate((field) => field.validationMessage);
		let sent = 0;
		page.on("request", (request) => (sent += request.method() === "POST"));
		await page.setInputFiles("#picture", { name: "poster.png", mimeType: "image/png", buffer: Buffer.alloc(8_000_001) });
		assert.match(await wrong(), /too large: up to 8\sMB are taken/);
		await page.click("form[enctype] button:not([form])");
		assert.equal(sent, 0);
		await page.setInputFiles("#picture", wide);
		assert.equal(await wrong(), "");
		await plain.goto(given.origin + business);
		await plain.setInputFiles("#picture", { name: "poster.png", mimeType: "image/png", buffer: Buffer.alloc(8_000_001) });
		expectStatus(plain, "422");
		await plain.click("form[enctype] button:not([form])");
		assert.match(await plain.locator(".field", { has: plain.locator("#picture[aria-invalid=true]") }).textContent(), /too large: up to 8\sMB are taken/);
	},

	async "a business's logo is set, stands where customers and staff look, and goes"({ open, given }) {
		for (const script of [true, false]) {
			const page = await open(given.origin, { script }), guest = await open(given.origin, { script, size: "phone" });
			await signIn(page, given.origin);
			await remove(page, given, business);
			await guest.goto(`${given.origin}/login`);
			assert.equal(await logo(guest, "header").count(), 0);
			await set(page, given, business, wide);
			await expectLogo(page, ".side", 480, 120);
			await guest.reload();
			await expectLogo(guest, "header", 480, 120);
			assert.equal(await guest.locator("header .brand bdi").count(), 0);
			assert.notEqual(await logo(guest, "header").getAttribute("alt"), "");
			await set(page, given, business, square);
			await guest.goto(`${given.origin}/register`);
			await expectLogo(guest, "header", 160, 160);
			assert.equal(await guest.locator("header .brand bdi").count(), 1);
			await remove(page, given, business);
			await guest.reload();
			assert.equal(await logo(guest, "header").count(), 0);
			assert.equal(await guest.locator("header .brand b").count(), 1);
		}
	},

	async "a channel's own logo goes before the business's, at a shop's sign-in and in the account (3-Z2)"({ open, given }) {
		const page = await open(given.origin);
		await signIn(page, given.origin);
		const dewi = await giveAccount(page, given, "dewi");
		await set(page, given, business, wide);
		await page.goto(given.origin + channel);
		await page.locator("text=the channel has none of its own").waitFor();
		await set(page, given, channel, square);
		const guest = await open(given.origin, { size: "phone", scheme: "dark" });
		await guest.goto(`${given.origin}/login?next=${encodeURIComponent("/oidc/authorize?client_id=shop")}`);
		await expectLogo(guest, "header", 160, 160);
		await guest.goto(`${given.origin}/login/forgotten?channel=shop`);
		await expectLogo(guest, "header", 160, 160);
		await guest.goto(`${given.origin}/login`);
		await guest.fill("input[name=name]", dewi.login);
		await guest.fill("input[name=password]", typed);
		await guest.click("main button.pri");
		await guest.waitForURL(/\/account/);
		await expectLogo(guest, "header", 160, 160);
		await judge(guest, "logo-account");
		await remove(page, given, channel);
		await guest.reload();
		await expectLogo(guest, "header", 480, 120);
		await page.goto(`${given.origin}/admin/audit`);
		assert.match(await page.textContent("main"), /Logo removed/);
	},

	async "what is no picture is told at the field, and the logo stays"({ open, given }) {
		const page = await open(given.origin);
		expectStatus(page, 422);
		await signIn(page, given.origin);
		await set(page, given, business, square);
		const bad = [
			[Buffer.from("Batik House"), "This is no picture that can be shown"],
			[Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"), "This is no picture that can be shown"],
			[Buffer.alloc(0), "Choose a file that is not empty"],
			[wide.buffer.subarray(0, wide.buffer.length / 2), "This is no picture that can be shown"],
			[bomb(20000), "A picture may have 25 megapixels at most"],
		];
		for (const path of [business, channel]) {
			for (const [buffer, said] of bad) {
				await page.goto(given.origin + path);
				await page.setInputFiles("#picture", sent(buffer));
				await page.click("form[enctype] button:not([form])");
				await page.locator(".field", { has: page.locator("#picture[aria-invalid=true]") }).locator(`text=${said}`).waitFor();
				await expectLogo(page, ".side", 160, 160);
			}
		}
		await judge(page, "logo-wrong");
		await remove(page, given, channel);
	},

	async "a letter brings the logo along, and its page in the outbox shows it"({ open, given }) {
		const page = await open(given.origin);
		await useMail(page, given);
		await set(page, given, business, other);
		const source = await logo(page, ".side").getAttribute("src");
		const picture = Buffer.from(await (await page.request.get(given.origin + source)).body());
		const before = (await letters(given)).length;
		await page.goto(`${given.origin}/admin/settings/mail`);
		await page.click("form[action$='/test'] button");
		await page.waitForURL(/\/admin\/outbox\/\d+$/);
		let all = [];
		for (let i = 0; i < 240 && all.length <= before; i++) {
			await page.waitForTimeout(250);
			all = await letters(given);
		}
		const letter = all.at(-1);
		assert.match(letter, /multipart\/related; type="text\/html";\s+boundary="=_within"/);
		const [, head, body] = letter.match(/--=_within\r?\n(Content-Type: image\/png[^]*?)\r?\n\r?\n([^]*?)--=_within--/);
		const [, id] = head.match(/Content-ID:\s+<(.+)>/);
		assert.ok(letter.replace(/=\r?\n/g, "").includes(`src=3D"cid:${id}"`));
		assert.ok(Buffer.from(body, "base64").equals(picture));
		const reader = await open(given.origin);
		await signIn(reader, given.origin);
		await reader.goto(`${page.url()}/letter`);
		assert.deepEqual(await reader.locator("header img").evaluate((image) => [image.naturalWidth, image.naturalHeight]), [480, 120]);
	},

	"pages with a logo have no violation, in three languages, on a phone and in the dark": onlyLooks(async ({ open, given }) => {
		const page = await open(given.origin);
		await signIn(page, given.origin);
		for (const [name, picture] of [["wide", wide], ["square", square]]) {
			await set(page, given, business, picture);
			for (const code of ["ms", "de", "en"]) {
				const looks = code === "en" ? undefined : ["phone light"];
				await speak(page, given.origin, code);
				await page.goto(given.origin + business);
				await judgeLooks(page, `logo-${name}-business-${code}`, looks);
				await page.goto(given.origin + channel);
				await judgeLooks(page, `logo-${name}-channel-${code}`, looks);
				const guest = await open(given.origin, { locale: code });
				await guest.goto(`${given.origin}/login`);
				await judgeLooks(guest, `logo-${name}-login-${code}`, looks);
			}
		}
	}),
};
