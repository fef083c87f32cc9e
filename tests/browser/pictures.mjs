// Pictures to send: PNG of one colour.
import { deflateSync } from "node:zlib";

function sumOf(bytes) {
	let sum = ~0;
	for (const byte of bytes) {
		sum ^= byte;
		for (let i = 0; i < 8; i++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
	}
	return ~sum >>> 0;
}

function chunk(kind, data) {
	const whole = Buffer.concat([Buffer.from(kind), data]);
	const size = Buffer.alloc(4), sum = Buffer.alloc(4);
	size.writeUInt32BE(data.length);
	sum.writeUInt32BE(sumOf(whole));
	return Buffer.concat([size, whole, sum]);
}

// `side` places each way, unless it is another height; `colour`: red, green, blue, and how dense where it is seen through.
export function png(side, colour = [40, 160, 90], height = side) {
	const head = Buffer.alloc(13);
	head.writeUInt32BE(side, 0);
	head.writeUInt32BE(height, 4);
	head.set([8, colour.length === 4 ? 6 : 2, 0, 0, 0], 8);
	const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(side * colour.length, Buffer.from(colour))]);
	const data = deflateSync(Buffer.concat(Array(height).fill(row)));
	return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), chunk("IHDR", head), chunk("IDAT", data), chunk("IEND", Buffer.alloc(0))]);
}
