"""Moments as people read them, in both languages and in German wall time."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from flask_babel import Babel, get_locale

from bgm_portal.core import i18n

RUN = datetime(2026, 5, 21, 16, 0, tzinfo=UTC)
RUN_ENDS = datetime(2026, 5, 21, 19, 0, tzinfo=UTC)
NIGHT = datetime(2026, 3, 28, 23, 30, tzinfo=UTC)  # 0:30 on the night of the change


@pytest.fixture(autouse=True)
def _speaking() -> object:
    app = Flask("words")
    Babel(app, default_locale="de")
    with app.app_context():
        yield
        i18n.listen_anew()


@pytest.mark.parametrize(
    ("write", "german", "english"),
    [
        (i18n.long_date, "Donnerstag, 21. Mai 2026", "Thursday, 21 May 2026"),
        (i18n.short_date, "21. Mai 2026", "21 May 2026"),
        (i18n.day_month, "21. Mai", "21 May"),
        (i18n.month_year, "Mai 2026", "May 2026"),
        (i18n.weekday, "Donnerstag", "Thursday"),
        (i18n.clock_time, "18:00", "18:00"),
    ],
)
def test_a_moment_is_written_as_people_read_it(
    write: Callable[[datetime], str], german: str, english: str
) -> None:
    with i18n.in_language("de"):
        in_german = write(RUN)
    with i18n.in_language("en"):
        in_english = write(RUN)

    assert in_german.replace(i18n.NO_BREAK_SPACE, " ") == german
    assert in_english.replace(i18n.NO_BREAK_SPACE, " ") == english


@pytest.mark.parametrize("figure", [90, "24–30"])
def test_no_end_of_a_line_parts_a_figure_from_its_sign(figure: object) -> None:
    with i18n.in_language("de"):
        assert i18n.per_cent(figure) == f"{figure}\N{NO-BREAK SPACE}%"


def test_a_moment_after_midnight_in_germany_is_on_the_next_day() -> None:
    assert "29." in i18n.long_date(NIGHT)
    assert i18n.clock_time(NIGHT) == "0:30"


def test_a_day_is_written_without_asking_where_it_is() -> None:
    assert "21." in i18n.long_date(date(2026, 5, 21))


def test_a_span_within_a_day_names_the_day_once() -> None:
    assert i18n.span(RUN, RUN_ENDS).count("Mai") == 1


def test_a_text_without_a_translation_is_shown_in_german() -> None:
    with i18n.in_language("en"):
        assert i18n.in_words("Rückenschule", None) == "Rückenschule"
        assert i18n.in_words("Rückenschule", "Back training") == "Back training"


def test_a_language_that_nobody_speaks_here_becomes_german() -> None:
    with i18n.in_language("fr"):
        assert i18n.language() == "de"


def test_the_language_of_a_request_that_has_ended_is_not_taken_for_the_present_one() -> None:
    app = Flask("request")
    Babel(app, default_locale="de", locale_selector=lambda: "en")
    with app.test_request_context():
        assert i18n.language() == "en"

    with i18n.in_language("en"):
        locale = get_locale()
    assert locale is not None
    assert locale.language == "en"
