"""Checking in at the door: a code that changes, and what happens when somebody types it.

The code is made of the date and the time by a keyed hash; nothing is stored. It can be typed by
whoever cannot or does not want to photograph the picture beside it, and it names nobody.
"""

import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import segno
from flask import current_app

from bgm_portal.core.i18n import in_words
from bgm_portal.web.urls import absolute_url

from . import queries, rules, service
from .errors import DoorClosed, NotSignedUp, UnknownCode


@dataclass(frozen=True, kw_only=True)
class Shown:
    """The code as the coordinator shows it."""

    code: str
    until: datetime
    picture: str


@dataclass(frozen=True, kw_only=True)
class Arrived:
    """Where somebody has checked in."""

    title: str
    starts_at: datetime
    ends_at: datetime
    is_new: bool


def shown(occurrence_id: UUID, *, at: datetime) -> Shown:
    """Return what stands at the door now."""
    number = rules.code_number(at)
    code = _code(occurrence_id, number)
    address = absolute_url("door.form", code=code)
    return Shown(
        code=f"{code[:3]}-{code[3:]}",
        until=datetime.fromtimestamp(rules.code_until(number), UTC),
        picture=segno.make(address, error="m").svg_inline(scale=6, border=4, light="#ffffff"),
    )


def check_in(code: str, *, by: UUID, at: datetime, without_place: bool = False) -> Arrived:
    """Note that somebody is there, once however often it is sent."""
    occurrence, activity = _date_with(code, at=at)
    title = in_words(activity.title_de, activity.title_en)
    if not without_place and not service.is_expected(occurrence, by):
        raise NotSignedUp(title)
    return Arrived(
        title=title,
        starts_at=occurrence.starts_at,
        ends_at=occurrence.ends_at,
        is_new=service.arrive(occurrence_id=occurrence.id, by=by, at=at),
    )


def _date_with(code: str, *, at: datetime) -> tuple[Any, Any]:
    """Return the date to which a code belongs that holds now or held just before."""
    for occurrence, activity in queries.dates_around(at):
        if any(hmac.compare_digest(known, code) for known in _codes(occurrence.id, at)):
            if rules.door(occurrence, at=at) is not rules.Door.OPEN:
                raise DoorClosed(
                    occurrence.starts_at - rules.DOOR_BEFORE, occurrence.ends_at + rules.DOOR_AFTER
                )
            return occurrence, activity
    raise UnknownCode


def _codes(occurrence_id: UUID, at: datetime) -> Iterator[str]:
    number = rules.code_number(at)
    return (_code(occurrence_id, one) for one in (number, number - 1))


def _code(occurrence_id: UUID, number: int) -> str:
    secret = str(current_app.config["SECRET_KEY"]).encode()
    digest = hmac.digest(secret, f"door:{occurrence_id}:{number}".encode(), hashlib.sha256)
    return rules.code_from(digest)
