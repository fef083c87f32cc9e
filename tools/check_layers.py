#!/usr/bin/env python3
"""Holds the code against the rules of ARCHITECTURE.md: who may include whom, where SQL, HTML and writing may stand.
Usage: check_layers.py [BUILD]      BUILD: there lie the headers made of statements, which are looked at, too"""
import os, re, sys

STEPS = ["base", "format", "store", "context", "service", "http", "outbound", "mail", "web", "features", "server"]
# Headers of libraries that these folders alone may include.
OWNED = {"sqlite3.h": ["store"], "libpq-fe.h": ["store"], "microhttpd.h": ["http"], "curl/curl.h": ["outbound", "mail"],
         "jansson.h": ["format"], "md4c.h": ["format"], "openssl/evp.h": ["format"], "openssl/x509.h": ["format"], "openssl/pem.h": ["format"],
         "openssl/rsa.h": ["format"], "crypt.h": ["format"], "liboath/oath.h": ["format"], "qrencode.h": ["format"],
         "ini.h": ["server"]}
# Ids and choices of slices that lower steps speak of, and from which step on: for whom something is done (context), what
# jobs and lists are about (service), whose sessions there are (web). Every other header that is made of a declaration
# stands where that does.
SPOKEN_OF = {"customers.schema.h": "context", "staff.schema.h": "context", "access.schema.h": "service",
             "apikeys.schema.h": "service", "attributes.schema.h": "service", "consents.schema.h": "service",
             "contacts.schema.h": "service",
             "labels.schema.h": "service", "accounts.schema.h": "web"}
COMPOSES_SQL = {"src/service/lists"}  # the list executor: binds every value, composes declared fragments
WRITES_HTML = "src/format/commonmark"  # what people write in CommonMark becomes HTML there
mistakes = []


def sources():
    for folder, _, names in os.walk("src"):
        for name in sorted(names):
            if name.endswith((".c", ".h", ".def")):
                yield os.path.join(folder, name)


def declarations():
    """By the headers that are made of them: of notes.sql.h, src/features/notes/notes.sql."""
    return {name + ".h": os.path.join(folder, name) for folder, _, names in os.walk("src")
            for name in names if name.endswith((".schema", ".sql", ".routes"))}


def read_uses():
    uses = {}
    for line in open("src/features/USES"):
        line = line.split("#")[0].strip()
        if line:
            slice_name, others = line.split(":")
            uses[slice_name] = others.split()
    return uses


def check_cycles(uses):
    def visit(name, path):
        if name in path:
            mistakes.append("src/features/USES: a cycle: " + " -> ".join(path + [name]))
            return
        for other in uses.get(name, []):
            visit(other, path + [name])
    for name in uses:
        visit(name, [])


def check_include(path, number, included, uses):
    parts = path.split("/")
    step = parts[1] if len(parts) > 2 else "server"
    test = path.endswith("_test.c")
    if included in OWNED and step not in OWNED[included] and not test:
        mistakes.append(f"{path}:{number}: only {'/ and '.join(OWNED[included])}/ includes {included}")
    target = declared.get(included, "src/" + included).split("/")[1:]
    if target[0] not in STEPS or test:
        return
    if STEPS.index(SPOKEN_OF.get(included, target[0])) > STEPS.index(step):
        mistakes.append(f"{path}:{number}: {step} may not include {included} of the higher step {target[0]}")
    if included in declared:
        return
    if step == "features" and target[0] == "features" and target[1] != parts[2]:
        if target[1] not in uses.get(parts[2], []):
            mistakes.append(f"{path}:{number}: {parts[2]} may not use {target[1]} (src/features/USES)")
        elif target[2] != target[1] + ".h":
            mistakes.append(f"{path}:{number}: of another slice only its face, {target[1]}/{target[1]}.h")
    rules = step == "features" and not re.search(r"_(pages|api|portal|blocks)\.[ch]$", path)
    if rules and target[0] in ("http", "web"):
        mistakes.append(f"{path}:{number}: rules include neither http nor web")


def check_file(path, uses):
    text = open(path).read()
    test = path.endswith("_test.c")
    for number, line in enumerate(text.split("\n"), 1):
        included = re.match(r'#\s*include\s+[<"]([^>"]+)[>"]', line)
        if included:
            check_include(path, number, included.group(1), uses)
        if test or path.startswith(("src/store/", "src/web/view")):
            continue
        if re.search(r'"\s*(SELECT |INSERT INTO|UPDATE \w+ SET|DELETE FROM)', line) and not path.startswith(tuple(COMPOSES_SQL)):
            mistakes.append(f"{path}:{number}: SQL stands in .sql files")
        if re.search(r'"\s*</?(div|span|p|a|table|td|tr|form|input|button|h[1-6])[ >]', line) and not path.startswith(WRITES_HTML):
            mistakes.append(f"{path}:{number}: HTML stands in views")
        if re.search(r"_(pages|api)\.c$", path) and "->writer" in line:
            mistakes.append(f"{path}:{number}: screens hold a reader; a verb of the slice writes")


def check_made(build):
    """A header that is made of statements includes only what the files beside them may."""
    for header, path in sorted(declared.items()):
        made = os.path.join(build, header)
        if path.endswith(".sql") and os.path.exists(made):
            for included in re.findall(r'^#include "([^"]+)"', open(made).read(), re.MULTILINE):
                check_include(path, 1, included, uses)


uses = read_uses()
declared = declarations()
check_cycles(uses)
for source in sources():
    check_file(source, uses)
if len(sys.argv) > 1:
    check_made(sys.argv[1])
print("\n".join(mistakes) if mistakes else "layers: in order")
sys.exit(1 if mistakes else 0)
