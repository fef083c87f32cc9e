// Lists whose order is chosen: a grip drags its line, by mouse or finger; ticks are sent in the order in which they stand, and
// the form's field "order", if it has one, gets the words of all. By keyboard, and without script, the arrow buttons move a line.
const lines = (list) => [...list.children];

function write(list) {
	const chosen = lines(list).filter((line) => line.querySelector("input").checked);
	const { order } = list.closest("form").elements;
	if (order) order.value = lines(list).map((line) => line.querySelector("input").value).join(" ");
	for (const [place, line] of chosen.entries()) {
		const [up, down] = line.querySelectorAll("button");
		if (up) up.disabled = place === 0;
		if (down) down.disabled = place === chosen.length - 1;
	}
}

function drag(line, y) {
	const list = line.parentElement;
	const before = lines(list).find((other) => other !== line && y < other.getBoundingClientRect().top + other.offsetHeight / 2);
	if (line.nextElementSibling !== (before ?? null)) list.insertBefore(line, before ?? null);
}

document.addEventListener("pointerdown", (event) => {
	const grip = event.target.closest("[data-grip]");
	if (!grip || event.button !== 0) return;
	const line = grip.closest("li");
	const move = (moved) => drag(line, moved.clientY);
	const end = () => {
		document.removeEventListener("pointermove", move);
		line.classList.remove("on");
		write(line.parentElement);
	};
	event.preventDefault();
	line.classList.add("on");
	document.addEventListener("pointermove", move);
	for (const name of ["pointerup", "pointercancel"]) document.addEventListener(name, end, { once: true });
});
