"""What is answered to a need, and by whom it is taken over."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField
from wtforms.validators import Length

from bgm_portal.web.forms import Form, Required, SelectChoice

from .contents import AnswerContent, tidy
from .rules import LONGEST_MESSAGE
from .states import NeedStatus

LONGEST_ALTERNATIVE = 500
SHORTEN = _l("Kürzen Sie den Text auf %(max)d Zeichen.")


def _tidy(text: str | None) -> str:
    return tidy(text or "")


class AnswerForm(Form):
    """How a need stands, in the words of whoever looks after it."""

    stand = RadioField(
        _l("Was ist der Stand?"),
        validators=[Required(_l("Wählen Sie aus, wie der Bedarf steht."))],
    )
    message = TextAreaField(
        filters=[_tidy],
        validators=[Length(max=LONGEST_MESSAGE, message=SHORTEN)],
        render_kw={"rows": 5},
    )
    alternative = TextAreaField(
        _l("Was stattdessen möglich ist"),
        description=_l("Nötig, wenn es so nicht geht. Höchstens 500 Zeichen."),
        filters=[_tidy],
        validators=[Length(max=LONGEST_ALTERNATIVE, message=SHORTEN)],
        render_kw={"rows": 3},
    )

    def address(self, name: str, wish: str) -> None:
        """Speak of the person to whom the answer goes."""
        self.stand.choices = [
            SelectChoice(
                NeedStatus.IN_PROGRESS.value,
                _("Ich kümmere mich darum"),
                {"hint": _("%(name)s sieht: „In Arbeit“", name=name)},
            ),
            SelectChoice(
                NeedStatus.ARRANGED.value,
                _("Es ist organisiert"),
                {"hint": _("%(name)s wird gefragt, ob es so passt", name=name)},
            ),
            SelectChoice(
                NeedStatus.NOT_POSSIBLE.value,
                _("So geht es nicht"),
                {"hint": _("Nennen Sie einen Grund und schlagen Sie etwas anderes vor")},
            ),
        ]
        self.message.label.text = _("Nachricht an %(name)s", name=name)
        note = _("Die E-Mail nennt nur, dass eine Antwort da ist. Höchstens 1000 Zeichen.")
        self.message.description = f"{wish} {note}".strip()

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for a reason and for something else where the answer is no."""
        sound = bool(super().validate(extra_validators))
        if self.stand.data != NeedStatus.NOT_POSSIBLE:
            return sound
        if not self.message.data:
            self.message.errors = [_("Nennen Sie einen Grund.")]
        if not self.alternative.data:
            self.alternative.errors = [_("Schlagen Sie vor, was stattdessen möglich ist.")]
        return not self.errors

    @property
    def status(self) -> NeedStatus:
        """Return what was chosen."""
        return NeedStatus(self.stand.data)

    @property
    def content(self) -> AnswerContent:
        """Return what was written."""
        return AnswerContent(
            message=self.message.data or "", alternative=self.alternative.data or ""
        )


class TalkForm(Form):
    """What somebody wants to speak about once more; nothing must be said."""

    message = TextAreaField(
        _l("Worüber möchten Sie noch einmal sprechen?"),
        description=_l("Nur die zuständige Person liest das. Höchstens 1000 Zeichen."),
        filters=[_tidy],
        validators=[Length(max=LONGEST_MESSAGE, message=SHORTEN)],
        render_kw={"rows": 5},
    )


class HandOverForm(Form):
    """Who takes over."""

    person = RadioField(
        _l("Wer übernimmt?"), validators=[Required(_l("Wählen Sie aus, wer übernimmt."))]
    )

    def offer(self, people: Sequence[tuple[UUID, str]]) -> None:
        """Offer these people."""
        self.person.choices = [SelectChoice(str(person_id), name) for person_id, name in people]
