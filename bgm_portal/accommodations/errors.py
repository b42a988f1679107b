"""How this room says no."""

from flask_babel import lazy_gettext as _l

from bgm_portal.core.errors import Missing, Refused


class NeedMissing(Missing):
    """No such need, or not for this person: the answer is the same."""

    def __init__(self) -> None:
        super().__init__(_l("Diesen Bedarf gibt es nicht oder nicht mehr."))


class NobodyToAsk(Refused):
    """There is no coordinator who may see what this person needs."""

    code = "nobody_to_ask"

    def __init__(self) -> None:
        super().__init__(
            _l(
                "Im Moment kann niemand Ihren Bedarf entgegennehmen. Melden Sie sich ohne Angaben"
                " zum Bedarf an und rufen Sie die BGM-Koordination an."
            )
        )


class UnknownAdaptation(Refused):
    """A code that the catalogue does not know."""

    code = "unknown_adaptation"

    def __init__(self) -> None:
        super().__init__(
            _l("Eine Ihrer Angaben steht nicht mehr in der Liste. Wählen Sie bitte neu aus.")
        )


class WordsTooLong(Refused):
    """More words than a sealed need holds."""

    code = "words_too_long"

    def __init__(self) -> None:
        super().__init__(_l("Der Text zum Bedarf ist zu lang. Kürzen Sie ihn auf 300 Zeichen."))


class AnswerTooLong(Refused):
    """More words than a sealed answer holds."""

    code = "answer_too_long"

    def __init__(self) -> None:
        super().__init__(_l("Die Antwort ist zu lang. Kürzen Sie Nachricht oder Vorschlag."))


class AnswerIncomplete(Refused):
    """A no without its reason, or without something else instead."""

    code = "answer_incomplete"

    def __init__(self) -> None:
        super().__init__(
            _l(
                "Wenn es so nicht geht, braucht die Antwort einen Grund und einen Vorschlag,"
                " was stattdessen möglich ist."
            )
        )


class NotNow(Refused):
    """The need stands elsewhere meanwhile."""

    code = "not_now"

    def __init__(self) -> None:
        super().__init__(
            _l("Der Stand hat sich inzwischen geändert. Sehen Sie sich den Bedarf noch einmal an.")
        )


class NotOpened(Refused):
    """Nobody reads what is needed without an opening that was noted."""

    code = "not_opened"

    def __init__(self) -> None:
        super().__init__(_l("Öffnen Sie den Bedarf zuerst. Das Öffnen wird vermerkt."))


class CannotTakeOver(Refused):
    """The chosen coordinator may not look after this need."""

    code = "cannot_take_over"

    def __init__(self) -> None:
        super().__init__(
            _l("An diese Person können Sie den Bedarf nicht abgeben. Wählen Sie eine andere.")
        )


class Unreadable(Refused):
    """A sealed text was changed, moved, or its key is gone."""

    code = "unreadable"

    def __init__(self) -> None:
        super().__init__(
            _l(
                "Dieser Bedarf lässt sich nicht mehr lesen. Bitte rufen Sie die BGM-Koordination"
                " an. Zurückziehen können Sie ihn weiterhin."
            )
        )
