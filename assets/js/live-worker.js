// One event stream for all pages of a browser (browsers allow six connections a host): pages say where they are, the
// worker opens a stream of all that together, and hands what comes to those whom it concerns.
const events = ["who", "changed", "progress"];
const ports = new Map(); // port → topic, "customer/5" or "customer/5/editing"; null: nowhere
const browser = crypto.randomUUID();
let stream;
let opened = "";
let timer;

function open() {
	const topics = [...new Set([...ports.values()].filter(Boolean))].sort();
	const url = `/admin/live?browser=${browser}${topics.map((topic) => `&topic=${encodeURIComponent(topic)}`).join("")}`;
	if (url === opened) return;
	opened = url;
	stream?.close();
	stream = undefined;
	if (topics.length === 0) {
		fetch(url).catch(() => {}); // ends the earlier one
		return;
	}
	stream = new EventSource(url);
	for (const name of events) stream.addEventListener(name, (event) => tell(name, JSON.parse(event.data)));
}

function tell(name, data) {
	for (const [port, topic] of ports) if (topic === data.topic || topic === `${data.topic}/editing`) port.postMessage({ name, data });
}

// The last page may take the worker with it: then it ends the stream itself.
function tellLast() {
	for (const [port] of ports) port.postMessage({ last: ports.size === 1 ? browser : null });
}

onconnect = ({ ports: [port] }) => {
	port.onmessage = ({ data }) => {
		if (data.leave) ports.delete(port);
		else ports.set(port, data.topic);
		tellLast();
		clearTimeout(timer);
		timer = setTimeout(open, 50);
	};
};
