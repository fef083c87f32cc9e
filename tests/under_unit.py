#!/usr/bin/python3
"""Runs a command with the system calls that a systemd unit lets through, as systemd would: SystemCallFilter= and
SystemCallErrorNumber=. Usage: under_unit.py UNIT COMMAND…"""
import errno, os, subprocess, sys
import seccomp


def read_sets():
    """The names of `systemd-analyze syscall-filter`: of each @set what stands in it."""
    sets, at = {}, None
    for line in subprocess.run(["systemd-analyze", "syscall-filter"], capture_output=True, text=True, check=True).stdout.splitlines():
        if line.startswith("@"):
            at = sets.setdefault(line.strip(), [])
        elif line.startswith(" ") and not line.strip().startswith("#"):
            at.append(line.strip())
    return sets


def calls_of(sets, name):
    return set().union(*(calls_of(sets, part) for part in sets[name])) if name.startswith("@") else {name}


unit, command = sys.argv[1], sys.argv[2:]
sets = read_sets()
allowed, refusal = calls_of(sets, "@default"), seccomp.KILL
for line in open(unit):
    key, _, value = line.strip().partition("=")
    if key == "SystemCallErrorNumber":
        refusal = seccomp.ERRNO(getattr(errno, value))
    elif key == "SystemCallFilter":
        named = set().union(*(calls_of(sets, word) for word in value.lstrip("~").split()))
        allowed = allowed - named if value.startswith("~") else allowed | named
rules = seccomp.SyscallFilter(refusal)
for call in sorted(allowed | {"execve"}):
    try:
        rules.add_rule(seccomp.ALLOW, call)
    except RuntimeError:
        pass  # of another machine
rules.load()
os.execv(command[0], command)
