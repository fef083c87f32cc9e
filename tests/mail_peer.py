#!/usr/bin/python3
"""A real mail server for tests: keeps what it accepts in a folder, a file each, in the order of its coming.

mail_peer.py FOLDER [tls|starttls|plain] [USER PASSWORD]     prints its port, runs until it is ended

The name before the @ of a recipient says what becomes of the letter:
  later, refused          451, 550 to the recipient           data-later, data-refused   451, 554 to the letter
  grey                    451 the first time                  cut                        closes before it has the letter
  cut-behind              keeps the letter and closes without an answer
FOLDER/authority.pem has signed its certificate, and is what its clients have to trust."""
import asyncio, os, signal, ssl, subprocess, sys
from aiosmtpd.smtp import SMTP, AuthResult

folder, how = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "plain"
user = sys.argv[3:5]
seen, kept = set(), 0


def make(name, key, *more):
    path = os.path.join(folder, name)
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                    "-keyout", key, "-out", path, *more], check=True, stderr=subprocess.DEVNULL)
    return path


def certificate():
    keys = [os.path.join(folder, name) for name in ("authority.key", "server.key")]
    authority = make("authority.pem", keys[0], "-subj", "/CN=Batik House CA")
    path = make("server.pem", keys[1], "-CA", authority, "-CAkey", keys[0], "-subj", "/CN=localhost",
                "-addext", "subjectAltName=DNS:localhost", "-addext", "basicConstraints=CA:FALSE")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path, keys[1])
    return context


def keep(envelope):
    global kept
    kept += 1
    path = os.path.join(folder, "%06d" % kept)
    with open(path + ".part", "wb") as out:
        out.write(("Envelope: %s -> %s\r\n" % (envelope.mail_from, ",".join(envelope.rcpt_tos))).encode() + envelope.content)
    os.rename(path + ".part", path + ".eml")


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        name = address.split("@")[0]
        if name == "later":
            return "451 4.3.0 Come back later"
        if name == "refused":
            return "550 5.1.1 Nobody of that name here"
        if name == "grey" and address not in seen:
            seen.add(address)
            return "451 4.7.1 Greylisted"
        envelope.rcpt_tos.append(address)
        if name == "cut":
            server.transport.abort()
        return "250 2.1.5 OK"

    async def handle_DATA(self, server, session, envelope):
        name = envelope.rcpt_tos[0].split("@")[0]
        if name == "data-later":
            return "451 4.3.0 Not now"
        if name == "data-refused":
            return "554 5.7.1 That is spam\r\n"[:-2]
        keep(envelope)
        if name == "cut-behind":
            server.transport.abort()
        return "250 2.0.0 Kept as %06d" % kept


def authenticate(server, session, envelope, mechanism, data):
    right = data.login == user[0].encode() and data.password == user[1].encode()
    return AuthResult(success=right, handled=False)


async def main():
    context = certificate() if how != "plain" else None
    options = {"hostname": "peer.example", "enable_SMTPUTF8": True}
    if how == "starttls":
        options.update(tls_context=context, require_starttls=True)
    if user:
        options.update(authenticator=authenticate, auth_required=True, auth_require_tls=how == "starttls")
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(Handler(), **options), "localhost", 0, ssl=context if how == "tls" else None,
                                      family=2)
    print(server.sockets[0].getsockname()[1], flush=True)
    ended = asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, ended.set)
    await ended.wait()


asyncio.run(main())
