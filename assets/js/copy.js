// <button data-copy="value" data-copied="Copied">: an id, an address, a key.
import { say } from "./say.js";

document.addEventListener("click", async (event) => {
	const button = event.target.closest("[data-copy]");
	if (!button) return;
	await navigator.clipboard.writeText(button.dataset.copy);
	say(button.dataset.copied);
});
