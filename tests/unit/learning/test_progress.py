"""When a module is finished, for how long that counts, and who goes along with a new version."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bgm_portal.learning.content import reader
from bgm_portal.learning.kinds import Change
from bgm_portal.learning.rules import codes
from bgm_portal.learning.rules import progress as rules
from bgm_portal.learning.rules.progress import Progress, Standing
from tests.factories.learning import MEDIA, PROBE, in_english

TODAY = date(2026, 3, 23)
AT = datetime(2026, 3, 23, 8, tzinfo=UTC)
SOLVED = frozenset({"probe-q1", "probe-q2", "probe-q3", "probe-q4", "probe-q5"})
BOTH = frozenset({"lesson-1", "lesson-2"})
ONE = frozenset({"lesson-1"})


def read(text=PROBE, language="de"):
    return reader.read(text, file="x", language=language, media=frozenset(MEDIA))[0]


@pytest.mark.parametrize(
    ("questions", "percent", "needed"),
    [(6, 80, 5), (5, 80, 4), (4, 80, 4), (6, 100, 6), (0, 80, 0), (3, 1, 1), (10, 75, 8)],
)
def test_the_mark_to_pass_is_counted_in_whole_questions(questions, percent, needed):
    assert rules.needed(questions, percent) == needed


@pytest.mark.parametrize(
    ("progress", "complete"),
    [
        (Progress(read=BOTH, solved=SOLVED), True),
        (Progress(read=ONE, solved=SOLVED), False),
        (Progress(read=ONE, skipped=frozenset({"lesson-2"}), solved=SOLVED), True),
        (Progress(skipped=BOTH, solved=SOLVED), False),
        (Progress(read=BOTH, solved=SOLVED - {"probe-q1"}), False),
        (Progress(read=BOTH, solved=SOLVED - {"probe-q1"} | {"probe-q6"}), True),
        (Progress(read=BOTH, solved=frozenset({"probe-q7", "probe-q8"})), False),
        (Progress(), False),
    ],
)
def test_a_module_is_complete_when_all_is_read_and_enough_is_solved(progress, complete):
    assert rules.left(read(), progress).is_complete is complete


def test_a_module_without_a_quiz_is_complete_when_all_is_read():
    text = PROBE[: PROBE.index("## Quiz")]

    assert rules.left(read(text), Progress(read=BOTH)).is_complete


def test_what_was_skipped_is_not_asked_next():
    left = rules.left(read(), Progress(read=ONE, skipped_questions=frozenset({"probe-q2"})))

    assert (left.next_lesson, left.next_question) == ("lesson-2", "probe-q1")


def test_a_note_on_the_content_allows_to_skip_its_lesson_and_the_question_of_that_number():
    assert rules.skippable(read()) == {"lesson-2", "probe-q2"}


def test_a_module_may_name_itself_what_can_be_skipped():
    assert rules.skippable(read(PROBE.replace("order: 1", "skip: [lesson-1]"))) == {"lesson-1"}


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 3, 31), -36, date(2023, 3, 31)),
    ],
)
def test_months_later_is_the_same_day_or_the_last_one(day, months, later):
    assert rules.months_later(day, months) == later


@pytest.mark.parametrize(
    ("months", "renewed_on", "until"),
    [
        (0, None, None),
        (24, None, date(2028, 3, 23)),
        (0, date(2026, 5, 1), date(2026, 5, 31)),
        (1, date(2026, 5, 1), date(2026, 4, 23)),
        (24, date(2026, 5, 1), date(2026, 5, 31)),
    ],
)
def test_a_completion_ends_by_time_or_thirty_days_after_a_renewal(months, renewed_on, until):
    assert rules.valid_until(TODAY, renewal_months=months, renewed_on=renewed_on) == until


@pytest.mark.parametrize(
    ("begun", "completed", "until", "standing"),
    [
        (False, False, None, Standing.NEW),
        (True, False, None, Standing.BEGUN),
        (True, True, None, Standing.DONE),
        (True, True, TODAY + timedelta(days=60), Standing.DONE),
        (True, True, TODAY + timedelta(days=59), Standing.ENDING),
        (True, True, TODAY, Standing.ENDING),
        (True, True, TODAY - timedelta(days=1), Standing.ENDED),
    ],
)
def test_somebody_stands_to_a_module(begun, completed, until, standing):
    found = rules.standing(begun=begun, completed=completed, until=until, today=TODAY)

    assert found is standing


@pytest.mark.parametrize(
    ("withdrawn_on", "begun", "may"),
    [
        (None, False, True),
        (TODAY, False, False),
        (TODAY - timedelta(days=30), True, True),
        (TODAY - timedelta(days=31), True, False),
    ],
)
def test_a_withdrawn_module_is_finished_within_thirty_days(withdrawn_on, begun, may):
    assert rules.may_be_learnt(withdrawn_on=withdrawn_on, begun=begun, today=TODAY) is may


@pytest.mark.parametrize(
    ("changes", "along"),
    [([], True), ([Change.EDITORIAL], True), ([Change.EDITORIAL, Change.CONTENT], False),
     ([Change.RENEW], False)],
)  # fmt: skip
def test_only_other_words_reach_everybody(changes, along):
    assert rules.moves_along(changes) is along


@pytest.mark.parametrize(
    ("old", "new", "editorial"),
    [
        ("Bleiben Sie ruhig.", "Bleiben Sie bitte ruhig.", True),
        ("Wer zuhört, versteht.", "Wer zuhört, versteht mehr.", True),
        ("- [ ] Lärm", "- [x] Lärm", False),
        ("[[reden]]", "[[sprechen]]", False),
        ("probe-q3", "probe-q9", False),
        ("pass_percent: 80", "pass_percent: 50", False),
        ("- Ohr → hören", "- Ohr → hören\n- Nase → riechen", False),
        ("Erst [[hören|zuhören]], dann [[reden]]", "Erst [[reden]], dann [[hören|zuhören]]", False),
        ("- Auge → sehen\n- Ohr → hören", "- Auge → hören\n- Ohr → sehen", False),
        ("1. begrüßen\n2. zuhören", "1. zuhören\n2. begrüßen", False),
        ("- [x] Zuhören\n- [ ] Reden", "- [x] Reden\n- [ ] Zuhören", False),
        ("- [x] Zuhören", "- [x] Hinhören <!-- id: a -->", True),
        ("- Auge → sehen", "- Das Auge → sehen <!-- id: a -->", True),
    ],
)
def test_other_words_are_editorial_and_other_answers_are_not(old, new, editorial):
    assert rules.is_editorial(read(), read(PROBE.replace(old, new))) is editorial


def test_a_code_is_sixty_bits_long_and_read_back_however_it_is_typed():
    code = codes.code_of(2**60 - 1)

    assert code == "ZZZZ-ZZZZ-ZZZZ"
    assert codes.typed_code(" zzzz zzzz-ZZZZ ") == code
    assert codes.typed_code("OIL0-0000-0000") == "0110-0000-0000"


@pytest.mark.parametrize("typed", ["", "ABC", "ZZZZ-ZZZZ-ZZZU", "ZZZZ-ZZZZ-ZZZZ-Z", "ä" * 12])
def test_what_is_no_code_is_none(typed):
    assert codes.typed_code(typed) == ""


def test_a_name_is_the_same_whatever_its_case_and_blanks():
    assert codes.same_name(" katrin  ALBERS", "Katrin Albers")
    assert not codes.same_name("Katrin", "Katrin Albers")


@pytest.mark.parametrize(
    ("old", "new", "editorial"),
    [
        ("[[hören|zuhören]]", "[[listen]]", False),
        ("Zuhören ist gut.", "Listening is good.", True),
        ("> **Explanation:** Ruhe hilft allen.", "> **Explanation:** Calm helps.", True),
    ],
)
def test_other_words_that_fill_an_english_gap_are_not_editorial(old, new, editorial):
    german, english = read(), read(in_english(), "en")
    changed = read(in_english().replace(old, new), "en")
    before, after = {"de": german, "en": english}, {"de": german, "en": changed}

    assert changed != english
    assert rules.only_words_changed(before, after, base="de") is editorial


def test_a_translation_with_gaps_that_goes_is_not_editorial_and_one_that_comes_is():
    german, both = {"de": read()}, {"de": read(), "en": read(in_english(), "en")}

    assert not rules.only_words_changed(both, german, base="de")
    assert rules.only_words_changed(german, both, base="de")
