// Lists by keyboard and with many rows at once: j k walk, x ticks (with Shift the rows between), e edits, Enter opens,
// / searches in the list, ? shows the keys. A list is [data-list]; its rows are [data-row] with a tick named "id".
import { open } from "./dialog.js";
import { isTyping } from "./say.js";

const rows = () => [...document.querySelectorAll("[data-list] [data-row]")];
const tickOf = (row) => row.querySelector("input[type=checkbox][name=id]");
const ticks = () => rows().map(tickOf).filter(Boolean);
const everyTick = () => document.querySelector("[data-every]");
let anchor = null;

// ---- ticks and the bar

function count() {
	const all = ticks();
	const ticked = all.filter((tick) => tick.checked).length;
	const every = everyTick()?.checked;
	const meant = every ? Number(everyTick().dataset.every) : ticked;
	for (const tick of all) tick.closest("[data-row]").classList.toggle("on", tick.checked);
	for (const bar of document.querySelectorAll("[data-bulk]")) {
		bar.hidden = meant === 0;
		for (const place of bar.querySelectorAll("[data-bulk-count]"))
			place.textContent = new Intl.NumberFormat(document.documentElement.lang).format(meant);
	}
	const head = document.querySelector("[data-pick-all]");
	if (!head) return;
	head.checked = ticked > 0 && ticked === all.length;
	head.indeterminate = ticked > 0 && ticked < all.length;
}

function tickTo(tick, checked) {
	const all = ticks();
	const from = anchor ? all.indexOf(anchor) : -1;
	const to = all.indexOf(tick);
	if (from < 0) return;
	for (const between of all.slice(Math.min(from, to), Math.max(from, to) + 1)) between.checked = checked;
}

document.addEventListener("click", (event) => {
	if (event.target.closest("[data-bulk-clear]")) {
		for (const tick of ticks()) tick.checked = false;
		if (everyTick()) everyTick().checked = false;
		count();
	} else if (event.target.matches("[data-pick-all]")) {
		for (const tick of ticks()) tick.checked = event.target.checked;
		count();
	} else if (event.target.matches("[data-every]")) {
		count();
	} else if (event.target.matches("[data-row] input[name=id]")) {
		if (event.shiftKey) tickTo(event.target, event.target.checked);
		anchor = event.target;
		count();
	}
});

addEventListener("pageshow", count);
document.addEventListener("htmx:after:swap", count);

// ---- keys

const at = () => document.querySelector("[data-row].at");

function go(step) {
	const all = rows();
	if (all.length === 0) return;
	const now = all.indexOf(at());
	const next = all[now < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(now + step, 0), all.length - 1)];
	at()?.classList.remove("at");
	next.classList.add("at");
	next.scrollIntoView({ block: "nearest" });
	next.querySelector("[data-open]")?.focus({ preventScroll: true });
}

function tickHere(event) {
	const tick = at() && tickOf(at());
	if (!tick) return;
	tick.checked = !tick.checked;
	if (event.shiftKey) tickTo(tick, tick.checked);
	anchor = tick;
	count();
}

const keys = {
	j: () => go(1),
	k: () => go(-1),
	x: tickHere,
	e: () => (at() ?? document).querySelector("[data-edit]")?.click(),
	"/": () => (document.querySelector("[data-list-search]") ?? document.querySelector(".find input"))?.focus(),
	"?": () => open(document.getElementById("keys-help")),
};

document.addEventListener("keydown", (event) => {
	if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || document.querySelector("dialog[open]")) return;
	const command = keys[event.key.toLowerCase()];
	if (!command) return;
	event.preventDefault();
	command(event);
});
