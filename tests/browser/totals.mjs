// Numbers that are links: each is the total of the list behind it.
import { strict as assert } from "node:assert";

export const number = (text) => Number(text.replace(/\D/g, ""));

// What the list that is open says above itself.
export const total = async (page) => number(await page.locator(".tools .b").first().textContent());

// The first one is opened, the others are read without being shown, which is what costs.
export async function expectTotals(page, selector) {
	const links = await page.locator(selector).evaluateAll((found) => found.map((link) => [link.href, link.textContent]));
	assert.ok(links.length > 0, selector);
	const totals = await page.evaluate(async (addresses) => {
		const said = [];
		for (const address of addresses) {
			const list = new DOMParser().parseFromString(await (await fetch(address)).text(), "text/html");
			said.push(list.querySelector(".tools .b")?.textContent ?? "no list");
		}
		return said;
	}, links.map(([address]) => address));
	for (const [at, [address, shown]] of links.entries()) assert.equal(number(totals[at]), number(shown), address);
	await page.goto(links[0][0]);
	assert.equal(await total(page), number(links[0][1]));
}
