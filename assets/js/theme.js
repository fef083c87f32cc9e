// Light, dark or as the system: at once, and kept by the server without loading the page again.
document.addEventListener("submit", async (event) => {
	if (!event.target.matches("[data-theme-form]") || !event.submitter) return;
	event.preventDefault();
	const form = event.target;
	const theme = event.submitter.value;
	document.documentElement.dataset.bsTheme = theme === "system" ? "" : theme;
	for (const button of form.querySelectorAll("button")) button.setAttribute("aria-pressed", button === event.submitter);
	const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form, event.submitter)) });
	if (!answer.ok) location.reload();
}, true);
