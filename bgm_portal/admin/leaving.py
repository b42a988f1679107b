"""When a coordinator leaves or plans no longer: what is theirs is handed over in one step.

The administration sees how much it is and at which activities; never what anybody needs.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import ngettext

from bgm_portal.accommodations import queries as need_queries
from bgm_portal.accommodations import service as needs
from bgm_portal.activities import substitution_queries
from bgm_portal.activities import substitution_service as activities
from bgm_portal.checklists import queries as task_queries
from bgm_portal.checklists import service as tasks
from bgm_portal.core.i18n import in_words, short_date
from bgm_portal.identity import queries as identity
from bgm_portal.identity import service as identity_service
from bgm_portal.identity.permissions import Role


@dataclass(frozen=True, kw_only=True)
class Entrusted:
    """What somebody looks after and what would be left without anybody."""

    activities: tuple[str, ...]  # their titles with the first day
    needs: int
    tasks: int
    stands_in: int  # activities of others until a day; those end

    @property
    def lines(self) -> list[str]:
        """Return what would be left, in words; nothing if there is nothing."""
        said = [
            (
                len(self.activities),
                ngettext("%(num)s Angebot", "%(num)s Angebote", len(self.activities)),
            ),
            (self.needs, ngettext("%(num)s Bedarf", "%(num)s Bedarfe", self.needs)),
            (
                self.tasks,
                ngettext(
                    "%(num)s offene Aufgabe einer Checkliste",
                    "%(num)s offene Aufgaben in Checklisten",
                    self.tasks,
                ),
            ),
            (
                self.stands_in,
                ngettext(
                    "die Vertretung bei %(num)s Angebot",
                    "die Vertretung bei %(num)s Angeboten",
                    self.stands_in,
                ),
            ),
        ]
        return [words for number, words in said if number]

    @property
    def sentence(self) -> str:
        """Say what would be orphaned."""
        return str(
            _(
                "Niemand wäre dann zuständig für: %(what)s. Wählen Sie, wer das übernimmt, oder"
                " bestätigen Sie, dass es liegen bleibt.",
                what=", ".join(self.lines),
            )
        )


def entrusted_to(person_id: UUID) -> Entrusted:
    """Return what is entrusted to somebody."""
    own = substitution_queries.in_charge_of(person_id)
    return Entrusted(
        activities=tuple(_named(one) for one in own),
        needs=need_queries.count_owned(person_id),
        tasks=task_queries.count_open_of(person_id),
        stands_in=substitution_queries.count_standing_in(person_id),
    )


def _named(activity: Any) -> str:
    """Name an activity with its first day: a course of every half-year has the same title."""
    title = in_words(activity.title_de, activity.title_en)
    return f"{title}, {short_date(activity.starts_at)}" if activity.starts_at else title


def successors(person_id: UUID | None) -> list[tuple[UUID, str]]:
    """Return who can take over: everybody else who plans."""
    people = identity.active_people_with_role(Role.COORDINATOR)
    return [(person.id, person.name) for person in people if person.id != person_id]


def leave(person_id: UUID, *, to: UUID | None, by: UUID, at: datetime) -> None:
    """Hand over to a colleague all that is entrusted to somebody, if one is named, and lock them.

    All of it or nothing: it is one transaction. A need whose person this colleague leads goes to
    another one.
    """
    _hand_over(person_id, to=to, by=by, at=at)
    identity_service.deactivate_person(person_id=person_id, by=by, at=at)


def plan_no_longer(person_id: UUID, *, to: UUID | None, by: UUID, at: datetime) -> None:
    """Do the same for somebody who stays and plans no longer: the role is taken away."""
    _hand_over(person_id, to=to, by=by, at=at)
    identity_service.revoke_role(person_id=person_id, role=Role.COORDINATOR, by=by, at=at)


def _hand_over(person_id: UUID, *, to: UUID | None, by: UUID, at: datetime) -> None:
    if to is not None:
        activities.hand_over(person_id, to, by=by, at=at)
        needs.hand_over_all(owner_id=person_id, to=to, by=by, at=at)
        tasks.hand_over_all(person_id, to, by=by, at=at)
