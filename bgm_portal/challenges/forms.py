"""What is typed about challenges."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import Length, NumberRange, Optional, ValidationError

from bgm_portal.web.fields import whole_number
from bgm_portal.web.forms import DayField, Form, Required, SelectChoice

from . import words
from .kinds import WITH_MINUTES, BingoField, ChallengeKind, TeamMode
from .rules import LONGEST_WEEKS, WEEK

LEAST_GOAL, MOST_GOAL = 10, 1260  # minutes a week: ten, and seven times three hours
LONGEST_TITLE, LONGEST_TEAM, LONGEST_TEXT = 100, 40, 1000
MOST_TEAMS, MOST_KM = 20, 10_000_000
LEAST_TARGET, MOST_TARGET = 100, 10_000_000  # minutes of all together


def _trimmed(text: str | None) -> str:
    return (text or "").strip()


class GoalForm(Form):
    """One's own goal."""

    goal = IntegerField(
        _l("Ihr Wochenziel in Minuten"),
        description=_l(
            "Nur Sie sehen es. Nehmen Sie, was für Sie gut ist; auch 20 Minuten sind ein Ziel."
            " Ein geplanter Ruhetag zählt wie ein Siebtel davon."
        ),
        validators=[
            NumberRange(
                LEAST_GOAL,
                MOST_GOAL,
                _l("Geben Sie Minuten als ganze Zahl von %(min)s bis %(max)s ein."),
            )
        ],
        render_kw={"inputmode": "numeric"},
    )
    goal_days = IntegerField(
        _l("Ihr Wochenziel in Tagen"),
        description=_l(
            "Nur Sie sehen es. Ein Tag zählt ab zehn Minuten. Auch ein Tag ist ein Ziel, und ein"
            " geplanter Ruhetag zählt wie ein aktiver."
        ),
        validators=[NumberRange(1, WEEK, _l("Geben Sie eine Zahl von 1 bis 7 ein."))],
        render_kw={"inputmode": "numeric"},
    )

    def ask(self, kind: ChallengeKind) -> None:
        """Ask for the goal that this kind is about, and for no other."""
        if kind not in WITH_MINUTES and "goal" in self:
            del self.goal
        if kind is not ChallengeKind.DAYS and "goal_days" in self:
            del self.goal_days

    @property
    def minutes(self) -> int | None:
        """Return the goal in minutes, or nothing where none was asked for."""
        return self.goal.data if "goal" in self else None

    @property
    def days(self) -> int | None:
        """Return the goal in days, or nothing where none was asked for."""
        return self.goal_days.data if "goal_days" in self else None


class JoinForm(GoalForm):
    """How somebody wants to take part."""

    team = RadioField(_l("Team"), validate_choice=False, default="")
    new_team = StringField(
        _l("Name eines neuen Teams"),
        filters=[_trimmed],
        validators=[
            Length(max=LONGEST_TEAM, message=_l("Kürzen Sie den Namen auf %(max)d Zeichen."))
        ],
    )

    def offer(self, teams: Sequence[tuple[UUID, str]]) -> None:
        """Offer the teams that are there."""
        self.team.choices = [SelectChoice(str(team_id), name) for team_id, name in teams]
        self.team.flags.needed = True  # one of these, or a new one

    @property
    def team_id(self) -> UUID | None:
        """Return which team was chosen, or nothing when that is none at all."""
        try:
            return UUID(self.team.data or "")
        except ValueError:
            return None


class CardForm(Form):
    """One's own card."""

    fields = SelectMultipleField(
        _l("Was haben Sie gemacht?"),
        choices=[SelectChoice(field.value, text) for field, text in words.FIELDS.items()],
        validate_choice=False,
    )

    @property
    def ticked(self) -> set[BingoField]:
        """Return what was ticked; what stands on no card is left out."""
        return {field for field in BingoField if field.value in (self.fields.data or ())}


class TotalForm(Form):
    """What the cycling campaign tells of the whole house."""

    total_km = IntegerField(
        _l("Kilometer des ganzen Hauses"),
        description=_l(
            "Die Summe, wie sie bei STADTRADELN steht. Einzelne tragen hier nichts ein."
        ),
        validators=[
            Optional(),
            whole_number(0, MOST_KM),
        ],
        render_kw={"inputmode": "numeric"},
    )


class ChallengeForm(Form):
    """A new challenge."""

    title_de = StringField(
        _l("Titel"),
        filters=[_trimmed],
        validators=[
            Required(_l("Geben Sie einen Titel ein.")),
            Length(max=LONGEST_TITLE, message=_l("Kürzen Sie den Titel auf %(max)d Zeichen.")),
        ],
    )
    title_en = StringField(_l("Titel auf Englisch"), filters=[_trimmed])
    about_de = TextAreaField(
        _l("Worum geht es?"),
        filters=[_trimmed],
        validators=[
            Required(_l("Beschreiben Sie die Aktion in einigen Sätzen.")),
            Length(max=LONGEST_TEXT, message=_l("Kürzen Sie den Text auf %(max)d Zeichen.")),
        ],
    )
    about_en = TextAreaField(_l("Worum geht es? Auf Englisch"), filters=[_trimmed])
    kind = RadioField(
        _l("Art der Aktion"),
        choices=[SelectChoice(kind.value, text) for kind, text in words.KINDS.items()],
        default=ChallengeKind.MINUTES.value,
        validators=[Required(_l("Wählen Sie die Art der Aktion."))],
    )
    first_day = DayField(
        _l("Erster Tag"), validators=[Required(_l("Geben Sie den ersten Tag ein."))]
    )
    last_day = DayField(
        _l("Letzter Tag"), validators=[Required(_l("Geben Sie den letzten Tag ein."))]
    )
    teams = RadioField(
        _l("Teams"),
        choices=[SelectChoice(mode.value, text) for mode, text in words.MODES.items()],
        default=TeamMode.LOT.value,
        validators=[Required(_l("Wählen Sie, wie Teams entstehen."))],
    )
    most_teams = IntegerField(
        _l("Höchstens so viele Teams"),
        default=4,
        validators=[NumberRange(1, MOST_TEAMS, _l("Geben Sie eine Zahl von 1 bis 20 ein."))],
        render_kw={"inputmode": "numeric"},
    )
    cap_minutes = IntegerField(
        _l("Grenze je Tag in Minuten"),
        description=_l(
            "Mehr zählt an einem Tag nicht. So lohnt es sich nicht, sich zu übernehmen."
        ),
        default=60,
        validators=[NumberRange(10, 180, _l("Geben Sie eine Zahl von 10 bis 180 ein."))],
        render_kw={"inputmode": "numeric"},
    )
    target_minutes = IntegerField(
        _l("Gemeinsames Ziel in Minuten"),
        description=_l(
            "Nur für das gemeinsame Ziel. Beispiel: 20 Menschen, 4 Wochen, je 100 Minuten in der"
            " Woche sind 8000."
        ),
        validators=[
            Optional(),
            NumberRange(
                LEAST_TARGET,
                MOST_TARGET,
                _l("Geben Sie Minuten als ganze Zahl von 100 bis 10.000.000 ohne Punkt ein."),
            ),
        ],
        render_kw={"inputmode": "numeric"},
    )
    link = StringField(
        _l("Adresse des Teams bei STADTRADELN"),
        description=_l("Nur für STADTRADELN, beginnend mit https://."),
        filters=[_trimmed],
    )

    def validate_last_day(self, field: DayField) -> None:
        """Ask for an end after the start, and not too long after it."""
        first, last = self.first_day.day, field.day
        if first is None or last is None:
            return
        if last < first:
            raise ValidationError(
                _l("Der letzte Tag liegt vor dem ersten. Ändern Sie einen davon.")
            )
        if last - first >= timedelta(days=LONGEST_WEEKS * WEEK):
            raise ValidationError(
                _l("Eine Aktion dauert höchstens %(weeks)s Wochen.", weeks=LONGEST_WEEKS)
            )

    def validate_kind(self, field: RadioField) -> None:
        """Ask for the target where it is about one."""
        typed = (self.target_minutes.raw_data or [""])[0]
        if field.data == ChallengeKind.TOGETHER and not typed.strip():
            raise ValidationError(
                _l("Geben Sie beim gemeinsamen Ziel auch an, wie viele Minuten es sind.")
            )

    def validate_link(self, field: StringField) -> None:
        """Ask for an address that a browser can open."""
        parts = urlsplit(field.data or "")
        if field.data and (parts.scheme != "https" or not parts.netloc):
            raise ValidationError(_l("Geben Sie eine Adresse ein, die mit https:// beginnt."))

    @property
    def values(self) -> dict[str, Any]:
        """Return what was typed, as it is stored; only for a form that is sound."""
        kind = ChallengeKind(self.kind.data)
        return {
            "title_de": self.title_de.data,
            "title_en": self.title_en.data or None,
            "about_de": self.about_de.data,
            "about_en": self.about_en.data or None,
            "kind": kind,
            "teams": TeamMode(self.teams.data),
            "first_day": self.first_day.day,
            "last_day": self.last_day.day,
            "most_teams": self.most_teams.data,
            "cap_minutes": self.cap_minutes.data,
            "target_minutes": self.target_minutes.data if kind is ChallengeKind.TOGETHER else None,
            "link": self.link.data or None,
        }
