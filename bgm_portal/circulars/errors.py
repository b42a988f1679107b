"""How this room says no."""

from flask_babel import lazy_gettext as _l

from bgm_portal.core.errors import Missing, Refused

from .rules import Refusal

SENTENCES = {
    Refusal.NOBODY: _l(
        "Diese Auswahl trifft gerade auf niemanden zu. Wählen Sie andere aus, oder senden Sie"
        " später."
    ),
    Refusal.IN_THE_PAST: _l(
        "Dieser Zeitpunkt ist schon vorbei. Wählen Sie einen späteren, oder senden Sie jetzt."
    ),
    Refusal.TOO_LATE: _l(
        "Dann sind die Anmeldungen schon gelöscht. Wählen Sie einen Tag, der früher liegt."
    ),
}


class CircularRefused(Refused):
    """It may not leave like this."""

    def __init__(self, why: Refusal) -> None:
        super().__init__(SENTENCES[why], code=f"circular_{why}")


class PageUsed(Refused):
    """Another circular was written on this page before; this one would be taken for it."""

    code = "circular_page_used"

    def __init__(self) -> None:
        super().__init__(
            _l(
                "Mit dieser Seite haben Sie schon eine Nachricht gesendet oder geplant. Sie bleibt,"
                " wie sie ist; eine geplante können Sie anhalten. Was jetzt hier steht, ist eine"
                " neue Nachricht: Prüfen Sie sie, und senden Sie sie noch einmal."
            )
        )


class UnknownCircular(Missing):
    """There is no such circular, or it went to others."""

    code = "unknown_circular"

    def __init__(self) -> None:
        super().__init__(_l("Diese Nachricht gibt es nicht, oder sie ging an andere."))


class AlreadyLeft(Refused):
    """It was sent or stopped meanwhile."""

    code = "circular_left"

    def __init__(self) -> None:
        super().__init__(
            _l("Diese Nachricht ist schon verschickt oder angehalten. Es ist nichts geändert.")
        )
