// Every letter in pictures, a dozen a sheet: FOLDER/LANGUAGE-LOOK-NUMBER.png. FOLDER holds what
// features/mailings/mailings_letters_test.c writes; `make letters` does both.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { openBrowser } from "./browser.mjs";

const folder = process.argv[2];
const looks = [
	{ name: "wide", width: 500, columns: 3, scheme: "light", ending: "html" },
	{ name: "phone", width: 320, columns: 5, scheme: "light", ending: "html" },
	{ name: "dark", width: 500, columns: 3, scheme: "dark", ending: "html" },
	{ name: "text", width: 500, columns: 3, scheme: "light", ending: "txt" },
];
const rows = 4;

// As tall as it is.
async function addLetter(page, name, look) {
	const content = await readFile(join(folder, name), "utf8");
	await page.evaluate(async ([name, content, width, plain]) => {
		const place = document.body.appendChild(document.createElement("div"));
		place.textContent = name;
		const frame = place.appendChild(document.createElement(plain ? "pre" : "iframe"));
		frame.style.cssText = `display:block;width:${width}px;border:1px solid gray;margin:2px 0;box-sizing:border-box;white-space:pre-wrap;overflow-wrap:anywhere`;
		if (plain) return void (frame.textContent = content);
		const loaded = new Promise((resolve) => frame.addEventListener("load", resolve));
		frame.srcdoc = content;
		await loaded;
		frame.style.height = `${frame.contentDocument.documentElement.scrollHeight + 2}px`;
	}, [name, content, look.width, look.ending === "txt"]);
}

async function drawSheets(browser, language, look) {
	const context = await browser.newContext({ viewport: { width: look.columns * (look.width + 8) + 16, height: 400 }, colorScheme: look.scheme });
	const page = await context.newPage();
	const names = (await readdir(folder)).filter((file) => file.startsWith(`${language}-`) && file.endsWith(`.${look.ending}`)).sort();
	const most = look.columns * rows;
	for (let at = 0; at < names.length; at += most) {
		await page.setContent(`<!doctype html><meta name="color-scheme" content="light dark">
			<body style="display:grid;grid-template-columns:repeat(${look.columns},${look.width}px);gap:8px;margin:8px;font:12px sans-serif;align-items:start">`);
		for (const name of names.slice(at, at + most)) await addLetter(page, name, look);
		await page.screenshot({ path: join(folder, `${language}-${look.name}-${at / most + 1}.png`), fullPage: true });
	}
	await context.close();
}

const browser = await openBrowser();
for (const language of ["en", "ms", "de"]) for (const look of looks) await drawSheets(browser, language, look);
await browser.close();
