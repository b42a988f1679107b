"""Texts that people read, kept as files that reviewers read, too.

    def test_…(snapshot, mailbox):
        …
        snapshot("reminders/week-de", mailbox.deliver()[0])

compares the letter with tests/snapshots/mail/reminders/week-de.txt. `BGM_UPDATE_SNAPSHOTS=1 make
test T=…` writes the files anew; what changed is then seen in `git diff`.
Each letter is also asked for large type, dark mode, and that it fetches nothing.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from tests.support.letter_looks import faults
from tests.support.mailbox import Letter

FOLDER = Path(__file__).resolve().parents[1] / "snapshots" / "mail"
IDENTIFIERS = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
TOKENS = re.compile(r"(?<=/)[A-Za-z0-9_-]{43}\b")


class Snapshot:
    """Compares a letter with what reviewers agreed to."""

    def __call__(self, name: str, letter: Letter) -> None:
        path = FOLDER / f"{name}.txt"
        assert faults(letter.html, language=name.rpartition("-")[2]) == []
        now = as_text(letter)
        if os.environ.get("BGM_UPDATE_SNAPSHOTS", "") not in ("", "0"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(now, encoding="utf-8")
        assert path.exists(), f"{path} is missing: read the letter, then BGM_UPDATE_SNAPSHOTS=1"
        assert now == path.read_text(encoding="utf-8")


def as_text(letter: Letter) -> str:
    """Write down subject, text and the words of the HTML, with all that is random left out."""
    lines = [line.strip() for line in letter.soup.body.get_text("\n").splitlines()]
    words = "\n".join(line for line in lines if line)
    parts = (f"Subject: {letter.subject}", letter.text.rstrip(), "=== HTML ===", words)
    return TOKENS.sub("<token>", IDENTIFIERS.sub("<id>", "\n\n".join(parts))) + "\n"


@pytest.fixture
def snapshot() -> Snapshot:
    """Return the comparison with tests/snapshots/mail."""
    return Snapshot()
