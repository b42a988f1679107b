"""How somebody wants their messages: which kinds, by which way, how long before."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import LazyString, ngettext
from flask_babel import lazy_gettext as _l

from bgm_portal.mail.kinds import KINDS, TOPICS, Choice, Kind, Topic
from bgm_portal.mail.preferences import Preference, usual
from bgm_portal.mail.states import Channel

from .rules import CLOSING, CLOSING_LEADS, LEADS, LESSON_LEADS, MODULE, RENEWAL, Rule, kind

CHANNELS: dict[Channel, LazyString] = {
    Channel.MAIL: _l("als E-Mail und im Portal"),
    Channel.PORTAL: _l("nur im Portal"),
    Channel.OFF: _l("gar nicht"),
}

#: What a kind is good for, where its name does not say it.
HINTS: dict[str, LazyString] = {
    kind(Rule.WEEK): _l("Vor dem ersten Termin eines Angebots, morgens um 9 Uhr."),
    kind(Rule.DAY): _l("Vor jedem Termin, morgens um 9 Uhr."),
    kind(Rule.HOURS): _l("Vor jedem Termin, zu dem man hingeht. Sie kommt auch abends."),
    kind(Rule.EXTRA): _l("Nur bei manchen Angeboten, zum Beispiel: Bitte Decke mitbringen."),
    CLOSING: _l("Für Angebote, die Sie sich gemerkt haben, morgens um 9 Uhr."),
    "diary.week": _l(
        "Freitags gegen Mittag, wenn Sie ein Tagebuch führen."
        " Ob Sie etwas eintragen, sieht niemand."
    ),
    MODULE: _l("Mehrere Module kommen in einer Nachricht, morgens um 9 Uhr."),
    RENEWAL: _l("Damit Sie Ihr Wissen auffrischen können, morgens um 9 Uhr."),
    "need.digest": _l("Für alle, die Bedarfe beantworten."),
}

#: How long before a kind may be wanted, the usual one first.
LEADS_OF: dict[str, tuple[int, ...]] = {kind(rule): leads for rule, leads in LEADS.items()} | {
    CLOSING: CLOSING_LEADS,
    **LESSON_LEADS,
}
IN_HOURS = kind(Rule.HOURS)


@dataclass(frozen=True, kw_only=True)
class Wish:
    """A kind of message about which somebody may choose."""

    code: str
    words: LazyString
    hint: LazyString | str
    channels: tuple[Channel, ...]
    leads: tuple[int, ...]

    @property
    def field(self) -> str:
        """Return the name of its field."""
        return self.code.replace(".", "_")


def choosable(*, answers_needs: bool, plans: bool) -> list[tuple[Topic, list[Wish]]]:
    """Return by topic what one may choose about; a kind that somebody never gets is left out."""
    never = {"need.digest"} if not answers_needs else set()
    never |= {"checklists.due"} if not plans else set()
    found = [
        _wish(code, one)
        for code, one in KINDS.items()
        if one.choice is not Choice.NONE and code not in never
    ]
    by_topic = (
        (topic, [one for one in found if KINDS[one.code].topic is topic]) for topic in TOPICS
    )
    return [(topic, wishes) for topic, wishes in by_topic if wishes]


def _wish(code: str, one: Kind) -> Wish:
    return Wish(
        code=code,
        words=one.words,
        hint=HINTS.get(code, ""),
        channels=one.choice.channels,
        leads=LEADS_OF.get(code, ()),
    )


def lead_in_words(code: str, lead: int) -> str:
    """Write how long before."""
    if code == IN_HOURS:
        return str(ngettext("eine Stunde vorher", "%(num)s Stunden vorher", lead))
    return str(ngettext("einen Tag vorher", "%(num)s Tage vorher", lead))


def of_form(data: Mapping[str, str], wishes: list[Wish]) -> dict[str, Preference]:
    """Return what was chosen, in the words of the outbox: the usual is nothing to note."""
    return {wish.code: _preference(data, wish) for wish in wishes}


def _preference(data: Mapping[str, str], wish: Wish) -> Preference:
    lead = int(data[f"{wish.field}_lead"]) if wish.leads else None
    usual_lead = wish.leads[0] if wish.leads else None
    return Preference(channel=Channel(data[wish.field]), lead=None if lead == usual_lead else lead)


def shown(kept: Mapping[str, Preference], wishes: list[Wish]) -> dict[str, str]:
    """Return what a form shows for what was kept."""
    values: dict[str, str] = {}
    for wish in wishes:
        one = kept.get(wish.code) or usual(wish.code)
        values[wish.field] = one.channel.value
        if wish.leads:
            values[f"{wish.field}_lead"] = str(one.lead or wish.leads[0])
    return values
