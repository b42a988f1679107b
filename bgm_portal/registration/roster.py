"""The list of those who take part as a page shows it: columns, links that sort, figures."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from bgm_portal.activities.kinds import QuestionKind
from bgm_portal.core.i18n import in_words
from bgm_portal.core.paging import Page

from . import queries, summary, words
from .forms.answers import Question
from .queries import Figures, RosterPart
from .states import RegistrationState

MOST_COLUMNS = 3
DESCENDING = "-ab"


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the list."""

    registration_id: UUID
    name: str
    role: str
    answers: list[tuple[str, str]]  # the head of the column, and what stands in it
    state: str
    tone: str


@dataclass(frozen=True, kw_only=True)
class Head:
    """The head of a column that sorts by a link."""

    label: str
    href: str
    direction: str


class Counters(Protocol):
    """An activity as far as it counts people."""

    taken: Any
    waiting: Any


def part_from(query: "MultiDict[str, str]", role_ids: Iterable[UUID]) -> RosterPart:
    """Return which part of the list an address asks for; what makes no sense is left out."""
    order = query.get("sortierung", "name")
    states = {state.value: state for state in RegistrationState}
    roles = {str(role_id): role_id for role_id in role_ids}
    known = order.removesuffix(DESCENDING)
    return RosterPart(
        state=states.get(query.get("stand", "")),
        role_id=roles.get(query.get("rolle", "")),
        order=known if known in queries.ORDERS else "name",
        descending=order.endswith(DESCENDING),
        number=max(1, query.get("seite", 1, type=int)),
    )


def columns(questions: Iterable[Question]) -> list[Question]:
    """Return the questions that are short enough for a column."""
    return [q for q in questions if q.kind is not QuestionKind.TEXT][:MOST_COLUMNS]


def label_of(thing: Any) -> str:  # a question or a way to take part
    """Return its label in the language of the page."""
    return in_words(thing.label_de, thing.label_en)


def lines(
    page: Page[queries.RosterRow], asked: list[Question], more: Mapping[UUID, list[tuple[str, str]]]
) -> list[Line]:
    """Return the rows of a page in words; further rooms may say something beside each."""
    return [
        Line(
            registration_id=row.registration.id,
            name=row.person.name_in_list,
            role=row.role_label,
            answers=[
                (
                    label_of(question),
                    summary.answer_in_words(question, row.answers.get(question.id, "")),
                )
                for question in asked
            ]
            + more.get(row.registration.id, []),
            state=words.state_in_list(row.registration),
            tone=words.TONES[row.registration.state],
        )
        for row in page.rows
    ]


def heads(activity_id: UUID, part: RosterPart, *, has_roles: bool) -> dict[str, Head]:
    """Return the heads that sort, by the order they stand for."""
    labels = {"name": _("Name"), "stand": _("Stand"), "eingang": _("Eingang")}
    if has_roles:
        labels["rolle"] = _("Dabei als")
    return {order: _head(activity_id, part, order, str(label)) for order, label in labels.items()}


def _head(activity_id: UUID, part: RosterPart, order: str, label: str) -> Head:
    here = part.order == order
    turned = order if not here or part.descending else order + DESCENDING
    direction = ("descending" if part.descending else "ascending") if here else ""
    return Head(
        label=label,
        href=address(activity_id, part, sortierung=turned, seite=None),
        direction=direction,
    )


def address(activity_id: UUID, part: RosterPart, **changed: Any) -> str:  # values of any kind
    """Return the address of this part of the list with something changed."""
    query: dict[str, Any] = {
        "rolle": part.role_id,
        "stand": part.state.value if part.state else None,
        "sortierung": sort_value(part),
        "seite": part.number,
    }
    return url_for("coordination.roster", activity_id=activity_id, **query | changed)


def sort_value(part: RosterPart) -> str:
    """Return the order as addresses write it."""
    return part.order + (DESCENDING if part.descending else "")


def sorted_by(part: RosterPart) -> str:
    """Say by what the list is sorted."""
    orders = {
        "name": _("nach Name sortiert"),
        "rolle": _("nach Art der Teilnahme sortiert"),
        "stand": _("nach Stand sortiert"),
        "eingang": _("nach Eingang sortiert"),
    }
    return str(orders[part.order])


def figures_kept(activity: Counters) -> Figures:
    """Return what the activity itself still knows when nobody is named any more."""
    return Figures(confirmed=activity.taken, offered=0, waiting=activity.waiting, without_place=0)


def figures_in_words(figures: Figures, capacity: int | None) -> list[tuple[str, str]]:
    """Return the figures above the list."""
    taken = figures.confirmed + figures.offered
    rows = [
        (
            _("Plätze belegt"),
            str(taken)
            if capacity is None
            else _("%(taken)s von %(capacity)s", taken=taken, capacity=capacity),
        ),
        (_("Warteliste"), str(figures.waiting) if figures.waiting else _("niemand")),
    ]
    if figures.offered:
        rows.append((_("Platz angeboten"), str(figures.offered)))
    if figures.without_place:
        rows.append((_("Dabei ohne Platz"), str(figures.without_place)))
    return rows
