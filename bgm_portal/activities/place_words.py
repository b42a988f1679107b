"""Facts about a place in words, each with the day of its check, because old facts mislead."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from bgm_portal.core.i18n import in_words, short_date

from .rules import is_outdated
from .sheet_queries import Fact
from .words import ANSWER_SIGNS, ANSWERS, VENUE_FACTS


@dataclass(frozen=True, kw_only=True)
class PlaceFacts:
    """What was checked, ready for the component of places, and when and by whom.

    If everything was checked on one day, `when` says so once; otherwise each fact says it.
    """

    rows: list[tuple[str, str, str, str]]
    when: str


def place_facts(facts: Sequence[Fact], *, today: date) -> PlaceFacts:
    """Put the facts about a place into words."""
    checks = {(fact.checked_on, fact.checked_by) for fact in facts}
    together = len(checks) == 1
    return PlaceFacts(
        rows=[_row(fact, today=today, alone=not together) for fact in facts],
        when=_checked(facts[0]) if together else "",
    )


def _row(fact: Fact, *, today: date, alone: bool) -> tuple[str, str, str, str]:
    sentences = [in_words(fact.de or "", fact.en)]
    if alone:
        sentences.append(_checked(fact))
    if fact.checked_on is not None and is_outdated(fact.checked_on, today=today):
        sentences.append(str(_("Die Angabe ist älter als zwei Jahre.")))
    return (
        str(VENUE_FACTS[fact.code]),
        str(ANSWERS[fact.answer]),
        " ".join(sentence for sentence in sentences if sentence),
        ANSWER_SIGNS[fact.answer],
    )


def _checked(fact: Fact) -> str:
    if fact.checked_on is None:
        return str(_("Noch nicht vor Ort geprüft."))
    if not fact.checked_by:
        return str(_("Geprüft am %(day)s.", day=short_date(fact.checked_on)))
    return str(
        _(
            "Geprüft am %(day)s, von: %(office)s.",
            day=short_date(fact.checked_on),
            office=fact.checked_by,
        )
    )
