#!/usr/bin/env python3
"""Takes each defence of tests/defences/mutants.txt out of a copy of this tree, one by one, builds the copy and runs the test
that is named there: it must fail. That it passes with the defence in its place, make test says.
Usage: mutants.py BUILD [NUMBER | PART-OF-A-SENTENCE…]      BUILD: what was built of these files is taken over
       mutants.py --check      builds nothing: is there still what is taken out, and the test?"""
import glob, os, re, shutil, subprocess, sys
from pathlib import Path

root = Path(__file__).resolve().parent.parent
tree = root / "build-mutants"
listed = root / "tests/defences/mutants.txt"


class Mutant:
    def __init__(self, block):
        head, *lines = block.splitlines()
        self.number, self.sentence = head.split(" ", 1)
        self.edits, self.tests = [], []  # of (path, lines out, lines in); of (kind, name of the test)
        for line in lines:
            mark, rest = line[0], line[1:]
            if mark in "-+":
                self.edits[-1][1 + (mark == "+")].append(rest)
            elif line.startswith("in "):
                self.edits.append((line[3:], [], []))
            else:
                self.tests.append(tuple(line.removeprefix("fails ").split(" ", 1)))

    def changed(self, folder):
        """Its files as they are and as they become."""
        before = {path: (folder / path).read_text() for path, _, _ in self.edits}
        now = dict(before)
        for path, out, into in self.edits:
            if now[path].count(found := "\n".join(out)) != 1:
                sys.exit(f"{self.sentence}: not once in {path}:\n{found}")
            now[path] = now[path].replace(found, "\n".join(into))
        return before, now


def write_all(files):
    for path, text in files.items():
        (tree / path).write_text(text)


def check(mutants):
    told = {}
    for path in glob.glob("tests/**/*", root_dir=root, recursive=True) + glob.glob("src/**/*_test.c", root_dir=root, recursive=True):
        if path.endswith(("_test.c", ".mjs", ".sh", ".routes", ".sql")):
            told[path] = (root / path).read_text()
    for mutant in mutants:
        mutant.changed(root)
        for kind, name in mutant.tests:
            what, _, part = kind.partition("/")
            there = f"tests/compilers/{part}/{name}.{part}" in told if what == "compiler" else any(
                name.split(" on ")[0] in text if what != "story" else name in text for text in told.values())
            if not there:
                sys.exit(f"{mutant.sentence}: there is no test {kind} {name}")
    print(f"{len(mutants)} defences can be taken out")


def run(command, **more):
    done = subprocess.run(command, cwd=tree, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", **more)
    return done.returncode, done.stdout


def commands_of(kind, test):
    """What ninja must make for such a test, and the test."""
    what, _, name = kind.partition("/")
    if what == "story":
        places = {"PROGRAM": str(tree / "build/clientele"), "GALLERY": str(tree / "build/tests/test_views_gallery")}
        return ["clientele"], ["env", *(f"{k}={v}" for k, v in places.items()), "node", "tests/browser/run.mjs", f"{name}:{test}"]
    if what == "compiler":
        needed = dict.fromkeys(["compile_schema", f"compile_{name}"])
        return [*needed], ["tests/compilers/run.sh", name, *(f"build/{one}" for one in needed)]
    if what == "commands":
        return ["clientele"], ["tests/commands.sh", "build/clientele", test]
    if what == "package":
        return ["clientele"], ["tests/package.sh", "build"]
    return [f"tests/test_{kind}"], ["env", f"TEST={test}*", f"build/tests/test_{kind}"]


def try_test(kind, name):
    """None when the test passed, else its lines that say so and all that it said."""
    targets, command = commands_of(kind, name)
    status, said = run(["ninja", "-C", "build", "--quiet", *targets])
    if status != 0:
        return [], f"does not build:\n{said}"
    status, said = run(command)
    word = f"{kind.partition('/')[2]}/{name}:" if kind.startswith("compiler/") else name
    failed = [line for line in said.splitlines() if word in line and (line.startswith(word) or "FAILED" in line)]
    return None if status == 0 else (failed, said)


def copy_tree(build):
    """With the times of the files, so that ninja sees what is older than what."""
    shutil.rmtree(tree, ignore_errors=True)
    files = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=root,
                           capture_output=True, text=True, check=True).stdout.split("\0")
    for name in filter(lambda name: name and (root / name).is_file(), files):
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(root / name, tree / name)
    shutil.copytree(root / build, tree / "build", symlinks=True)
    (tree / "node_modules").symlink_to(root / "node_modules")
    status, said = run(["meson", "setup", "--reconfigure", "build", "."])
    if status == 0:
        status, said = run(["tools/build.sh", "build"])
    if status != 0:
        sys.exit(said)


def main():
    build, *wanted = sys.argv[1:]
    blocks = re.sub(r"^#.*\n", "", listed.read_text(), flags=re.MULTILINE).strip().split("\n\n")
    mutants = [Mutant(block.strip("\n")) for block in blocks]
    mutants = [m for m in mutants if not wanted or any(w == m.number or (not w.isdigit() and w in m.sentence) for w in wanted)]
    if build == "--check":
        return check(mutants)
    # What a compiler makes is made anew after it was touched: those last.
    mutants.sort(key=lambda m: m.tests[0][0].startswith("compiler/"))
    copy_tree(build)
    os.environ["TMPDIR"] = run(["tests/scratch.sh"])[1].strip()
    os.environ["POSTGRES_URL"] = run(["tests/postgres.sh", "start"])[1].strip()
    survived = 0
    for mutant in mutants:
        before, now = mutant.changed(tree)
        write_all(now)
        for kind, name in mutant.tests:
            found = try_test(kind, name)
            good = found and found[0]
            print(f"{'ok      ' if good else 'SURVIVED'} {mutant.number:>2} {mutant.sentence}: {kind} {name}", flush=True)
            if not good:
                print("    " + ("\n    ".join(found[1].splitlines()[-30:]) if found else "passes"), flush=True)
                survived += 1
        write_all(before)
    run(["tests/postgres.sh", "stop"])
    print(f"{len(mutants)} taken out, {survived} not seen by their test")
    sys.exit(survived > 0)


main()
