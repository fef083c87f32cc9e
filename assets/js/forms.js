// Forms: a choice that takes effect at once (data-submits), a double click that sends once, leaving with unsaved words
// asks, the first problem gets the focus.
import { unsaved } from "./unsaved.js";

const sending = new WeakSet();

const isPost = (form) => form instanceof HTMLFormElement && form.method === "post";

// Compared with what the server sent, so that typing and taking back is no change.
function isChanged(field) {
	if (field.type === "hidden" || field.dataset.submits !== undefined) return false;
	if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
	if (field.type === "file") return field.files.length > 0;
	if (field instanceof HTMLSelectElement) return [...field.options].some((option) => option.selected !== option.defaultSelected && [...field.options].some((other) => other.defaultSelected));
	return "defaultValue" in field && field.value !== field.defaultValue;
}

// Said before it is sent: of what is far too large the server reads nothing, and a browser shows that as a broken line.
function checkSize(field) {
	const large = [...field.files].some((file) => file.size > Number(field.dataset.most));
	field.setCustomValidity(large ? field.dataset.tooLarge : "");
	if (large) field.reportValidity();
}

document.addEventListener("input", (event) => {
	const form = event.target.form;
	if (!isPost(form) || form.dataset.guard === "no") return;
	if ([...form.elements].some(isChanged)) unsaved.add(form);
	else unsaved.delete(form);
});

document.addEventListener("change", (event) => {
	if (event.target.matches("[data-submits]")) event.target.form.requestSubmit();
	if (event.target.matches("[data-most]")) checkSize(event.target);
});

document.addEventListener("submit", (event) => {
	const form = event.target;
	if (event.defaultPrevented || form.method === "dialog") return;
	if (sending.has(form)) {
		event.preventDefault();
		return;
	}
	unsaved.delete(form);
	if (!isPost(form)) return;
	sending.add(form);
	event.submitter?.setAttribute("aria-busy", "true");
});

addEventListener("beforeunload", (event) => {
	const still = [...unsaved].some((form) => form.isConnected);
	if (still) event.preventDefault();
});

// Downloads leave the page where it is, and "back" brings it as it was: the buttons work again.
function wake() {
	for (const button of document.querySelectorAll("[aria-busy=true]")) {
		button.removeAttribute("aria-busy");
		sending.delete(button.form);
	}
}
addEventListener("pageshow", wake);
document.addEventListener("submit", () => setTimeout(wake, 8000));
document.addEventListener("htmx:after:request", wake);

document.querySelector("[data-focus]")?.focus();
