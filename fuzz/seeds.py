#!/usr/bin/env python3
"""Writes what the fuzzers begin with: for each parser a few inputs that it takes, since a format with a length, a checksum
or a signature in it is hardly ever found by changing bytes of nothing. Usage: seeds.py FOLDER; one folder a target."""
import gzip
import io
import pathlib
import sys
import zipfile

CERTIFICATE = """-----BEGIN CERTIFICATE-----
MIIBrDCCAVOgAwIBAgIUdfupl1nKS6BwDzCSin17WZfRaYQwCgYIKoZIzj0EAwIw
LDEaMBgGA1UEAwwRTWFpbCBvZiB0aGUgaG91c2UxDjAMBgNVBAoMBUtlZGFpMB4X
DTI2MTEyNzE4MTAyOVoXDTM2MTEyNDE4MTAyOVowLDEaMBgGA1UEAwwRTWFpbCBv
ZiB0aGUgaG91c2UxDjAMBgNVBAoMBUtlZGFpMFkwEwYHKoZIzj0CAQYIKoZIzj0D
AQcDQgAE6LpvY4TIfAGlbzS9869Tfzg7wEqFQSuLc4uYCCJmkFlAEIkQrlytE0Sl
EHg7pLgHQK2QAFnTy2ResZsIEY++OqNTMFEwHQYDVR0OBBYEFJBIA35cNoES3RML
Ww9JEkeAOFqgMB8GA1UdIwQYMBaAFJBIA35cNoES3RMLWw9JEkeAOFqgMA8GA1Ud
EwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDRwAwRAIgWvjTZ0n7MLw3nMcLgzE9pbj9
XQJfmAsyEOOkf9SVK3ECIE9MaO72VXnlEFmQ7LnO59rg0Js5TP14A4gIxV8hwywb
-----END CERTIFICATE-----
"""
SHEET = """<worksheet><sheetData><row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='inlineStr'><is><t>E-mail</t></is></c></row>
<row r='3'><c r='A3' s='1'><v>45000.5</v></c><c r='C3' t='b'><v>1</v></c><c r='D3' s='2'><v>0.125</v></c></row>
<row><c t='str'><f>1+1</f><v>2</v></c><c t='e'><v>#N/A</v></c><c><v>1.10000000000000001</v></c></row></sheetData></worksheet>"""
STRINGS = "<sst count='2'><si><t>Name</t></si><si><r><t>rich </t></r><r><t xml:space='preserve'>text &amp; more</t></r></si></sst>"
STYLES = """<styleSheet><numFmts><numFmt numFmtId='164' formatCode='yyyy\\-mm\\-dd;@'/></numFmts>
<cellXfs><xf numFmtId='0'/><xf numFmtId='164'/><xf numFmtId='10'/><xf numFmtId='14'/></cellXfs></styleSheet>"""
FORM = "--b\r\nContent-Disposition: form-data; name=\"{}\"{}\r\n\r\n{}\r\n--b--\r\n"
ROWS = 'First name,E-mail\r\n"Aisyah ""A""",a@x.example\r\n"two\nlines",\r\n'


def archive(how):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", how) as parts:
        parts.writestr("customers.csv", ROWS * 20)
        parts.writestr("folder/größe.txt", "")
    return file.getvalue()


def seeds():
    chrome = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36"
    return {
        "certificate": [CERTIFICATE, "# of the house\n" + CERTIFICATE * 2],
        "country": ["MY", "Malaysia", "Deutschland", "Viet Nam", "MYSelangor", "USCA"],
        "csv": [ROWS, "a;b\n1;2\n", "a\tb\r1\t2\r"],
        "decimal": ["1,234.50", "1.234,50", "-0.005", "12%"],
        "email_address": ["a.b+c@mail.example", '"a b"@x.example', "grüße@bücher.example", "a@[127.0.0.1]"],
        "encoding": [ROWS, ROWS.encode("utf-16"), ROWS.encode("utf-16-be"), "größe;1\n".encode("latin-1"),
                     "\ufeff" + ROWS, gzip.compress(ROWS.encode(), mtime=0)],
        "fields": ["\x00name=A&limit=10&pinned=on&day=2024-02-29&at=2024-02-29T12:00:00Z&price=1.50&numbers=1&numbers=2",
                   '\x01{"name":"A","more":{"a":[1,null,true]},"limit":10,"day":"2024-02-29","price":"1.50","numbers":[1,2]}',
                   "\x02" + FORM.format("file", '; filename="a.csv"', "bytes"), "\x02" + FORM.format("name", "", "A")],
        "filter": ["status:blocked,active (tag:a | tag:\"b c\") -guest:yes \"müller\"", "created:2026-01-01..2026-06-30 spent>=100.50 ali*",
                   "email:=a@x.example last_login:none", "created:last7d since:<last30d"],
        "foreign_hash": ["$2y$04$abcdefghijklmnopqrstuuM0v0DYwNpXBCbkGgvzDl8UN6mUq6P0y", "$P$B12345678abcdefghijklmnopqrstu",
                         "$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHQ$RdescudvJCsgt3ub+b4dWRWJTmaaJObG",
                         "pbkdf2_sha256$1000$salt$5lTB5ocBkBs5nGQDUlOQwJQWeFnnnxCCZjBUwVQT3Dg="],
        "framing": ["GET / HTTP/1.1\r\nHost: a\r\n\r\n", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabcGET / HTTP/1.1\r\n\r\n",
                    "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n0\r\nA: b\r\n\r\n"],
        "imports_lines": ['{"id":1,"email":"a@x.example","vip":true,"tags":["a","b;c"],"more":{"city":"Bremen","none":null}}\n'
                          '{"emails":[{"address":"b@x.example"},"c@x.example"],"addresses":[{"city":"Kiel","is_shipping":true}]}\n',
                          '{"external_ids":[{"system":"shop","value":"1"},{"system":"shop","value":2}],"spent":-2.5e3}\r\n\n{"a":[]}',
                          '{"a":1}\n[1]\n{"a":1,"a":2}\n{"a":{"b":1},"a_b":2}\n{"a":"\\ud83d\\ude00"} \n{"a":'],
        "jose": ["eyJhbGciOiJFUzI1NiIsImtpZCI6ImEifQ.eyJzdWIiOiIxIn0." + "A" * 86, "eyJhbGciOiJub25lIn0.e30."],
        "json_read": ['{"a":[1,-2.5e3,"\\u00e4\\ud83d\\ude00",true,null,{}]}', "[[[[]]]]"],
        "multipart": ["b\n" + FORM.format("file", "; filename*=UTF-8''gr%C3%B6%C3%9Fe.csv", ROWS)],
        "oidc_basic": ["Basic c2hvcDpzZWNyZXQ=", "Basic YSUzQWI6YyUyMGQ="],
        "phone": ["\x00012-345 6789", "\x01(212) 555-0100 ext. 5", "\x02+54 9 11 2345-6789", "\x04tel:+1-268-464-1234"],
        "transfer_guess": ["First Name", "address_1_city", "attr.loyalty_since", "E-Mail-Adresse", "Billing Postcode"],
        "unzip": [archive(zipfile.ZIP_STORED), archive(zipfile.ZIP_DEFLATED)],
        "url": ["a=1&b=%C3%A4+c&a=", "/admin/customers?filter=a", "//host/path"],
        "user_agent": [chrome, "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/17.4 Safari/605.1.15", "curl/8.5.0"],
        "values": ["-42", "2024-02-29T12:30:00.5+08:00", "2024-02-29", "1234.50", *pathlib.Path("/usr/share/zoneinfo").glob("Europe/Berlin")],
        "xlsx": ["\0".join([SHEET, STRINGS, STYLES]), SHEET],
    }


def bytes_of(seed):
    if isinstance(seed, pathlib.Path):
        return seed.read_bytes()
    return seed if isinstance(seed, bytes) else seed.encode()


for target, inputs in seeds().items():
    folder = pathlib.Path(sys.argv[1]) / target
    folder.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(inputs):
        (folder / str(number)).write_bytes(bytes_of(seed))
