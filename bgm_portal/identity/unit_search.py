"""Units by what people type: where a house has many of them, nobody picks one out of a thousand."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import QueryableAttribute

from bgm_portal.core.database import db

from .errors import NotOneUnit
from .models import Unit
from .queries import contains_words

FEW = 40  # as many fit on a page, and are found by reading
NAMED_AT_MOST = 5
_ORDER = (Unit.name, Unit.code)


@dataclass(frozen=True, kw_only=True)
class Found:
    """The units that fit, by name, and how many more of them there are."""

    units: Sequence[Unit]
    more: int


def few() -> list[Unit] | None:
    """Return all units by name where one can choose among them; nothing where they are many."""
    units = list(db.session.scalars(select(Unit).order_by(*_ORDER).limit(FEW + 1)))
    return units if len(units) <= FEW else None


def by_ids(unit_ids: Collection[UUID]) -> list[Unit]:
    """Return those of these units that there are, by name."""
    if not unit_ids:
        return []
    return list(db.session.scalars(select(Unit).where(Unit.id.in_(unit_ids)).order_by(*_ORDER)))


def label(unit: Unit) -> str:
    """Return how a unit is shown where it is typed; whoever types this means it."""
    return f"{unit.name} ({unit.code})"


def fitting(typed: str, *, most: int = FEW) -> Found:
    """Return the units whose name or code holds every word."""
    fits = or_(contains_words(typed, (Unit.name, Unit.code)), _is_called(typed))
    units = list(db.session.scalars(select(Unit).where(fits).order_by(*_ORDER).limit(most)))
    if len(units) < most:
        return Found(units=units, more=0)
    count = db.session.scalar(select(func.count(Unit.id)).where(fits)) or 0
    return Found(units=units, more=count - len(units))


def meant(typed: str) -> Unit:
    """Return the one unit that is called so, or else the one that fits; refuse to guess."""
    called = list(db.session.scalars(select(Unit).where(_is_called(typed)).order_by(*_ORDER)))
    by_code = [unit for unit in called if unit.code.lower() == typed.lower()]
    if len(exact := by_code or called) == 1:
        return exact[0]
    found = fitting(typed, most=NAMED_AT_MOST)
    if len(found.units) == 1:
        return found.units[0]
    raise NotOneUnit(_several(found) if found.units else none_fits(typed))


def none_fits(typed: str) -> str:
    """Say that nothing fits, and what to do."""
    return str(_("Es gibt keine Einheit „%(typed)s“. Prüfen Sie Name oder Kürzel.", typed=typed))


def _several(found: Found) -> str:
    names = ", ".join(label(unit) for unit in found.units)
    if not found.more:
        words = _("Mehrere Einheiten passen: %(names)s. Geben Sie das Kürzel ein.", names=names)
        return str(words)
    words = ngettext(
        "Mehrere Einheiten passen: %(names)s und eine weitere. Geben Sie das Kürzel ein.",
        "Mehrere Einheiten passen: %(names)s und %(num)s weitere. Geben Sie das Kürzel ein.",
        found.more,
        names=names,
    )
    return str(words)


def _is_called(typed: str) -> ColumnElement[bool]:
    name, _bracket, code = typed.removesuffix(")").rpartition(" (")
    both = and_(_is(Unit.name, name), _is(Unit.code, code))
    return or_(_is(Unit.code, typed), _is(Unit.name, typed), both)


def _is(column: QueryableAttribute[str], text: str) -> ColumnElement[bool]:
    return func.lower(column) == text.lower()
