"""How this room says no."""

from flask_babel import lazy_gettext as _l

from bgm_portal.core.errors import Forbidden, Missing, Refused

from .rules import BusRefusal, HandoverRefusal, PairRefusal, TeamRefusal


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


PAIRS = {
    PairRefusal.NOT_CONFIRMED: _l(
        "Zu zweit laufen können nur zwei Personen, deren Anmeldung bestätigt ist."
    ),
    PairRefusal.NOT_RUNNER: _l(
        "Diese Person ist ohne Startplatz dabei. Wählen Sie jemanden, der einen Startplatz hat."
    ),
    PairRefusal.NOT_GUIDE: _l(
        "Diese Person hat selbst einen Startplatz. Ein Guide ist ohne Startplatz angemeldet."
    ),
    PairRefusal.TAKEN: _l("Eine der beiden Personen läuft schon mit jemand anderem."),
    PairRefusal.NO_PAIR: _l("Hier ist niemand mehr, mit dem Sie laufen. Sie müssen nichts tun."),
}
BUSES = {
    BusRefusal.UNKNOWN: _l("Diesen Bus gibt es nicht mehr. Wählen Sie einen anderen."),
    BusRefusal.NOT_CONFIRMED: _l(
        "Einen Platz im Bus gibt es, sobald Ihre Anmeldung bestätigt ist."
    ),
    BusRefusal.FULL: _l(
        "In diesem Bus ist kein Platz mehr. Wählen Sie einen anderen, oder fragen Sie die"
        " Ansprechperson."
    ),
    BusRefusal.STEP_FREE_FULL: _l(
        "Der stufenlose Platz in diesem Bus ist vergeben. Fragen Sie die Ansprechperson: Sie findet"
        " mit Ihnen einen anderen Weg."
    ),
    BusRefusal.TOO_LATE: _l("Das Angebot hat begonnen. Der Bus ist schon unterwegs."),
    BusRefusal.TOO_SMALL: _l(
        "In einem Bus sitzen schon mehr Menschen, als er dann Plätze hätte. Fragen Sie sie zuerst."
    ),
    BusRefusal.IN_USE: _l(
        "In diesem Bus haben Menschen einen Platz. Geben Sie ihnen zuerst einen anderen."
    ),
}


class PairRefused(Refused):
    """Two people cannot run together like this."""

    def __init__(self, refusal: PairRefusal) -> None:
        self.code = f"pair_{refusal}"
        super().__init__(PAIRS[refusal])


class BusRefused(Refused):
    """There is no place on a bus, or it cannot be planned like this."""

    def __init__(self, refusal: BusRefusal) -> None:
        self.code = f"bus_{refusal}"
        super().__init__(BUSES[refusal])


HANDOVERS = {
    HandoverRefusal.TOO_EARLY: _l(
        "Noch hat der Veranstalter die Namen nicht. Sagen Sie einfach ab, dann geht der Platz an"
        " die nächste Person."
    ),
    HandoverRefusal.BEGUN: _l("Das Angebot hat begonnen. Namen lassen sich nicht mehr tauschen."),
    HandoverRefusal.NO_PLACE: _l(
        "Zu dieser Anmeldung gehört kein Startplatz. Es gibt nichts zu übergeben."
    ),
    HandoverRefusal.QUEUE_FIRST: _l(
        "Auf der Warteliste stehen Menschen, die zuerst an der Reihe sind. Sagen Sie ab, dann rückt"
        " die erste Person nach, und der Name wird getauscht."
    ),
    HandoverRefusal.NOT_THIS_PERSON: _l(
        "Mit dieser Adresse geht es nicht. Prüfen Sie die Schreibweise, oder fragen Sie die"
        " Ansprechperson."
    ),
    HandoverRefusal.CONSENT: _l(
        "Ohne die Weitergabe Ihres Namens an den Veranstalter ist kein Startplatz möglich."
    ),
    HandoverRefusal.GONE: _l("Dieser Platz ist nicht mehr zu haben. Sie müssen nichts tun."),
}


class HandoverRefused(Refused):
    """A place cannot go to somebody else like this."""

    def __init__(self, refusal: HandoverRefusal) -> None:
        self.code = f"handover_{refusal}"
        super().__init__(HANDOVERS[refusal])


class UnknownHandover(Missing):
    """There is no such proposal, or it is not for this person."""

    code = "unknown_handover"

    def __init__(self) -> None:
        super().__init__(_l("Diesen Vorschlag gibt es nicht, oder er ist nicht für Sie."))
