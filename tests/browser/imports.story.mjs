// Imports on the real program: a file is sent, its columns are mapped, a dry run says what would come of it, a job does it,
// refused rows come back to be corrected, and all of it is taken back.
import { strict as assert } from "node:assert";
import { readFileSync } from "node:fs";
import { expectStatus, judge, judgeLooks, onlyLooks } from "./browser.mjs";
import { owner, signIn, speak, startServer } from "./server.mjs";

export const before = () => startServer({ customers: Number(process.env.CUSTOMERS ?? 300) });
export const after = (server) => server.stop();

const people = [
	"Email;Anrede;Vorname;Nachname;PLZ;Ort;Land;Mobil;Kd-Gruppe;Umsatz",
	"k.schaefer@wollwerk.example;Frau;Katharina;Schäfer-Lindqvist;28203;Bremen;Deutschland;0151 234 5678;;612,40",
	"j.weiss@wollwerk.example;Herr;Jürgen;Weißmüller;01067;Dresden;Deutschland;0351 12345;;1.040,00",
	"heike@@strickstube.example;Frau;Heike;Bärenfänger;79098;Freiburg;Deutschland;;;0,00",
	"meiling@wollwerk.example;Frau;美玲;陈;75200;Melaka;Malaysia;012-345 6789;;9,00",
];
const csv = (rows) => Buffer.from(rows.join("\r\n") + "\r\n");
const number = (text) => Number(text.replace(/\D/g, ""));

async function enter(open, given, options) {
	const page = await open(given.origin, options);
	await signIn(page, given.origin, owner);
	return page;
}

async function send(page, given, name, buffer) {
	await page.goto(`${given.origin}/admin/imports`);
	await page.setInputFiles("input[name=file]", { name, mimeType: "text/csv", buffer });
	await Promise.all([page.waitForURL(/\/admin\/imports\/\d+/), page.click("main form[enctype] button.pri")]);
}

const counts = async (page) => Object.fromEntries(await Promise.all(["created", "updated", "unchanged", "refused"].map(async (what) => [what, number(await page.locator(`[data-count=${what}]`).first().textContent())])));
const chosen = (page, header) => page.locator("li.map", { has: page.locator("label", { hasText: new RegExp(`^${header}$`) }) }).locator("select");

async function press(page, what) {
	await Promise.all([page.waitForEvent("load"), page.click(`button[form=map][value=${what}]`)]);
}

async function untilDone(page) {
	for (let tries = 0; tries < 300; tries++) {
		if ((await page.getAttribute("#job", "data-job")) === "done") return;
		await new Promise((resolve) => setTimeout(resolve, 100));
		await page.reload();
	}
	assert.fail(`the job did not end: ${await page.textContent("main")}`);
}

const lines = (objects) => Buffer.from(objects.map((object) => (typeof object === "string" ? object : JSON.stringify(object)) + "\n").join(""));

export const stories = {
	async "lines of JSON are imported, and come back as such (2-C4)"({ open, given }) {
		const page = await enter(open, given);
		await send(page, given, "kunden.jsonl", lines([{ email: "lines@json.example", vip: true, tags: ["Stamm", "neu"] }, "{oops", { email: "second@json.example", addresses: [{ city: "Ipoh" }], late: 1 }]));
		assert.match(await page.textContent("main"), /JSON Lines\. Rows: 3\. Keys: 5\./);
		assert.equal(await chosen(page, "address_1_city").inputValue(), "address_1_city");
		assert.equal(await page.locator("[name=delimiter]").count(), 0);
		await judge(page, "imports-lines");
		await press(page, "import");
		await untilDone(page);
		assert.deepEqual(await counts(page), { created: 2, updated: 0, unchanged: 0, refused: 1 });
		const [download] = await Promise.all([page.waitForEvent("download"), page.click("[data-refused]")]);
		assert.equal(download.suggestedFilename(), "refused-kunden.jsonl");
		const refused = JSON.parse(readFileSync(await download.path(), "utf8"));
		assert.deepEqual([refused.import_row, refused.import_line], [2, "{oops"]);
		assert.match(refused.import_reason, /no JSON: \{oops/);
	},


	async "a file is sent, mapped, looked ahead at, imported, corrected and taken back (2-C4)"({ open, given }) {
		const page = await enter(open, given);
		await page.goto(`${given.origin}/admin`);
		await Promise.all([page.waitForURL("**/admin/imports"), page.click("nav a[href='/admin/imports']")]);
		await judge(page, "imports-none");
		await send(page, given, "kunden-april.csv", csv(people));
		assert.match(await page.textContent("main"), /semicolon.*utf-8.*Rows: 4\. Columns: 10/i);
		assert.equal(await chosen(page, "Vorname").inputValue(), "first_name");
		assert.equal(await chosen(page, "Umsatz").inputValue(), "attr.umsatz");
		await chosen(page, "Umsatz").selectOption("-");
		await chosen(page, "Kd-Gruppe").selectOption("group");
		await judge(page, "imports-columns");
		await press(page, "check");
		// Nobody reloads: the page hears of the end.
		await page.waitForSelector("#job[data-job=done] [data-count=created]");
		assert.deepEqual(await counts(page), { created: 3, updated: 0, unchanged: 0, refused: 1 });
		assert.ok((await page.textContent("main")).includes("heike@@strickstube.example"));
		await judge(page, "imports-dry-run");
		await page.waitForFunction(() => /Import 3 changes/.test(document.querySelector("button[form=map][value=import]:not([disabled])")?.textContent));
		await press(page, "import");
		await page.waitForSelector("#job[data-job=done] form[action$='/undo']");
		assert.deepEqual(await counts(page), { created: 3, updated: 0, unchanged: 0, refused: 1 });
		await judge(page, "imports-report");
		const report = page.url();
		const [download] = await Promise.all([page.waitForEvent("download"), page.click("[data-refused]")]);
		assert.equal(download.suggestedFilename(), "refused-kunden-april.csv");
		const refused = readFileSync(await download.path(), "utf8");
		assert.match(refused, /import_row,import_reason/);
		assert.match(refused, /heike@@strickstube.example,.*,4,/);
		// Corrected and sent again: its two columns more are nobody's.
		await send(page, given, "refused-kunden-april.csv", Buffer.from(refused.replace("heike@@", "heike@")));
		assert.equal(await chosen(page, "import_reason").inputValue(), "-");
		await press(page, "import");
		await untilDone(page);
		assert.deepEqual(await counts(page), { created: 1, updated: 0, unchanged: 0, refused: 0 });
		await page.goto(report);
		await Promise.all([page.waitForURL("**/admin/jobs/*"), page.click("form[action$='/undo'] button")]);
		await untilDone(page);
		assert.match(await page.textContent("h1"), /Undo: kunden-april\.csv/);
		await page.goto(`${given.origin}/admin/customers?q=wollwerk`);
		assert.equal(await page.locator("[data-row]").count(), 0);
		await page.goto(report);
		assert.ok((await page.textContent("main")).includes("It was taken back."));
		await page.goto(`${given.origin}/admin/imports`);
		assert.ok((await page.textContent("main")).includes("Added: 3."));
		await judge(page, "imports-list");
	},

	async "what changes is told field by field, before and without script (2-C4)"({ open, given }) {
		const page = await enter(open, given, { script: false });
		const rows = ["E-Mail,First Name,Company,Phone", "noscript@x.example,Nora,,110"];
		await send(page, given, "a.csv", csv(rows));
		await press(page, "import");
		await untilDone(page);
		await send(page, given, "b.csv", csv([rows[0], "noscript@x.example,Norah,<b>Acme</b>,120", "other@x.example,Otto,=1+1,"]));
		await press(page, "check");
		await untilDone(page);
		const told = await page.textContent("#job");
		assert.match(told, /First Name: Nora → Norah/);
		assert.match(told, /Company: → <b>Acme<\/b>/);
		assert.match(told, /Phone: 110 → 120/);
		assert.deepEqual(await counts(page), { created: 1, updated: 1, unchanged: 0, refused: 0 });
		await page.click("a[href$='result=created']");
		assert.ok((await page.textContent("main")).includes("Otto"));
		await page.goBack();
		expectStatus(page, 422);
		await chosen(page, "Company").selectOption("first_name");
		await page.click("button[form=map][value=check]");
		assert.ok((await page.textContent("main")).includes("Two columns are mapped to"));
		assert.equal(await chosen(page, "Phone").inputValue(), "phone_1");
	},

	async "a file that is read wrongly is read again; one that cannot be read is refused where it was sent (2-C4)"({ open, given }) {
		const page = await enter(open, given);
		await send(page, given, "x.txt", Buffer.from("Email;Name, first\na@y.example;M\xfcller\n", "latin1"));
		assert.match(await page.textContent("main"), /windows-1252/);
		await page.selectOption("#delimiter", ",");
		await Promise.all([page.waitForEvent("load"), page.click("form[action$='/reading'] button")]);
		assert.equal(await page.locator("li.map").count(), 2);
		assert.match(await page.textContent("li.map"), /Email;Name/);
		await page.goto(`${given.origin}/admin/imports`);
		expectStatus(page, 422);
		await page.setInputFiles("input[name=file]", { name: "broken.csv", mimeType: "text/csv", buffer: Buffer.from('Email,Name\na@y.example,"never ends\n') });
		await page.click("main form[enctype] button.pri");
		await page.waitForSelector("#file-wrong");
		assert.match(await page.textContent("#file-wrong"), /Row 2, column 2: a quoted cell never ends/);
	},

	async "exports of shops are recognised, in their own encodings (2-C4)"({ open, given }) {
		const page = await enter(open, given);
		for (const [file, shop, created] of [["shopify.csv", "Shopify", 3], ["woocommerce.csv", "WooCommerce", 2], ["oscommerce.txt", "osCommerce", 2], ["magento.csv", "Magento", 2], ["prestashop.csv", "PrestaShop", 2], ["vendure.csv", "Vendure", 2]]) {
			await send(page, given, file, readFileSync(new URL(`../data/imports/${file}`, import.meta.url)));
			assert.match(await page.textContent("main"), new RegExp(`customer export of ${shop}`));
			await page.check("input[name=make_missing]");
			await press(page, "check");
			await untilDone(page);
			assert.deepEqual(await counts(page), { created, updated: 0, unchanged: 0, refused: 0 }, `${file}: ${await page.textContent("#job")}`);
		}
	},

	"imports have no violation on phones, in the dark, in German and Malay (2-C4)": onlyLooks(async ({ open, given }) => {
		const first = await enter(open, given);
		await send(first, given, "für-alle.csv", csv(people));
		await press(first, "check");
		await untilDone(first);
		const url = first.url();
		for (const [language, word] of [["de", "Import"], ["ms", "Import"]]) {
			await speak(first, given.origin, language);
			await first.goto(`${given.origin}/admin/imports`);
			assert.equal((await first.textContent("h1")).trim(), word);
			await judgeLooks(first, `imports-list-${language}`);
			await first.goto(url);
			await judgeLooks(first, `imports-columns-${language}`);
		}
		await speak(first, given.origin, "en");
	}),
};
