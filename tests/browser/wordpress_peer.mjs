// A real WordPress beside a server: a network of two sites with examples/wordpress in it, on PHP's own server and a MariaDB of its
// own (socket only, in memory where there is room). tests/browser/wordpress/ says how it is made. Everything of it lies in one
// folder and is gone with it.
import { execFile, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, watch } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { root } from "./browser.mjs";
import { freePort, owner, signIn } from "./server.mjs";

const wordpress = join(root, "node_modules/.debian/usr/share/wordpress");
const of = (name) => join(root, "tests/browser/wordpress", name);

export const administrator = { login: "admin", email: "admin@batik.example", password: "the pot of basil on the sill" };

// Without tables of its own it knows no users and asks for none; whoever may open its folder may open its socket.
async function startDatabase(folder) {
	const data = join(folder, "data");
	const socket = join(folder, "socket");
	mkdirSync(join(data, "wordpress"), { recursive: true });
	const ready = new Promise((resolve) => {
		const watcher = watch(folder, () => existsSync(socket) && (watcher.close(), resolve()));
	});
	const child = spawn("/usr/sbin/mariadbd", ["--no-defaults", ...(process.getuid() === 0 ? ["--user=root"] : []), `--datadir=${data}`,
		`--socket=${socket}`, `--pid-file=${join(folder, "pid")}`, `--lc-messages-dir=/usr/share/mysql`, "--skip-networking", "--skip-grant-tables",
		"--skip-innodb", "--default-storage-engine=MyISAM"], { stdio: "ignore" });
	const gone = once(child, "exit").then(([code]) => Promise.reject(new Error(`the database ended with ${code}`)));
	await Promise.race([ready, gone]);
	gone.catch(() => {});
	return child;
}

async function startPhp(folder, port, env) {
	const child = spawn("php", ["-d", "opcache.enable_cli=1", "-d", "sendmail_path=/bin/true", "-S", `localhost:${port}`, "-t", wordpress, of("router.php")],
		{ env, stdio: ["ignore", "ignore", "pipe"] });
	await new Promise((resolve, reject) => {
		child.stderr.on("data", (said) => String(said).includes("started") && resolve());
		child.once("exit", (code) => reject(new Error(`PHP ended with ${code}`)));
	});
	return child;
}

export async function startWordPress() {
	execFileSync(join(root, "tools/unpack.sh"), { stdio: ["ignore", "ignore", "inherit"] });
	const folder = mkdtempSync(join(execFileSync(join(root, "tests/scratch.sh"), { encoding: "utf8" }).trim(), "clientele-wordpress-"));
	const port = await freePort();
	const env = { ...process.env, WORDPRESS_CONFIG: of("config.php"), WORDPRESS_FOLDER: folder, WORDPRESS_HOST: `localhost:${port}` };
	const php = (...args) => promisify(execFile)("php", ["-d", "sendmail_path=/bin/true", ...args], { env });
	const database = await startDatabase(folder);
	await php(of("make.php"), wordpress, "install");
	await php(of("make.php"), wordpress, "site");
	const server = await startPhp(folder, port, env);
	const at = `http://localhost:${port}`;
	return {
		at, folder,
		batik: `${at}/`,
		kedai: `${at}/kedai/`,
		// What PHP prints when it runs that in WordPress.
		evaluate: async (code) => (await php("-r", `require "${wordpress}/wp-load.php"; ${code}`)).stdout,
		// What PHP had to say of the plugin.
		complaints: () => (existsSync(join(folder, "php.log")) ? readFileSync(join(folder, "php.log"), "utf8").split("\n").filter((line) => line.includes("clientele")) : []),
		async stop() {
			for (const child of [server, database]) {
				const ended = once(child, "exit");
				child.kill();
				await ended;
			}
			rmSync(folder, { recursive: true });
		},
	};
}

// Ends on the settings of the plugin.
export async function signInAsAdministrator(page, site) {
	const next = `${site}wp-admin/options-general.php?page=clientele`;
	await page.goto(`${site}wp-login.php?redirect_to=${encodeURIComponent(next)}`);
	await page.fill("#user_login", administrator.login);
	await page.fill("#user_pass", administrator.password);
	await Promise.all([page.waitForURL(next), page.click("#wp-submit")]);
}

// By hand, as README.md says: what the site's page shows goes into the channel's, and the secret back. `page` is the owner's,
// `desk` the administrator's of the network.
export async function connectSite(page, desk, { site, origin, channel, word }) {
	await desk.goto(`${site}wp-admin/options-general.php?page=clientele`);
	const [back, out, told, visit] = await desk.locator("code").allTextContents();
	await signIn(page, origin, owner, `/admin/settings/channels/${channel}/client`);
	await page.fill("textarea[name=redirects]", back);
	await page.fill("textarea[name=logouts]", out);
	await page.fill("input[name=back_channel]", told);
	await page.fill("input[name=visits]", visit);
	await page.click("main form button.pri");
	const secret = await page.textContent("section[aria-label='New secret'] code");
	await desk.fill("#issuer", origin);
	await desk.fill("#client", word);
	await desk.fill("#secret", secret);
	await Promise.all([desk.waitForURL("**&said=saved"), desk.click("#submit")]);
	return { back, out, told, visit, secret };
}

// `next`: where a link would lead them afterwards; they are to end on the site all the same.
export async function signInAtSite(page, site, { origin, login, password, next = site }) {
	await page.goto(`${site}wp-login.php?redirect_to=${encodeURIComponent(next)}`);
	await Promise.all([page.waitForURL(`${origin}/login?**`), page.click("#clientele")]);
	await page.fill("input[name=name]", login);
	await page.fill("input[name=password]", password);
	await Promise.all([page.waitForURL(site), page.click("main button.pri")]);
}

// As whom the site sees them; null: nobody.
export async function whoIs(page, site) {
	await page.goto(site);
	const shown = page.locator("#wp-admin-bar-user-info .display-name");
	return (await shown.count()) === 1 ? await shown.textContent() : null;
}

export async function untilSignedOutAt(page, site) {
	for (let tries = 0; tries < 100; tries++) if ((await whoIs(page, site)) === null) return;
	throw new Error("the site has kept them");
}
