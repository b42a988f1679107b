"""Messages in words: of which kind one is, where it stands, and why it did not arrive."""

from flask_babel import lazy_gettext as _l

from .kinds import KINDS
from .rules import Reason, reason
from .states import MailState

#: The word for a state, the tone of its sign, and what it means.
MAIL_STATES = {
    MailState.QUEUED: (
        _l("wartet"),
        "wait",
        _l("Die Nachricht geht hinaus, sobald sie an der Reihe ist."),
    ),
    MailState.SENDING: (
        _l("unterwegs"),
        "wait",
        _l("Die Nachricht wird gerade übergeben."),
    ),
    MailState.SENT: (
        _l("verschickt"),
        "ok",
        _l("Der Mailserver hat die Nachricht angenommen."),
    ),
    MailState.PORTAL: (
        _l("nur im Portal"),
        "plain",
        _l("Die Person möchte diese Art Nachricht nicht als E-Mail. Sie steht im Portal."),
    ),
    MailState.MISSED: (
        _l("verpasst"),
        "no",
        _l("Der Zeitpunkt der Nachricht war vorbei, bevor sie verschickt werden konnte."),
    ),
    MailState.OBSOLETE: (
        _l("hinfällig"),
        "plain",
        _l("Der Anlass der Nachricht entfiel, bevor sie verschickt wurde."),
    ),
    MailState.FAILED: (
        _l("gescheitert"),
        "no",
        _l("Die Nachricht wurde abgelehnt oder ließ sich nicht schreiben. Der Grund steht dabei."),
    ),
    MailState.UNCERTAIN: (
        _l("ungewiss"),
        "no",
        _l("Vielleicht ist die Nachricht angekommen. Eine zweite wurde deshalb nicht verschickt."),
    ),
}

#: Why a message did not arrive, as a sentence for those who look after it.
REASONS = {
    Reason.NOBODY: _l("Der Mailserver kennt diese Adresse nicht."),
    Reason.FULL: _l("Das Postfach ist voll."),
    Reason.REFUSED: _l("Der Mailserver lehnt die Nachricht ab."),
    Reason.BUSY: _l("Der Mailserver war gerade nicht bereit. Wir versuchen es weiter."),
    Reason.SILENT: _l("Der Mailserver war nicht zu erreichen."),
    Reason.MARKED: _l(
        "An diese Adresse geht keine E-Mail mehr, weil sie mehrmals abgelehnt wurde."
    ),
    Reason.UNWRITTEN: _l("Die Vorlage dieser Nachricht hat einen Fehler."),
    Reason.UNFIT: _l("Die Nachricht lässt sich so nicht verschicken, etwa wegen ihrer Adresse."),
}


def kind_in_words(kind: str) -> str:
    """Return what kind of message it is; a kind nobody described keeps its code."""
    return str(KINDS[kind].words) if kind in KINDS else kind


def reason_in_words(said: str | None) -> str:
    """Return in a sentence why a message did not arrive; nothing where there is no reason."""
    return str(REASONS[reason(said)]) if said else ""
