// A page says which topic it shows ([data-live="customer/5"] in its content) and whether somebody edits there; it hears who else is there
// and what changes, and on every page what concerns whoever is signed in (<html data-own="staff/7">). By a SharedWorker; where there is none (Chrome on Android), by a stream of its own while it is seen.
const place = () => document.querySelector("#main [data-live]");
const editing = "input:not([type=hidden], [type=checkbox], [type=radio], [type=search]), textarea, select";
let send;
let said;

const isEditing = () => place().dataset.liveDoing === "editing" || document.querySelector("#main form[data-inplace], dialog.large[open] form") !== null ||
	Boolean(document.activeElement?.matches(editing) && document.activeElement.form?.method === "post");

const { live: script, own } = document.documentElement.dataset;
const topics = () => (place() ? [own, place().dataset.live + (isEditing() ? "/editing" : "")] : [own]);

function move() {
	const now = document.visibilityState === "hidden" && !window.SharedWorker ? [] : topics();
	if (now.join() === said) return;
	said = now.join();
	send(now);
}

function showWho(people) {
	const who = document.querySelector("[data-live-who]");
	if (!who) return;
	const words = (person) => (person.editing ? who.dataset.editing : who.dataset.looking).replace("{0}", person.name);
	who.replaceChildren(...people.map((person) => Object.assign(document.createElement("span"), { className: person.editing ? "tag edits" : "tag", textContent: words(person) })));
	who.hidden = people.length === 0;
}

// What this page itself has saved is on it, as soon as it has come back.
function showChange(change) {
	const news = document.querySelector("[data-live-news]");
	if (!news || change.at <= Number(place().dataset.liveAt)) return;
	news.querySelector("[data-live-say]").textContent = change.say;
	news.querySelector("a").href = location.href;
	news.hidden = false;
}

function hear({ name, data }) {
	if (name === "ended") document.dispatchEvent(new CustomEvent("live:ended", { detail: data }));
	if (!place() || data.topic !== place().dataset.live) return;
	if (name === "who") showWho(data.people);
	else if (name === "progress") document.dispatchEvent(new CustomEvent("live:progress", { detail: data }));
	else setTimeout(showChange, 1000, data);
}

function byWorker(url) {
	const { port } = new SharedWorker(url);
	let last;
	port.onmessage = ({ data }) => ("last" in data ? (last = data.last) : hear(data));
	addEventListener("pagehide", () => {
		port.postMessage({ leave: true });
		if (last && place()) fetch(`/admin/live?browser=${last}`, { keepalive: true }).catch(() => {});
	});
	addEventListener("pageshow", (event) => event.persisted && port.postMessage({ topics: topics() }));
	return (now) => port.postMessage({ topics: now });
}

function alone() {
	const browser = crypto.randomUUID();
	let stream;
	return (now) => {
		const before = stream;
		if (now.length === 0) {
			stream = before?.close();
			return;
		}
		stream = new EventSource(`/admin/live?browser=${browser}${now.map((topic) => `&topic=${encodeURIComponent(topic)}`).join("")}`);
		stream.addEventListener("open", () => before?.close()); // until then it is heard, so that nothing is missed
		for (const name of ["who", "changed", "progress", "ended"]) stream.addEventListener(name, (event) => hear({ name, data: JSON.parse(event.data) }));
	};
}

if (script && own) {
	send = window.SharedWorker ? byWorker(script) : alone();
	let timer;
	const soon = () => {
		clearTimeout(timer);
		timer = setTimeout(move, 300);
	};
	for (const name of ["focusin", "focusout", "visibilitychange"]) document.addEventListener(name, soon);
	new MutationObserver(soon).observe(document.body, { childList: true, subtree: true, attributeFilter: ["open"] });
	move();
}
