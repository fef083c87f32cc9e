#!/usr/bin/env python3
"""docs/features.md must be true: every ID of the table is one of the checklist's, every test that it names exists, every
page and API call stands in a .routes file."""
import glob, os, re, sys

mistakes = []
lines = open("docs/features.md").read().split("\n")
routes = []
for path in glob.glob("src/**/*.routes", recursive=True):
    for line in open(path):
        match = re.match(r"(GET|POST|PUT|PATCH|DELETE)\s+(\S+)", line)
        if match:
            routes.append((match.group(1), re.sub(r":\w+}", "}", match.group(2))))
paths = {path for _, path in routes}
tests = ""
for path in (glob.glob("src/**/*_test.c", recursive=True) + glob.glob("tests/**/*", recursive=True)):
    if os.path.isfile(path):
        tests += path + "\n" + open(path, errors="ignore").read()
count = 0
for number, line in enumerate(lines, 1):
    cells = [cell.strip() for cell in line.split("|")]
    if len(cells) < 7 or not re.match(r"\d-[A-Z]\d+$", cells[1]):
        continue
    count += 1
    for address in re.findall(r"`(/[^`]*)`", cells[3]):
        if address.split("?")[0] not in paths:
            mistakes.append(f"docs/features.md:{number}: no route has the page {address}")
    for method, address in re.findall(r"`(GET|POST|PUT|PATCH|DELETE) (/[^`?]*)[^`]*`", cells[4]):
        if (method, address) not in routes:
            mistakes.append(f"docs/features.md:{number}: no route is {method} {address}")
    named = re.findall(r"`([^`]+)`", cells[5])
    if not named:
        mistakes.append(f"docs/features.md:{number}: names no test")
    for name in named:
        if name not in tests:
            mistakes.append(f"docs/features.md:{number}: there is no test {name}")
if not count:
    mistakes.append("docs/features.md: has no features")
print("\n".join(mistakes) if mistakes else f"features: {count} in order")
sys.exit(1 if mistakes else 0)
