"""A person's consents as pages show them: what it is about, how it stands, what one can do."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from flask_babel import gettext as _

from bgm_portal.activities import queries as activities
from bgm_portal.core.i18n import in_words
from bgm_portal.privacy import queries as privacy
from bgm_portal.privacy import texts
from bgm_portal.privacy.kinds import EVERYWHERE, ConsentCode

from . import queries

IN_GENERAL = (ConsentCode.HISTORY, ConsentCode.DIARY)


class Asking(Protocol):
    """An activity as far as it asks for consents."""

    id: Any
    organiser: Any
    asks_photo_consent: Any
    asks_result_consent: Any


class Asked(Protocol):
    """A registration as far as its consents are concerned."""

    person_id: Any
    takes_place: Any


@dataclass(frozen=True, kw_only=True)
class ConsentRow:
    """One consent in words. `ends_registration`: without it there is no start place."""

    code: ConsentCode
    scope: str
    title: str
    sentence: str
    meaning: str
    given_at: datetime | None
    ends_registration: bool = False

    @property
    def stands(self) -> bool:
        """Tell whether somebody agrees at present."""
        return self.given_at is not None


@dataclass(frozen=True, kw_only=True)
class ConsentGroup:
    """The consents for one activity, or for the whole portal."""

    title: str
    registration_id: UUID | None
    rows: list[ConsentRow]


def groups_of(person_id: UUID) -> list[ConsentGroup]:
    """Return everything that a person was asked to agree to, the portal itself first."""
    given: dict[str, dict[ConsentCode, datetime]] = defaultdict(dict)
    for consent in privacy.consents_of(person_id):
        if consent.withdrawn_at is None:
            given[consent.scope][consent.code] = consent.given_at
    groups = [
        ConsentGroup(
            title=str(_("Für das ganze Portal")),
            registration_id=None,
            rows=[_row(code, EVERYWHERE, given[EVERYWHERE], ends=False) for code in IN_GENERAL],
        )
    ]
    for registration, activity in queries.active_of(person_id):
        asked = codes_asked(activity)
        scope = str(activity.id)
        groups += _group(
            in_words(activity.title_de, activity.title_en),
            registration.id,
            [_row(c, scope, given[scope], ends=_ends(c, registration)) for c in asked],
        )
        given.pop(scope, None)
    return groups + _left_over(given)


def rows_for(registration: Asked, activity: Asking) -> list[ConsentRow]:
    """Return the consents that belong to one registration."""
    scope = str(activity.id)
    given = {
        consent.code: consent.given_at
        for consent in privacy.consents_of(registration.person_id)
        if consent.scope == scope and consent.withdrawn_at is None
    }
    return [_row(c, scope, given, ends=_ends(c, registration)) for c in codes_asked(activity)]


def codes_asked(activity: Asking) -> list[ConsentCode]:
    """Return what an activity asks to agree to, each alone."""
    asked = {
        ConsentCode.ORGANISER: bool(activity.organiser),
        ConsentCode.PHOTO_INTRANET: activity.asks_photo_consent,
        ConsentCode.PHOTO_PUBLIC: activity.asks_photo_consent,
        ConsentCode.RESULT_LIST: activity.asks_result_consent,
    }
    return [code for code, wanted in asked.items() if wanted]


def _ends(code: ConsentCode, registration: Asked) -> bool:
    return code is ConsentCode.ORGANISER and bool(registration.takes_place)


def _left_over(given: dict[str, dict[ConsentCode, datetime]]) -> list[ConsentGroup]:
    """Return consents for activities that somebody no longer takes part in, such as photos."""
    scopes = {UUID(scope): scope for scope in given if scope != EVERYWHERE and given[scope]}
    groups: list[ConsentGroup] = []
    for activity_id, activity in activities.activities_by_ids(list(scopes)).items():
        scope = scopes[activity_id]
        rows = [_row(code, scope, given[scope], ends=False) for code in sorted(given[scope])]
        groups += _group(in_words(activity.title_de, activity.title_en), None, rows)
    return groups


def _group(title: str, registration_id: UUID | None, rows: list[ConsentRow]) -> list[ConsentGroup]:
    return [ConsentGroup(title=title, registration_id=registration_id, rows=rows)] if rows else []


def _row(
    code: ConsentCode, scope: str, given: dict[ConsentCode, datetime], *, ends: bool
) -> ConsentRow:
    text = texts.current(code)
    return ConsentRow(
        code=code,
        scope=scope,
        title=in_words(text.title_de, text.title_en),
        sentence=in_words(text.sentence_de, text.sentence_en),
        meaning=in_words(text.meaning_de, text.meaning_en),
        given_at=given.get(code),
        ends_registration=ends,
    )
