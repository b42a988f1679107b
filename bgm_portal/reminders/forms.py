"""Forms about what is written to people."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, SelectField

from bgm_portal.mail.kinds import TOPICS, Topic, kinds_of
from bgm_portal.web.forms import Form, SelectChoice

from .wishes import CHANNELS, Wish, lead_in_words

UNREAD = "neu"


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

    groups: list[tuple[LazyString, list[tuple[Field, Field | None]]]]

    @property
    def choices(self) -> dict[str, str]:
        """Return what was chosen, by field."""
        return {name: value for name, value in self.data.items() if isinstance(value, str)}


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
