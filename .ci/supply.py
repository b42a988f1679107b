"""What the portal is built from: licences that fit, and a software bill of materials (CycloneDX).

    .ci/supply.py licences          list them; fail for one that nobody has looked at
    .ci/supply.py bill FILE         write the bill, made from the locks alone

Both read what is installed and locked, and ask no network. Known weaknesses: `make audit`.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements" / "runtime.txt"
ASSETS = ROOT / "requirements" / "assets" / "package-lock.json"
PINNED = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(?P<version>[^\s;\\]+)")
LONGEST_NAME = 60  # of a licence; what is longer is its text
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")

#: Licences under which a public employer may run the portal and pass it on unchanged.
GOOD = re.compile(
    r"\b(MIT|MIT-0|MIT-CMU|BSD|0BSD|Apache|ISC|PSF|Python-2|Python Software Foundation|MPL|LGPL|"
    r"Mozilla|HPND|Unlicense|Zlib|EUPL-1\.2|OFL-1\.1|CC0|ZPL)",
    re.IGNORECASE,
)
NEVER = re.compile(r"\b(AGPL|SSPL|BUSL|Commons Clause|proprietary)", re.IGNORECASE)


@dataclass(frozen=True)
class Part:
    """One locked package."""

    name: str
    version: str
    licence: str
    address: str
    hashes: tuple[str, ...] = ()


def parts() -> list[Part]:
    """Return everything that runs in production, Python and styles alike."""
    return sorted([*_python_parts(), *_asset_parts()], key=lambda part: part.name.lower())


def _python_parts() -> Iterator[Part]:
    for block in re.split(r"\n(?=[A-Za-z0-9])", LOCK.read_text(encoding="utf-8")):
        if found := PINNED.match(block):
            name, version = found["name"], found["version"]
            yield Part(
                name=name,
                version=version,
                licence=_licence(name),
                address=f"pkg:pypi/{name.lower().replace('_', '-')}@{version}",
                hashes=tuple(HASH.findall(block)),
            )


def _asset_parts() -> Iterator[Part]:
    locked: dict[str, Any] = json.loads(ASSETS.read_text(encoding="utf-8"))["packages"]
    for place, facts in locked.items():
        name = place.partition("node_modules/")[2]
        if name and not facts.get("dev"):
            version = facts["version"]
            yield Part(
                name=name,
                version=version,
                licence=facts.get("license", ""),
                address=f"pkg:npm/{name.replace('@', '%40')}@{version}",
            )


def _licence(name: str) -> str:
    try:
        said = metadata(name)
    except PackageNotFoundError:
        return "not for this platform"
    return _expression(said) or "unknown"


def _expression(said: PackageMetadata) -> str:
    """Return what a package says: an expression, else its classifiers, else a short text."""
    if expression := said.get("License-Expression"):
        return str(expression)
    classifiers = [
        line.rpartition(" :: ")[2]
        for line in said.get_all("Classifier") or []
        if line.startswith("License :: ") and not line.endswith("OSI Approved")
    ]
    text = str(said.get("License") or "").strip()
    return ", ".join(classifiers) or (text if len(text) < LONGEST_NAME else text.splitlines()[0])


def unfit(part: Part) -> bool:
    """Tell whether nobody has said that this licence is good, or everybody that it is not."""
    if part.licence == "not for this platform":
        return False
    return bool(NEVER.search(part.licence)) or not GOOD.search(part.licence)


def bill() -> dict[str, Any]:
    """Return the bill of materials. It holds no moment, so the same locks give the same bill."""
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {"type": "application", "bom-ref": "bgm-portal", "name": "bgm-portal"}
        },
        "components": [
            {
                "type": "library",
                "bom-ref": part.address,
                "name": part.name,
                "version": part.version,
                "purl": part.address,
                "licenses": [{"license": {"name": part.licence}}],
                "properties": [
                    {"name": "sha256 of a locked file", "value": digest} for digest in part.hashes
                ],
            }
            for part in parts()
        ],
    }


def main(wish: str, *rest: str) -> int:
    """Do what was asked for."""
    if wish == "bill":
        Path(rest[0]).write_text(json.dumps(bill(), indent=2) + "\n", encoding="utf-8")
        print(f"{len(bill()['components'])} parts in {rest[0]}")
        return 0
    for part in parts():
        print(f"{part.name:<28}{part.version:<14}{part.licence}")
    bad = [part for part in parts() if unfit(part)]
    for part in bad:
        print(f"Look at the licence of {part.name}: {part.licence!r}", file=sys.stderr)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
