"""Every letter template has been read by reviewers in both languages: it has a snapshot of each."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE = ROOT / "bgm_portal"
LETTERS = ROOT / "templates" / "mail"
SNAPSHOTS = ROOT / "tests" / "snapshots" / "mail"
#: What other letters are made of.
PARTS = {"layout", "registration/facts"}
#: Letters whose snapshots have another name than their template.
NAMES = {
    "activity/cancelled": "registration/activity-cancelled",
    "activity/date_cancelled": "registration/date-cancelled",
    "activity/goes_ahead": "registration/goes-ahead",
    "activity/moved": "registration/moved",
    "registration/offer_expired": "registration/offer-expired",
    "registration/registered_for_you": "registration/registered-for-you",
    "registration/date_given_back": "registration/date-given-back",
    "registration/time_swapped": "registration/time-swapped",
    "reminder/offer": "registration/offer-ends",
    "reminders/lessons": "reminders/module",
    "reminders/reminder": "reminders/day",
}
#: It goes to the contact of the house, an address without an account that could choose a language.
GERMAN_ALONE = {"home/barrier"}


def letters() -> set[str]:
    found = {str(path.relative_to(LETTERS).with_suffix("")) for path in LETTERS.rglob("*.html")}
    return found - PARTS


def missing(names: set[str], snapshots: Path = SNAPSHOTS) -> list[str]:
    return [
        f"{name}-{language}"
        for name in sorted(names)
        for language in (("de",) if name in GERMAN_ALONE else ("de", "en"))
        if not (snapshots / f"{NAMES.get(name, name)}-{language}.txt").exists()
    ]


def test_every_letter_is_composed_so_that_none_raises_when_it_cannot_be_written():
    """What it tells of has happened and must stand; `compose` makes a failure that people see."""
    by_hand = re.compile(r"(?<![\w.])Message\(")
    found = {
        str(path.relative_to(CODE))
        for path in CODE.rglob("*.py")
        if by_hand.search(path.read_text())
    }

    assert found == {"mail/message.py", "mail/rendering.py"}


def test_every_letter_was_read_in_both_languages():
    assert len(letters()) > 25
    assert missing(letters()) == []


def test_a_letter_that_nobody_read_is_named():
    assert missing({"nobody/read_it", "activity/moved"}) == [
        "nobody/read_it-de",
        "nobody/read_it-en",
    ]


def test_every_letter_has_a_text_beside_its_html():
    texts = {str(path.relative_to(LETTERS).with_suffix("")) for path in LETTERS.rglob("*.txt")}

    assert letters() <= texts


def test_every_other_language_of_a_snapshot_is_there():
    names = {str(path.relative_to(SNAPSHOTS)) for path in SNAPSHOTS.rglob("*-de.txt")}
    alone = {
        name for name in names if not (SNAPSHOTS / name.replace("-de.txt", "-en.txt")).exists()
    }

    assert alone == {f"{name}-de.txt" for name in GERMAN_ALONE}
