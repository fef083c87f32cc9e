// Changing things where they stand. A <form data-place> or <a data-place> is asked for behind the page, and what comes back
// takes the place of the page's content: where one has scrolled to, what one has opened, and the focus stay. An
// <a data-inplace> puts the form of the page it leads to in its own place. Without script they are forms and links.
import { bodyOf } from "./body.js";
import { say } from "./say.js";
import { unsaved } from "./unsaved.js";

const main = () => document.getElementById("main");
const parse = (html) => new DOMParser().parseFromString(html, "text/html");

const control = (form) => [...form.elements].find((element) => element.name && element.type !== "hidden");

const stoodThere = new WeakMap(); // a form in place of a value → what comes back when it is given up

function standIn(place, form) {
	stoodThere.set(form, [...place.childNodes]);
	place.replaceChildren(form);
}

// What somebody is writing meanwhile stays as it is, with what they saw when they began: a form of the page takes the
// place of its new self, one that stands in place of a value that of the value. `sent` has been saved.
function keepUnsaved(content, sent) {
	for (const form of main().querySelectorAll("form[method=post]")) {
		const name = form !== sent && control(form)?.name;
		if (!name) continue;
		if (form.matches("[data-inplace]")) {
			const place = content.querySelector(`#edit-${CSS.escape(name)}`)?.closest("[data-inplace-at]");
			if (place) standIn(place, form);
		} else if (unsaved.has(form)) {
			const other = [...content.querySelectorAll("form[method=post]")].find((one) => one.action === form.action && one.elements[name]);
			other?.replaceWith(form);
		}
	}
}

function swap(page, url, sent) {
	const content = page.getElementById("main");
	if (!content) return false;
	const open = new Map([...main().querySelectorAll("details[id]")].map((details) => [details.id, details.open]));
	const focus = document.activeElement?.id;
	const flash = content.querySelector("[data-flash]");
	flash?.remove();
	keepUnsaved(content, sent);
	main().replaceChildren(...content.childNodes);
	// Parts that the page asks for by itself are htmx's, which has not seen these.
	window.htmx?.process(main());
	document.title = page.title;
	for (const details of main().querySelectorAll("details[id]")) if (open.has(details.id)) details.open = open.get(details.id);
	if (url) history.replaceState(null, "", url);
	(main().querySelector("[data-focus]") ?? (focus ? document.getElementById(focus) : null))?.focus({ preventScroll: !main().querySelector("[data-focus]") });
	if (flash) say((flash.querySelector("[data-said]") ?? flash).textContent.trim(), flash.querySelector("form"));
	return true;
}

async function follow(link) {
	const answer = await fetch(link.href, { headers: { Accept: "text/html" } });
	if (!answer.ok || !swap(parse(await answer.text()), link.href)) location.assign(link.href);
}

// The form of a page that has only that form: in place of the value that it changes.
async function edit(link) {
	const answer = await fetch(link.href, { headers: { Accept: "text/html" } });
	const form = answer.ok ? parse(await answer.text()).querySelector("form[data-inplace]") : null;
	if (!form) {
		location.assign(link.href);
		return;
	}
	const place = link.closest("[data-inplace-at]") ?? link.parentElement;
	standIn(place, form);
	// The page may have come anew around the form meanwhile, so its place is asked for now.
	const back = () => {
		const now = form.parentElement;
		now.replaceChildren(...stoodThere.get(form));
		now.querySelector("a[data-inplace]")?.focus();
	};
	form.addEventListener("keydown", (event) => event.key === "Escape" && back());
	form.querySelector("[data-inplace-back]")?.addEventListener("click", (event) => {
		event.preventDefault();
		back();
	});
	form.querySelector("input:not([type=hidden]), select, textarea")?.focus();
}

async function send(form, submitter) {
	const body = bodyOf(form, submitter);
	submitter?.setAttribute("aria-busy", "true");
	const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "text/html" } });
	submitter?.removeAttribute("aria-busy");
	const page = parse(await answer.text());
	const again = page.querySelector("form[data-inplace]");
	if (again && form.matches("[data-inplace]")) form.replaceWith(again);
	else if (!swap(page, answer.redirected ? answer.url : null, form)) location.assign(answer.url);
}

document.addEventListener("click", (event) => {
	const link = event.target.closest("a[data-place], a[data-inplace]");
	if (!link || event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
	event.preventDefault();
	(link.matches("[data-inplace]") ? edit : follow)(link).catch(() => location.assign(link.href));
});

document.addEventListener("submit", (event) => {
	const form = event.target;
	if (!form.matches("[data-place]") || event.defaultPrevented) return;
	event.preventDefault();
	if (event.submitter?.getAttribute("aria-busy") === "true") return;
	send(form, event.submitter).catch(() => form.submit());
});
