"""Say which of the given files carry stray blanks, are too big, or hold a private key."""

from __future__ import annotations

import sys
from pathlib import Path

BIG = 500_000
KEY = b"-----BEGIN " + b"PRIVATE KEY", b"-----BEGIN RSA " + b"PRIVATE KEY"
TEXT = {".py", ".html", ".txt", ".css", ".js", ".md", ".toml", ".yaml", ".in", ".po", ""}


def complaints(path: Path) -> list[str]:
    """Return one sentence for each fault of a file."""
    content = path.read_bytes()
    found = []
    if len(content) > BIG:
        found.append(f"{path}: {len(content)} bytes are too many for the repository")
    if any(mark in content for mark in KEY):
        found.append(f"{path}: holds a private key")
    if path.suffix in TEXT and b"\0" not in content:
        for number, line in enumerate(content.split(b"\n"), start=1):
            if line != line.rstrip():
                found.append(f"{path}:{number}: blanks or a carriage return at the end")
        if content and not content.endswith(b"\n"):
            found.append(f"{path}: the last line has no end")
    return found


if __name__ == "__main__":
    everything = [text for name in sys.argv[1:] for text in complaints(Path(name))]
    print("\n".join(everything), file=sys.stderr)
    sys.exit(1 if everything else 0)
