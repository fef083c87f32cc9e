// Runs tests/browser/*.story.mjs, or those whose names hold one of the arguments; behind a colon may stand part of a story's
// name ("machine:full disk"). A story file exports `stories`: names and async functions of ({ browser, open });
// `open(origin, options)` gives a watched page that is closed afterwards. A file may export `before` and `after`; what
// `before` returns is handed to each story as `given`. One that exports `noServer` has nothing to do with an engine and is
// told once, with SQLite's; so is a story that is told by `onlyLooks`.
import { readdirSync } from "node:fs";
import { openBrowser, openPage } from "./browser.mjs";

const limit = 300_000;
const folder = new URL(".", import.meta.url);
const wanted = process.argv.slice(2).map((word) => word.split(":"));
const isWanted = (file, story) => wanted.length === 0 || wanted.some(([part, sentence = ""]) => file.includes(part) && story.includes(sentence));
const files = readdirSync(folder).filter((name) => name.endsWith(".story.mjs") && (wanted.length === 0 || wanted.some(([part]) => name.includes(part)))).sort();
let passed = 0;
let failed = 0;

const within = (promise) => {
	let timer;
	const late = new Promise((_, reject) => (timer = setTimeout(() => reject(new Error(`took more than ${limit / 1000} s`)), limit)));
	return Promise.race([promise, late]).finally(() => clearTimeout(timer));
};

async function runStory(browser, file, name, story, given) {
	const pages = [];
	const begun = performance.now();
	const seconds = () => `${((performance.now() - begun) / 1000).toFixed(1)} s`.padStart(8);
	const open = async (origin, options) => {
		const page = await openPage(browser, origin, options);
		pages.push(page);
		return page;
	};
	try {
		await within(story({ browser, open, given }));
		const complaints = pages.flatMap((page) => page.complaints);
		if (complaints.length > 0) throw new Error(complaints.join("\n"));
		passed++;
		console.log(`ok ${seconds()}  ${file}: ${name}`);
	} catch (error) {
		failed++;
		console.log(`FAILED ${seconds()}  ${file}: ${name}\n${String(error.message).replace(/^/gm, "        ")}`);
	} finally {
		for (const page of pages) await page.context().close();
	}
}

const browser = await openBrowser();
for (const file of files) {
	const { stories, before, after, noServer } = await import(new URL(file, folder));
	if (noServer && process.env.ENGINE === "postgres") continue;
	let given;
	try {
		given = await before?.({ browser });
	} catch (error) {
		failed++;
		console.log(`FAILED  ${file}: before its stories\n        ${error.message}`);
		continue;
	}
	const isTold = (story) => !(story.onlyLooks && process.env.ENGINE === "postgres");
	for (const [name, story] of Object.entries(stories)) if (isWanted(file, name) && isTold(story)) await runStory(browser, file.replace(".story.mjs", ""), name, story, given);
	await after?.(given);
}
await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
