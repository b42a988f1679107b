"""Forms about what is written to people."""

from typing import Self

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, SelectField

from bgm_portal.calendars.words import ALARMS
from bgm_portal.mail.kinds import TOPICS, Topic, kinds_of
from bgm_portal.web.fields import text
from bgm_portal.web.forms import Form, SelectChoice, TimeField

from .activity_rules import Chosen
from .rules import Rule, chosen_of, extra_of
from .wishes import CHANNELS, Wish, lead_in_words

UNREAD = "neu"
SENTENCE_LENGTH = 300
DAYS = {
    0: _l("am selben Tag"),
    1: _l("am Tag davor"),
    **{days: _l("%(days)s Tage davor", days=days) for days in (2, 3, 4, 5, 7, 10, 14)},
}


class NotificationFilterForm(Form):
    """Which messages to show."""

    class Meta:
        """It changes nothing, so its token would only lengthen the address."""

        csrf = False

    topic = SelectField(
        _l("Thema"),
        name="thema",
        validate_choice=False,
        choices=[
            SelectChoice("", _l("Alle Themen")),
            *(SelectChoice(topic.value, words) for topic, words in TOPICS.items()),
        ],
    )
    state = SelectField(
        _l("Stand"),
        name="stand",
        validate_choice=False,
        choices=[SelectChoice("", _l("Neue und gelesene")), SelectChoice(UNREAD, _l("Nur neue"))],
    )

    @property
    def kinds(self) -> tuple[str, ...]:
        """Return the kinds of the chosen topic; an unknown one means all."""
        known = {topic.value: topic for topic in Topic}
        return kinds_of(known[self.topic.data]) if self.topic.data in known else ()

    @property
    def unread_only(self) -> bool:
        """Tell whether only new ones are wanted."""
        return bool(self.state.data == UNREAD)

    @property
    def chosen(self) -> dict[str, str]:
        """Return what is chosen, as it stands in an address."""
        return {field.name: field.data for field in (self.topic, self.state) if field.data}


class PreferencesForm(Form):
    """How somebody wants their messages."""

    neutral = BooleanField(
        _l("Nachrichten immer neutral halten"),
        description=_l(
            "Dann steht in E-Mails und Kalendereinträgen nur „Ihr Termin“, nie der Name des"
            " Angebots. Bei vertraulichen Angeboten ist das ohnehin so."
        ),
    )

    alarm = SelectField(
        _l("Soll Ihr Kalender Sie erinnern?"),
        description=_l(
            "Gilt für Termine, die Sie ab jetzt per E-Mail bekommen. Für einen Kalender, den Sie"
            " abonniert haben, stellen Sie es dort ein."
        ),
        default="",
        choices=[SelectChoice(str(minutes or ""), words) for minutes, words in ALARMS.items()],
    )

    groups: list[tuple[LazyString, list[tuple[Field, Field | None]]]]

    @property
    def choices(self) -> dict[str, str]:
        """Return what was chosen about messages, by field."""
        return {
            name: value
            for name, value in self.data.items()
            if isinstance(value, str) and name != self.alarm.name
        }

    @property
    def alarm_minutes(self) -> int | None:
        """Return how long before a date an entry that was mailed rings, if at all."""
        return int(self.alarm.data) if self.alarm.data else None


def preferences_form(
    topics: list[tuple[LazyString, list[Wish]]], **values: object
) -> PreferencesForm:
    """Return the form with a field for each of these kinds."""
    wishes = [wish for _topic, wishes in topics for wish in wishes]
    fields = {wish.field: _channel_field(wish) for wish in wishes}
    fields |= {f"{wish.field}_lead": _lead_field(wish) for wish in wishes if wish.leads}
    form: PreferencesForm = type("Choices", (PreferencesForm,), fields)(**values)
    form.groups = [
        (
            topic,
            [
                (form[wish.field], form[f"{wish.field}_lead"] if wish.leads else None)
                for wish in of_topic
            ],
        )
        for topic, of_topic in topics
    ]
    return form


def _channel_field(wish: Wish) -> SelectField:
    return SelectField(
        wish.words,
        description=wish.hint,
        choices=[SelectChoice(one.value, CHANNELS[one]) for one in wish.channels],
    )


def _lead_field(wish: Wish) -> SelectField:
    return SelectField(
        _l("%(kind)s: wann", kind=wish.words),
        choices=[
            SelectChoice(str(lead), lead_in_words(wish.code, lead)) for lead in sorted(wish.leads)
        ],
    )


class ActivityRemindersForm(Form):
    """Which reminders an activity has."""

    week = BooleanField(
        _l("7 Tage vorher"), description=_l("Vor dem ersten Termin, morgens um 9 Uhr.")
    )
    day = BooleanField(_l("1 Tag vorher"), description=_l("Vor jedem Termin, morgens um 9 Uhr."))
    hours = BooleanField(
        _l("2 Stunden vorher"), description=_l("Vor jedem Termin, zu dem man hingeht.")
    )
    sentence_de = text(
        _l("Was soll darin stehen?"),
        hint=_l("Ein Satz, zum Beispiel: Bitte bringen Sie eine Decke mit. Nichts Persönliches."),
        most=SENTENCE_LENGTH,
    )
    sentence_en = text(_l("Derselbe Satz auf Englisch"), most=SENTENCE_LENGTH)
    extra_days = SelectField(
        _l("An welchem Tag?"),
        choices=[SelectChoice(str(days), words) for days, words in DAYS.items()],
        default="1",
    )
    extra_at = TimeField(
        _l("Um wie viel Uhr?"), description=_l("Am Tag, zum Beispiel 9:00. Nachts bleibt es ruhig.")
    )

    @classmethod
    def of(cls, one: Chosen) -> Self:
        """Return the form that shows what was chosen."""
        return cls(
            formdata=None,
            week=Rule.WEEK in one.standard,
            day=Rule.DAY in one.standard,
            hours=Rule.HOURS in one.standard,
            sentence_de=one.sentence_de,
            sentence_en=one.sentence_en,
            extra_days=str(one.extra.days) if one.extra else "1",
            extra_at=one.extra.at if one.extra else None,
        )

    def validate(self, extra_validators: object = None) -> bool:
        """Ask for the time of a sentence, and for the sentence of a time."""
        if not super().validate(extra_validators):
            return False
        if bool(self.sentence_de.data) is (self.extra_at.time_of_day is not None):
            return True
        if self.sentence_de.data:
            self.extra_at.errors = [_("Geben Sie an, um wie viel Uhr sie kommen soll.")]
        else:
            self.sentence_de.errors = [_("Schreiben Sie, was in der Erinnerung stehen soll.")]
        return False

    @property
    def chosen(self) -> Chosen:
        """Return what was chosen."""
        return Chosen(
            standard=chosen_of(week=self.week.data, day=self.day.data, hours=self.hours.data),
            extra=extra_of(int(self.extra_days.data), self.extra_at.time_of_day),
            sentence_de=self.sentence_de.data,
            sentence_en=self.sentence_en.data,
        )
