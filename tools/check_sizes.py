#!/usr/bin/env python3
"""Files under 500 lines, functions under 50, at most five parameters, no catch-all names. Exceptions stand in
tools/exceptions.txt, one a line with its reason; one that is no longer needed fails the check, so the list only shrinks."""
import glob, re, sys

exceptions = {}
for line in open("tools/exceptions.txt"):
    line = line.strip()
    if line and not line.startswith("#"):
        what, reason = line.split(" ", 1)
        exceptions[what] = reason
needed, mistakes = set(), []


def refuse(what, message):
    if what in exceptions:
        needed.add(what)
    else:
        mistakes.append(f"{what}: {message}")


def check_functions(path, lines):
    start = None
    for number, line in enumerate(lines, 1):
        if line == "{":
            start = number
        elif line == "}" and start:
            head = []
            for back in range(start - 2, max(-1, start - 8), -1):
                head.insert(0, lines[back])
                if not lines[back].startswith(("\t", " ")):
                    break
            signature = " ".join(head)
            name = re.search(r"(\w+)\(", signature)
            if name and not signature.startswith(("struct", "enum", "static const struct")) or (name and "(" in signature):
                what = f"{path}:{name.group(1)}"
                if number - start - 1 > 50:
                    refuse(what, f"{number - start - 1} lines; 50 are the most")
                inner = signature[signature.index("(") + 1:signature.rindex(")")]
                depth, commas = 0, 0
                for c in inner:
                    depth += c == "("
                    depth -= c == ")"
                    commas += c == "," and depth == 0
                if commas + 1 > 5:
                    refuse(what, f"{commas + 1} parameters; five are the most")
            start = None


for path in sorted(glob.glob("src/**/*.[ch]", recursive=True) + glob.glob("tools/**/*.[ch]", recursive=True)
                   + glob.glob("assets/**/*.css", recursive=True) + glob.glob("assets/**/*.js", recursive=True)):
    lines = open(path).read().split("\n")
    if len(lines) > 501:
        refuse(path, f"{len(lines)} lines; 500 are the most")
    if re.search(r"(^|[/_])(util|utils|misc|common|helpers?)[_.]", path):
        refuse(path, "says nothing of what it is for")
    if path.endswith(".c"):
        check_functions(path, lines)
for what in exceptions:
    if what not in needed:
        mistakes.append(f"tools/exceptions.txt: {what} is no longer needed")
print("\n".join(mistakes) if mistakes else "sizes: in order")
sys.exit(1 if mistakes else 0)
