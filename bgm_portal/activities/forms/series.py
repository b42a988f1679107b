"""A series as it is typed, and the days of it that were chosen."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, RadioField, SelectMultipleField
from wtforms.validators import NumberRange, Optional, ValidationError

from bgm_portal.activities import closed_days, recurrence
from bgm_portal.activities.recurrence import MOST_DATES, Candidate, Contradiction, Rhythm, Rule
from bgm_portal.activities.rhythm_words import WEEKDAYS
from bgm_portal.core.clock import LOCAL
from bgm_portal.core.i18n import long_date
from bgm_portal.web.fields import choices_of
from bgm_portal.web.forms import DayField, Form, Required, SelectChoice, TimeField

from .dates_text import Dates, moment_of

CONTRADICTIONS = {
    Contradiction.NO_END: _l("Geben Sie ein, wie oft es stattfindet oder bis wann."),
    Contradiction.TWO_ENDS: _l("Geben Sie entweder die Zahl der Termine ein oder den letzten Tag."),
    Contradiction.UNTIL_BEFORE_FIRST: _l(
        "Der letzte Tag liegt vor dem ersten. Prüfen Sie beide Daten."
    ),
    Contradiction.WEEKDAYS_OF_A_MONTH: _l(
        "Bei monatlichen Terminen zählt der Wochentag des ersten Tages. "
        "Nehmen Sie die anderen Haken heraus."
    ),
    Contradiction.NO_DAY: _l(
        "Diese Regel ergibt keinen einzigen Termin. Ändern Sie die Tage oder die Lücken."
    ),
}
RHYTHMS = {
    Rhythm.WEEKLY: _l("jede Woche"),
    Rhythm.FORTNIGHTLY: _l("alle zwei Wochen"),
    Rhythm.MONTHLY: _l("einmal im Monat, zum Beispiel jeden zweiten Mittwoch"),
}


ONLY_HERE = _l(
    "Schulferien kennt das Portal nur für Nordrhein-Westfalen. Prüfen Sie die Tage selbst."
)
ONLY_UNTIL = _l(
    "Schulferien nach Ostern 2028 kennt das Portal noch nicht. Prüfen Sie die späteren Tage selbst."
)


class SeriesForm(Form):
    """From when on, on which days, how often; then the days themselves."""

    first_day = DayField(
        _l("Erster Tag"),
        description=_l("Zum Beispiel 12.01.2027"),
        validators=[Required(_l("Geben Sie den ersten Tag ein."))],
    )
    begins = TimeField(
        _l("Beginn"),
        description=_l("Zum Beispiel 16:30"),
        validators=[Required(_l("Geben Sie den Beginn ein."))],
    )
    ends = TimeField(
        _l("Ende"),
        description=_l("Zum Beispiel 17:30"),
        validators=[Required(_l("Geben Sie das Ende ein."))],
    )
    rhythm = RadioField(
        _l("Wie oft?"),
        choices=choices_of(RHYTHMS),
        default=Rhythm.WEEKLY.value,
        validators=[Required(_l("Wählen Sie, wie oft es stattfindet."))],
    )
    weekdays = SelectMultipleField(
        _l("An welchen Wochentagen?"),
        description=_l("Ohne Haken: der Wochentag des ersten Tages."),
        choices=[SelectChoice(str(number), label) for number, label in enumerate(WEEKDAYS)],
        coerce=str,
    )
    times = IntegerField(
        _l("Zahl der Termine"),
        description=_l("Zum Beispiel 10. Leer, wenn Sie den letzten Tag angeben."),
        validators=[
            Optional(),
            NumberRange(
                1, MOST_DATES, _l("Geben Sie die Zahl der Termine ein, höchstens %(max)s.")
            ),
        ],
        render_kw={"inputmode": "numeric"},
    )
    last_day = DayField(
        _l("Letzter Tag"), description=_l("Leer, wenn Sie die Zahl der Termine angeben.")
    )
    skip_public = BooleanField(_l("Gesetzliche Feiertage und Schließtage des Hauses auslassen"))
    skip_school = BooleanField(_l("Schulferien auslassen"))
    days = SelectMultipleField(_l("Diese Termine finden statt"), coerce=str, validate_choice=False)

    candidates: tuple[Candidate, ...] = ()

    def validate_ends(self, field: TimeField) -> None:
        """Insist that it ends after it began."""
        start, end = self.begins.time_of_day, field.time_of_day
        if start is not None and end is not None and end <= start:
            raise ValidationError(_("Geben Sie ein Ende ein, das nach dem Beginn liegt."))

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Name what contradicts itself in the rule."""
        sound = bool(super().validate(*args, **kwargs))
        rule = self.rule
        wrong = recurrence.contradiction(rule) if sound and rule else None
        if wrong is not None:
            self.times.errors = [str(CONTRADICTIONS[wrong])]
        return sound and wrong is None

    @property
    def rule(self) -> Rule | None:
        """Return the rule as far as it was understood."""
        if self.first_day.day is None or self.rhythm.data not in set(Rhythm):
            return None
        return Rule(
            first=self.first_day.day,
            weekdays=frozenset(int(number) for number in self.weekdays.data or []),
            rhythm=Rhythm(self.rhythm.data),
            times=self.times.data,
            until=self.last_day.day,
        )

    def expand(self) -> bool:
        """Work out the days, and whether there is at least one."""
        rule = self.rule
        if rule is None:
            return False
        last = recurrence.last_possible(rule)
        gaps = closed_days.gaps(
            rule.first, last, public=bool(self.skip_public.data), school=bool(self.skip_school.data)
        )
        self.candidates = tuple(recurrence.expand(rule, gaps))
        self.days.choices = [
            SelectChoice(
                candidate.day.isoformat(),
                long_date(candidate.day),
                {"hint": _("Lücke: %(name)s", name=candidate.gap)} if candidate.gap else {},
            )
            for candidate in self.candidates
        ]
        return any(not candidate.gap for candidate in self.candidates)

    def choose_all(self) -> None:
        """Tick every day that is not in a gap."""
        self.days.data = [c.day.isoformat() for c in self.candidates if not c.gap]

    @property
    def school_holidays_unknown(self) -> str:
        """Say that the series lasts longer than the school holidays are known, or nothing."""
        known_until = closed_days.school_known_until()
        if not self.skip_school.data or all(one.day <= known_until for one in self.candidates):
            return ""
        if known_until == date.min:
            return str(ONLY_HERE)
        return str(ONLY_UNTIL)

    def spans(self) -> Dates:
        """Return the dates that were chosen, without those that the rule does not know."""
        start, end = self.begins.time_of_day, self.ends.time_of_day
        chosen = set(self.days.data or [])
        days = [c.day for c in self.candidates if c.day.isoformat() in chosen]
        if start is None or end is None:
            return []
        found = [(_moment(day, start), _moment(day, end)) for day in days]
        return [(begins, ends) for begins, ends in found if begins < ends]


def _moment(day: date, at: Any) -> datetime:
    """Return a wall time as a moment; in the hour that the clocks leave out, the hour after it."""
    exact = moment_of(day, at)
    return exact or (datetime.combine(day, at, LOCAL) + timedelta(hours=1)).astimezone(UTC)
