// The list of customers on the real program: sorting, filters and their sentences, pages, columns, many at once with and
// without script, what a sales representative sees, looks and languages.
import { strict as assert } from "node:assert";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expectStatus, judge, judgeLooks, onlyLooks, root, sizes, takePicture } from "./browser.mjs";
import { owner, signIn, speak, startServer } from "./server.mjs";
import { number, total } from "./totals.mjs";

const list = "/admin/customers";
const demoPassword = "batik-laterne-cometa";

export const before = () => startServer({ customers: 300 });
export const after = (server) => server.stop();

const enter = async (open, given, query = "", options = {}, who = owner) => {
	const page = await open(given.origin, options);
	await signIn(page, given.origin, who);
	await page.goto(given.origin + list + query);
	return page;
};
// The page that the click leads to is there: on a busy machine the one before would still be read.
const loaded = (page, selector) => Promise.all([page.waitForEvent("load"), page.click(selector)]);
const column = (page, title) =>
	page.evaluate((wanted) => {
		const at = [...document.querySelectorAll(".tbl th")].findIndex((head) => head.textContent.trim() === wanted);
		return [...document.querySelectorAll(".tbl tbody tr")].map((row) => row.cells[at].textContent.trim());
	}, title);
// The line of an icon.
const drawn = (icon) =>
	[...readFileSync(join(root, `node_modules/@tabler/icons/icons/outline/${icon}.svg`), "utf8").matchAll(/ d="([^"]*)"/g)]
		.map(([, line]) => line).filter((line) => !line.startsWith("M0 0h24")).join("");
const flash = (page) => page.locator("main").getByText("Done. Customers changed", { exact: false }).textContent();
const chips = (page) => page.locator(".chip > span").allTextContents();

// Everybody who stands in the list, with how to reach them, as the API tells it.
async function everyone(page, origin) {
	const get = async (path) => (await page.request.get(`${origin}/api/v1${path}`)).json();
	const people = [];
	for (let next = ""; next !== null; ) {
		const some = await get(`/customers?limit=250${next && `&cursor=${next}`}`);
		people.push(...some.data);
		next = some.next;
	}
	for (const one of people)
		for (const part of ["emails", "phones", "addresses"]) one[part] = (await get(`/customers/${one.id}/${part}`)).data;
	const words = {};
	for (const kind of ["type", "channel"])
		for (const { id, word } of (await get(`/${kind}s`)).data) words[`${kind} ${word}`] = id;
	return { people, words };
}
const plain = (text) => (text ?? "").normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

export const stories = {
	async "the menu leads to the customers: name, e-mail, last login (0-L1 0-L2 0-L3 2-L1 2-L3 3-L1 4-L1)"({ open, given }) {
		const page = await enter(open, given);
		await page.goto(`${given.origin}/admin/profile`);
		await page.click("nav.side details:has-text('CRM') a:has-text('Customers')");
		await page.waitForURL(`**${list}`);
		const rows = await page.locator("[data-row]").count();
		assert.equal(rows, 25);
		assert.ok((await total(page)) > 200);
		const first = page.locator("[data-row]").first();
		assert.ok((await first.locator("[data-open]").textContent()).length > 0);
		assert.ok((await page.locator(".who .cap").allTextContents()).some((address) => address.includes("@")));
		assert.ok((await column(page, "Last login")).every((when) => when.length > 0));
		await Promise.all([page.waitForURL("**/admin/customers/*"), first.locator("[data-open]").click()]);
	},

	async "a click on a head sorts and an arrow says which way (2-L4 2-L8 2-L9 2-L10 2-L11 2-L12 2-L13 2-L14)"({ open, given }) {
		const page = await enter(open, given, "?filter=status:active");
		await page.click("a[href='#columns']");
		for (const word of ["login", "email"]) await page.check(`#columns input[value=${word}]`);
		await page.click("#columns .foot-f .pri");
		for (const title of ["ID", "Username", "E-mail", "Type", "Status", "Customer"]) {
			const head = page.locator(".tbl th", { hasText: new RegExp(`^\\s*${title}\\s*$`) });
			await head.locator("a").click();
			assert.equal(await head.getAttribute("aria-sort"), "ascending", title);
			assert.equal(await head.locator("path").getAttribute("d"), drawn("arrow-up"));
			const up = await column(page, title);
			await head.locator("a").click();
			assert.equal(await head.getAttribute("aria-sort"), "descending", title);
			assert.equal(await head.locator("path").getAttribute("d"), drawn("arrow-down"));
			const down = await column(page, title);
			if (title === "ID") {
				assert.deepEqual(up.map(number), up.map(number).sort((a, b) => a - b));
				assert.deepEqual(down.map(number), down.map(number).sort((a, b) => b - a));
			}
			if (title === "E-mail") assert.deepEqual(up, [...up].sort());
			if (["Customer", "E-mail", "Username"].includes(title)) assert.notEqual(up[0], down[0], title);
		}
		await page.goto(`${given.origin}${list}#columns`);
		await page.click("#columns button[name=reset]");
	},

	async "filters are added one by one and read like sentences (3-L2 3-L3 3-L4 3-L5 3-L6 3-L7 3-L8 3-L9 3-L10 3-L11)"({ open, given }) {
		const page = await enter(open, given, "", { script: false });
		const everybody = await total(page);
		const { people, words } = await everyone(page, given.origin);
		assert.equal(people.length, everybody);
		// As many as fit the sentence stand in the list, and the API finds as many by the filter that the page has made.
		const finds = async (field, fits) => {
			await page.click("form:has([name=field]) button");
			const found = await total(page), filter = new URL(page.url()).searchParams.get("filter");
			assert.ok(found > 0 && found < everybody, `${field}: ${found} of ${everybody}`);
			assert.equal(found, people.filter(fits).length, `${field} by ${filter}`);
			const answer = await page.request.get(`${given.origin}/api/v1/customers?limit=1&filter=${encodeURIComponent(filter)}`);
			assert.equal((await answer.json()).total, found, filter);
			assert.equal((await chips(page)).length, 1, field);
		};
		const typed = {
			first_name: ["a", (one) => plain(one.first_name).includes("a")],
			last_name: ["a", (one) => plain(one.last_name).includes("a")],
			email: ["mail", (one) => one.emails.some(({ address }) => address.includes("mail"))],
			company: ["a", (one) => plain(one.company).includes("a")],
			phone: ["6", (one) => one.phones.some(({ e164, typed: number }) => (e164 ?? number).includes("6"))],
			postcode: ["1", (one) => one.addresses.some(({ postcode }) => postcode?.startsWith("1"))],
			city: ["a", (one) => one.addresses.some(({ city }) => plain(city).includes("a"))],
		};
		for (const [field, [value, fits]] of Object.entries(typed)) {
			await page.goto(`${given.origin}${list}?add=${field}`);
			await page.fill("form:has([name=field]) [name=value]", value);
			await finds(field, fits);
		}
		for (const [field, label, code] of [["country", "Malaysia", "MY"], ["language", "German", "de"], ["zone", "Europe/Berlin", "Europe/Berlin"]]) {
			await page.goto(`${given.origin}${list}?add=${field}`);
			await page.selectOption("form:has([name=field]) [name=value]", { label });
			await finds(field, (one) => one[field] === code);
			assert.ok((await chips(page))[0].includes(label), field);
		}
		for (const field of ["channel", "type", "status"]) {
			await page.goto(`${given.origin}${list}?add=${field}`);
			const tick = page.locator("form:has([name=field]) input[type=checkbox]").last();
			const word = await tick.getAttribute("value");
			await tick.check();
			await finds(field, (one) => one[field] === (words[`${field} ${word}`] ?? word));
		}
		await page.goto(`${given.origin}${list}?add=group`);
		await page.locator("form:has([name=field]) input[type=checkbox]").last().check();
		await page.click("form:has([name=field]) button");
		assert.match((await chips(page))[0], /^Group is /);
		assert.ok((await total(page)) < everybody);
		await page.goto(`${given.origin}${list}?filter=status:active`);
		assert.match((await chips(page))[0], /^Status is Active$/);
	},

	async "a sentence taken away gives its people back; the filter can be written (0-L8)"({ open, given }) {
		const page = await enter(open, given);
		const everybody = await total(page);
		await Promise.all([page.waitForURL("**filter=vip*"), page.click(".tabs a:has-text('VIP')")]);
		const vips = await total(page);
		assert.ok(vips > 0 && vips < everybody);
		assert.equal(await page.locator("[data-row]:has(.tag.vip)").count(), Math.min(vips, 25));
		assert.deepEqual((await chips(page)).map((chip) => chip.replace(/\s+/g, " ")), ["VIP: yes"]);
		await page.click(".chip a");
		assert.equal(await total(page), everybody);
		await page.click(".menu.fields summary");
		await page.click(".menu.fields a:has-text('Write the filter')");
		await page.fill("#filter", "-status:active (country:MY | country:DE)");
		await page.click("form:has(#filter) button");
		assert.deepEqual(await chips(page), ["Status is not Active", "One of these is country:MY or country:DE"]);
		assert.ok((await total(page)) < everybody);
	},

	async "a mistake in the filter is shown with what was typed"({ open, given }) {
		const page = await enter(open, given);
		expectStatus(page, 422);
		await page.goto(`${given.origin}${list}?filter=statsu:active`);
		assert.match(await page.locator(".wrongs").textContent(), /Did you mean “status”/);
		assert.equal(await page.inputValue("#filter"), "statsu:active");
		await judge(page, "list-mistake");
	},

	async "quick search finds by part of a name, whatever signs are in it (2-L7)"({ open, given }) {
		const page = await enter(open, given, "", { script: false });
		const name = (await page.locator("[data-open]").nth(3).textContent()).trim();
		await page.fill("[data-list-search]", name);
		await Promise.all([page.waitForNavigation(), page.press("[data-list-search]", "Enter")]);
		assert.ok((await page.locator("[data-open]").allTextContents()).map((one) => one.trim()).includes(name));
		assert.equal(await page.inputValue("[data-list-search]"), name);
		await page.fill("[data-list-search]", 'nobody (at all): "here" | -x');
		await Promise.all([page.waitForNavigation(), page.press("[data-list-search]", "Enter")]);
		assert.equal(await total(page), 0);
		assert.match(await page.locator(".empty").textContent(), /Nobody matches/);
	},

	async "pages go forth and back, first and last, and by number; rows a page stay"({ open, given }) {
		const page = await enter(open, given, "?filter=status:active&sort=id");
		const everybody = await total(page);
		const first = await column(page, "ID");
		await loaded(page, "a[rel=next]");
		const second = await column(page, "ID");
		assert.ok(number(second[0]) > number(first.at(-1)));
		await loaded(page, "a[aria-label='Last page']");
		const pages = Math.ceil(everybody / 25);
		assert.match(page.url(), new RegExp(`page=${pages}$`));
		assert.equal((await column(page, "ID")).length, everybody - (pages - 1) * 25);
		await loaded(page, "a[rel=prev]");
		await loaded(page, "a[aria-label='First page']");
		assert.deepEqual(await column(page, "ID"), first);
		await page.fill(".pages input[name=page]", "3");
		await page.press(".pages input[name=page]", "Enter");
		await page.waitForURL("**page=3*");
		await Promise.all([page.waitForURL("**limit=100*"), page.selectOption(".pages select[name=limit]", "100")]);
		await page.goto(given.origin + list);
		assert.equal(await page.locator("[data-row]").count(), 100);
		await page.goto(`${given.origin}${list}?page=99999`);
		assert.equal(await page.locator("[data-row]").count(), 100);
		await page.goto(`${given.origin}${list}?limit=25`);
	},

	async "columns are chosen and moved, without script, and stay"({ open, given }) {
		const page = await enter(open, given, "", { script: false });
		await page.click("a[href='#columns']");
		await page.uncheck("#columns input[value=orders]");
		await page.check("#columns input[value=company]");
		await loaded(page, "#columns .foot-f .pri");
		await page.goto(`${given.origin}${list}#columns`);
		await loaded(page, "#columns button[name=up][value=company]");
		const heads = (await page.locator(".tbl th").allTextContents()).map((text) => text.trim());
		assert.ok(!heads.includes("Orders"));
		assert.deepEqual(heads.slice(-3), ["Company", "Total spent", "Actions"]);
		await page.goto(`${given.origin}${list}#columns`);
		await loaded(page, "#columns button[name=reset]");
		assert.ok((await page.locator(".tbl th").allTextContents()).some((text) => text.trim() === "Orders"));
	},

	async "with more columns than fit the rows go sideways and their actions stay"({ open, given }) {
		const page = await enter(open, given, "#columns");
		for (const word of ["login", "email", "company", "tags"]) await page.check(`#columns input[value=${word}]`);
		await Promise.all([page.waitForEvent("load"), page.click("#columns .foot-f .pri")]);
		await judge(page, "list-wide");
		await page.locator("[data-row] summary").first().click();
		assert.ok(await page.locator("[data-row] a[href$='/edit']").first().isVisible());
		await page.goto(`${given.origin}${list}?sort=id#columns`);
		await page.click("#columns button[name=reset]");
	},

	async "several are approved with the box below the table, without script (2-X1 3-L13)"({ open, given }) {
		const page = await enter(open, given, "?filter=status:pending", { script: false });
		const waiting = await total(page);
		for (const at of [0, 1, 2]) await page.locator("[data-row] input[name=id]").nth(at).check();
		await page.selectOption("select[name=status]", "approve");
		await page.click("button:has-text('Update status')");
		assert.match(await flash(page), /Customers changed: 3/);
		assert.equal(await total(page), waiting - 3);
		await page.click("button:has-text('Update status')");
		assert.match(await page.locator("main").textContent(), /Nothing was ticked/);
	},

	async "several are removed after a question, without script, and come back (2-M1 3-M2)"({ open, given }) {
		const page = await enter(open, given, "?filter=status:active", { script: false });
		const before = await total(page);
		const names = [];
		for (const at of [0, 1]) {
			await page.locator("[data-row] input[name=id]").nth(at).check();
			names.push((await page.locator("[data-open]").nth(at).textContent()).trim());
		}
		await page.click("button:has-text('Remove selected')");
		const asked = (await page.locator(".names li").allTextContents()).map((name) => name.trim());
		assert.deepEqual(asked.sort(), names.sort());
		await page.fill("[name=reason]", "came twice");
		await page.click("main form button.red");
		assert.match(await flash(page), /Customers changed: 2/);
		assert.equal(await total(page), before - 2);
		await page.goto(`${given.origin}${list}?filter=status:trashed+${encodeURIComponent(names[0].split(" ")[0])}`);
		await page.locator("[data-row] input[name=id]").first().check();
		await page.click("button:has-text('Restore selected')");
		assert.match(await flash(page), /Customers changed: 1/);
	},

	async "one tick takes the page, the bar counts and acts (3-L14)"({ open, given }) {
		const page = await enter(open, given, "?filter=status:active+vip:no");
		assert.ok(await page.locator("[data-bulk]").isHidden());
		await page.check("[data-pick-all]");
		assert.equal(await page.locator("[data-bulk-count]").textContent(), "25");
		await judge(page, "list-ticked");
		await page.click("[data-bulk] button[value=vip]");
		assert.match(await flash(page), /Customers changed: 25/);
		await page.goto(`${given.origin}${list}?filter=status:active+vip:yes`);
		await page.check("[data-pick-all]");
		await page.click("[data-bulk] button[value=vip]");
		assert.match(await page.locator("[role=status]").textContent(), /Changed: 0\. Left out: 25\./);
		await judge(page, "list-left-out");
	},

	async "type and tags are set for ticked rows in dialogs"({ open, given }) {
		const page = await enter(open, given, "?filter=status:active+type:retail");
		for (const at of [0, 1]) await page.locator("[data-row] input[name=id]").nth(at).check();
		await page.click("[data-bulk] button[data-dialog=bulk-tags]");
		await page.fill("#bulk-tags input[name=tag]", "spring fair");
		await judge(page, "list-tags");
		await page.click("#bulk-tags button[value=add_tag]");
		assert.match(await flash(page), /Customers changed: 2/);
		await page.goto(`${given.origin}${list}?filter=${encodeURIComponent('tag:"spring fair"')}`);
		assert.equal(await total(page), 2);
		await page.check("[data-pick-all]");
		await page.click("[data-bulk] button[data-dialog=bulk-set]");
		await page.locator("#bulk-set select[name=type]").selectOption({ label: "Wholesale" });
		await page.click("#bulk-set button[value=set_type]");
		assert.match(await flash(page), /Customers changed: 2/);
		assert.deepEqual(await column(page, "Type"), ["Wholesale", "Wholesale"]);
	},

	async "keys walk, tick, search and edit"({ open, given }) {
		const page = await enter(open, given);
		for (const key of ["j", "j", "k", "j"]) await page.keyboard.press(key);
		assert.equal(await page.locator("[data-row].at").count(), 1);
		assert.ok(await page.locator("[data-row]").nth(1).evaluate((row) => row.classList.contains("at")));
		await page.keyboard.press("x");
		assert.equal(await page.locator("[data-bulk-count]").textContent(), "1");
		await page.keyboard.press("/");
		assert.ok(await page.locator("[data-list-search]").evaluate((input) => input === document.activeElement));
		await page.keyboard.press("Escape");
		await page.locator("[data-list-search]").evaluate((input) => input.blur());
		await page.keyboard.press("e");
		await page.waitForSelector("dialog[open] [data-window-content]");
	},

	async "every row has its actions, asked in a window over the list (4-L2)"({ open, given }) {
		const page = await enter(open, given, "?filter=status:active");
		assert.equal(await page.locator("[data-row] details.menu").count(), 25);
		const row = page.locator("[data-row]").first();
		const name = (await row.locator("[data-open]").textContent()).trim();
		await row.locator("summary").click();
		await judge(page, "list-menu");
		await row.locator("a[href$='/block']").click();
		await page.waitForSelector("dialog[open] [data-window-content]");
		await page.fill("dialog[open] [name=reason]", "three chargebacks");
		await judge(page, "list-block");
		await Promise.all([page.waitForEvent("load"), page.click("dialog[open] button.red")]);
		await page.goto(`${given.origin}${list}?filter=status:blocked+${encodeURIComponent(name.split(" ")[0])}`);
		assert.match(await page.locator("td.state").first().textContent(), /Blocked.*three chargebacks/s);
	},

	async "a new customer is one link for each type (2-C1 2-C2)"({ open, given }) {
		const page = await enter(open, given, "", { script: false });
		await page.click(".head summary");
		const links = page.locator(".head details a");
		assert.ok((await links.count()) > 1);
		await links.nth(1).click();
		assert.match(page.url(), /customers\/new\?type=\d+$/);
	},

	async "cards have Manage below (0-L7)"({ open, given }) {
		const page = await enter(open, given, "?view=cards");
		assert.equal(await page.locator("article.pc").count(), 25);
		await judge(page, "list-cards");
		await Promise.all([page.waitForURL("**/admin/customers/*"), page.locator("article.pc a:has-text('Manage')").first().click()]);
		await page.goto(given.origin + list);
		assert.equal(await page.locator("article.pc").count(), 25, "cards stay");
		await page.goto(`${given.origin}${list}?view=table`);
	},

	async "a sales representative sees and changes their own customers only"({ open, given }) {
		const all = await enter(open, given);
		const everybody = await total(all);
		const others = await all.locator("[data-row] input[name=id]").evaluateAll((ticks) => ticks.map((tick) => tick.value));
		const page = await enter(open, given, "", {}, { email: "sales@demo.example", password: demoPassword });
		const own = await total(page);
		assert.ok(own < everybody, `${own} of ${everybody}`);
		const mine = await page.locator("[data-row] input[name=id]").evaluateAll((ticks) => ticks.map((tick) => tick.value));
		const foreign = others.find((id) => !mine.includes(id));
		await page.locator("[data-row] input[name=id]").first().evaluate((tick, id) => {
			tick.value = id;
			tick.checked = true;
		}, foreign);
		await page.click(".below button.red, .below button");
		assert.ok(!(await page.locator("main").textContent()).includes("Customers changed: 1"));
	},

	"no look has a violation: table, cards, dark, phone": onlyLooks(async ({ open, given }) => {
		const page = await enter(open, given, "?view=cards");
		await judgeLooks(page, "list-cards");
		await page.goto(`${given.origin}${list}?view=table&filter=status:blocked,suspended,pending,active&add=created`);
		await judgeLooks(page, "list", ["desktop light", "desktop dark", "phone light", "phone dark"]);
		await page.setViewportSize(sizes.phone);
		assert.ok(await page.locator("td.state").first().isVisible());
		await page.setViewportSize(sizes.desktop);
		await page.goto(`${given.origin}${list}?view=table`);
		await page.emulateMedia({ media: "print" });
		await takePicture(page, "list-print");
		assert.ok(await page.locator(".side").isHidden());
		assert.ok(await page.locator(".below").isHidden());
	}),

	"a number with a comma is a condition in German; one that may mean two is asked back in the builder": onlyLooks(async ({ open, given }) => {
		for (const size of ["desktop", "phone"]) {
			const page = await open(given.origin, { size });
			await signIn(page, given.origin);
			await speak(page, given.origin, "de");
			await page.goto(`${given.origin}${list}?filter=status:active`);
			await page.click(".menu.fields summary");
			await page.click(".menu.fields a:has-text('Beschäftigte')");
			await page.fill(".builder input[name=value]", "1.500");
			expectStatus(page, 422);
			await page.click(".builder button");
			assert.match(await page.textContent(".wrongs"), /„1\.500“ kann zwei Zahlen bedeuten; schreib 1500 oder 1,500\./);
			assert.equal(await page.inputValue(".builder input[name=value]"), "1.500");
			await judge(page, `list-ambiguous-${size}`);
			await page.fill(".builder input[name=value]", "1,5");
			await page.click(".builder button");
			assert.deepEqual(await chips(page), ["Status ist Aktiv", "Beschäftigte ist mindestens 1,5"]);
			// Longer than in English: what ends the selection stays in sight all the same.
			await page.locator("[data-row] input[name=id]").first().check();
			const [bar, end] = [await page.locator("[data-bulk]").boundingBox(), await page.locator("[data-bulk-clear]").boundingBox()];
			assert.ok(end.x + end.width <= bar.x + bar.width + 1, `${end.x + end.width} of ${bar.x + bar.width}`);
			await speak(page, given.origin, "en");
		}
	}),

	"the list speaks German and Malay": onlyLooks(async ({ open, given }) => {
		const page = await enter(open, given);
		const titles = [];
		for (const code of ["de", "ms", "en"]) {
			await page.click(".account summary");
			await Promise.all([page.waitForEvent("load"), page.click(`.account button[value=${code}]`)]);
			await page.waitForFunction((wanted) => document.documentElement.lang === wanted, code);
			titles.push(await page.locator("h1").textContent());
			await judge(page, `list-${code}`);
		}
		assert.deepEqual(titles, ["Kunden", "Pelanggan", "Customers"]);
	}),

	async "columns are dragged into another order in the chooser, which is kept"({ open, given }) {
		const page = await enter(open, given);
		await page.click("a[href='#columns']");
		const line = (word) => page.locator(`#columns li:has(input[value=${word}])`);
		const from = await line("type").locator("[data-grip]").boundingBox();
		const to = await line("status").boundingBox();
		await page.mouse.move(from.x + 5, from.y + 5);
		await page.mouse.down();
		await page.mouse.move(to.x + 5, to.y + 2, { steps: 8 });
		await page.mouse.up();
		await takePicture(page, "list-columns-dragged", { whole: false });
		await Promise.all([page.waitForNavigation(), page.click("#columns button.pri")]);
		const heads = await page.locator("[data-list] thead th, table.tbl thead th").allTextContents();
		const words = heads.map((head) => head.trim());
		assert.ok(words.indexOf("Type") < words.indexOf("Status"), words.join(" "));
	},
};
