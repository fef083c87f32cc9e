// Tells the story files whose names its parent sends (run.mjs), and answers each with how many passed and failed. A story file
// exports `stories`: names and async functions of ({ browser, open }); `open(origin, options)` gives a watched page that is
// closed afterwards. A file may export `before` and `after`; what `before` returns is handed to each story as `given`. One
// that exports `onOneEngine` has nothing to do with an engine and is told once, with SQLite's; so is a story that is told by
// `onlyLooks`. Arguments: which stories are wanted, as run.mjs takes them.
import { openBrowser, openPage } from "./browser.mjs";

const limit = 300_000;
const folder = new URL(".", import.meta.url);
const wanted = process.argv.slice(2).map((word) => word.split(":"));
const isWanted = (file, story) => wanted.length === 0 || wanted.some(([part, sentence = ""]) => file.includes(part) && story.includes(sentence));
const otherEngine = process.env.ENGINE === "postgres";

const within = (promise) => {
	let timer;
	const late = new Promise((_, reject) => (timer = setTimeout(() => reject(new Error(`took more than ${limit / 1000} s`)), limit)));
	return Promise.race([promise, late]).finally(() => clearTimeout(timer));
};

// Where a story left a page, how far that has come, whether it still draws, and what it complained of.
async function whereIs(page) {
	const later = (ms, what) => new Promise((resolve) => setTimeout(resolve, ms, what));
	const drawn = page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => resolve(document.readyState))));
	const state = await Promise.race([drawn.catch((error) => error.message), later(5000, "draws nothing")]);
	return [`at ${page.url()}: ${state}`, ...page.complaints].join("\n");
}

// True when it passed.
async function tellStory(browser, name, story, given) {
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
		console.log(`ok ${seconds()}  ${name}`);
		return true;
	} catch (error) {
		const said = [error.message, ...(await Promise.all(pages.map(whereIs)))].join("\n");
		console.log(`FAILED ${seconds()}  ${name}\n${said.replace(/^/gm, "        ")}`);
		return false;
	} finally {
		for (const page of pages) await page.context().close();
	}
}

async function tellFile(browser, file) {
	const sum = { passed: 0, failed: 0 };
	const { stories, before, after, onOneEngine } = await import(new URL(file, folder));
	if (onOneEngine && otherEngine) return sum;
	let given;
	try {
		given = await before?.({ browser });
	} catch (error) {
		console.log(`FAILED  ${file}: before its stories\n        ${error.message}`);
		return { passed: 0, failed: 1 };
	}
	for (const [name, story] of Object.entries(stories)) {
		if (!isWanted(file, name) || (story.onlyLooks && otherEngine)) continue;
		sum[(await tellStory(browser, `${file.replace(".story.mjs", "")}: ${name}`, story, given)) ? "passed" : "failed"]++;
	}
	await after?.(given);
	return sum;
}

const browser = await openBrowser();
process.on("message", async (file) => process.send(await tellFile(browser, file)));
process.on("disconnect", async () => {
	await browser.close();
	process.exit();
});
