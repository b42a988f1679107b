"""How this room says no."""

from typing import Any

from flask_babel import lazy_gettext as _l

from bgm_portal.core.errors import Missing, Refused


class ModuleMissing(Missing):
    """There is no such module, or no longer."""

    def __init__(self) -> None:
        super().__init__(_l("Dieses Lernmodul gibt es nicht oder nicht mehr."))


class SectionMissing(Missing):
    """The module has no such lesson or question."""

    def __init__(self) -> None:
        super().__init__(_l("Diesen Teil hat das Lernmodul nicht oder nicht mehr."))


class CertificateMissing(Missing):
    """There is nothing to prove."""

    def __init__(self) -> None:
        super().__init__(_l("Für dieses Lernmodul haben Sie keinen Nachweis."))


class Withdrawn(Refused):
    """The module was withdrawn, and the time to finish it is over."""

    code = "withdrawn"

    def __init__(self) -> None:
        super().__init__(
            _l("Dieses Lernmodul wird nicht mehr angeboten. Ihre Nachweise bleiben gültig.")
        )


class NotCompleted(Refused):
    """A certificate needs a completed module."""

    code = "not_completed"

    def __init__(self) -> None:
        super().__init__(
            _l("Einen Nachweis gibt es, wenn Sie alles gelesen und genug Fragen gelöst haben.")
        )


class NotYetRenewed(Refused):
    """A renewal begins at most two months before the completion ends."""

    code = "not_yet_renewed"

    def __init__(self) -> None:
        super().__init__(
            _l("Ihr Abschluss gilt noch länger als zwei Monate. Auffrischen können Sie später.")
        )


class NotSkippable(Refused):
    """Only what a module names may be skipped."""

    code = "not_skippable"

    def __init__(self) -> None:
        super().__init__(_l("Diesen Teil können Sie nicht überspringen."))


class NothingAnswered(Refused):
    """A question was sent without an answer."""

    code = "nothing_answered"

    def __init__(self) -> None:
        super().__init__(_l("Geben Sie eine Antwort, bevor Sie prüfen."))


class TooEarlyForSolution(Refused):
    """The solution is shown after the second miss."""

    code = "too_early_for_solution"

    def __init__(self) -> None:
        super().__init__(_l("Die Lösung zeigen wir nach dem zweiten Versuch."))


class Stale(Refused):
    """The answer was changed in another tab. Both are kept for the page that asks which counts."""

    code = "stale"

    def __init__(self, *, stored: dict[str, Any], typed: dict[str, Any], revision: int) -> None:
        super().__init__(
            _l("Sie haben diese Frage in einem anderen Fenster schon anders beantwortet.")
        )
        self.stored, self.typed, self.revision = stored, typed, revision


class DayAhead(Refused):
    """A course cannot have been completed on a day that is yet to come."""

    code = "day_ahead"

    def __init__(self) -> None:
        super().__init__(_l("Der Tag liegt noch vor uns. Tragen Sie den Abschluss danach ein."))


class NobodyThere(Missing):
    """Nobody works here under this id."""

    def __init__(self) -> None:
        super().__init__(_l("Diese Person gibt es nicht oder nicht mehr."))


class DraftMissing(Missing):
    """Nobody is writing this module, or not in this language."""

    def __init__(self) -> None:
        super().__init__(_l("Diesen Entwurf gibt es nicht oder nicht mehr."))


class DraftConflict(Refused):
    """Somebody else has changed the draft since. Both texts are kept for the page that asks."""

    code = "draft_conflict"

    def __init__(self, *, theirs: Any, mine: Any, revision: int) -> None:
        super().__init__(
            _l("Der Entwurf wurde inzwischen geändert. Laden Sie die Seite neu und prüfen Sie ihn.")
        )
        self.theirs, self.mine, self.revision = theirs, mine, revision


class DraftExists(Refused):
    """A draft is never written over by what comes from elsewhere."""

    code = "draft_exists"

    def __init__(self) -> None:
        super().__init__(
            _l("Zu diesem Lernmodul gibt es schon einen Entwurf. Verwerfen Sie ihn zuerst.")
        )


class SamePerson(Refused):
    """Two people: one writes, another releases."""

    code = "same_person"

    def __init__(self) -> None:
        super().__init__(
            _l("Sie haben an diesem Entwurf geschrieben. Freigeben muss ihn eine zweite Person.")
        )


class NotEditorial(Refused):
    """Other questions or answers are more than other words."""

    code = "not_editorial"

    def __init__(self) -> None:
        super().__init__(
            _l(
                "Lektionen, Fragen oder richtige Antworten haben sich geändert. Wählen Sie"
                " „Inhaltlich“ oder „Neu zu lernen“."
            )
        )


class NothingChanged(Refused):
    """What says the same as before needs nobody to release it."""

    code = "nothing_changed"

    def __init__(self) -> None:
        super().__init__(
            _l(
                "An diesem Entwurf hat sich noch nichts geändert. Schreiben Sie zuerst, oder"
                " verwerfen Sie ihn."
            )
        )


class ReasonNeeded(Refused):
    """Warnings need a reason."""

    code = "reason_needed"

    def __init__(self) -> None:
        super().__init__(_l("Es gibt Warnungen. Ändern Sie den Text, oder begründen Sie sie."))


class NotPublishable(Refused):
    """A module with errors is not published."""

    code = "not_publishable"

    def __init__(self, findings: list[str]) -> None:
        super().__init__(_l("Das Lernmodul enthält Fehler und wird so nicht veröffentlicht."))
        self.findings = findings
