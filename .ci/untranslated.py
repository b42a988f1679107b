"""Say which messages the catalogues leave untranslated or doubtful."""

from __future__ import annotations

import sys
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.pofile import read_po


def is_missing(message: Message) -> bool:
    """Tell whether a message, or one of its plural forms, has no translation."""
    forms = message.string if isinstance(message.string, list | tuple) else [message.string]
    return not all(forms)


def doubts(path: Path) -> list[str]:
    """Return one sentence for each message that a translator must look at."""
    with path.open("rb") as file:
        catalogue = read_po(file, locale=path.parts[-3])
    found = []
    for message in catalogue:
        first = message.id if isinstance(message.id, str) else message.id[0]
        if message.id and (message.fuzzy or is_missing(message)):
            what = "fuzzy" if message.fuzzy else "missing"
            found.append(f"{path}:{message.lineno}: {what}: {first!r}")
    return found


def main(folder: str) -> int:
    """Print all doubts of all languages."""
    catalogues = sorted(Path(folder).glob("*/LC_MESSAGES/*.po"))
    found = [doubt for path in catalogues for doubt in doubts(path)]
    for doubt in found:
        print(doubt, file=sys.stderr)
    if not catalogues:
        print(f"There is no catalogue in {folder}: run make words.", file=sys.stderr)
    return 1 if found or not catalogues else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
