"""Let systemd read the units of an installation, and judge how much they leave open.

The paths of an installation lead to this checkout for the moment, so that systemd finds what the
units start. Without systemd it says so, and is left out.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DEPLOY = ROOT / "docs/how-to/deploy"
MOST_EXPOSED = 40  # of 100, as `systemd-analyze security` counts


def main() -> int:
    """Return 1 if systemd finds fault with a unit."""
    with tempfile.TemporaryDirectory(prefix="bgm-units-") as name:
        units = [_moved(unit, Path(name)) for unit in sorted(DEPLOY.glob("bgm-*"))]
        why = _obstacle(Path(name))
        if why:
            print(f"LEFT OUT: the units of systemd; {why}")
            return 0
        done = _analyze("verify", *map(str, units))
        faults = [line for line in done.splitlines() if "bgm-" in line]
        for unit in units:
            if unit.suffix == ".service":
                faults += _exposed(unit)
    for fault in faults:
        print(fault, file=sys.stderr)
    if not faults:
        print(f"systemd finds no fault with {', '.join(unit.name for unit in units)}")
    return 1 if faults else 0


def _moved(unit: Path, folder: Path) -> Path:
    copy = folder / unit.name
    copy.write_text(unit.read_text().replace("/opt/bgm-portal", str(ROOT)))
    return copy


def _obstacle(folder: Path) -> str | None:
    """Say what keeps systemd from judging here; it is asked about a unit without fault."""
    if not shutil.which("systemd-analyze"):
        return "systemd-analyze is not installed"
    plain = folder / "plain.service"
    plain.write_text("[Service]\nExecStart=/bin/sh -c true\n")
    for question in ("verify", "security --offline=true --threshold=100"):
        done = subprocess.run(
            ["systemd-analyze", *question.split(), str(plain)],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            return f"systemd-analyze {question} says: {done.stderr.strip()[-200:]}"
    return None


def _exposed(unit: Path) -> list[str]:
    limit = f"--threshold={MOST_EXPOSED}"
    said = _analyze("security", "--offline=true", "--no-pager", limit, str(unit))
    verdict = said.strip().splitlines()[-1]
    figures = [float(word) for word in verdict.split() if word.replace(".", "", 1).isdigit()]
    return [] if figures and figures[0] * 10 <= MOST_EXPOSED else [verdict]


def _analyze(*arguments: str) -> str:
    done = subprocess.run(
        ["systemd-analyze", *arguments], capture_output=True, text=True, check=False
    )
    return done.stdout + done.stderr


if __name__ == "__main__":
    sys.exit(main())
