"""Buses, as passengers and coordinators see them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.datastructures import MultiDict

from bgm_portal.core.i18n import in_words
from bgm_portal.registration import words
from bgm_portal.web import versions
from bgm_portal.web.fields import choices_of
from bgm_portal.web.forms import SelectChoice, as_stored
from bgm_portal.web.versions import Pair

from .forms.buses import NO_BUS, BusesForm, RideForm, SeatForm
from .queries import buses as queries
from .queries.buses import Ride

BLANK_ROWS = 1


def own(registration: Any, activity: Any) -> dict[str, Any]:
    """Return the place of somebody, if they have one."""
    return {
        "registration": registration,
        "activity": activity,
        "activity_title": words.title_of(activity),
        "has_buses": queries.has_buses(activity.id),
        "ride": ride_of(registration.id),
    }


def ride_of(registration_id: UUID) -> list[tuple[str, str]]:
    """Return how somebody gets there and back by bus; nothing without a place."""
    held = queries.place_of(registration_id)
    if held is None:
        return []
    place, bus = held
    rows = [
        (_("Hinfahrt"), _leaves(bus)),
        (_("Rückfahrt"), _("%(time)s Uhr", time=f"{bus.back_at:%H:%M}") if place.goes_back else ""),
        (_("Ihr Platz"), _("stufenloser Platz") if place.step_free else _("Sitz")),
        (_("Begleitung"), _("ein Sitz für Ihre Begleitung") if place.companion else ""),
    ]
    return [(str(term), str(value)) for term, value in rows if value]


def _leaves(bus: Any) -> str:
    stop = in_words(bus.stop_de, bus.stop_en)
    return str(_("%(time)s Uhr ab %(stop)s", time=f"{bus.leaves_at:%H:%M}", stop=stop))


def ride_form(registration: Any) -> RideForm:
    """Return the form with the buses that there are, filled with one's own place."""
    held = queries.place_of(registration.id)
    place = held[0] if held else None
    data: dict[str, Any] = {"goes_back": True}
    if place is not None:
        data = {
            "bus": str(place.bus_id),
            "step_free": place.step_free,
            "companion": place.companion,
            "goes_back": place.goes_back,
        }
    form = RideForm(data=data)
    rides = queries.rides(registration.activity_id)
    form.bus.choices = _offered(rides)
    _ask_for_the_way_back(form, rides)
    return form


def seat_form(activity: Any) -> SeatForm:
    """Return the form that gives somebody who called a place, or none."""
    form = SeatForm(data={"goes_back": True})
    people = {str(id_): name for id_, name in queries.people(activity.id)}
    form.person.choices = choices_of({"": _("bitte wählen")} | people)
    rides = queries.rides(activity.id)
    form.bus.choices = [*_offered(rides), SelectChoice(NO_BUS, _("keiner, Platz abgeben"))]
    _ask_for_the_way_back(form, rides)
    return form


def _ask_for_the_way_back(form: RideForm | SeatForm, rides: Sequence[Ride]) -> None:
    """Leave the question out where no bus goes back."""
    if not any(ride.bus.back_at for ride in rides):
        del form.goes_back


def _offered(rides: Sequence[Ride]) -> list[SelectChoice]:
    return [
        SelectChoice(str(ride.bus.id), _leaves(ride.bus), {"hint": _about(ride)}) for ride in rides
    ]


def _about(ride: Ride) -> str:
    """Say in words, without numbers, whether there is room."""
    whole, taken = ride.whole, ride.taken
    seats = _("Sitze frei") if taken.seats < whole.seats else _("kein Sitz frei")
    if not whole.step_free:
        step_free = _("kein stufenloser Einstieg")
    elif taken.step_free < whole.step_free:
        step_free = _("stufenloser Platz frei")
    else:
        step_free = _("stufenloser Platz vergeben")
    back = (
        _("zurück um %(time)s Uhr", time=f"{ride.bus.back_at:%H:%M}")
        if ride.bus.back_at
        else _("keine Rückfahrt")
    )
    return "; ".join(str(part) for part in (seats, step_free, back))


def desk(activity: Any) -> dict[str, Any]:
    """Return every bus with its passengers."""
    return {
        "activity": activity,
        "activity_title": words.title_of(activity),
        "rides": [
            (
                _leaves(ride.bus),
                _counted(ride),
                [
                    (
                        passenger.name,
                        str(_("stufenloser Platz") if passenger.place.step_free else _("Sitz")),
                        str(_("ja") if passenger.place.companion else _("nein")),
                        str(_("ja") if passenger.place.goes_back else _("nein")),
                    )
                    for passenger in ride.passengers
                ],
            )
            for ride in queries.rides(activity.id)
        ],
    }


def _counted(ride: Ride) -> str:
    whole, taken = ride.whole, ride.taken
    seats = ngettext(
        "%(taken)s von einem Sitz belegt",
        "%(taken)s von %(num)s Sitzen belegt",
        whole.seats,
        taken=taken.seats,
    )
    step_free = ngettext(
        "%(taken)s von einem stufenlosen Platz belegt",
        "%(taken)s von %(num)s stufenlosen Plätzen belegt",
        whole.step_free,
        taken=taken.step_free,
    )
    return f"{seats}; {step_free}"


def buses_form(activity: Any) -> BusesForm:
    """Return the form of all buses with an empty row for one more."""
    names = ("stop_de", "stop_en", "leaves_at", "back_at", "seats", "step_free_places")
    rows: list[dict[str, Any]] = [
        {"row_id": str(ride.bus.id)} | {name: getattr(ride.bus, name) for name in names}
        for ride in queries.rides(activity.id)
    ]
    blank: list[dict[str, Any]] = [{} for _row in range(BLANK_ROWS)]
    return BusesForm(data={"rows": rows + blank})


def stored_form(activity: Any) -> BusesForm:
    """Return the form as it stands for everybody, whatever was sent just now."""
    with as_stored():
        return buses_form(activity)


def both(stored: BusesForm, typed: BusesForm, sent: MultiDict[str, str]) -> dict[str, Any]:
    """Return what the page with both versions shows: bus beside bus, wherever it stands by now.

    A bus that came in between moves the others down a row; rows alone would compare strangers.
    """
    before = {row.row_id.data: row for row in _used(stored)}
    after = _used(typed)
    pairs = [pair for row in after for pair in _differing(before.get(row.row_id.data), row)]
    kept = {row.row_id.data for row in after}
    pairs += [_lost(row) for id_, row in before.items() if id_ not in kept]
    return versions.both(stored, typed, sent) | {"pairs": pairs}


def _used(form: BusesForm) -> list[Any]:
    return [entry.form for entry in form.rows if entry.form.is_used]


def _differing(stored: Any | None, typed: Any) -> list[Pair]:
    """Return where two versions of a bus differ; one that is not stored is said in one piece."""
    name = _("Bus %(stop)s", stop=(stored or typed).stop_de.data)
    if stored is None:
        words = _in_one_piece(typed)
        return [Pair(label=str(name), stored=str(_("kein solcher Bus")), typed=words)]
    found = versions.differing(zip(stored, typed, strict=True))
    return [replace(pair, label=f"{name}: {pair.label}") for pair in found]


def _lost(stored: Any) -> Pair:
    return Pair(
        label=str(_("Bus %(stop)s", stop=stored.stop_de.data)),
        stored=_in_one_piece(stored),
        typed=str(_("nicht dabei: Dieser Bus würde entfernt")),
    )


def _in_one_piece(row: Any) -> str:
    said = versions.written([field for field in row if field.name != row.remove.name])
    return "; ".join(f"{label}: {words}" for label, words in said)
