"""How this room says no."""

from datetime import datetime

from flask_babel import lazy_gettext as _l

from bgm_portal.core.errors import Forbidden, Missing, Refused
from bgm_portal.core.i18n import moment

from .rules import Gap


class UnknownActivity(Missing):
    """There is no such activity, or it is not published yet."""

    code = "unknown_activity"

    def __init__(self) -> None:
        super().__init__(_l("Dieses Angebot gibt es nicht, oder es ist noch nicht erschienen."))


class DraftGone(Missing):
    """There is no such activity: somebody may have deleted the draft."""

    code = "draft_gone"

    def __init__(self) -> None:
        super().__init__(_l("Dieses Angebot gibt es nicht oder nicht mehr."))


class UnknownDate(Missing):
    """There is no such date, it belongs to another activity, or it was cancelled."""

    code = "unknown_date"

    def __init__(self) -> None:
        super().__init__(_l("Diesen Termin gibt es nicht, oder er fällt aus."))


class UnknownVenue(Missing):
    """There is no such place."""

    code = "unknown_venue"

    def __init__(self) -> None:
        super().__init__(_l("Diesen Ort gibt es nicht."))


class UnknownQuestion(Missing):
    """There is no such question, or it is no longer asked."""

    code = "unknown_question"

    def __init__(self) -> None:
        super().__init__(_l("Diese Frage gibt es nicht oder nicht mehr."))


class QuestionRemoved(Refused):
    """Somebody else removed the question while this person wrote."""

    code = "question_removed"

    def __init__(self) -> None:
        super().__init__(_l("Jemand anderes hat diese Frage entfernt, während Sie schrieben."))


class NeededByAnother(Refused):
    """Another question is asked only after an answer to this one."""

    code = "needed_by_another"

    def __init__(self, label: str) -> None:
        super().__init__(
            _l(
                "Die Frage „%(label)s“ hängt von dieser ab. Ändern Sie zuerst, wann sie gestellt"
                " wird.",
                label=label,
            )
        )


class NotAssigned(Forbidden):
    """Somebody else looks after this activity."""

    code = "not_assigned"

    def __init__(self) -> None:
        super().__init__(
            _l(
                "Dieses Angebot betreuen andere Personen. "
                "Bitten Sie die Ansprechperson, Sie als Betreuung einzutragen."
            )
        )


class StateRefused(Refused):
    """The activity is not in the state that this step needs."""

    code = "wrong_state"

    def __init__(self) -> None:
        super().__init__(
            _l(
                "Das geht bei diesem Angebot nicht mehr. "
                "Laden Sie die Seite neu, dann sehen Sie den jetzigen Stand."
            )
        )


class DateBegun(Refused):
    """What has begun can be neither moved nor cancelled."""

    code = "date_begun"

    def __init__(self) -> None:
        super().__init__(_l("Dieser Termin hat schon begonnen. Wählen Sie einen späteren."))


class OnlyDate(Refused):
    """An activity without a date is none."""

    code = "only_date"

    def __init__(self) -> None:
        super().__init__(
            _l("Das ist der letzte Termin, der noch stattfindet. Sagen Sie das ganze Angebot ab.")
        )


class MinimumRefused(Refused):
    """More people would be needed than can come, or it is decided when it has begun."""

    code = "minimum_contradicts"

    def __init__(self) -> None:
        super().__init__(
            _l(
                "Mindestzahl und Plätze oder Termine widersprechen sich. Die Mindestzahl darf "
                "nicht größer sein als die Zahl der Plätze, und entschieden wird vor dem ersten "
                "Termin."
            )
        )


class SlotsDecide(Refused):
    """Where everybody has a time of their own, the times are the places."""

    code = "slots_decide"

    def __init__(self) -> None:
        super().__init__(
            _l("Die Zahl der Plätze ergibt sich hier aus den Zeiten. Sie lässt sich nicht ändern.")
        )


class SlotsHeld(Refused):
    """People hold times on this day."""

    code = "slots_held"

    def __init__(self) -> None:
        super().__init__(
            _l(
                "An diesem Tag haben Menschen schon eine Zeit gewählt. "
                "Verlegen Sie den Tag, oder sagen Sie das ganze Angebot ab."
            )
        )


class SlotTaken(Refused):
    """Somebody else was faster."""

    code = "slot_taken"

    def __init__(self) -> None:
        super().__init__(
            _l("Diese Zeit wurde gerade vergeben, oder sie ist vorbei. Wählen Sie eine andere.")
        )


class NoCut(Refused):
    """The stations lead to no time at all."""

    code = "no_cut"

    def __init__(self) -> None:
        super().__init__(
            _l(
                "So ergibt sich keine einzige Zeit. Prüfen Sie Dauer und Pausen, "
                "und geben Sie zuerst die Termine ein."
            )
        )


class NothingMoved(Refused):
    """Nobody is told of a change that is none."""

    code = "nothing_moved"

    def __init__(self) -> None:
        super().__init__(_l("Es ist alles wie bisher. Ändern Sie einen Termin oder den Ort."))


class CapacityRefused(Refused):
    """There cannot be fewer places than are taken."""

    code = "capacity_below_taken"

    def __init__(self) -> None:
        super().__init__(
            _l(
                "Es sind schon mehr Plätze vergeben. "
                "Geben Sie mindestens die Zahl der vergebenen Plätze ein."
            )
        )


class PublicationRefused(Refused):
    """Something is missing before staff may see it."""

    code = "not_ready"

    def __init__(self, missing: list[Gap]) -> None:
        super().__init__(
            _l("Das Angebot kann noch nicht erscheinen. Ergänzen Sie, was unten als fehlend steht.")
        )
        self.missing = missing


class DeadlineRefused(Refused):
    """People could sign up after it began."""

    code = "deadline_late"

    def __init__(self) -> None:
        super().__init__(
            _l("Der Anmeldeschluss liegt nach dem Beginn. Geben Sie einen früheren ein.")
        )


class OpeningRefused(Refused):
    """People could sign up only from when it is closed already."""

    code = "opens_late"

    def __init__(self) -> None:
        super().__init__(
            _l(
                "Die Anmeldung muss vor dem Anmeldeschluss öffnen. Geben Sie für „Anmeldung ab“"
                " einen früheren Tag oder eine frühere Uhrzeit ein."
            )
        )


class NamesLate(Refused):
    """Names are due after our own deadline and before the start, or nobody could keep it."""

    code = "names_late"

    def __init__(self) -> None:
        super().__init__(
            _l(
                "Die Frist für Namen muss nach dem Anmeldeschluss liegen und vor dem Beginn."
                " Prüfen Sie beide Tage."
            )
        )


class DeadlineAfterNames(Refused):
    """People could sign up when their names are due already."""

    code = "deadline_after_names"

    def __init__(self, names_until: datetime) -> None:
        super().__init__(
            _l(
                "Der Anmeldeschluss liegt nach der Frist für Namen (%(names_until)s). Geben"
                " Sie einen früheren ein, oder im Teil „Lauf: Vorgaben und Teams“ zuerst eine"
                " spätere Frist für Namen.",
                names_until=moment(names_until),
            )
        )


class ContactRefused(Refused):
    """The contact must be somebody who coordinates."""

    code = "contact_unknown"

    def __init__(self) -> None:
        super().__init__(
            _l("Diese Person koordiniert keine Angebote mehr. Wählen Sie jemand anderen.")
        )


class NothingToStandIn(Refused):
    """The absent person looks after nothing that the deputy does not look after, too."""

    code = "nothing_to_stand_in"

    def __init__(self) -> None:
        super().__init__(
            _l(
                "Da ist nichts zu vertreten: Diese Person betreut kein Angebot, oder die Vertretung"
                " betreut alle schon so lange."
            )
        )


class UnknownSubstitution(Missing):
    """Nobody stands in for this person, or not this one."""

    code = "unknown_substitution"

    def __init__(self) -> None:
        super().__init__(_l("Diese Vertretung gibt es nicht oder nicht mehr."))


class ReaderRefused(Refused):
    """A draft is shared with people of the steering group who do not read it yet."""

    code = "reader_refused"

    def __init__(self) -> None:
        super().__init__(
            _l(
                "Mit dieser Person lässt sich der Entwurf nicht teilen: Sie liest ihn schon, oder"
                " ihr fehlt inzwischen die Rolle dafür. Wählen Sie neu."
            )
        )


class UnknownReader(Missing):
    """The draft is not shared with this person."""

    code = "unknown_reader"

    def __init__(self) -> None:
        super().__init__(_l("Mit dieser Person ist der Entwurf nicht oder nicht mehr geteilt."))


class NoLongerShared(Missing):
    """There is no such draft, or it is no longer read by others."""

    code = "no_longer_shared"

    def __init__(self) -> None:
        super().__init__(
            _l("Dieser Entwurf ist nicht mehr mit Ihnen geteilt, oder das Angebot ist erschienen.")
        )


class NobodyInside(Refused):
    """Employer, units and sites together leave nobody who could sign up."""

    code = "nobody_inside"

    def __init__(self) -> None:
        super().__init__(
            _l(
                "So ist das Angebot für niemanden: Zu dieser Stelle, diesen Einheiten und diesen"
                " Standorten zugleich gehört niemand. Nehmen Sie Einheiten oder Standorte dazu,"
                " oder wählen Sie „für alle“."
            )
        )


class InUse(Refused):
    """People have already chosen or answered this."""

    code = "in_use"

    def __init__(self) -> None:
        super().__init__(
            _l(
                "Das Angebot ist veröffentlicht. Sie können Zeilen umformulieren und hinzufügen, "
                "aber keine entfernen, weil Menschen sie schon gewählt haben können."
            )
        )
