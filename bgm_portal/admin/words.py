"""What the pages of administration call things."""

from datetime import datetime, timedelta

from babel.dates import format_timedelta
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from bgm_portal.core.i18n import language
from bgm_portal.mail.kinds import KINDS
from bgm_portal.mail.states import MailState

MINUTE, HOUR, DAY = 60, 60 * 60, 24 * 60 * 60

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
        _l("Der Mailserver nimmt diese Nachricht nicht an."),
    ),
    MailState.UNCERTAIN: (
        _l("ungewiss"),
        "no",
        _l("Vielleicht ist die Nachricht angekommen. Eine zweite wurde deshalb nicht verschickt."),
    ),
}


def kind_in_words(kind: str) -> str:
    """Return what kind of message it is; a kind nobody described keeps its code."""
    return str(KINDS[kind].words) if kind in KINDS else kind


def rhythm(seconds: int) -> str:
    """Write how often something happens: "alle 5 Minuten"."""
    if seconds % DAY == 0:
        return str(ngettext("jeden Tag", "alle %(num)s Tage", seconds // DAY))
    if seconds % HOUR == 0:
        return str(ngettext("jede Stunde", "alle %(num)s Stunden", seconds // HOUR))
    if seconds % MINUTE == 0:
        return str(ngettext("jede Minute", "alle %(num)s Minuten", seconds // MINUTE))
    return str(ngettext("jede Sekunde", "alle %(num)s Sekunden", seconds))


def ago(moment: datetime, at: datetime) -> str:
    """Write how long ago something was: "vor 3 Minuten"."""
    past = min(moment - at, timedelta(seconds=-1))
    return format_timedelta(past, add_direction=True, locale=language())


def for_how_long(moment: datetime, at: datetime) -> str:
    """Write how long something lasts already: "3 Minuten"."""
    return format_timedelta(max(at - moment, timedelta(seconds=1)), locale=language())
