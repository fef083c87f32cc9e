#!/usr/bin/env python3
"""What is public is used outside its own file, by the program or at least by a test; else it is static, or goes. A
statement of a .sql file is used by the program itself. What the other compilers make is reached by tables.
Usage: check_unused.py BUILD"""
import glob, re, subprocess, sys

build = sys.argv[1]
objects = [f"{build}/lib{part}.a" for part in ("base", "format", "program")] + glob.glob(f"{build}/clientele.p/*.o")
listed = subprocess.run(["nm", "-A", *objects], capture_output=True, text=True, check=True).stdout
symbols = re.findall(r"^\S*/(\S+)\.o:[0-9a-f]*\s+(\w) (\S+)$", listed, re.MULTILINE)
used = {name for _, kind, name in symbols if kind == "U"}


def words(pattern, *kinds):
    for kind in kinds:
        for path in glob.glob(f"{pattern}.{kind}", recursive=True):
            yield from re.findall(r"\w+", open(path).read())


tested = {word for folder in ("tests", "fuzz", "bench") for word in words(folder + "/**/*", "c", "h", "html", "made")}
tested.update(words("src/**/*_test", "c"))
for path in glob.glob("src/**/*.h", recursive=True):  # macros of a header are used by whoever includes it
    for macro in re.findall(r"^#define (?:.*\\\n)*.*", open(path).read(), re.MULTILINE):
        tested.update(re.findall(r"\w+", macro))

mistakes = []
for place, kind, name in symbols:
    if kind not in "TDBR" or name in used or name == "main":
        continue
    if place.endswith(".sql.c") or (not place.startswith("meson-generated") and name not in tested):
        mistakes.append(f"{place}: {name} is used nowhere else")
print("\n".join(sorted(mistakes)))
sys.exit(bool(mistakes))
