// Native dialogs: a link to "#id" or a button with data-dialog="id" opens one; data-close, the backdrop and Escape close
// it. A field with data-must-be keeps the form's button shut until exactly that has been typed.
export function open(dialog) {
	if (dialog.open) return;
	dialog.showModal();
	for (const input of dialog.querySelectorAll("[data-must-be]")) check(input);
}

function check(input) {
	const wanted = input.dataset.mustBe.trim();
	input.form.querySelector("button:not([type=button])").disabled = input.value.trim() !== wanted;
}

function wanted(target) {
	const opener = target.closest("[data-dialog], a[href^='#']");
	const id = opener?.dataset.dialog ?? opener?.getAttribute("href").slice(1);
	const dialog = id ? document.getElementById(id) : null;
	return dialog instanceof HTMLDialogElement ? dialog : null;
}

document.addEventListener("click", (event) => {
	const dialog = wanted(event.target);
	if (dialog) {
		event.preventDefault();
		open(dialog);
	} else if (event.target.closest("[data-close]")) {
		event.target.closest("dialog").close();
	} else if (event.target instanceof HTMLDialogElement && isOutside(event)) {
		event.target.close();
	} else if (event.target.closest("[data-keys-help]")) {
		open(document.getElementById("keys-help"));
	}
});

// The dialog itself is the target of clicks on its backdrop and on its own padding.
function isOutside(event) {
	const rect = event.target.getBoundingClientRect();
	return event.clientX < rect.left || event.clientX > rect.right || event.clientY < rect.top || event.clientY > rect.bottom;
}

document.addEventListener("input", (event) => {
	if (event.target.matches("[data-must-be]")) check(event.target);
});

// A page that comes back with problems inside a dialog, or that was linked to with its id, opens it.
const named = location.hash.length > 1 ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
const wrong = document.querySelector("dialog.box .wrongs, dialog.box [aria-invalid=true]")?.closest("dialog");
if (named instanceof HTMLDialogElement) open(named);
else if (wrong) open(wrong);
// What is folded unfolds.
if (named?.matches("details, summary")) named.closest("details").open = true;
