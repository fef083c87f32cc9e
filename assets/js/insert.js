// <button type="button" data-insert="{name}" data-into="body">: puts it where the cursor is in that field.
document.addEventListener("click", (event) => {
	const button = event.target.closest("[data-insert]");
	if (!button) return;
	const field = document.getElementById(button.dataset.into);
	field.setRangeText(button.dataset.insert, field.selectionStart, field.selectionEnd, "end");
	field.dispatchEvent(new Event("input", { bubbles: true }));
	field.focus();
});
