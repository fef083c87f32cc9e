// <a data-window href="…"> opens what that page marks with [data-window-content] in a window over this one. Its form is
// sent from there: problems come back into the window, success loads this page again, or goes to the form's data-to.
// Without script the link is a link and the page a page.
import { bodyOf } from "./body.js";
import { open } from "./dialog.js";

let box;

function make() {
	box = document.createElement("dialog");
	box.className = "box large";
	box.addEventListener("close", () => box.replaceChildren());
	document.body.append(box);
}

// The page below may have the same fields, and no two things of a page share an id.
const idrefs = ["for", "aria-labelledby", "aria-describedby", "aria-controls"];

function rename(content) {
	for (const element of content.querySelectorAll("[id]")) element.id = `window-${element.id}`;
	for (const name of idrefs)
		for (const element of content.querySelectorAll(`[${name}]`))
			element.setAttribute(name, element.getAttribute(name).trim().split(/\s+/).map((id) => `window-${id}`).join(" "));
	for (const link of content.querySelectorAll("a[href^='#']")) link.setAttribute("href", `#window-${link.getAttribute("href").slice(1)}`);
}

// The parser runs no script, and the server's policy would stop it.
function show(html) {
	const content = new DOMParser().parseFromString(html, "text/html").querySelector("[data-window-content]");
	if (!content) return false;
	rename(content);
	const title = content.querySelector("h1, h2");
	title.id ||= "window-title";
	content.removeAttribute("aria-labelledby");
	box.setAttribute("aria-labelledby", title.id);
	for (const button of content.querySelectorAll("[data-close]")) button.hidden = false;
	box.replaceChildren(content);
	open(box);
	const first = content.querySelector("[data-focus]") ?? content.querySelector("[autofocus]") ??
		content.querySelector("input:not([type=hidden]), select, textarea");
	first?.focus();
	return true;
}

async function load(link) {
	const answer = await fetch(link.href, { headers: { Accept: "text/html" } });
	if (!box) make();
	if (!answer.ok || answer.redirected || !show(await answer.text())) location.assign(link.href);
}

document.addEventListener("click", (event) => {
	const link = event.target.closest("a[data-window]");
	if (!link || event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
	event.preventDefault();
	link.closest("details[data-menu]")?.removeAttribute("open");
	load(link).catch(() => location.assign(link.href));
});

async function send(form, submitter) {
	const body = bodyOf(form, submitter);
	const to = form.dataset.to;
	submitter?.setAttribute("aria-busy", "true");
	const answer = await fetch(form.action, { method: "POST", body, redirect: "manual", headers: { Accept: "text/html" } });
	submitter?.removeAttribute("aria-busy");
	if (answer.type !== "opaqueredirect") {
		if (!show(await answer.text())) form.submit();
		return;
	}
	box.close();
	if (to) location.assign(to);
	else location.reload();
}

document.addEventListener("submit", (event) => {
	const form = event.target;
	if (!box?.contains(form) || form.method !== "post") return;
	event.preventDefault();
	if (event.submitter?.getAttribute("aria-busy") === "true") return;
	send(form, event.submitter).catch(() => form.submit());
});
