// The shared parts, as tests/views/gallery_test.c renders them, on every size and theme, from the left and from the right.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { strict as assert } from "node:assert";
import { expectNoSideways, expectNoViolations, expectStatus, judgeLooks, root, takePicture } from "./browser.mjs";
import { serveFolder } from "./files.mjs";

const program = process.env.GALLERY ?? join(root, "build/tests/test_views_gallery");
const pages = ["list", "profile", "sign-in", "forbidden"];

export const onOneEngine = true;

export async function before() {
	const folder = mkdtempSync(join(tmpdir(), "clientele-gallery-"));
	execFileSync(program, [folder]);
	return { folder, ...(await serveFolder(folder)) };
}

export async function after(given) {
	await given.stop();
	rmSync(given.folder, { recursive: true });
}

async function everyLook({ open, given }, name) {
	const page = await open(given.origin);
	for (const direction of ["", "-rtl"]) {
		await page.goto(`${given.origin}/${name}${direction}.html`);
		await page.evaluate(() => document.fonts.ready);
		await judgeLooks(page, `gallery-${name}${direction}`, ["desktop light", "desktop dark", "phone light", "phone dark"]);
	}
}

async function list({ open, given }, options) {
	const page = await open(given.origin, options);
	await page.goto(`${given.origin}/list.html`);
	return page;
}

const ticked = (page) => page.locator("[data-row] input[name=id]:checked").count();

export const stories = {
	...Object.fromEntries(pages.map((name) => [`${name} has no violation in any look`, (given) => everyLook(given, name)])),

	async "a page is no wider at 200 % zoom"({ open, given }) {
		const page = await list({ open, given });
		for (const name of pages) {
			await page.setViewportSize({ width: 720, height: 450 });
			await page.goto(`${given.origin}/${name}.html`);
			await expectNoSideways(page, name);
		}
	},

	async "ticking shows the bar, Shift takes the rows between, clearing hides it"(all) {
		const page = await list(all);
		const ticks = page.locator("[data-row] input[name=id]");
		await ticks.nth(1).click();
		await ticks.nth(4).click({ modifiers: ["Shift"] });
		assert.equal(await ticked(page), 4);
		assert.equal(await page.locator("[data-bulk-count]").textContent(), "4");
		await takePicture(page, "gallery-list-ticked");
		await expectNoViolations(page);
		await page.click("[data-bulk-clear]");
		assert.equal(await ticked(page), 0);
		assert.equal(await page.isVisible("[data-bulk]"), false);
	},

	async "j, k and x walk and tick; ? shows the keys"(all) {
		const page = await list(all);
		await page.keyboard.press("j");
		await page.keyboard.press("j");
		await page.keyboard.press("x");
		assert.equal(await page.locator("[data-row] input[name=id]").nth(1).isChecked(), true);
		await page.keyboard.press("k");
		assert.equal(await page.locator("[data-row].at").count(), 1);
		await page.keyboard.press("?");
		assert.equal(await page.isVisible("#keys-help"), true);
		await takePicture(page, "gallery-keys", { whole: false });
		await expectNoViolations(page);
		await page.keyboard.press("Escape");
		assert.equal(await page.isVisible("#keys-help"), false);
	},

	async "a row's menu opens upwards at the lower edge and closes by Escape"(all) {
		for (const [size, scheme] of [["desktop", "light"], ["desktop", "dark"], ["phone", "light"]]) {
			const page = await list(all, { size, scheme });
			const summary = page.locator("[data-row] details summary").nth(2);
			await summary.click();
			await takePicture(page, `gallery-menu-${size}-${scheme}`, { whole: false });
			if (size === "desktop") await expectNoViolations(page);
			await page.keyboard.press("ArrowDown");
			assert.equal(await page.evaluate(() => document.activeElement.textContent.includes("Edit")), true);
			await page.keyboard.press("Escape");
			assert.equal(await page.locator("details[data-menu][open]").count(), 0);
		}
	},

	async "Ctrl-K finds as one types and opens what is chosen"(all) {
		const page = await list(all);
		await page.route("**/admin/search/results?*", async (route) => {
			const answer = await page.request.get(`${all.given.origin}/found.html`);
			await route.fulfill({ contentType: "text/html", body: await answer.text() });
		});
		await page.keyboard.press("Control+k");
		await page.keyboard.type("far");
		await page.waitForSelector("#palette-found a");
		await page.keyboard.press("ArrowDown");
		assert.equal(await page.getAttribute("#palette input", "aria-activedescendant"), "palette-1");
		await takePicture(page, "gallery-palette", { whole: false });
		await expectNoViolations(page);
		expectStatus(page, 404);
		await Promise.all([page.waitForURL("**/admin/customers/2"), page.keyboard.press("Enter")]);
	},

	async "what is deleted for good has to be typed first"(all) {
		const page = await all.open(all.given.origin);
		await page.goto(`${all.given.origin}/profile.html`);
		await page.click("[data-dialog=erase]");
		const button = page.locator("#erase button.red");
		assert.equal(await button.isDisabled(), true);
		const wanted = await page.getAttribute("#erase-typed", "data-must-be");
		await page.fill("#erase-typed", wanted);
		assert.equal(await button.isDisabled(), false);
		await takePicture(page, "gallery-confirm", { whole: false });
		await expectNoViolations(page);
		await page.click("#erase [data-close]");
		assert.equal(await page.isVisible("#erase"), false);
	},

	async "a form sends once, and leaving with unsaved words asks"(all) {
		const page = await all.open(all.given.origin);
		let asked = 0;
		page.on("dialog", (dialog) => (asked += dialog.type() === "beforeunload"));
		await page.goto(`${all.given.origin}/profile.html`);
		await page.fill("#name", "Somebody else");
		await page.goto(`${all.given.origin}/list.html`);
		assert.equal(asked, 1);
		await page.goto(`${all.given.origin}/profile.html`);
		let sent = 0;
		await page.route("**/admin/customers", (route) => {
			sent++;
			setTimeout(() => route.fulfill({ body: "<!doctype html><title>sent</title>", contentType: "text/html" }).catch(() => {}), 300);
		});
		await page.fill("#email", "somebody@example.com");
		await page.evaluate(() => {
			const form = document.querySelector("form[action='/admin/customers']");
			form.requestSubmit();
			form.requestSubmit();
		});
		await page.waitForFunction(() => document.title === "sent");
		assert.equal(sent, 1);
		assert.equal(asked, 1);
	},

	async "without script the parts that need none are there, the others are not"(all) {
		const page = await list(all, { script: false });
		assert.equal(await page.isVisible(".below"), true);
		assert.equal(await page.isVisible("[data-pick-all]"), false);
		assert.equal(await page.isVisible("form.find input[name=q]"), true);
		await page.locator("[data-row] details summary").first().click();
		assert.equal(await page.locator("[data-row] details[open]").count(), 1);
	},

	async "navigation on a phone opens and closes"(all) {
		const page = await list(all, { size: "phone" });
		assert.equal(await page.isVisible("#nav"), false);
		await page.click(".burger");
		assert.equal(await page.isVisible("#nav"), true);
		await takePicture(page, "gallery-navigation-phone", { whole: false });
		await page.keyboard.press("Escape");
		assert.equal(await page.isVisible("#nav"), false);
	},
};
