// Customers with an account, for stories about signing in as one.
import { strict as assert } from "node:assert";

export const password = "three small boats";
export const typed = "typed by the office";

// `page` is the owner's. `post` asks what the owner may.
export async function addCustomer(page, { origin }, name, email = `${name}@x.example`) {
	const csrf = await page.locator("input[name=csrf]").first().getAttribute("value");
	// A connection that rested may be closed just then: what was not taken is sent once more.
	const post = (path, options) => page.request.fetch(`${origin}${path}`, { method: "POST", headers: { "X-CSRF-Token": csrf }, maxRedirects: 0, maxRetries: 1, ...options });
	const added = await post("/api/v1/customers", { data: { first_name: name, email, login: email } });
	assert.equal(added.status(), 201, await added.text());
	const { id } = await added.json();
	return { id, post, login: email };
}

// With a password, set as the command line of the tests cannot: by staff, then chosen by the customer (choosePassword).
export async function giveAccount(page, server, name, email) {
	const customer = await addCustomer(page, server, name, email);
	const set = await customer.post(`/admin/customers/${customer.id}/password`, { form: { password: typed } });
	assert.equal(set.status(), 303);
	return customer;
}

// They are signed out afterwards.
export async function choosePassword(page, origin, login) {
	await page.goto(`${origin}/login`);
	await page.fill("input[name=name]", login);
	await page.fill("input[name=password]", typed);
	await Promise.all([page.waitForURL(`${origin}/account/password`), page.click("main button.pri")]);
	await page.fill("input[name=old]", typed);
	await page.fill("input[name=password]", password);
	await Promise.all([page.waitForURL(`${origin}/account`), page.click("main button.pri")]);
	await Promise.all([page.waitForURL(`${origin}/login`), page.click("form[action='/logout'] button")]);
}
