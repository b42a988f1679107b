"""Two people at one list, or two windows: what one of them noted is not undone by the other."""

from datetime import timedelta

import pytest

from tests.support.times import RUN_ENDS

MINUTE = timedelta(minutes=1)
STAYS = "hatte inzwischen jemand anderes etwas eingetragen."


@pytest.fixture
def window(coordinator, sign_in, at, run, occurrence):
    """Return a function that opens the list at a minute, and one that saves its ticks then."""
    address = f"/planung/{run.id}/anwesenheit?termin={occurrence.id}"

    def _open(minute):
        with at(RUN_ENDS + minute * MINUTE):
            page = sign_in(coordinator).get(address)
        hidden = {"listed": [], "seen": []}
        for name, values in hidden.items():
            values += [box["value"] for box in page.soup.select(f"input[name={name}]")]
        return hidden

    def _save(shown, minute, *present):
        with at(RUN_ENDS + minute * MINUTE):
            ticked = [str(person.id) for person in present]
            return sign_in(coordinator).post(address, **shown, present=ticked)

    return _open, _save


def standing(page):
    return [row[2] for row in page.rows()]


def test_what_somebody_ticked_meanwhile_stays_and_the_rest_is_saved(window, two):
    opened, save = window
    albers, bachmann = two
    first, second = opened(0), opened(0)
    save(first | {"listed": first["listed"][:1], "seen": first["seen"][:1]}, 1, albers)

    page = save(second, 2, bachmann)

    assert standing(page) == ["war da", "war da"]
    assert f"Bei einer Person {STAYS}" in page.text
    assert "Gespeichert. Da waren: 2. Nicht da waren: 0." in page.text


def test_where_both_say_the_same_nothing_is_told(window, two):
    opened, save = window
    first, second = opened(0), opened(0)
    save(first, 1, *two)

    page = save(second, 2, *two)

    assert standing(page) == ["war da", "war da"]
    assert STAYS not in page.text


def test_whoever_looks_again_can_change_what_the_other_noted(window, two):
    opened, save = window
    save(opened(0), 1, *two)

    page = save(opened(2), 3)

    assert standing(page) == ["war nicht da", "war nicht da"]
    assert STAYS not in page.text


def test_several_are_counted(window, two):
    opened, save = window
    first, second = opened(0), opened(0)
    save(first, 1, *two)

    page = save(second, 2)

    assert standing(page) == ["war da", "war da"]
    assert f"Bei 2 Personen {STAYS}" in page.text


def test_a_page_of_before_saves_as_it_did(window, two):
    opened, save = window
    first, second = opened(0), opened(0)
    save(first, 1, *two)

    page = save({"listed": second["listed"]}, 2)

    assert standing(page) == ["war nicht da", "war nicht da"]


@pytest.mark.parametrize("seen", ["", "x", "x y z", "00000000-0000-0000-0000-000000000001 now"])
def test_what_is_forged_harms_nobody(window, two, seen):
    opened, save = window
    shown = opened(0)

    page = save(shown | {"seen": [seen]}, 1, *two)

    assert standing(page) == ["war da", "war da"]
