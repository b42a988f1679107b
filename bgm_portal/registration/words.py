"""How registrations are spoken of: states in a word with its tone, for all pages of this room."""

from datetime import datetime
from typing import Protocol

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from bgm_portal.core.i18n import clock_time, day_month, in_words

from .states import Promotion, RegistrationState

TONES = {
    RegistrationState.CONFIRMED: "ok",
    RegistrationState.OFFERED: "wait",
    RegistrationState.WAITING: "wait",
    RegistrationState.CANCELLED: "no",
}
IN_LISTS = {
    RegistrationState.CONFIRMED: _l("angemeldet"),
    RegistrationState.OFFERED: _l("Platz angeboten"),
    RegistrationState.WAITING: _l("auf der Warteliste"),
    RegistrationState.CANCELLED: _l("abgesagt"),
}
PROMOTIONS = {
    Promotion.AUTOMATIC: _l("Geben Sie mir den Platz sofort."),
    Promotion.ASK: _l("Fragen Sie mich zuerst."),
}
PROMOTION_HINTS = {
    Promotion.AUTOMATIC: _l("Sie bekommen eine Nachricht und sind dann fest angemeldet."),
    Promotion.ASK: _l(
        "Der Platz bleibt eine Zeit lang für Sie frei, in der Regel 48 Stunden. Sie sagen Ja oder"
        " Nein."
    ),
}
WISHES = {
    Promotion.AUTOMATIC: _l("Sie bekommen den Platz sofort und eine Nachricht dazu."),
    Promotion.ASK: _l("Wir fragen Sie zuerst und halten den Platz so lange frei."),
}
CHANNELS = {
    "mail": _l("E-Mail"),
    "phone": _l("Telefon"),
    "in_person": _l("Persönliches Gespräch"),
    "sbv": _l("Über die Schwerbehindertenvertretung"),
}


class Standing(Protocol):
    """A registration as far as its state is concerned."""

    @property
    def state(self) -> RegistrationState:
        """Return what the person holds."""

    @property
    def offer_expires_at(self) -> datetime | None:
        """Return until when an offer stands."""


class TwoLanguages(Protocol):
    """Something with a title in German and perhaps in English."""

    @property
    def title_de(self) -> str:
        """Return the German title."""

    @property
    def title_en(self) -> str | None:
        """Return the English title."""


def title_of(activity: TwoLanguages) -> str:
    """Return the title in the language of the page."""
    return in_words(activity.title_de, activity.title_en)


def own_state(standing: Standing, *, position: int | None) -> str:
    """Say to a person how they stand."""
    if standing.state == RegistrationState.CONFIRMED:
        return str(_("Sie sind angemeldet"))
    if standing.state == RegistrationState.OFFERED and standing.offer_expires_at is not None:
        return str(
            _("Ein Platz ist für Sie frei bis %(until)s", until=until(standing.offer_expires_at))
        )
    if standing.state == RegistrationState.WAITING:
        return str(_("Warteliste, Platz %(position)s", position=position or 1))
    return str(_("Diese Anmeldung ist beendet"))


def state_in_list(standing: Standing) -> str:
    """Say to a coordinator how somebody stands."""
    if standing.state == RegistrationState.OFFERED and standing.offer_expires_at is not None:
        return str(_("Platz angeboten bis %(until)s", until=until(standing.offer_expires_at)))
    return str(IN_LISTS[standing.state])


def until(at: datetime) -> str:
    """Write a deadline in short: "25. März, 9:00 Uhr"."""
    return str(_("%(day)s, %(time)s Uhr", day=day_month(at), time=clock_time(at)))


def people(number: int) -> str:
    """Count people in words."""
    return str(ngettext("eine Person", "%(num)s Personen", number))
