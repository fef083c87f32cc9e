// A real WordPress network, each site of it a channel, lets the customers of a real server in, and staff as a customer: in, out,
// kept out at once, and never as more than a customer.
import { strict as assert } from "node:assert";
import { execFileSync } from "node:child_process";
import { createHmac } from "node:crypto";
import { addCustomer, choosePassword, giveAccount, password } from "./customers.mjs";
import { owner, signIn, startServer } from "./server.mjs";
import { administrator, connectSite, signInAsAdministrator, signInAtSite, startWordPress, untilSignedOutAt, whoIs } from "./wordpress_peer.mjs";

// It proves what is said between two servers, not what is stored.
export const onOneEngine = true;

export async function before({ browser }) {
	const [server, wordpress] = await Promise.all([startServer({ options: ["--webhook-allow", "127.0.0.0/8 ::1"] }), startWordPress()]);
	const page = await browser.newPage();
	const desk = await (await browser.newContext()).newPage();
	const { origin } = server;
	await Promise.all([signIn(page, origin), signInAsAdministrator(desk, wordpress.batik)]);
	const { post } = await addCustomer(page, server, "zoe");
	const kedai = await (await post("/api/v1/channels", { data: { name: "Kedai", active: true } })).json();
	const batik = await connectSite(page, desk, { site: wordpress.batik, origin, channel: 1, word: "shop" });
	Object.assign(kedai, await connectSite(page, desk, { site: wordpress.kedai, origin, channel: kedai.id, word: kedai.word }));
	return { server, wordpress, page, desk, origin, batik, kedai };
}

export async function after({ server, wordpress, page, desk }) {
	await page.close();
	await desk.context().close();
	await wordpress.stop();
	await server.stop();
}

const encode = (part) => Buffer.from(typeof part === "string" ? part : JSON.stringify(part)).toString("base64url");

// Logout tokens as an attacker would make them: all in order but the signature.
function forgeries({ origin }, sub, sid) {
	const now = Math.floor(Date.now() / 1000);
	const events = { "http://schemas.openid.net/event/backchannel-logout": {} };
	const body = encode({ iss: origin, sub, sid, aud: "shop", iat: now, exp: now + 60, jti: "x", events });
	const signed = (head, sign) => `${encode(head)}.${body}.${sign(`${encode(head)}.${body}`)}`;
	return [
		signed({ alg: "none", typ: "logout+jwt", kid: "1" }, () => ""),
		signed({ alg: "HS256", typ: "logout+jwt", kid: "1" }, (text) => createHmac("sha256", "").update(text).digest("base64url")),
		signed({ alg: "RS256", typ: "logout+jwt", kid: "1" }, () => encode("x".repeat(256))),
		signed({ alg: "RS256", typ: "logout+jwt", kid: "another" }, () => encode("x".repeat(256))),
	];
}

// Staff ask for the customer's account in that channel; the form with the token is handed to `take` on its way to the site.
async function goIn(page, { origin, site, id, channel, take = (route) => route.continue() }) {
	await page.unroute("**/wp-login.php?action=clientele_visit");
	await page.route("**/wp-login.php?action=clientele_visit", take);
	await signIn(page, origin, owner, `/admin/customers/${id}/visit`);
	await page.selectOption("select[name=channel]", String(channel));
	await page.selectOption("select[name=reason]", "problem");
	await Promise.all([page.waitForURL(site), page.click("main button.pri")]);
}

export const stories = {
	async "a customer signs in at the sites of a network without script, and out on both sides"({ browser, given }) {
		const { wordpress, origin } = given;
		const { id, login } = await giveAccount(given.page, given.server, "ann");
		const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
		await choosePassword(page, origin, login);
		// A journey that began in another browser ends here.
		const lured = await page.goto(`${given.batik.back}&code=x&state=${"0".repeat(64)}&iss=${encodeURIComponent(origin)}`);
		assert.equal(lured.status(), 400);
		assert.ok((await page.textContent("#clientele-refused")).includes("try again"));
		await signInAtSite(page, wordpress.batik, { origin, login, password, next: "https://evil.example/" });
		assert.equal(await whoIs(page, wordpress.batik), "ann");
		assert.equal(await whoIs(page, wordpress.kedai), "ann");
		const out = await page.locator("#wp-admin-bar-logout a").getAttribute("href");
		// Which channel let them in is remembered, whichever site they leave from.
		await page.goto(out);
		assert.equal(page.url(), wordpress.batik);
		assert.equal(await whoIs(page, wordpress.batik), null);
		await page.goto(`${origin}/account`);
		assert.equal(new URL(page.url()).pathname, "/login");
		// The other site is another channel, the customer the same user.
		await signInAtSite(page, wordpress.kedai, { origin, login, password });
		assert.equal(await whoIs(page, wordpress.kedai), "ann");
		assert.equal(await wordpress.evaluate(`echo count( get_blogs_of_user( get_user_by( 'login', 'customer-${id}' )->ID ) );`), "2");
		await page.goto(`${origin}/account`);
		await Promise.all([page.waitForURL(`${origin}/login`), page.click("form[action='/logout'] button")]);
		await untilSignedOutAt(page, wordpress.kedai);
		await page.context().close();
	},

	async "a block is felt at the site at the next request, forged news of it is not, and the next try says why (4-X2)"({ browser, given }) {
		const { wordpress, origin } = given;
		const { id, post, login } = await giveAccount(given.page, given.server, "ben");
		const page = await (await browser.newContext()).newPage();
		await choosePassword(page, origin, login);
		await signInAtSite(page, wordpress.batik, { origin, login, password });
		const kept = JSON.parse(await wordpress.evaluate(`$id = get_user_by( 'login', 'customer-${id}' )->ID;
			echo wp_json_encode( WP_Session_Tokens::get_instance( $id )->get_all()[0]['clientele'] );`));
		const [, sid] = /^clientele_open shop (\d+)$/.exec(kept.open);
		const statement = new URL(kept.back).searchParams.get("id_token_hint");
		for (const logout_token of [statement, ...forgeries(given, String(id), sid)]) {
			const answer = await page.request.post(given.batik.told, { form: { logout_token } });
			assert.equal(answer.status(), 400);
		}
		assert.equal(await whoIs(page, wordpress.batik), "ben");
		const blocked = await post(`/api/v1/customers/${id}/block`, { data: { message: "Please call us." } });
		assert.equal(blocked.status(), 200);
		await untilSignedOutAt(page, wordpress.batik);
		await page.goto(`${wordpress.batik}wp-login.php`);
		await Promise.all([page.waitForURL(`${origin}/login?**`), page.click("#clientele")]);
		await page.fill("input[name=name]", login);
		await page.fill("input[name=password]", password);
		await Promise.all([page.waitForResponse((answer) => answer.status() === 403), page.click("main button.pri")]);
		await page.waitForLoadState();
		assert.ok((await page.textContent("main")).includes("Please call us."));
		assert.equal(await whoIs(page, wordpress.batik), null);
		await page.context().close();
	},

	async "staff come in as a customer at one site, once, for a while, and change nothing that they may not (3-X1)"({ browser, given }) {
		const { wordpress, origin, server } = given;
		const { id, post } = await addCustomer(given.page, server, "cid");
		const page = await (await browser.newContext()).newPage();
		let token;
		const trip = { origin, site: wordpress.batik, id, channel: 1 };
		await goIn(page, { ...trip, take: async (route) => {
			token = new URLSearchParams(route.request().postData()).get("token");
			assert.equal((await page.request.post(given.kedai.visit, { form: { token } })).status(), 400);
			await route.continue();
		} });
		const bar = await page.textContent("#clientele-visit");
		assert.ok(bar.includes(`${owner.name}, you are in the account of cid until`), bar);
		assert.equal((await page.request.post(given.batik.visit, { form: { token } })).status(), 400);
		assert.equal(await whoIs(page, wordpress.kedai), null);
		assert.equal(await whoIs(page, wordpress.batik), "cid");
		await page.goto(`${wordpress.batik}wp-admin/profile.php`);
		assert.ok((await page.textContent("body")).includes("not allowed"));
		const change = await page.request.get(`${wordpress.batik}?rest_route=/wp/v2/users/me&_method=POST&description=x`);
		assert.equal(change.status(), 403);
		assert.equal((await page.request.post(`${wordpress.batik}wp-admin/admin-post.php?_method=GET`)).status(), 403);
		const comment = (words) => page.request.post(`${wordpress.batik}wp-comments-post.php`, { form: { comment_post_ID: 1, comment: words }, maxRedirects: 0 });
		assert.equal((await comment("Where is my parcel?")).status(), 302);
		const signed = "echo get_comment_meta( get_comments( array( 'search' => 'parcel' ) )[0]->comment_ID, 'clientele_staff', true );";
		assert.equal(await wordpress.evaluate(signed), owner.name);
		await page.goto(wordpress.batik);
		await Promise.all([page.waitForURL(`${origin}/admin/customers/${id}`), page.click("#clientele-visit a")]);
		assert.equal(await whoIs(page, wordpress.batik), null);
		// Whoever is blocked is looked at only; then the visit's time ends.
		assert.equal((await post(`/api/v1/customers/${id}/block`, { data: {} })).status(), 200);
		await goIn(page, trip);
		assert.ok((await page.textContent("#clientele-visit")).includes("Nothing can be changed."));
		assert.equal((await comment("It has come.")).status(), 403);
		await wordpress.evaluate(`$id = get_user_by( 'login', 'customer-${id}' )->ID; $all = get_user_meta( $id, 'session_tokens', true );
			foreach ( $all as &$one ) $one['clientele']['until'] = $one['expiration'] - HOUR_IN_SECONDS; update_user_meta( $id, 'session_tokens', $all );`);
		assert.equal(await whoIs(page, wordpress.batik), null);
		// A token that has waited for more than a minute.
		await goIn(page, { ...trip, take: async (route) => {
			execFileSync("sqlite3", [server.db, "PRAGMA busy_timeout = 5000; UPDATE customer_visits SET expires = 1 WHERE taken IS NULL"]);
			token = new URLSearchParams(route.request().postData()).get("token");
			await route.fulfill({ status: 303, headers: { location: wordpress.batik } });
		} });
		assert.equal((await page.request.post(given.batik.visit, { form: { token } })).status(), 400);
		assert.equal(await whoIs(page, wordpress.batik), null);
		await page.context().close();
	},

	async "an administrator's address opens no administrator, and who does more than a customer does not come in (4-X2)"({ browser, given }) {
		const { wordpress, origin } = given;
		const { id, post, login } = await giveAccount(given.page, given.server, "eve", administrator.email);
		const [email] = (await (await given.page.request.get(`${origin}/api/v1/customers/${id}/emails`)).json()).data;
		const verified = await post(`/api/v1/customers/${id}/emails/${email.id}`, { method: "PATCH", data: { verification: "verified" } });
		assert.equal(verified.status(), 200);
		const page = await (await browser.newContext()).newPage();
		await choosePassword(page, origin, login);
		await signInAtSite(page, wordpress.batik, { origin, login, password });
		assert.equal(await whoIs(page, wordpress.batik), "eve");
		assert.equal((await page.goto(`${wordpress.batik}wp-admin/users.php`)).status(), 403);
		const found = `$user = get_user_by( 'login', 'customer-${id}' );`;
		assert.equal(await wordpress.evaluate(`${found} echo "$user->user_email ", implode( ' ', $user->roles );`), " subscriber");
		// Neither a password nor a link by mail is another way in: it would outlive a block.
		await wordpress.evaluate(`${found} wp_set_password( 'chosen by somebody', $user->ID );`);
		const other = await (await browser.newContext()).newPage();
		await other.goto(`${wordpress.batik}wp-login.php`);
		await other.fill("#user_login", `customer-${id}`);
		await other.fill("#user_pass", "chosen by somebody");
		await Promise.all([other.waitForEvent("load"), other.click("#wp-submit")]);
		assert.ok((await other.textContent("#login_error")).includes("Please sign in with your customer account."));
		await other.goto(`${wordpress.batik}wp-login.php?action=lostpassword`);
		await other.fill("#user_login", `customer-${id}`);
		await Promise.all([other.waitForEvent("load"), other.click("#wp-submit")]);
		assert.ok((await other.textContent("#login_error")).includes("not allowed"));
		await other.context().close();
		// An editor is somebody else's to let in, at the next request already.
		await wordpress.evaluate(`${found} $user->set_role( 'editor' );`);
		assert.equal(await whoIs(page, wordpress.batik), null);
		await page.goto(`${wordpress.batik}wp-login.php`);
		await Promise.all([page.waitForResponse((answer) => answer.status() === 400), page.click("#clientele")]);
		assert.ok((await page.textContent("#clientele-refused")).includes("does more here"));
		await page.context().close();
	},

	async "a customer is one user, however many of their sign-ins are the first, unless the network has shut them out"({ given }) {
		const { wordpress } = given;
		// Making one takes so long that all would, were they not in line.
		const slowly = "add_action( 'user_register', fn() => usleep( 500_000 ) );";
		const first = () => wordpress.evaluate(slowly + "echo Clientele\\user_of( Clientele\\settings(), '4711' )->ID;");
		const [one, ...others] = await Promise.all([first(), first(), first()]);
		assert.deepEqual(others, [one, one]);
		const marks = `update_user_meta( ${one}, 'clientele_open shop 1', time() - DAY_IN_SECONDS ); update_user_meta( ${one}, 'clientele_open shop 2', time() );
			Clientele\\forget_ended( ${one} ); echo implode( ',', preg_grep( '/^clientele_open/', array_keys( get_user_meta( ${one} ) ) ) );`;
		assert.equal(await wordpress.evaluate(marks), "clientele_open shop 2");
		const shut = `update_user_status( ${one}, 'spam', 1 );
			try { Clientele\\user_of( Clientele\\settings(), '4711' ); } catch ( Clientele\\Refused $why ) { echo $why->getMessage(); }`;
		assert.equal(await wordpress.evaluate(shut), "You cannot sign in at the moment.");
	},

	async "a site's settings keep the secret to themselves, and are the network's to change"({ given }) {
		const { desk, wordpress, kedai } = given;
		await desk.goto(`${wordpress.kedai}wp-admin/options-general.php?page=clientele`);
		assert.equal(await desk.inputValue("#secret"), "");
		assert.equal((await desk.content()).includes(kedai.secret), false);
		await desk.fill("#issuer", "http://crm.example");
		await Promise.all([desk.waitForURL("**&said=refused"), desk.click("#submit")]);
		assert.equal(await desk.inputValue("#issuer"), given.origin);
		const forged = await desk.request.post(`${wordpress.kedai}wp-admin/admin-post.php`, { form: { action: "clientele", issuer: given.origin, client: "shop", secret: "x" } });
		assert.equal(forged.status(), 403);
		const may = "echo current_user_can( 'manage_options' ) ? 'yes' : 'no', Clientele\\may_set() ? 'yes' : 'no';";
		const alone = "$id = wpmu_create_user( 'owner-of-kedai', 'x', 'kedai@batik.example' ); add_user_to_blog( 2, $id, 'administrator' );";
		assert.equal(await wordpress.evaluate(`switch_to_blog( 2 ); ${alone} wp_set_current_user( $id ); ${may}`), "yesno");
		const fixed = "define( 'CLIENTELE_CLIENT_1', 'of wp-config' ); define( 'CLIENTELE_CLIENT_2', 'another' ); echo Clientele\\settings()['client'];";
		assert.equal(await wordpress.evaluate(fixed), "of wp-config");
		const german = "add_filter( 'locale', fn() => 'de_DE' ); echo Clientele\\word( '{0}, you are in the account of {1} until {2}.', 'Dan', 'Ann', '8:30' );";
		assert.equal(await wordpress.evaluate(german), "Dan, du bist bis 8:30 im Konto von Ann.");
		const untranslated = "foreach ( Clientele\\WORDS as $english => $words ) echo array( 'de', 'ms' ) === array_keys( $words ) ? '' : $english;";
		assert.equal(await wordpress.evaluate(untranslated), "");
		assert.deepEqual(wordpress.complaints(), []);
	},
};
