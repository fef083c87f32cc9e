// <details data-keep="name"> stay as they were left: groups of the navigation, sections of the profile.
const key = (details) => `open:${details.dataset.keep}`;

for (const details of document.querySelectorAll("details[data-keep]")) {
	const kept = localStorage.getItem(key(details));
	if (kept !== null) details.open = kept === "1";
}

document.addEventListener("toggle", (event) => {
	if (event.target.matches?.("details[data-keep]")) localStorage.setItem(key(event.target), event.target.open ? "1" : "0");
}, true);
