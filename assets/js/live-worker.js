// One event stream for all pages of a browser (browsers allow six connections a host): pages say where they are, the
// worker opens a stream of all that together, and hands what comes to those whom it concerns.
const events = ["who", "changed", "progress", "ended"];
const ports = new Map(); // port → topics, "staff/7", "customer/5" or "customer/5/editing"
let ended; // what was heard last of that, for pages that come later
const browser = crypto.randomUUID();
let stream;
const earlier = new Set(); // until the newest is open: what happens meanwhile is heard by one or the other
let opened = "";
let timer;

function open() {
	const topics = [...new Set([...ports.values()].flat())].sort();
	const url = `/admin/live?browser=${browser}${topics.map((topic) => `&topic=${encodeURIComponent(topic)}`).join("")}`;
	if (url === opened) return;
	opened = url;
	if (stream) earlier.add(stream);
	stream = undefined;
	if (topics.length === 0) {
		closeEarlier();
		fetch(url).catch(() => {}); // ends the earlier one
		return;
	}
	const newest = new EventSource(url);
	newest.addEventListener("open", () => newest === stream && closeEarlier());
	stream = newest;
	for (const name of events) stream.addEventListener(name, (event) => tell(name, JSON.parse(event.data)));
}

function closeEarlier() {
	for (const one of earlier) one.close();
	earlier.clear();
}

function tell(name, data) {
	if (name === "ended") ended = data;
	for (const [port, topics] of ports) if (topics.includes(data.topic) || topics.includes(`${data.topic}/editing`)) port.postMessage({ name, data });
}

// The last page may take the worker with it: then it ends the stream itself.
function tellLast() {
	for (const [port] of ports) port.postMessage({ last: ports.size === 1 ? browser : null });
}

onconnect = ({ ports: [port] }) => {
	port.onmessage = ({ data }) => {
		if (data.leave) ports.delete(port);
		else {
			if (ended && !ports.has(port) && data.topics.includes(ended.topic)) port.postMessage({ name: "ended", data: ended });
			ports.set(port, data.topics);
		}
		tellLast();
		clearTimeout(timer);
		timer = setTimeout(open, 50);
	};
};
