// How wide columns are: the handle at a head's edge [data-width] is dragged by mouse or finger, or moved by arrow keys; a
// double click, or Delete, gives the usual width back. The form #width keeps it. A width counts steps of 8 px and is written
// as classes whose sizes add up (columns.css), since the policy allows no style of an element's own.
const step = 8;
const [least, most] = [6, 80];
const parts = [1, 2, 4, 8, 16, 32, 64];
let waiting;

const headOf = (handle) => handle.closest("th");
const measured = (handle) => Math.round(headOf(handle).offsetWidth / step);
const within = (width) => Math.min(Math.max(Math.round(width), least), most);

function show(handle, width) {
	const at = headOf(handle).cellIndex;
	for (const row of handle.closest("table").rows) {
		const cell = row.cells[at];
		cell?.classList.toggle("sized", width > 0);
		for (const part of parts) cell?.classList.toggle(`cw${part}`, (width & part) > 0);
	}
	handle.setAttribute("aria-valuenow", width);
}

async function keep(handle) {
	const form = document.getElementById("width");
	form.elements.column.value = handle.dataset.width;
	form.elements.width.value = handle.getAttribute("aria-valuenow");
	const body = new URLSearchParams(new FormData(form));
	const answer = await fetch(form.action, { method: "POST", body, redirect: "manual", keepalive: true });
	if (answer.type !== "opaqueredirect") location.reload();
}

// Keys repeat: what they came to is kept once they rest.
function keepSoon(handle) {
	clearTimeout(waiting);
	waiting = setTimeout(keep, 300, handle);
}

const forward = () => (document.dir === "rtl" ? -1 : 1);

document.addEventListener("pointerdown", (event) => {
	const handle = event.target.closest("[data-width]");
	if (!handle || event.button !== 0) return;
	const [from, x] = [headOf(handle).offsetWidth, event.clientX];
	let width = 0;
	const move = (moved) => {
		if (!width && Math.abs(moved.clientX - x) < 4) return;
		width = within((from + (moved.clientX - x) * forward()) / step);
		show(handle, width);
	};
	const end = () => {
		handle.removeEventListener("pointermove", move);
		handle.classList.remove("on");
		if (width) keep(handle);
	};
	event.preventDefault();
	handle.focus();
	handle.classList.add("on");
	handle.setPointerCapture(event.pointerId);
	handle.addEventListener("pointermove", move);
	for (const name of ["pointerup", "pointercancel"]) handle.addEventListener(name, end, { once: true });
});

function reset(handle) {
	show(handle, 0);
	keepSoon(handle);
}

document.addEventListener("dblclick", (event) => {
	const handle = event.target.closest("[data-width]");
	if (handle) reset(handle);
});

document.addEventListener("keydown", (event) => {
	const handle = event.target.closest?.("[data-width]");
	const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
	if (!handle || event.ctrlKey || event.metaKey || event.altKey || !(by || event.key === "Delete")) return;
	event.preventDefault();
	if (!by) return reset(handle);
	show(handle, within(measured(handle) + by * forward()));
	keepSoon(handle);
});
