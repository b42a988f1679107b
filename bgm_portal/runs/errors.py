"""How this room says no."""

from flask_babel import lazy_gettext as _l

from bgm_portal.core.errors import Forbidden, Refused

from .rules import TeamRefusal


class NotTheContact(Forbidden):
    """Only the person named as the contact opens emergency contacts."""

    code = "not_the_contact"

    def __init__(self) -> None:
        super().__init__(
            _l(
                "Notfallkontakte öffnet nur, wer auf der Seite des Angebots als Ansprechperson"
                " steht."
            )
        )


class NotTheDay(Refused):
    """Emergency contacts stay sealed before and after the day."""

    code = "not_the_day"

    def __init__(self) -> None:
        super().__init__(
            _l("Notfallkontakte sind nur am Tag des Angebots zu öffnen. Kommen Sie dann wieder.")
        )


TEAMS = {
    TeamRefusal.NO_TEAMS: _l(
        "Bei diesem Angebot gibt es keine Teams. Fragen Sie die Ansprechperson, wenn Sie zusammen"
        " starten möchten."
    ),
    TeamRefusal.NOT_CONFIRMED: _l(
        "Ein Team ist erst möglich, wenn die Anmeldung einen Platz hat. Auf ihrer Seite steht, wie"
        " es damit ist."
    ),
    TeamRefusal.TOO_LATE: _l(
        "Die Teams sind schon beim Veranstalter. Fragen Sie die Ansprechperson, ob sich noch etwas"
        " ändern lässt."
    ),
    TeamRefusal.IN_TEAM: _l("Sie sind schon in einem Team. Verlassen Sie es zuerst."),
    TeamRefusal.NO_TEAM: _l("Sie sind in keinem Team. Gründen Sie eines, oder treten Sie bei."),
    TeamRefusal.FULL: _l("Dieses Team ist voll. Wählen Sie ein anderes, oder gründen Sie eines."),
    TeamRefusal.CLOSED: _l("Das ist nicht das Teamwort. Fragen Sie jemanden aus dem Team danach."),
    TeamRefusal.NAME_TAKEN: _l(
        "Ein Team mit diesem Namen gibt es schon. Wählen Sie einen anderen."
    ),
    TeamRefusal.DISPLAY_TAKEN: _l(
        "Diesen Namen hat im Team schon jemand. Wählen Sie einen anderen, zum Beispiel mit einem"
        " Buchstaben mehr."
    ),
    TeamRefusal.UNKNOWN: _l("Dieses Team gibt es nicht mehr. Wählen Sie ein anderes."),
    TeamRefusal.NOT_CAPTAIN: _l(
        "Das ändert nur, wer das Team leitet. Sprechen Sie miteinander, oder fragen Sie die"
        " Ansprechperson."
    ),
}


class TeamRefused(Refused):
    """A team cannot be founded, joined, left or changed like this."""

    def __init__(self, refusal: TeamRefusal) -> None:
        self.refusal = refusal
        self.code = f"team_{refusal}"
        super().__init__(TEAMS[refusal])
