// One Chromium for a whole run (without windows around its pages, which cost more than the pages do), and what is asked of
// every page: no accessibility violation, no word in the console, no report of the content policy, no request to another
// host.
import { readFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { chromium } from "playwright-core";

export const root = new URL("../..", import.meta.url).pathname;
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const flags = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--no-first-run", "--disable-background-networking",
	"--disable-component-update", "--disable-sync",
	// A page lives for a second: machine code that pays off later costs more than it saves.
	"--js-flags=--no-maglev,--no-turbofan"];

export const sizes = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };

export const openBrowser = () =>
	chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium-headless-shell", headless: true, args: flags });

// What a click, a key or a choice leads to is there when it ends: the whole of another page, of which Playwright waits for the first
// bytes only, and what the page itself asks for and puts in its place. Otherwise a story on a busy machine would read what was
// there before. `noWaitAfter` lets one act meanwhile.
let actsWait = false;
function letActsWait(page) {
	if (actsWait) return;
	actsWait = true;
	for (const [{ prototype }, pageOf] of [[page.constructor, (it) => it], [page.locator("html").constructor, (it) => it.page()]]) {
		for (const name of ["click", "press", "check", "uncheck", "selectOption"]) {
			const act = prototype[name];
			prototype[name] = async function (...args) {
				await act.apply(this, args);
				if (args.at(-1)?.noWaitAfter) return;
				const page = pageOf(this);
				// Of a page that is being left nothing is awaited.
				await page.evaluate(() => window.answersAreThere?.()).catch(() => {});
				await page.waitForLoadState();
			};
		}
	}
}

// In the page, before its own scripts: an answer is there when it was read to its end and a turn later, so that whoever asked
// has made use of it. Streams have no end.
function countAnswers() {
	const { fetch } = window;
	const turn = () => new Promise((resolve) => setTimeout(resolve));
	let awaited = Promise.resolve();
	const read = async (asked) => {
		const answer = (await asked).clone();
		if (!answer.headers.get("content-type")?.startsWith("text/event-stream")) await answer.arrayBuffer();
		await turn();
	};
	window.fetch = (...asked) => {
		const answer = fetch(...asked);
		awaited = Promise.allSettled([awaited, read(answer)]);
		return answer;
	};
	window.answersAreThere = async () => {
		for (let seen; seen !== awaited; ) {
			seen = awaited;
			await seen;
		}
	};
}

// A page in a context of its own. `beside`: another origin that it may go to. `complaints` collects what must not happen; a story that ends with any has failed.
export async function openPage(browser, origin, { size = "desktop", scheme = "light", locale = "en", script = true, beside = origin } = {}) {
	const context = await browser.newContext({ viewport: sizes[size], colorScheme: scheme, locale, javaScriptEnabled: script, reducedMotion: "reduce" });
	// A page that hangs is found all the same, one on a busy machine need not fail.
	context.setDefaultTimeout(120_000);
	await context.addInitScript(countAnswers);
	const page = await context.newPage();
	letActsWait(page);
	page.complaints = [];
	page.look = { size, scheme };
	page.expected = [];
	watch(page, [origin, beside]);
	return page;
}

function watch(page, origins) {
	const complain = (what) => page.complaints.push(`${page.url()}: ${what}`);
	page.on("pageerror", (error) => complain(`error: ${error.message}`));
	page.on("dialog", (dialog) => {
		if (dialog.type() !== "beforeunload") complain(`dialog: ${dialog.message()}`);
		dialog.accept().catch(() => {});
	});
	page.on("console", (message) => {
		if (message.type() !== "error" && message.type() !== "warning") return;
		if (page.expected.some((pattern) => pattern.test(message.text()))) return;
		complain(`console: ${message.text()} ${message.location().url}`);
	});
	page.on("request", (request) => {
		const url = request.url();
		if (!origins.some((origin) => url.startsWith(origin)) && !/^(data|blob|about):/.test(url)) complain(`foreign request: ${url}`);
	});
}

// A story about nothing but how pages look or which language they speak, which does not depend on the engine: it is told with
// SQLite's.
export const onlyLooks = (story) => Object.assign(story, { onlyLooks: true });

// The page answers with that status on purpose; Chromium writes such answers to the console.
export function expectStatus(page, status) {
	page.expected.push(new RegExp(`status of ${status}`));
}

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

// Contrast and the room around what is touched cost nine tenths of a judgement. Neither depends on the language, and contrast
// not on the size; in the dark nothing but contrast is another, and on a phone, of a page that was judged on a desktop, nothing
// but room.
const rules = ({ size, scheme, again }, language) => {
	if (scheme === "dark") return { runOnly: { type: "rule", values: ["color-contrast"] } };
	if (again) return { runOnly: { type: "rule", values: ["target-size", "scrollable-region-focusable"] } };
	const english = language === "en";
	return { runOnly: { type: "tag", values: tags }, rules: { "color-contrast": { enabled: english && size === "desktop" }, "target-size": { enabled: english } } };
};

// Rows and choices beyond the third are like those before, and half of the work: they leave the page while it is judged. A
// menu that is open has room among them.
const repeated = "tbody:not(:has([open])) tr:nth-child(n+4), .cards:not(:has([open])) > :nth-child(n+4), option:nth-child(n+4):not(:checked)";

// What stands around every page of staff is the same on all, and more work than most of them: it is judged once a look.
const around = [".side", ".top:not(:has(details[open]))"];
const framesJudged = new Set();

// What a page is made of does not depend on the engine: it is judged with SQLite's.
export async function expectNoViolations(page, what = page.url()) {
	if (process.env.ENGINE === "postgres") return;
	if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe);
	// Scrolled, the bar at the top lies over whatever is below it, and that would be called too small a target.
	await page.evaluate(() => window.scrollTo(0, 0));
	// What passes is neither described nor sent: on a long page that takes longer than finding out.
	const language = await page.evaluate(() => document.documentElement.lang);
	const frame = `${page.look.size} ${page.look.scheme}`;
	const { violations, framed } = await page.evaluate(
		async ([asked, alike, judged]) => {
			const away = [...document.querySelectorAll(alike)].map((row) => [row, document.createComment("")]);
			for (const [row, place] of away) row.replaceWith(place);
			const context = { exclude: judged.map((part) => [part]) };
			const { violations } = await window.axe.run(context, { ...asked, resultTypes: ["violations"], iframes: false });
			for (const [row, place] of away) place.replaceWith(row);
			return { violations, framed: document.querySelector(".side") !== null };
		},
		[rules(page.look, language), repeated, framesJudged.has(frame) ? around : []],
	);
	if (violations.length === 0) {
		if (framed) framesJudged.add(frame);
		return;
	}
	const lines = violations.flatMap((violation) => violation.nodes.slice(0, 5).map((node) =>
		`  ${violation.id}: ${node.target.join(" ")}\n    ${(node.any[0] ?? node.all[0] ?? node.none[0])?.message ?? violation.help}`));
	throw new Error(`${what} has violations:\n${lines.join("\n")}`);
}

// Nothing sticks out at the side: a page is as wide as the window.
export async function expectNoSideways(page, what = page.url()) {
	const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
	if (over > 0) throw new Error(`${what} is ${over} pixels wider than the window`);
}

// build/pictures/NAME.png, when PICTURES is set.
export async function takePicture(page, name, { whole = true } = {}) {
	if (!process.env.PICTURES) return;
	const folder = join(root, "build/pictures");
	await mkdir(folder, { recursive: true });
	await page.screenshot({ path: join(folder, `${name}.png`), fullPage: whole });
}

// The page as it stands.
export async function judge(page, name) {
	await takePicture(page, name);
	await expectNoViolations(page, name);
	await expectNoSideways(page, name);
}

// The page as it stands, in one look after the other: loading it anew for each would cost more than judging it.
export async function judgeLooks(page, name, looks = ["desktop light", "desktop dark", "phone light"]) {
	const before = page.look;
	for (const [at, look] of looks.entries()) {
		await show(page, look);
		page.look.again = at > 0 && framesJudged.has(look);
		await judge(page, `${name}-${look.replace(" ", "-")}`);
	}
	await show(page, `${before.size} ${before.scheme}`);
}

async function show(page, look) {
	const [size, scheme] = look.split(" ");
	page.look = { size, scheme };
	await page.setViewportSize(sizes[size]);
	await page.emulateMedia({ colorScheme: scheme });
}
