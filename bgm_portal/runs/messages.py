"""What we write about pairs, never why, about teams, buses, and places that go over by name.

Whoever wants neutral messages, or takes part in something discreet, reads the rest in the portal.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from bgm_portal.core.i18n import in_language, in_words
from bgm_portal.mail.message import Message, Recipient
from bgm_portal.mail.rendering import compose
from bgm_portal.registration.occasion import Booking, Occasion
from bgm_portal.web.urls import absolute_url

BUS = "runs.bus"
TEAM = "runs.team"


@dataclass(frozen=True)
class InWords:
    """Words in two languages that become one when they are read."""

    german: str
    english: str | None

    def __str__(self) -> str:
        """Return them in the language of the moment."""
        return in_words(self.german, self.english)


@dataclass(frozen=True, kw_only=True)
class Note:
    """What happened, in words that become a message in the language of whoever reads it."""

    kind: str
    key: str
    heading: Any
    lines: Sequence[Any]
    endpoint: str


def note(note: Note, occasion: Occasion, booking: Booking) -> Message:
    """Write a short message about something that belongs to a registration."""
    quiet = occasion.discreet or booking.to.neutral
    with in_language(booking.to.language):
        title = in_words(occasion.title_de, occasion.title_en)
        heading = _("Eine Nachricht zu Ihrem Termin") if quiet else str(note.heading)
        lines = [_("Was geschehen ist, steht im Portal.")] if quiet else list(map(str, note.lines))
        subject = heading if quiet else _about(heading, title)
        return compose(
            template="runs/note",
            kind=note.kind,
            key=f"{note.key}:{booking.registration_id}",
            to=booking.to,
            subject=" ".join(subject.split()),
            facts={
                "heading": heading,
                "title": _("Ihr Termin") if quiet else title,
                "reference": booking.reference,
                "contact": occasion.contact_name,
                "lines": lines,
                "page": absolute_url(note.endpoint, registration_id=booking.registration_id),
            },
            context_id=booking.registration_id,
            activity_id=occasion.activity_id,
            reply_to=occasion.contact_email,
            expires_at=occasion.over_at,
        )


def _about(heading: str, title: str) -> str:
    """Return a subject; a question needs no colon."""
    if heading.endswith("?"):
        return f"{heading} {title}"
    return str(_("%(what)s: %(title)s", what=heading, title=title))


def pair_proposed(name: str, *, key: str, by_coordinator: bool) -> Note:
    """Ask somebody whether they want to run together with somebody else."""
    asked = (
        _l("Die Koordination schlägt vor, dass Sie mit %(name)s laufen.", name=name)
        if by_coordinator
        else _l("%(name)s möchte gern mit Ihnen laufen.", name=name)
    )
    return Note(
        kind="runs.pair",
        key=f"runs.pair.proposed:{key}",
        heading=_l("Möchten Sie zu zweit laufen?"),
        lines=(asked, _l("Sagen Sie im Portal zu oder ab. Einen Grund müssen Sie nicht nennen.")),
        endpoint="pairs.own",
    )


def pair_agreed(name: str, *, key: str) -> Note:
    """Tell both that they run together."""
    return Note(
        kind="runs.pair",
        key=f"runs.pair.agreed:{key}",
        heading=_l("Sie laufen zu zweit"),
        lines=(
            _l("Sie laufen zusammen mit %(name)s.", name=name),
            _l("Verabreden Sie sich zum Üben. Die Ansprechperson hilft Ihnen dabei."),
        ),
        endpoint="pairs.own",
    )


def pair_undone(name: str, *, key: str) -> Note:
    """Tell somebody that they do not run together with somebody else any more."""
    return Note(
        kind="runs.pair",
        key=f"runs.pair.undone:{key}",
        heading=_l("Sie laufen nicht mehr zu zweit"),
        lines=(
            _l("Sie laufen nicht mehr mit %(name)s zusammen. Ihr Platz bleibt.", name=name),
            _l("Die Koordination weiß davon und hilft Ihnen, jemand anderen zu finden."),
        ),
        endpoint="pairs.own",
    )


def seated(bus: Any | None, *, key: str) -> Note:
    """Tell somebody that the coordination gave them a place on a bus, or gave theirs back."""
    if bus is None:
        heading = _l("Sie haben keinen Platz im Bus mehr")
        said = _l("Die Koordination hat Ihren Platz im Bus abgegeben, wie Sie es gewünscht haben.")
    else:
        heading = _l("Sie haben einen Platz im Bus")
        said = _l(
            "Die Koordination hat ihn für Sie eingetragen: %(time)s Uhr ab %(stop)s.",
            time=f"{bus.leaves_at:%H:%M}",
            stop=InWords(bus.stop_de, bus.stop_en),
        )
    return Note(
        kind=BUS,
        key=f"{BUS}:{key}",
        heading=heading,
        lines=(said, _l("Stimmt das nicht? Im Portal ändern Sie es selbst.")),
        endpoint="buses.own",
    )


def placed(team: str, display_name: str, *, may_change: bool, key: str) -> Note:
    """Tell somebody in which team the coordination put them, and how they are called there."""
    lines = (
        _l(
            "Die Koordination hat Sie in das Team „%(team)s“ eingetragen, wie Sie es gewünscht"
            " haben. Die anderen im Team sehen Sie als „%(name)s“.",
            team=team,
            name=display_name,
        ),
        _put_right(may_change=may_change),
    )
    return _about_team(_l("Sie sind in einem Team"), lines, key=key)


def taken_out(team: str, *, may_change: bool, key: str) -> Note:
    """Tell somebody that the coordination took them out of their team."""
    lines = (
        _l(
            "Die Koordination hat Sie aus dem Team „%(team)s“ genommen, wie Sie es gewünscht haben."
            " Ihr Platz bleibt.",
            team=team,
        ),
        _put_right(may_change=may_change),
    )
    return _about_team(_l("Sie sind in keinem Team mehr"), lines, key=key)


def _about_team(heading: Any, lines: Sequence[Any], *, key: str) -> Note:
    return Note(kind=TEAM, key=f"{TEAM}:{key}", heading=heading, lines=lines, endpoint="teams.own")


def _put_right(*, may_change: bool) -> Any:
    """Say what to do if it was not wished; once the names are passed on, a person must help."""
    if may_change:
        return _l("Stimmt das nicht? Im Portal ändern Sie es selbst.")
    return _l("Stimmt das nicht? Sagen Sie der Ansprechperson Bescheid.")


def handover_proposed(
    occasion: Occasion, handover_id: UUID, *, giver: str, to: Recipient
) -> Message:
    """Ask a colleague whether they want to take over a place."""
    quiet = occasion.discreet or to.neutral
    with in_language(to.language):
        title = in_words(occasion.title_de, occasion.title_en)
        heading = _("Möchten Sie einen Platz übernehmen?")
        subject = _("Eine Frage an Sie im BGM-Portal") if quiet else _about(heading, title)
        asked = _(
            "%(name)s kann nicht dabei sein und schlägt Sie vor. Startnummer und Startklasse gehen"
            " auf Sie über.",
            name=giver,
        )
        return compose(
            template="runs/question",
            kind="runs.handover",
            key=f"runs.handover.proposed:{handover_id}",
            to=to,
            subject=" ".join(subject.split()),
            facts={
                "heading": heading,
                "title": _("Ein Angebot im BGM-Portal") if quiet else title,
                "contact": occasion.contact_name,
                "lines": [asked, _("Sagen Sie im Portal zu oder ab. Es ist freiwillig.")],
                "page": absolute_url("handovers.question", handover_id=handover_id),
            },
            context_id=handover_id,
            activity_id=occasion.activity_id,
            reply_to=occasion.contact_email,
            expires_at=occasion.over_at,
        )


def handover_accepted(name: str) -> Note:
    """Tell somebody that a colleague took their place over."""
    return Note(
        kind="runs.handover",
        key="runs.handover.accepted",
        heading=_l("Ihr Platz ist übernommen"),
        lines=(
            _l("%(name)s hat Ihren Platz übernommen.", name=name),
            _l("Den Namen berichtigt die Koordination beim Veranstalter. Sie müssen nichts tun."),
        ),
        endpoint="registrations.detail",
    )


def handover_declined(name: str, *, key: str) -> Note:
    """Tell somebody that a colleague does not take their place over."""
    return Note(
        kind="runs.handover",
        key=f"runs.handover.declined:{key}",
        heading=_l("Ihr Platz ist noch nicht übernommen"),
        lines=(
            _l("%(name)s kann Ihren Platz nicht übernehmen.", name=name),
            _l("Schlagen Sie jemand anderen vor, oder sagen Sie einfach ab."),
        ),
        endpoint="handovers.own",
    )
