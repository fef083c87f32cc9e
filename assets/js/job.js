// A page of a job, or of what it goes through, follows its progress; when the job comes to another state the page's part is fetched anew. News may be lost
// (the job may end before the page hears anything), so the page also looks for itself now and then.
const lookEvery = 5000;
let heard; // the state that the part is being fetched for
const number = (value) => new Intl.NumberFormat(document.documentElement.lang).format(value);

async function renew(page) {
	const answer = await fetch(location.href).catch(() => null);
	if (!answer?.ok) return;
	const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
	for (const part of [page, ...document.querySelectorAll("[data-job-part]")]) {
		const now = fresh.getElementById(part.id);
		if (now) part.replaceWith(document.adoptNode(now));
	}
}

document.addEventListener("live:progress", ({ detail }) => {
	const page = document.getElementById("job");
	if (page?.dataset.live !== detail.topic) return;
	const bar = page.querySelector("[data-job-bar]");
	if (bar) bar.value = detail.changed + detail.skipped;
	for (const [what, count] of [["changed", detail.changed], ["skipped", detail.skipped]]) {
		const place = page.querySelector(`[data-job-${what}]`);
		if (place) place.textContent = number(count);
	}
	if ([page.dataset.job, heard].includes(detail.state)) return;
	heard = detail.state;
	renew(page);
});

setInterval(() => {
	const page = document.querySelector("#job[data-job=running], #job[data-job=waiting]");
	if (page && document.visibilityState === "visible") renew(page);
}, lookEvery);
