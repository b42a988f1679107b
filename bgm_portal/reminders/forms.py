"""Forms about what is written to people."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField

from bgm_portal.mail.kinds import TOPICS, Topic, kinds_of
from bgm_portal.web.forms import Form, SelectChoice

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
