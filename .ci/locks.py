"""Say whether the locks fit what is asked for, without asking the network.

Each line of a .in file must be pinned by its .txt to a version that it allows; the demo and the
tests must run on exactly what production runs on; and no lock may name where packages come from.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HERE = Path(__file__).resolve().parent.parent / "requirements"
PINNED = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(?P<version>[^\s;\\]+)")


def asked_for(name: str) -> list[Requirement]:
    """Return the requirements written by hand, those of included files first."""
    asked: list[Requirement] = []
    for line in (HERE / name).read_text().splitlines():
        text = line.split("#")[0].strip()
        if text.startswith("-r "):
            asked += asked_for(text.removeprefix("-r ").strip())
        elif text:
            asked.append(Requirement(text))
    return asked


def pinned(name: str) -> dict[str, set[str]]:
    """Return each locked package with its versions (several, if they differ by platform)."""
    versions: dict[str, set[str]] = {}
    for line in (HERE / name).read_text().splitlines():
        if found := PINNED.match(line):
            versions.setdefault(canonicalize_name(found["name"]), set()).add(found["version"])
    return versions


def stale(room: str) -> list[str]:
    """Return what a .in file asks for and its lock does not give."""
    lock = pinned(f"{room}.txt")
    return [
        f"requirements/{room}.txt does not give {wish}"
        for wish in asked_for(f"{room}.in")
        if not any(
            wish.specifier.contains(version, prereleases=True)
            for version in lock.get(canonicalize_name(wish.name), ())
        )
    ]


def different() -> list[str]:
    """Return what production and development would run in different versions."""
    dev = pinned("dev.txt")
    return [
        f"{name} is {versions} in runtime.txt and {dev.get(name)} in dev.txt"
        for name, versions in pinned("runtime.txt").items()
        if dev.get(name) != versions
    ]


def undeclared() -> list[str]:
    """Return what pyproject.toml and runtime.in do not both name."""
    project = tomllib.loads((HERE.parent / "pyproject.toml").read_text())["project"]
    declared = {canonicalize_name(Requirement(line).name) for line in project["dependencies"]}
    asked = {canonicalize_name(wish.name) for wish in asked_for("runtime.in")}
    return [f"{name} is not in both pyproject.toml and runtime.in" for name in declared ^ asked]


def named_places() -> list[str]:
    """Return locks that name a registry, which is the business of the machine that installs."""
    found = [
        f"requirements/{path.name} names an address"
        for path in HERE.glob("*.txt")
        if re.search(r"https?://|^--(?:extra-)?index", path.read_text(), re.MULTILINE)
    ]
    packages = json.loads((HERE / "assets" / "package-lock.json").read_text())["packages"]
    found += [
        f"requirements/assets/package-lock.json names an address for {name}"
        for name, package in packages.items()
        if "resolved" in package
    ]
    return found


def main() -> int:
    """Print what is wrong, and how to mend it."""
    wrong = [*stale("runtime"), *stale("dev"), *stale("assets"), *different(), *undeclared()]
    wrong += named_places()
    for sentence in wrong:
        print(sentence, file=sys.stderr)
    if wrong:
        print("Mend requirements/*.in if need be, then run: make locks", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
