"""Forms about the running of the portal."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField

from bgm_portal.mail.kinds import KINDS
from bgm_portal.mail.states import MailState
from bgm_portal.mail.words import MAIL_STATES
from bgm_portal.web.forms import Form, SelectChoice


class MailFilterForm(Form):
    """Which messages to show."""

    class Meta:
        """It changes nothing, so its token would only lengthen the address."""

        csrf = False

    kind = SelectField(
        _l("Art"),
        name="art",
        validate_choice=False,
        choices=[
            SelectChoice("", _l("Alle Arten")),
            *(SelectChoice(code, kind.words) for code, kind in KINDS.items()),
        ],
    )
    state = SelectField(
        _l("Stand"),
        name="stand",
        validate_choice=False,
        choices=[
            SelectChoice("", _l("Jeder Stand")),
            *(SelectChoice(state.value, words[0]) for state, words in MAIL_STATES.items()),
        ],
    )

    @property
    def kinds(self) -> tuple[str, ...]:
        """Return the chosen kind; an unknown one means all."""
        return (self.kind.data,) if self.kind.data in KINDS else ()

    @property
    def states(self) -> tuple[MailState, ...]:
        """Return the chosen state; an unknown one means all."""
        known = {state.value: state for state in MailState}
        return (known[self.state.data],) if self.state.data in known else ()

    @property
    def chosen(self) -> dict[str, str]:
        """Return what is chosen, as it stands in an address."""
        return {field.name: field.data for field in (self.kind, self.state) if field.data}
