// Has tests/browser/*.story.mjs told, or those whose names hold one of the arguments; behind a colon may stand part of a
// story's name ("machine:full disk"). LANES (1 unless set) processes tell one file each at a time, see lane.mjs: a story waits
// for its server and its browser more than it works. ENGINE: the engine, as server.mjs says.
import { fork } from "node:child_process";
import { readdirSync, statSync } from "node:fs";

const folder = new URL(".", import.meta.url);
const wanted = process.argv.slice(2);
const isWanted = (file) => wanted.length === 0 || wanted.some((words) => file.includes(words.split(":")[0]));
// The longest first, so that none is begun when all others are at their end: the one that walks every form, then by size.
const size = (file) => (file.startsWith("hostile") ? Infinity : statSync(new URL(file, folder)).size);
const files = readdirSync(folder).filter((name) => name.endsWith(".story.mjs") && isWanted(name)).sort((a, b) => size(b) - size(a));
let passed = 0;
let failed = 0;

const lane = () =>
	new Promise((resolve) => {
		const child = fork(new URL("lane.mjs", folder), wanted);
		let telling;
		const next = () => {
			telling = files.shift();
			if (telling) child.send(telling);
			else child.disconnect();
		};
		child.on("message", (sum) => {
			passed += sum.passed;
			failed += sum.failed;
			next();
		});
		child.on("exit", (code, signal) => {
			if (telling) {
				failed++;
				console.log(`FAILED  ${telling}: its process ended with ${signal ?? code}`);
			}
			resolve(telling && files.length > 0 ? lane() : undefined);
		});
		next();
	});

await Promise.all(Array.from({ length: Math.min(Number(process.env.LANES ?? 1), files.length) }, lane));
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
