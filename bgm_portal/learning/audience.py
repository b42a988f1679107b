"""For whom a module is meant: recommendations, as editors list them and as people see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask_babel import gettext
from sqlalchemy import or_, select

from bgm_portal.core.database import db
from bgm_portal.core.i18n import short_date
from bgm_portal.identity.models import Unit
from bgm_portal.identity.unit_search import UNITS

from .kinds import Wish
from .models import Recommendation


def _(text: str, **values: object) -> str:
    return str(gettext(text, **values))


@dataclass(frozen=True, kw_only=True)
class Line:
    """A recommendation as editors see it."""

    id: UUID
    who: str
    words: str


def of_module(module_id: UUID) -> list[Line]:
    """Return for whom a module is recommended, everybody first."""
    rows = db.session.execute(
        select(Recommendation, Unit.name)
        .outerjoin(Unit, Unit.id == Recommendation.unit_id)
        .where(Recommendation.module_id == module_id)
        .order_by(Unit.name, Recommendation.created_at, Recommendation.id)
    )
    return [
        Line(id=one.id, who=name or _("Alle Beschäftigten"), words=in_words(one))
        for one, name in rows
    ]


def for_unit(unit_id: UUID) -> dict[UUID, Recommendation]:
    """Return what is recommended to the people of a unit, by module; the earliest day counts."""
    rows: Sequence[Recommendation] = db.session.scalars(
        select(Recommendation)
        .where(or_(Recommendation.unit_id.is_(None), Recommendation.unit_id == unit_id))
        .order_by(Recommendation.due_on.desc(), Recommendation.id)
    ).all()
    found = {one.module_id: one for one in rows}
    dated = {one.module_id: one for one in rows if one.due_on is not None}
    return found | dated


def in_words(one: Recommendation, *, today: date | None = None) -> str:
    """Say what is recommended. A day that is over is no reproach."""
    if one.due_on is None:
        return _("Empfohlen") if one.wish is Wish.RECOMMENDED else _("Vorgesehen")
    day = short_date(one.due_on)
    if today is not None and today > one.due_on:
        return _("Vorgesehen bis %(day)s; Sie können es jederzeit nachholen", day=day)
    if one.wish is Wish.RECOMMENDED:
        return _("Empfohlen bis %(day)s", day=day)
    return _("Vorgesehen bis %(day)s", day=day)


def units() -> list[tuple[str, str]] | None:
    """Return everybody and every unit, to choose from; nothing where the units are too many."""
    few = UNITS.few()
    if few is None:
        return None
    return [("", _("Alle Beschäftigten")), *((str(one.id), one.name) for one in few)]
