"""The form on which times are chosen: one for each person, or one at each station."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, cast

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectMultipleField
from wtforms.validators import Optional

from bgm_portal.activities.kinds import Times
from bgm_portal.registration import times
from bgm_portal.web.forms import Form, Required, SelectChoice

NO_TIME = ""
ONE = "zeit"
DATES = "termine"


class TimeForm(Form):
    """Times to choose from; its fields follow from the stations."""

    @property
    def groups(self) -> list[Any]:
        """Return the groups of radios."""
        return [field for field in self if isinstance(field, RadioField)]

    @property
    def chosen(self) -> list[str]:
        """Return the times that were chosen, of those that were offered."""
        return [
            str(field.data)
            for field in self.groups
            if field.data and field.data in {choice.value for choice in field.choices}
        ]

    @property
    def wants_longer(self) -> bool:
        """Tell whether somebody needs more time than one slot."""
        return "longer" in self and bool(self["longer"].data)


class OneTimeForm(TimeForm):
    """One time for each person."""

    longer = BooleanField(
        _l("Ich brauche mehr Zeit"),
        description=_l("Dann gehört auch die folgende Zeit Ihnen. Sie müssen keinen Grund nennen."),
    )


class DatesForm(TimeForm):
    """All dates of a series that have room, or some of them."""

    whole = BooleanField(
        _l("Alle Termine, die noch frei sind"),
        description=_l("Dann müssen Sie unten nichts ankreuzen."),
    )

    @property
    def chosen(self) -> list[str]:
        """Return the dates that were chosen, of those that were offered."""
        offered = [str(choice.value) for choice in self[DATES].choices]
        return [one for one in offered if self.whole.data or one in (self[DATES].data or [])]

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Insist on one date."""
        if not super().validate(*args, **kwargs):
            return False
        if not self.chosen:
            self[DATES].errors = [_("Wählen Sie mindestens einen Termin.")]
        return bool(self.chosen)


def time_form(activity: Any, *, at: datetime, keep: Collection[str] = ()) -> type[TimeForm]:
    """Return the form for the times of an activity."""
    found = times.groups(activity.id, at=at, keep=keep)
    if activity.times is Times.ONE:
        return cast("type[TimeForm]", type("ChosenTimeForm", (OneTimeForm,), {ONE: _one(found)}))
    if activity.times is Times.DATES:
        return cast("type[TimeForm]", type("ChosenDatesForm", (DatesForm,), {DATES: _dates(found)}))
    fields = {f"station_{number}": _station(group) for number, group in enumerate(found)}
    return cast("type[TimeForm]", type("StationTimesForm", (TimeForm,), fields))


def _one(groups: list[times.Group]) -> Any:
    several = len(groups) > 1
    return RadioField(
        _l("Welche Zeit passt Ihnen?"),
        choices=[
            _choice(value, words, hint, head=group.title if several else "")
            for group in groups
            for value, words, hint in group.choices
        ],
        validators=[Required(_l("Wählen Sie eine Zeit."))],
    )


def _dates(groups: list[times.Group]) -> Any:
    return SelectMultipleField(
        _l("Welche Termine passen Ihnen?"),
        choices=[
            _choice(value, f"{group.title}, {words}", hint)
            for group in groups
            for value, words, hint in group.choices
        ],
        coerce=str,
        validate_choice=False,  # what was taken meanwhile is refused by whoever counts
    )


def _station(group: times.Group) -> Any:
    none = SelectChoice(NO_TIME, _l("keine Zeit an dieser Station"))
    return RadioField(
        group.title,
        choices=[none, *(_choice(*choice) for choice in group.choices)],
        default=NO_TIME,
        validators=[Optional()],
    )


def _choice(value: str, words: str, hint: str, *, head: str = "") -> SelectChoice:
    said = {"hint": hint, "head": head}
    return SelectChoice(value, words, {name: text for name, text in said.items() if text})


def time_data(form: type[TimeForm], slots: Collection[str], *, longer: bool) -> dict[str, Any]:
    """Return the data that ticks what was chosen before."""
    data: dict[str, Any] = {"longer": longer, DATES: list(slots)}
    for name, field in vars(form).items():
        for choice in getattr(field, "kwargs", {}).get("choices", ()):
            if choice.value in slots:
                data[name] = choice.value
    return data
