// What has ended, at the edge of every page: asked for anew when the event stream says that there is something else, and
// put away without leaving the page. A page that shows a job says nothing of it twice, and once somebody sees it there, its
// notice is put away.
const place = () => document.getElementById("notices");
const shown = () => place().querySelector("[data-notices]");
const ofPage = () => document.querySelector("#main [data-live]")?.dataset.live;
const number = (value) => new Intl.NumberFormat(document.documentElement.lang).format(value);
let asking = false;
let again = false; // something was heard meanwhile

async function post(form) {
	await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), redirect: "manual" });
}

function showCount({ place: url, count }) {
	const link = document.querySelector(`#nav a[href="${url}"]`);
	if (!link) return;
	const badge = link.querySelector(".n") ?? link.appendChild(Object.assign(document.createElement("span"), { className: "n hot" }));
	badge.textContent = number(count);
	badge.hidden = count === "0";
}

function showBell({ unseen }) {
	const badge = document.querySelector(".bell .n");
	if (!badge) return;
	badge.textContent = number(unseen);
	badge.hidden = unseen === "0";
}

// One that this page shows itself.
function putAwayOwn() {
	const own = shown()?.querySelector(`[data-about="${ofPage()}"]`);
	if (!own) return;
	own.hidden = true;
	if (document.visibilityState === "visible") post(own.querySelector("form")).catch(() => {});
}

async function ask() {
	asking = true;
	again = false;
	const answer = await fetch(`/admin/jobs/news?back=${encodeURIComponent(location.pathname + location.search)}`).catch(() => null);
	asking = false;
	if (!answer?.ok || answer.redirected) return;
	const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-notices]");
	if (!fresh) return;
	place().replaceChildren(document.adoptNode(fresh));
	showCount(fresh.dataset);
	showBell(fresh.dataset);
	putAwayOwn();
	if (again) ask();
}

document.addEventListener("live:ended", ({ detail }) => {
	if (!place()) return;
	if (asking) again = true;
	else if (shown()?.dataset.notices !== detail.print) ask();
});

// The stream tells when it has been put away; then this page, too, asks.
document.addEventListener("submit", (event) => {
	if (!event.target.closest("#notices") || event.defaultPrevented) return;
	event.preventDefault();
	event.target.closest(".notice").hidden = true;
	post(event.target).then(ask, () => event.target.submit());
});

document.addEventListener("visibilitychange", () => place() && putAwayOwn());
if (place()) putAwayOwn();
