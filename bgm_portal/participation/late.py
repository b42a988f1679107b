"""Ticks that were made without a network: how they arrive, and what is answered."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from flask_babel import gettext as _

from bgm_portal.identity import queries as identity

from .rules import Late, Noted, Tick
from .service import LateTick
from .states import AttendanceState

MOST = 1000
LONGEST_VERSION = 40


def ticks_from(sent: Any) -> list[Tick] | None:
    """Return what a device sent, or nothing when that is not what our page sends."""
    listed = sent.get("ticks") if isinstance(sent, Mapping) else None
    if not isinstance(listed, list) or len(listed) > MOST:
        return None
    ticks = [_tick(one) for one in listed]
    known = [tick for tick in ticks if tick is not None]
    return known if len(known) == len(ticks) else None


def answer(late: Iterable[LateTick], *, at: datetime) -> dict[str, Any]:
    """Return what a device needs to know: what is noted now, and where somebody else was first."""
    late = list(late)
    differing = [one for one in late if one.became in {Late.DIFFERS, Late.GONE}]
    names = identity.people_by_ids([one.person_id for one in differing])
    return {
        "at": at.timestamp(),
        "noted": [_said(one) for one in late if one not in differing],
        "conflicts": [
            _said(one) | {"said": f"{names[one.person_id].name}: {_words(one)}"}
            for one in differing
            if one.person_id in names
        ],
    }


def _tick(sent: Any) -> Tick | None:
    if not isinstance(sent, Mapping):
        return None
    person, seen, present = sent.get("person"), sent.get("seen"), sent.get("present")
    if not isinstance(person, str) or not isinstance(seen, str) or not isinstance(present, bool):
        return None
    try:
        person_id = UUID(person)
    except ValueError:
        return None
    state = AttendanceState.PRESENT if present else AttendanceState.ABSENT
    return Tick(person_id=person_id, seen=seen[:LONGEST_VERSION], state=state)


def _said(one: LateTick) -> dict[str, Any]:
    return {
        "person": str(one.person_id),
        "seen": one.noted.version if one.noted else "",
        "present": _is_present(one.noted),
        "state": one.noted.state if one.noted else "open",
    }


def _is_present(noted: Noted | None) -> bool:
    return noted is not None and noted.state is AttendanceState.PRESENT


def _words(one: LateTick) -> str:
    if one.became is Late.GONE:
        return str(_("steht nicht mehr auf der Liste"))
    if one.noted is None:
        return str(_("noch nicht eingetragen"))
    if one.noted.state is AttendanceState.EXCUSED:
        return str(_("hat sich entschuldigt"))
    return str(_("war da") if _is_present(one.noted) else _("war nicht da"))
