// Menus are <details data-menu>: opening one closes the others, Escape and a click elsewhere close it, arrows walk.
const items = (menu) => [...menu.querySelectorAll(":scope > div :is(a, button)")].filter((item) => item.offsetParent);

function close(menu, focus) {
	menu.open = false;
	if (focus) menu.querySelector("summary").focus();
}

// Upwards where there is no room below, towards the other side where there is none at the start.
function place(menu) {
	const box = menu.querySelector(":scope > div");
	menu.classList.remove("up", "start");
	if (getComputedStyle(box).position === "fixed") return;
	const rect = box.getBoundingClientRect();
	menu.classList.toggle("up", rect.bottom > innerHeight && rect.height < menu.getBoundingClientRect().top);
	menu.classList.toggle("start", rect.left < 0);
}

document.addEventListener("toggle", (event) => {
	if (event.target.matches?.("details[data-menu]") && event.target.open) place(event.target);
}, true);

document.addEventListener("click", (event) => {
	for (const menu of document.querySelectorAll("details[data-menu][open]"))
		if (!menu.contains(event.target) || event.target.closest("[data-dialog], [data-keys-help]")) close(menu, false);
});

document.addEventListener("keydown", (event) => {
	const menu = event.target.closest?.("details[data-menu][open]");
	if (!menu) return;
	const all = items(menu);
	const at = all.indexOf(event.target);
	const to = { ArrowDown: at + 1, ArrowUp: at < 0 ? all.length - 1 : at - 1, Home: 0, End: all.length - 1 }[event.key];
	if (event.key === "Escape") {
		event.preventDefault();
		close(menu, true);
	} else if (to !== undefined && all.length > 0) {
		event.preventDefault();
		all[(to + all.length) % all.length].focus();
	}
});
