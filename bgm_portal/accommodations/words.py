"""How needs are spoken of: status words, the way of a need, who may know, when it is erased."""

from collections.abc import Sequence
from datetime import date

from flask_babel import LazyString, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from bgm_portal.activities.adaptations import ADAPTATIONS
from bgm_portal.core.clock import local_day
from bgm_portal.core.i18n import day_month, short_date

from . import rules
from .contents import OpenCase, OpenStep
from .queries import CaseRow
from .states import Channel, NeedStatus

STATUS: dict[NeedStatus, LazyString] = {
    NeedStatus.STATED: _l("Angegeben"),
    NeedStatus.IN_PROGRESS: _l("In Arbeit"),
    NeedStatus.ARRANGED: _l("Organisiert"),
    NeedStatus.CONFIRMED_BY_PERSON: _l("Von der Person bestätigt"),
    NeedStatus.NOT_POSSIBLE: _l("So nicht möglich"),
}

TONES = {
    NeedStatus.STATED: "plain",
    NeedStatus.IN_PROGRESS: "wait",
    NeedStatus.ARRANGED: "ok",
    NeedStatus.CONFIRMED_BY_PERSON: "ok",
    NeedStatus.NOT_POSSIBLE: "no",
}

#: For the form in which somebody says how they want to be spoken to.
CHANNELS: dict[Channel, LazyString] = {
    Channel.MAIL: _l("per E-Mail"),
    Channel.PHONE: _l("am Telefon"),
    Channel.CHAT: _l("im Chat"),
    Channel.IN_PERSON: _l("persönlich"),
    Channel.SBV: _l("über die Schwerbehindertenvertretung"),
}

#: The way of a need to its good end.
WAY = (
    NeedStatus.STATED,
    NeedStatus.IN_PROGRESS,
    NeedStatus.ARRANGED,
    NeedStatus.CONFIRMED_BY_PERSON,
)

Way = tuple[list[tuple[str, str, bool]], int]


def status(row: CaseRow) -> tuple[str, str]:
    """Return the word for how a need stands, and its tone."""
    return status_of(row.status)


def status_of(status: NeedStatus) -> tuple[str, str]:
    """Return the word for a status, and its tone."""
    return str(STATUS[status]), TONES[status]


def label(case: OpenCase) -> str:
    """Return what is needed, in the language of the page."""
    return ADAPTATIONS[case.content.code].label


def wished_channel(case: OpenCase) -> str:
    """Return how the person wants to be spoken to, as a sentence, or nothing."""
    if case.content.channel is None:
        return ""
    return str(_("Gewünschter Weg: %(channel)s.", channel=CHANNELS[case.content.channel]))


def lead(case: OpenCase) -> str:
    """Return how much time is planned for this, as a sentence."""
    if case.content.code == rules.OTHER:
        return str(_("Dafür gibt es keinen festen Vorlauf."))
    days = ADAPTATIONS[case.content.code].lead_days
    if days == 0:
        return str(_("Das geht kurzfristig."))
    return str(ngettext("Dafür planen wir einen Tag.", "Dafür planen wir %(num)s Tage.", days))


def shared_with(case: OpenCase) -> list[str]:
    """Return who besides the one who looks after it may learn of it, and who never does."""
    share = ADAPTATIONS[case.content.code].share
    lines = []
    if "I" in share:
        lines.append(_("wer vor Ort anleitet oder hilft: nur, was dafür nötig ist"))
    if "O" in share:
        lines.append(
            _("der Veranstalter: nur, wenn %(name)s es freigibt", name=case.row.person_name)
        )
    else:
        lines.append(_("nicht der Veranstalter"))
    return [*lines, _("nicht die Führungskraft")]


def erased_on(row: CaseRow) -> date:
    """Return the day on which a need is erased."""
    end = row.closed_at or row.ends_at
    return rules.erased_on(
        event_ends_on=local_day(end) if end else None,
        stated_on=local_day(row.stated_at),
        declined_on=local_day(row.declined_at) if row.declined_at else None,
    )


def way(case: OpenCase) -> Way:
    """Return the way of a need as steps (word, when or what, reached), and which one is now."""
    if case.row.status is NeedStatus.NOT_POSSIBLE:
        return _declined_way(case)
    now = WAY.index(case.row.status) + 1
    steps = [
        (str(STATUS[status]), _when(case, status, reached=number <= now), number <= now)
        for number, status in enumerate(WAY, start=1)
    ]
    return steps, now


def _declined_way(case: OpenCase) -> Way:
    statuses = [NeedStatus.STATED, NeedStatus.NOT_POSSIBLE]
    if _latest(case.steps, NeedStatus.IN_PROGRESS):
        statuses.insert(1, NeedStatus.IN_PROGRESS)
    return [(str(STATUS[s]), _when(case, s, reached=True), True) for s in statuses], len(statuses)


def _when(case: OpenCase, status: NeedStatus, *, reached: bool) -> str:
    if status is NeedStatus.STATED:
        return short_date(case.row.stated_at)
    step = _latest(case.steps, status)
    if reached:
        return short_date(step.at) if step else str(_("erledigt"))
    if status is NeedStatus.ARRANGED:
        return str(_("nötig bis %(day)s", day=day_month(case.row.due_on)))
    if status is NeedStatus.CONFIRMED_BY_PERSON:
        return str(_("danach"))
    return str(_("noch nicht begonnen"))


def _latest(steps: Sequence[OpenStep], status: NeedStatus) -> OpenStep | None:
    return next((step for step in reversed(steps) if step.status is status), None)
