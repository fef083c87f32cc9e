// A shop whose customers sign in with the account that they have at Clientele, and whose staff come in as a customer. Sessions live in memory; a real shop keeps
// them where it keeps its other sessions, with `sub` and `sid` beside them.
import { randomUUID, webcrypto } from "node:crypto";
import { createServer } from "node:http";
import { createRemoteJWKSet, jwtVerify } from "jose";
import * as oidc from "openid-client";

globalThis.crypto ??= webcrypto; // Node 18

const { ISSUER, CLIENT_ID, CLIENT_SECRET, PORT = "3000" } = process.env;
const origin = `http://localhost:${PORT}`;
const plainHttp = ISSUER.startsWith("http://localhost") ? { execute: [oidc.allowInsecureRequests] } : undefined;
const clientele = await oidc.discovery(new URL(ISSUER), CLIENT_ID, {}, oidc.ClientSecretBasic(CLIENT_SECRET), plainHttp);
const keys = createRemoteJWKSet(new URL(clientele.serverMetadata().jwks_uri));

const sessions = new Map(); // of customers: cookie → { sub, sid, name, email, idToken }, or of staff as one: { …, visit }
const journeys = new Map(); // of those who are on their way: state → { verifier, nonce }

const escape = (text = "") => text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`);
const page = (body) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>Shop</title><main><h1>Shop</h1>${body}</main></html>`;

function answer(response, status, body, headers = {}) {
	response.writeHead(status, { "content-type": "text/html; charset=utf-8", "cache-control": "no-store", ...headers });
	response.end(body);
}

const goTo = (response, address, headers = {}) => answer(response, 303, "", { location: String(address), ...headers });
const cookieOf = (request) => /(?:^|; )shop=([^;]+)/.exec(request.headers.cookie ?? "")?.[1];

async function formOf(request) {
	let body = "";
	for await (const chunk of request) if ((body += chunk).length > 20_000) throw new Error("too long");
	return new URLSearchParams(body);
}

// ---- the pages

const sessionOf = (request) => {
	const customer = sessions.get(cookieOf(request));
	return customer?.visit && Date.parse(customer.visit.until) <= Date.now() ? undefined : customer;
};

const banner = ({ name, visit }) => `<p id="visit" role="status"><b>${escape(visit.staff.name)}</b>, you are in the account of ${escape(name)} until
	${escape(visit.until)}.${visit.view_only ? " Nothing can be changed." : ""} <a href="/end-visit">Back to administration</a></p>`;

function home(request, response) {
	const customer = sessionOf(request);
	if (!customer) return answer(response, 200, page(`<p>Nobody is signed in.</p><p><a href="/login">Sign in</a></p>`));
	answer(response, 200, page(`${customer.visit ? banner(customer) : ""}<p>Welcome, <b id="who">${escape(customer.name)}</b> (${escape(customer.email)}), customer ${escape(customer.sub)}.</p>
		<form method="post" action="/logout"><button>Sign out</button></form>`));
}

async function login(request, response) {
	const verifier = oidc.randomPKCECodeVerifier();
	const state = oidc.randomState();
	const nonce = oidc.randomNonce();
	journeys.set(state, { verifier, nonce });
	goTo(response, oidc.buildAuthorizationUrl(clientele, {
		redirect_uri: `${origin}/back`,
		scope: "openid profile email",
		code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
		code_challenge_method: "S256",
		state,
		nonce,
	}), { "set-cookie": `journey=${state}; HttpOnly; SameSite=Lax; Path=/back` });
}

// The journey must have begun in this browser, or somebody could be signed in to another's account.
async function back(request, response, url) {
	const state = /(?:^|; )journey=([^;]+)/.exec(request.headers.cookie ?? "")?.[1];
	const journey = journeys.get(state);
	journeys.delete(state);
	if (!journey) return goTo(response, "/");
	const tokens = await oidc.authorizationCodeGrant(clientele, url, {
		pkceCodeVerifier: journey.verifier,
		expectedState: state,
		expectedNonce: journey.nonce,
	});
	const { sub, sid } = tokens.claims();
	const { name, email } = await oidc.fetchUserInfo(clientele, tokens.access_token, sub);
	letIn(response, { sub, sid, name, email, idToken: tokens.id_token });
}

function letIn(response, session) {
	const cookie = randomUUID();
	sessions.set(cookie, session);
	goTo(response, "/", { "set-cookie": `shop=${cookie}; HttpOnly; SameSite=Lax; Path=/` });
}

// A browser of Clientele's staff hands over a token; Clientele says, to this shop alone and once, whose account it opens.
async function visit(request, response) {
	const answer = await fetch(`${ISSUER}/visit/exchange`, {
		method: "POST",
		headers: { authorization: `Basic ${btoa(`${encodeURIComponent(CLIENT_ID)}:${encodeURIComponent(CLIENT_SECRET)}`)}` },
		body: new URLSearchParams({ token: (await formOf(request)).get("token") ?? "" }),
	});
	const said = await answer.json();
	if (!answer.ok) throw new Error(said.error);
	const { staff, until, view_only, back } = said;
	letIn(response, { ...said.customer, visit: { staff, until, view_only, back } });
}

function endVisit(request, response) {
	const address = sessions.get(cookieOf(request))?.visit?.back ?? "/";
	sessions.delete(cookieOf(request));
	goTo(response, address);
}

function logout(request, response) {
	const cookie = cookieOf(request);
	const customer = sessions.get(cookie);
	sessions.delete(cookie);
	if (!customer?.idToken) return goTo(response, customer?.visit?.back ?? "/");
	goTo(response, oidc.buildEndSessionUrl(clientele, { id_token_hint: customer.idToken, post_logout_redirect_uri: `${origin}/` }));
}

// Clientele says that a session has ended: signed out, blocked, suspended, a new password. OpenID Connect Back-Channel Logout 2.6.
async function signedOut(request, response) {
	const { payload } = await jwtVerify((await formOf(request)).get("logout_token") ?? "", keys, {
		issuer: ISSUER,
		audience: CLIENT_ID,
		typ: "logout+jwt",
		maxTokenAge: "5 minutes",
		requiredClaims: ["jti", "events", "sid"],
	});
	if (!payload.events["http://schemas.openid.net/event/backchannel-logout"] || payload.nonce) throw new Error("no logout token");
	for (const [cookie, customer] of sessions) if (customer.sid === payload.sid) sessions.delete(cookie);
	answer(response, 200, "");
}

const addresses = {
	"GET /": home,
	"GET /login": login,
	"GET /back": back,
	"POST /logout": logout,
	"POST /signed-out": signedOut,
	"POST /visit": visit,
	"GET /end-visit": endVisit,
};

createServer(async (request, response) => {
	const url = new URL(request.url, origin);
	const address = addresses[`${request.method} ${url.pathname}`];
	try {
		if (address) await address(request, response, url);
		else answer(response, 404, page("<p>There is nothing here.</p>"));
	} catch (error) {
		console.error(error.code ?? error.message);
		answer(response, 400, page(`<p id="refused">You could not be signed in: ${escape(error.error ?? error.message)}</p><p><a href="/">Back</a></p>`));
	}
}).listen(Number(PORT), "localhost", () => console.log(`listening on ${origin}`));
