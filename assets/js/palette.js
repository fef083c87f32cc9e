// Ctrl-K: a search field with what it finds below it. The server answers with links (view palette_results); arrows
// choose, Enter opens. Without script the box above is a plain search form.
import { open } from "./dialog.js";

const palette = document.getElementById("palette");
const form = palette?.querySelector("form");
const input = form?.elements.q;
const found = document.getElementById("palette-found");
const wait = 90;
let timer;
let running;
let walked = false;
let shownFor; // what was asked for by that which is shown

const options = () => [...found.querySelectorAll("[role=option]")];

function choose(option) {
	for (const other of options()) {
		other.classList.toggle("at", other === option);
		other.setAttribute("aria-selected", other === option);
	}
	if (option) {
		input.setAttribute("aria-activedescendant", option.id);
		option.scrollIntoView({ block: "nearest" });
	} else {
		input.removeAttribute("aria-activedescendant");
	}
}

// An answer that comes late leaves the choice where somebody walked to meanwhile.
function show(html) {
	const kept = walked ? found.querySelector(".at")?.getAttribute("href") : null;
	const none = document.createElement("div");
	none.className = "none";
	none.textContent = document.getElementById("palette-none").textContent;
	found.innerHTML = html;
	const any = options().length > 0;
	if (!any) found.replaceChildren();
	found.hidden = !any;
	palette.querySelector(":scope > .none")?.remove();
	if (!any && input.value.trim()) found.after(none);
	input.setAttribute("aria-expanded", any);
	choose(options().find((option) => option.getAttribute("href") === kept) ?? options()[0]);
}

async function ask() {
	running?.abort();
	running = new AbortController();
	const asked = input.value.trim();
	const url = `${form.dataset.results}?q=${encodeURIComponent(asked)}`;
	try {
		const answer = await fetch(url, { signal: running.signal, headers: { Accept: "text/html" } });
		if (!answer.ok) return;
		show(await answer.text());
		shownFor = asked;
	} catch (error) {
		if (error.name !== "AbortError") show("");
	}
}

function openWith(text) {
	open(palette);
	input.value = text;
	input.select();
	ask();
}

// Who types fast means what they typed, not what the last answer began with.
async function enter(option) {
	if (input.value.trim() === shownFor) {
		if (option) option.click();
		else form.submit();
		return;
	}
	clearTimeout(timer);
	await ask();
	if (options().length > 0) options()[0].click();
	else form.submit();
}

function walk(event) {
	const all = options();
	const at = all.findIndex((option) => option.classList.contains("at"));
	const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
	if (step && all.length > 0) {
		event.preventDefault();
		walked = true;
		choose(all[(at + step + all.length) % all.length]);
	} else if (event.key === "Enter" && input.value.trim()) {
		event.preventDefault();
		enter(all[at]);
	}
}

if (palette) {
	const box = document.querySelector("[data-palette-open]");
	box.addEventListener("click", () => openWith(box.elements.q.value));
	input.addEventListener("keydown", walk);
	input.addEventListener("input", () => {
		walked = false;
		clearTimeout(timer);
		timer = setTimeout(ask, wait);
	});
	document.addEventListener("keydown", (event) => {
		if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
		event.preventDefault();
		openWith("");
	});
}
