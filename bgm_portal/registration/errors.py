"""How this room says no: one sentence each, what is the matter and what one can do."""

from flask_babel import lazy_gettext as _l

from bgm_portal.core.errors import Missing, Refused

from .rules import Refusal

REASONS = {
    Refusal.NOT_PUBLISHED: _l(
        "Dieses Angebot ist noch nicht erschienen. Schauen Sie später noch einmal."
    ),
    Refusal.CANCELLED: _l("Dieses Angebot wurde abgesagt. Sie können sich nicht mehr anmelden."),
    Refusal.OVER: _l("Dieses Angebot ist vorbei. Unter „Angebote“ finden Sie, was noch kommt."),
    Refusal.NO_SIGN_UP: _l("Für dieses Angebot brauchen Sie keine Anmeldung. Kommen Sie einfach."),
    Refusal.NOT_YET_OPEN: _l(
        "Die Anmeldung ist noch nicht geöffnet. Auf der Seite des Angebots steht, ab wann."
    ),
    Refusal.BEGUN: _l(
        "Dieses Angebot hat schon begonnen. Fragen Sie die Ansprechperson, ob Sie dazukommen"
        " können."
    ),
    Refusal.DEADLINE_PASSED: _l(
        "Der Anmeldeschluss ist vorbei. Fragen Sie die Ansprechperson, ob es noch geht."
    ),
    Refusal.FULL: _l(
        "Alle Plätze sind vergeben, und es gibt keine Warteliste. Schauen Sie später noch einmal."
    ),
    Refusal.OUTSIDE: _l(
        "Dieses Angebot ist nicht für alle, und Sie gehören nicht zu dem Kreis. Auf der Seite des"
        " Angebots steht, für wen es ist und wen Sie fragen können."
    ),
    Refusal.OUTSIDE_THEM: _l(
        "Diese Person gehört nicht zu denen, für die das Angebot ist. Für wen es ist, ändern Sie"
        " in der Planung unter „Für wen es ist“."
    ),
    Refusal.ALREADY_REGISTERED: _l(
        "Sie sind für dieses Angebot schon angemeldet. Unter „Mein Bereich“ finden Sie Ihre"
        " Anmeldung."
    ),
    Refusal.ALREADY_REGISTERED_THEM: _l(
        "Diese Person ist für das Angebot schon angemeldet. Sie steht auf der Teilnahmeliste."
    ),
    Refusal.UNKNOWN_ROLE: _l(
        "Diese Art der Teilnahme gibt es hier nicht mehr. Wählen Sie bitte eine andere."
    ),
    Refusal.ORGANISER_NEEDED: _l(
        "Ohne die Weitergabe an den Veranstalter ist kein Startplatz möglich. Sprechen Sie mit der"
        " Ansprechperson, wie Sie anders dabei sein können."
    ),
    Refusal.NO_LONGER_ACTIVE: _l(
        "Diese Anmeldung ist schon beendet. Sie müssen nichts weiter tun."
    ),
    Refusal.NO_OFFER: _l(
        "Für Sie ist zurzeit kein Platz frei gehalten. Auf der Seite Ihrer Anmeldung sehen Sie,"
        " wie es steht."
    ),
    Refusal.OFFER_OVER: _l(
        "Die Frist für diesen Platz ist abgelaufen. Sie können sich neu auf die Warteliste setzen."
    ),
    Refusal.INCOMPLETE: _l("Es fehlt noch eine Angabe. Gehen Sie die Schritte noch einmal durch."),
    Refusal.MUST_WAIT: _l(
        "Gerade wurde der letzte Platz vergeben. Sagen Sie uns, ob Sie auf die Warteliste möchten."
    ),
    Refusal.TIME_MISSING: _l("Wählen Sie eine Zeit."),
    Refusal.TIME_TAKEN: _l(
        "Diese Zeit wurde gerade vergeben, oder sie ist vorbei. Wählen Sie eine andere."
    ),
    Refusal.TIMES_OVERLAP: _l(
        "Diese Zeiten passen nicht zusammen. Wählen Sie an jeder Station höchstens eine Zeit, und"
        " nie zwei zur gleichen Zeit."
    ),
    Refusal.NO_LONGER_TIME: _l(
        "Nach dieser Zeit ist die nächste schon vergeben. Wählen Sie eine andere Zeit, wenn Sie"
        " mehr Zeit brauchen."
    ),
    Refusal.FULL_FOR_CHANGE: _l(
        "Für diese Art der Teilnahme ist kein Platz mehr frei. Ihre Anmeldung bleibt, wie sie war."
    ),
}


class RegistrationRefused(Refused):
    """The rules of registration said no."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(REASONS[refusal], code=refusal.value)
        self.refusal = refusal


class UnknownRegistration(Missing):
    """There is no such registration, or it is somebody else's: the answer is the same."""

    code = "unknown_registration"

    def __init__(self) -> None:
        super().__init__(
            _l(
                "Diese Anmeldung gibt es nicht oder nicht mehr. Anmeldungen löschen wir 14 Tage"
                " nach dem Ende des Angebots."
            )
        )


class DraftTooLong(Refused):
    """More was typed than a draft can hold."""

    code = "draft_too_long"

    def __init__(self) -> None:
        super().__init__(_l("Ihre Angaben sind zusammen zu lang. Kürzen Sie bitte Ihre Texte."))


class NamesHidden(Missing):
    """At a discreet activity nobody sees names before the day."""

    code = "names_hidden"

    def __init__(self) -> None:
        super().__init__(
            _l("Dies ist ein vertrauliches Angebot. Namen sind erst am Tag des Angebots zu sehen.")
        )


class NamesErased(Missing):
    """The activity is over for so long that nobody is named any more."""

    code = "names_erased"

    def __init__(self) -> None:
        super().__init__(_l("Die Namen sind 14 Tage nach dem Ende des Angebots gelöscht worden."))
