// The page of a customer on the real program: what stands on it, changing it in place, in a window and without script, two
// people at once, trash, deleting for ever, events, the first page, the palette.
import { strict as assert } from "node:assert";
import { expectNoViolations, expectStatus, judge, judgeLooks, onlyLooks, takePicture } from "./browser.mjs";
import { owner, signIn, speak, startServer } from "./server.mjs";

export const before = () => startServer({ customers: 60 });
export const after = (server) => server.stop();

async function at(open, given, path, options) {
	const page = await open(given.origin, options);
	await signIn(page, given.origin, owner, path);
	return page;
}

// Somebody new, through the form; ends on their page and gives its path.
async function add(page, given, first, last) {
	await page.goto(`${given.origin}/admin/customers/new`);
	await page.fill("input[name=first_name]", first);
	await page.fill("input[name=last_name]", last);
	await page.fill("input[name=email]", `${first}.${last}@people.example`.toLowerCase());
	await Promise.all([page.waitForURL(/customers\/\d+$/), page.click("main button.pri")]);
	return new URL(page.url()).pathname;
}

const fact = (page, label) => page.locator(`#main-information dt:text-is("${label}") + dd`);

const customerPages = { profile: "", billing: "?options=billing", edit: "/edit", one: "/edit?only=title", timeline: "/timeline", events: "/events", trash: "/trash", erase: "/erase" };
const otherPages = { "customer-new": "/admin/customers/new", home: "/admin", search: "/admin/search?q=example" };

export const stories = {
	"the page of a customer has no violation in any look, its pages neither: 1-D1 0-D1": onlyLooks(async ({ open, given }) => {
		const page = await at(open, given, "/admin");
		const paths = { ...otherPages, ...Object.fromEntries(Object.entries(customerPages).map(([name, path]) => [`customer-${name}`, `/admin/customers/8${path}`])) };
		for (const [name, path] of Object.entries(paths)) {
			await page.goto(given.origin + path);
			await judgeLooks(page, name);
		}
	}),

	async "it says who this is: name with title, address, numbers: 1-D2 1-D3 1-D4 1-D5 0-D2 0-D3 0-D4 0-D15 0-D16"({ open, given }) {
		const page = await at(open, given, "/admin");
		const path = await add(page, given, "Farah", "Zulkifli");
		await page.goto(`${given.origin}${path}/edit`);
		await page.selectOption("select[name=salutation]", "ms");
		await page.fill("input[name=title]", "Dr.");
		await Promise.all([page.waitForURL(given.origin + path), page.click("main button.pri")]);
		assert.equal(await page.textContent("h1"), "Dr. Farah Zulkifli");
		assert.equal(await page.textContent(".hero a[href^=mailto]"), "farah.zulkifli@people.example");
		const glance = await page.textContent(".tiles");
		for (const words of ["Customer id", "Last login", "Total spent", "Orders", "Last order", "Customer since"]) assert.ok(glance.includes(words), words);
		assert.ok((await page.textContent("#timestamps")).includes("Created"));
		assert.equal(await page.locator("#timestamps .sys .pen").count(), 0);
	},

	async "what was saved in place is undone from the toast, and without script from the page: 1-A2"({ open, given }) {
		const page = await at(open, given, "/admin");
		const path = await add(page, given, "Nora", "Wiese");
		await page.click("#edit-title");
		await page.fill("#main-information input[name=title]", "Prof.");
		await page.keyboard.press("Enter");
		await page.waitForSelector(".said button");
		assert.ok((await page.textContent(".said")).includes("Saved: Title."));
		await takePicture(page, "undo-toast");
		await page.click(".said button");
		await page.waitForFunction(() => document.querySelector(".said").textContent.includes("as before"));
		assert.equal(await page.textContent("h1"), "Nora Wiese");
		await page.click("#toggle-switch-off");
		await page.waitForSelector("#toggle-switch-on");
		await page.waitForFunction(() => document.querySelector(".said").textContent.includes("Set inactive"));
		await page.click(".said button");
		await page.waitForSelector("#toggle-switch-off");
		await expectNoViolations(page, "undo");

		const plain = await at(open, given, `${path}/edit?only=title`, { script: false });
		await plain.fill("input[name=title]", "Dr.");
		await Promise.all([plain.waitForURL(/customers\/\d+$/), plain.click("main button.pri")]);
		assert.equal(await plain.textContent("h1"), "Dr. Nora Wiese");
		await Promise.all([plain.waitForNavigation(), plain.click("[data-flash] button")]);
		assert.equal(await plain.textContent("h1"), "Nora Wiese");
	},

	async "a field is edited where it stands, by keyboard alone: 1-A1 1-A2 1-A3 1-A4 1-A5"({ open, given }) {
		const page = await at(open, given, "/admin");
		await add(page, given, "Inge", "Platz");
		await page.focus("#edit-title");
		await page.keyboard.press("Enter");
		await page.waitForSelector("#main-information form");
		await page.keyboard.type("Prof.");
		await page.keyboard.press("Enter");
		await page.waitForFunction(() => document.querySelector("h1").textContent.startsWith("Prof."));
		assert.equal((await fact(page, "Title").textContent()).trim(), "Prof.");
		await page.click("#edit-zone");
		await page.selectOption("#main-information select[name=zone]", "Asia/Kuala_Lumpur");
		await judge(page, "customer-in-place");
		await page.click("#main-information form button.pri");
		await page.waitForFunction(() => !document.querySelector("#main-information form") && document.querySelector("#main-information").textContent.includes("Kuala_Lumpur"));
		for (const [name, code, label, words] of [["language", "ms", "Language", "Malay"], ["country", "DE", "Country", "Germany"]]) {
			await page.click(`#edit-${name}`);
			await page.selectOption(`#main-information select[name=${name}]`, { label: words });
			assert.equal(await page.inputValue(`#main-information select[name=${name}]`), code);
			await page.click("#main-information form button.pri");
			await page.waitForFunction(([title, said]) => [...document.querySelectorAll("#main-information dt")]
				.some((dt) => dt.textContent === title && dt.nextElementSibling.textContent.trim() === said), [label, words]);
		}
		await page.reload();
		assert.equal((await fact(page, "Language").textContent()).trim(), "Malay");
		assert.equal((await fact(page, "Country").textContent()).trim(), "Germany");
		const { id } = await (await page.request.get(new URL(page.url().replace("/admin/", "/api/v1/")).href)).json();
		const kept = await (await page.request.get(`${given.origin}/api/v1/customers/${id}`)).json();
		assert.deepEqual([kept.language, kept.country, kept.zone, kept.title], ["ms", "DE", "Asia/Kuala_Lumpur", "Prof."]);
		await page.click("#edit-company");
		await page.waitForSelector("#main-information form");
		await page.keyboard.press("Escape");
		assert.equal(await page.locator("#main-information form").count(), 0);
	},

	async "what one is editing in place outlives the saving of something else, and Escape gives it up"({ open, given }) {
		const page = await at(open, given, "/admin");
		await add(page, given, "Eva", "Half");
		await page.click("#edit-company");
		await page.waitForSelector("#main-information form");
		await page.keyboard.type("Half Ltd");
		await page.check("#options input[name=vip]");
		await page.waitForSelector(".hero .tag.vip");
		assert.equal(await page.inputValue("#main-information input[name=company]"), "Half Ltd");
		await page.focus("#main-information input[name=company]");
		await page.keyboard.press("Escape");
		assert.equal(await page.locator("#main-information form").count(), 0);
		assert.equal(await page.locator("#edit-company").count(), 1);
	},

	async "switches and choices save at once and stay where one is: 0-D5 3-D1 3-D6 3-D8 3-D9"({ open, given }) {
		const page = await at(open, given, "/admin");
		await add(page, given, "Siti", "Options");
		await page.check("#options input[name=vip]");
		await page.waitForSelector(".hero .tag.vip");
		await page.selectOption("#options select[name=representative]", { label: owner.name });
		await page.waitForFunction((name) => [...document.querySelectorAll("#events .it")].some((line) => line.textContent.includes(name) && line.textContent.includes("Representative")), owner.name);
		const channel = page.locator("#options select[name=channel]");
		const shop = await channel.locator("option:not(:checked)").first().textContent();
		await channel.selectOption({ label: shop });
		await page.waitForFunction((name) => [...document.querySelectorAll("#events .it")].some((line) => line.textContent.includes("Sales channel") && line.textContent.includes(name)), shop.trim());
		await page.reload();
		assert.equal(await channel.locator("option:checked").textContent(), shop);
		assert.equal((await page.locator("#options select[name=representative] option:checked").textContent()).trim(), owner.name);
		assert.ok(await page.isChecked("#options input[name=vip]"));
		await page.click("#options button[role=switch]:has-text('Active')");
		await page.waitForSelector(".hero .st:has-text('Inactive')");
		assert.equal(await page.getAttribute("#options button[role=switch]:has-text('Active')", "aria-checked"), "false");
	},

	async "billing info has address, e-mail and country: 0-D6 0-D7 0-D8 0-A1"({ open, given }) {
		const page = await at(open, given, "/admin");
		const path = await add(page, given, "Bill", "Payer");
		await page.click("#options .seg a:has-text('Billing info')");
		await page.waitForSelector("#options input[name=billing_email]");
		await page.fill("#options input[name=billing_email]", "bills@people.example");
		await page.selectOption("#options select[name=country]", "MY");
		await page.click("#options button:has-text('Save')");
		await page.waitForSelector("#events .it:has-text('bills@people.example')");
		await page.goto(`${given.origin}${path}?options=billing`);
		assert.equal(await page.inputValue("#options input[name=billing_email]"), "bills@people.example");
		assert.equal(await page.inputValue("#options select[name=country]"), "MY");
		await page.click("#options a:has-text('Add billing address')");
		await page.waitForSelector("dialog[open] input[name=is_billing]:checked");
		for (const [name, value] of Object.entries({ line1: "12 Jalan Ampang", postcode: "50450", city: "Kuala Lumpur" })) await page.fill(`dialog[open] input[name=${name}]`, value);
		await Promise.all([page.waitForEvent("load"), page.click("dialog[open] button.pri")]);
		assert.match(await page.textContent("#options"), /12 Jalan Ampang.*50450 Kuala Lumpur/s);
		await page.click("#options a:has-text('Change billing address')");
		await page.fill("dialog[open] input[name=line1]", "14 Jalan Ampang");
		await Promise.all([page.waitForEvent("load"), page.click("dialog[open] button.pri")]);
		assert.match(await page.textContent("#options"), /14 Jalan Ampang/);
		await judge(page, "customer-billing");
	},

	async "username and e-mail are corrected for the customer, a wrong one is refused in place: 0-D9 0-D10 0-D11 4-A1"({ open, given }) {
		const page = await at(open, given, "/admin");
		await add(page, given, "Karl", "Correct");
		expectStatus(page, "4\\d\\d");
		await page.fill("#options input[name=email]", "karl@people");
		await page.locator("#options input[name=email]").evaluate((input) => (input.type = "text"));
		await page.press("#options input[name=email]", "Enter");
		await page.waitForSelector(".wrongs");
		assert.equal(await page.inputValue("#options input[name=email]"), "karl@people");
		await page.fill("#options input[name=email]", "karl@people.example");
		await page.press("#options input[name=email]", "Enter");
		await page.waitForSelector(".hero a[href='mailto:karl@people.example']");
		await page.selectOption("#options select[name=verification]", "verified");
		await page.waitForSelector(".hero .st:has-text('Verified')");
	},

	async "Edit opens a window over the page, and its blue button saves: 4-D1 4-D2 4-D3 3-D10"({ open, given }) {
		const page = await at(open, given, "/admin");
		const path = await add(page, given, "Willi", "Window");
		await page.click("main .hero a.pri");
		await page.waitForSelector("dialog[open] form");
		await judge(page, "customer-edit-window");
		const save = await page.locator("dialog[open] button.pri").boundingBox();
		assert.ok(save.y + save.height <= 900, "saving is in sight without scrolling");
		await page.keyboard.press("Escape");
		assert.equal(await page.locator("dialog[open]").count(), 0);
		await page.click("main .hero a.pri");
		await page.fill("dialog[open] input[name=last_name]", "Windows");
		await page.fill("dialog[open] input[name=discount]", "a lot");
		expectStatus(page, "422");
		await page.click("dialog[open] button.pri");
		await page.waitForSelector("dialog[open] .wrongs");
		assert.equal(await page.inputValue("dialog[open] input[name=last_name]"), "Windows");
		await page.fill("dialog[open] input[name=discount]", "5");
		await page.click("dialog[open] button.pri");
		await page.waitForFunction(() => document.querySelector("h1").textContent === "Willi Windows");
		assert.equal(page.url(), given.origin + path);
	},

	async "two people at once: other fields merge, the same field shows both values and loses nothing"({ open, given }) {
		const one = await at(open, given, "/admin");
		const path = await add(one, given, "Conny", "Conflict");
		const two = await at(open, given, `${path}/edit`);
		await one.goto(`${given.origin}${path}/edit`);
		await two.fill("input[name=company]", "Two Ltd");
		await Promise.all([two.waitForURL(given.origin + path), two.click("main button.pri")]);
		expectStatus(one, "409");
		await one.fill("input[name=company]", "One Ltd");
		await one.fill("input[name=title]", "Dr.");
		await one.click("main button.pri");
		await one.waitForSelector(".wrongs");
		const said = await one.textContent(".wrongs");
		assert.ok(said.includes("Two Ltd") && said.includes("One Ltd"), said);
		assert.equal(await one.inputValue("input[name=company]"), "One Ltd");
		await judge(one, "customer-conflict");
		await Promise.all([one.waitForURL(given.origin + path), one.click("main button.pri")]);
		assert.equal((await fact(one, "Company").textContent()).trim(), "One Ltd");
		assert.equal((await fact(one, "Title").textContent()).trim(), "Dr.");
	},

	async "without script: added, edited, one field, options, trash, restored, deleted: 2-C1 3-C1 3-M1"({ open, given }) {
		const page = await at(open, given, "/admin", { script: false });
		const path = await add(page, given, "Nora", "Noscript");
		await page.click("main .hero a.pri");
		await page.fill("input[name=last_name]", "Plain");
		await Promise.all([page.waitForURL(given.origin + path), page.click("main button.pri")]);
		await page.click("#edit-title", { force: true });
		await page.fill("input[name=title]", "Dr.");
		await Promise.all([page.waitForURL(given.origin + path), page.click("main button.pri")]);
		assert.equal(await page.textContent("h1"), "Dr. Nora Plain");
		await page.selectOption("#options select[name=representative]", { label: owner.name });
		await page.locator("#options select[name=representative] ~ button").click();
		assert.ok((await page.textContent("#events")).includes("Representative"));
		await page.goto(`${given.origin}${path}/trash`);
		await page.fill("textarea[name=reason]", "asked for it");
		await Promise.all([page.waitForURL(given.origin + path), page.click("main button.red")]);
		assert.ok((await page.textContent("main")).includes("asked for it"));
		await page.click(".hero .menu summary");
		await page.click(".hero .menu button:has-text('Restore')");
		await page.waitForSelector(".hero .st:has-text('Active')");
		expectStatus(page, "4\\d\\d");
		await page.goto(`${given.origin}${path}/erase`);
		await page.fill("input[name=typed]", "somebody else");
		await page.click("main button.red");
		assert.ok(await page.locator(".wrongs").count());
		await page.fill("input[name=typed]", "Nora Plain");
		await Promise.all([page.waitForURL(/\/admin\/customers$/), page.click("main button.red")]);
		const answer = await page.goto(given.origin + path);
		assert.equal(answer.status(), 404);
	},

	async "one link a type adds a customer of that type: 2-C2"({ open, given }) {
		const page = await at(open, given, "/admin/customers/new");
		const links = page.locator(".ch .seg a");
		assert.ok(await links.count() > 1);
		const name = await links.nth(1).textContent();
		await links.nth(1).click();
		await page.waitForURL(/type=\d+/);
		assert.equal((await page.locator("select[name=type] option:checked").textContent()).trim(), name.trim());
	},

	async "somebody new comes with phone and address, by the country's form: 2-C1 4-C3 1-A6"({ open, given }) {
		const page = await at(open, given, "/admin/customers/new");
		await page.selectOption("select[name=address_country]", "DE");
		await page.fill("input[name=first_name]", "Jonas");
		await page.click("button[name=reshape]");
		assert.equal(await page.locator("[name=address_state]").count(), 0, "Germany writes no state");
		assert.ok(await page.locator("input[name=address_line1]").evaluate((input) => input.getBoundingClientRect().top < innerHeight), "one is where one was");
		assert.equal(await page.inputValue("input[name=first_name]"), "Jonas", "what was typed stays");
		await page.fill("input[name=last_name]", "Ahlers");
		await page.fill("input[name=phone]", "0151 23456789");
		await page.fill("input[name=address_line1]", "Obernstraße 5");
		await page.fill("input[name=address_postcode]", "28195");
		await page.fill("input[name=address_city]", "Bremen");
		await judge(page, "customer-new-address");
		await page.fill("input[name=company]", "Ahlers & Co.");
		await page.fill("input[name=login]", "jonas");
		await page.fill("input[name=discount]", "much");
		expectStatus(page, "422");
		await page.press("input[name=address_city]", "Enter");
		await page.waitForSelector(".wrongs");
		assert.equal(await page.inputValue("input[name=address_city]"), "Bremen", "nothing is lost, nobody is added");
		await page.fill("input[name=discount]", "");
		await Promise.all([page.waitForURL(/customers\/\d+$/), page.press("input[name=address_city]", "Enter")]);
		const address = await page.innerText("#addresses");
		assert.match(address, /Ahlers & Co\.\s+Jonas Ahlers\s+Obernstraße 5\s+28195 Bremen/);
		assert.match(address, /Shipping.*Billing/s);
		assert.equal(await page.locator("#phones a[href='https://wa.me/4915123456789']").count(), 1, "of the address's country");
		await page.goto(`${given.origin}/admin/customers/new`);
		await page.fill("input[name=first_name]", "Nowhere");
		await Promise.all([page.waitForURL(/customers\/\d+$/), page.click("main button.pri")]);
		assert.equal(await page.locator("#addresses address").count(), 0, "a country alone is no address");
	},

	async "deleting warns in numbers, in a window and at the right: 0-M1 0-M2 1-M1 1-M4"({ open, given }) {
		const page = await at(open, given, "/admin");
		const path = await add(page, given, "Dora", "Delete");
		await page.locator("#delete .stop").scrollIntoViewIfNeeded();
		await page.waitForSelector("#delete :text('1 e-mail')");
		assert.ok((await page.textContent("#delete")).includes("This cannot be undone."));
		await page.click(".hero .menu summary");
		assert.ok(await page.locator(".hero .menu a:has-text('Block…')").isVisible(), "what asks first says so");
		await page.click(".hero .menu a:has-text('Delete permanently')");
		await page.waitForSelector("dialog[open] input[name=typed]");
		assert.ok((await page.textContent("dialog[open]")).includes("1 e-mail"));
		await judge(page, "customer-erase-window");
		await page.fill("dialog[open] input[name=typed]", "Dora D.");
		expectStatus(page, "422");
		await page.click("dialog[open] button.red");
		await page.waitForSelector("dialog[open] .wrongs");
		assert.equal(await page.inputValue("dialog[open] input[name=typed]"), "Dora D.");
		await page.fill("dialog[open] input[name=typed]", path.split("/").pop());
		await Promise.all([page.waitForURL(/\/admin\/customers$/), page.click("dialog[open] button.red")]);
	},

	async "every event has a page of its own with what was and what is: 0-H1"({ open, given }) {
		const page = await at(open, given, "/admin");
		const path = await add(page, given, "Eva", "Event");
		await page.goto(`${given.origin}${path}/edit?only=last_name`);
		await page.fill("input[name=last_name]", "Evens");
		await Promise.all([page.waitForURL(given.origin + path), page.click("main button.pri")]);
		await page.click("#events a.it");
		await page.waitForURL(/\/events\/\d+$/);
		const row = await page.textContent("main table");
		for (const words of ["Last name", "Event", "Evens"]) assert.ok(row.includes(words), words);
		const facts = await page.textContent("main dl");
		for (const words of [owner.name, "Request"]) assert.ok(facts.includes(words), words);
		assert.ok(!facts.includes("customer.updated"), "what happened stands above it in words");
		await judge(page, "customer-event");
		await page.goto(`${given.origin}${path}/timeline`);
		assert.equal(await page.locator(".line > li").count(), 2);
		await page.click(".seg a:has-text('Notes')");
		await page.waitForURL(/show=notes/);
		assert.equal(await page.locator(".line > li").count(), 0);
	},

	async "previous and next follow the list that one came from"({ open, given }) {
		const page = await at(open, given, "/admin/customers/8?filter=&sort=id");
		await page.click(".hero a[aria-label='Next customer']");
		await page.waitForURL(/\/customers\/9\?/);
		await page.click(".hero a[aria-label='Previous customer']");
		await page.waitForURL(/\/customers\/8\?/);
	},

	async "who was looked at lately stands on the first page, and the palette finds people and pages"({ open, given }) {
		const page = await at(open, given, "/admin");
		await add(page, given, "Rita", "Recent");
		await page.goto(`${given.origin}/admin`);
		assert.equal((await page.locator("section:has(#recent-title) a.it .b").first().textContent()).trim(), "Rita Recent");
		await page.keyboard.press("Control+k");
		await page.keyboard.type("rita rec");
		await page.keyboard.press("Enter");
		await page.waitForURL(/\/customers\/\d+$/);
		assert.equal(await page.textContent("h1"), "Rita Recent");
		await page.keyboard.press("Control+k");
		await page.keyboard.type("Kunden");
		await page.waitForSelector("#palette-found [role=option][href='/admin/customers']");
		await judge(page, "palette-found");
		// Pages behind others and what one comes to do, in any of the languages.
		for (const [typed, url] of Object.entries({ tags: "/admin/settings/tags", "kata laluan": "/admin/profile", "second factor": "/admin/profile", "New cust": "/admin/customers/new", webhooks: "/admin/settings/webhooks" })) {
			await page.fill("#palette input", typed);
			await page.waitForSelector(`#palette-found [role=option][href='${url}']`);
		}
	},

	async "blocks speak the language of who is signed in, and their forms are taken"({ open, given }) {
		const page = await at(open, given, "/admin", { locale: "de" });
		const path = await add(page, given, "Bruno", "Block");
		const words = { de: "E-Mail hinzufügen", ms: "Tambah e-mel", en: "Add email" };
		for (const [code, word] of Object.entries(words)) {
			await speak(page, given.origin, code);
			await page.goto(given.origin + path);
			assert.ok((await page.textContent("#emails")).includes(word), code);
		}
		await page.fill("#tags input[name=name]", "blocked in");
		await page.keyboard.press("Enter");
		await page.waitForSelector(".hero :text('blocked in')");
	},

	async "who may only read sees no way to change anything"({ open, given }) {
		const auditor = { email: "auditor@example.com", password: "a long walk in the rain 9" };
		given.run(["staff", "add", "--email", auditor.email, "--name", "Olga", "--role", "auditor", "--password-stdin"], auditor.password + "\n");
		const page = await open(given.origin);
		await signIn(page, given.origin, auditor, "/admin/customers/8");
		assert.equal(await page.locator(".hero a.pri, .pen, #delete, #options form").count(), 0);
		await judge(page, "customer-read-only");
		expectStatus(page, "403");
		const answer = await page.goto(`${given.origin}/admin/customers/8/edit`);
		assert.equal(answer.status(), 403);
	},
};
