"""What stands in one's own rows, in words: states and kinds as people read them, never as codes.

The file for programs keeps the codes of its schema. A guard checks that no code is left in the
page, and that every vocabulary that can go out has words.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime
from enum import Enum, StrEnum
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from bgm_portal.accommodations import words as needs
from bgm_portal.accommodations.states import Channel as NeedChannel
from bgm_portal.accommodations.states import NeedStatus
from bgm_portal.activities.adaptations import ADAPTATIONS
from bgm_portal.activities.kinds import Moved
from bgm_portal.activities.sections import LABELS as SECTIONS
from bgm_portal.calendars.kinds import FeedKind
from bgm_portal.calendars.words import KINDS as FEEDS
from bgm_portal.challenges.kinds import BingoField
from bgm_portal.challenges.words import FIELDS
from bgm_portal.core.i18n import in_words, moment, short_date
from bgm_portal.exchange.words import TITLES as LISTS
from bgm_portal.identity.kinds import Employer, LinkPurpose, SignInWay, TextSize, Theme
from bgm_portal.identity.permissions import Role
from bgm_portal.identity.words import EMPLOYERS, LANGUAGES, ROLES
from bgm_portal.learning.kinds import Basis, CertificateState, Wish
from bgm_portal.learning.words import BASES, CHANGES, WORTH
from bgm_portal.mail.kinds import KINDS as MESSAGES
from bgm_portal.mail.states import Channel
from bgm_portal.participation.states import AttendanceState
from bgm_portal.privacy import texts
from bgm_portal.privacy.kinds import EVERYWHERE, ConsentCode
from bgm_portal.registration.states import Promotion, RegistrationState
from bgm_portal.registration.words import IN_LISTS, WISHES

from .log import WORDS

Vocabulary = Mapping[Any, Any]

ATTENDANCE = {
    AttendanceState.PRESENT: _l("war da"),
    AttendanceState.ABSENT: _l("war nicht da"),
    AttendanceState.EXCUSED: _l("hat sich entschuldigt"),
}
CONSENTS = {code: code for code in ConsentCode}  # their titles come with the current text
WISHED = {Wish.RECOMMENDED: _l("Empfohlen"), Wish.ASSIGNED: _l("Vorgesehen")}
MOVED = {
    Moved.TIME: _l("Termin"),
    Moved.PLACE: _l("Ort"),
    Moved.BOTH: _l("Termin und Ort"),
}

#: The words of every vocabulary that a column of somebody's own rows can hold.
BY_KIND: dict[type[StrEnum], Vocabulary] = {
    AttendanceState: ATTENDANCE,
    Basis: BASES,
    BingoField: FIELDS,
    CertificateState: WORTH,
    Channel: {
        Channel.MAIL: _l("als E-Mail und im Portal"),
        Channel.PORTAL: _l("nur im Portal"),
        Channel.OFF: _l("gar nicht"),
    },
    ConsentCode: CONSENTS,
    Employer: EMPLOYERS,
    FeedKind: {kind: words.title for kind, words in FEEDS.items()},
    LinkPurpose: {
        LinkPurpose.INVITATION: _l("Einladung"),
        LinkPurpose.RESET: _l("Neues Kennwort"),
    },
    NeedChannel: needs.CHANNELS,
    NeedStatus: needs.STATUS,
    Promotion: WISHES,
    RegistrationState: IN_LISTS,
    Role: ROLES,
    SignInWay: {
        SignInWay.PASSWORD: _l("mit dem Kennwort des Portals"),
        SignInWay.HOUSE: _l("mit dem Konto des Hauses"),
    },
    TextSize: {
        TextSize.NORMAL: _l("Normal"),
        TextSize.LARGE: _l("Groß"),
        TextSize.LARGER: _l("Sehr groß"),
    },
    Theme: {
        Theme.SYSTEM: _l("Wie im System"),
        Theme.LIGHT: _l("Hell"),
        Theme.DARK: _l("Dunkel"),
    },
}

_KINDS_OF_MESSAGES = {code: kind.words for code, kind in MESSAGES.items()}

#: Texts that hold a code of ours, by table and name.
CODED: dict[tuple[str, str], Vocabulary] = {
    ("person", "language"): LANGUAGES,
    ("outgoing_mail", "kind"): _KINDS_OF_MESSAGES,
    ("mail_preference", "kind"): _KINDS_OF_MESSAGES,
    ("audit_entry", "event"): WORDS,
    ("need", "code"): ADAPTATIONS,
    ("need", "channel"): needs.CHANNELS,
    ("registration_draft", "codes"): ADAPTATIONS,
    ("registration_draft", "channel"): needs.CHANNELS,
    ("registration_draft", "consents"): CONSENTS,
    ("registration_draft", "promotion"): WISHES,
}
#: What means something to the portal alone, and is in the file for programs.
LEFT_OUT = frozenset(
    {
        ("registration_draft", "role"),
        ("registration_draft", "slots"),
        ("registration_draft", "done"),
    }
)

#: The facts of the log: what may stand under a name. Numbers need no words.
FACTS: dict[str, tuple[Vocabulary, ...]] = {
    "after": (ATTENDANCE,),
    "basis": (BASES,),
    "before": (ATTENDANCE,),
    "change": (CHANGES,),
    "code": (CONSENTS,),
    "kind": (BY_KIND[FeedKind],),
    "place": (IN_LISTS,),
    "profile": (LISTS,),
    "role": (ROLES,),
    "section": (SECTIONS,),
    "state": (ATTENDANCE,),
    "status": (needs.STATUS,),
    "what": (MOVED,),
    "wish": (WISHED,),
}


def in_reading(
    table: str, row: Mapping[str, Any], titles: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Yield the names of a row's values with their words; what says nothing is left out.

    `titles` are those of activities, by id, for rows that name one without pointing to it.
    """
    for name, value in row.items():
        words = _told(table, name, value, titles)
        if words:
            yield name, words


def scopes(rows: list[dict[str, Any]]) -> set[UUID]:
    """Return the activities that consents name."""
    found = set()
    for row in rows:
        with suppress(ValueError):  # the whole portal is no activity
            found.add(UUID(str(row.get("scope"))))
    return found


def _told(table: str, name: str, value: Any, titles: Mapping[str, str]) -> str:  # noqa: PLR0911 - one line a kind
    if value is None or value in ("", [], {}) or (table, name) in LEFT_OUT:
        return ""
    if isinstance(value, bool):
        return str(_("ja") if value else _("nein"))
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return short_date(value)
    if name == "scope":
        return str(_("im ganzen Portal") if value == EVERYWHERE else titles.get(value, ""))
    if name == "facts":
        return "; ".join(_facts(value))
    vocabulary = CODED.get((table, name)) or BY_KIND.get(type(value), {})
    return ", ".join(_word(one, vocabulary) for one in _single(value))


def _single(value: Any) -> Iterator[Any]:
    """Yield what is in lists and objects, however deep."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from _single(one)
    else:
        yield value


def _facts(facts: Mapping[str, Any]) -> Iterator[str]:
    for name, value in facts.items():
        if isinstance(value, int):
            yield str(value)
        else:
            known = next((one for one in FACTS.get(name, ()) if value in one), None)
            if known is not None:  # a fingerprint is for programs
                yield _word(value, known)


def _word(value: Any, vocabulary: Vocabulary) -> str:
    found = vocabulary.get(value, value)
    if isinstance(found, ConsentCode) or (vocabulary is CONSENTS and value in CONSENTS):
        text = texts.current(ConsentCode(value))
        return in_words(text.title_de, text.title_en)
    if hasattr(found, "label"):
        return str(found.label)
    return str(found.value if isinstance(found, Enum) else found)
