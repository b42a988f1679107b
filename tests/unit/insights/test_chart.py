"""Where the bars of a chart stand, what it says in a sentence, and when there is none."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from bgm_portal.insights.chart import BAR, GAP, PAGE, Bar, Chart, Figure, chart, in_parts
from bgm_portal.insights.disclosure.bands import Band


def drawn(
    *rows: tuple[str, Sequence[Figure]],
    series: Sequence[str] = (),
    say: Callable[[int], str] = str,
) -> Chart:
    found = chart("Wer kam", rows, series=series, say=say)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("units", "halves"), [(12, 1), (19, 1), (12, 3), (40, 2), (3, 30), (113, 3)]
)
def test_what_a_page_cannot_hold_is_drawn_in_parts_and_nothing_twice(
    units: int, halves: int
) -> None:
    rows = [(str(unit), [Band(5, 9)] * halves) for unit in range(units)]
    found = in_parts(drawn(*rows, series=[str(half) for half in range(halves)]))

    assert [line for part in found for row in part.rows for line in row.lines] == [
        r[0] for r in rows
    ]
    heights = [len(part.rows) * (BAR * halves + GAP) for part in found]
    assert max(heights) <= max(PAGE, BAR * halves + GAP)
    assert len(found) == 1 or sum(heights) > PAGE


def test_a_band_is_drawn_as_a_band_and_a_star_as_a_star() -> None:
    found = drawn(("A", [Band(20, 24)]), ("B", ["*"]))

    assert found.ticks == [("0", 0), ("5", 20), ("10", 40), ("15", 60), ("20", 80), ("25", 100)]
    assert [row.bars for row in found.rows] == [
        [Bar(words="20–24", start=80, length=20)],
        [Bar(words="*")],
    ]


def test_an_exact_number_begins_at_nought() -> None:
    found = drawn(("Bewegung", (3, 2)), series=("Angebote", "ohne Hürde"))

    assert [(bar.words, bar.start) for bar in found.rows[0].bars] == [("3", 0), ("2", 0)]
    assert found.rows[0].bars[0].length == 100
    assert not found.has_bands


@pytest.mark.parametrize("most", [1, 5, 9, 99, 350, 4_600, 12_344, 112_999])
def test_the_lines_of_the_axis_are_few_and_round_and_hold_everything(most: int) -> None:
    numbers = [int(number) for number, _place in drawn(("A", [most])).ticks]

    assert 2 <= len(numbers) <= 6
    assert numbers[0] == 0
    assert numbers[-1] >= most
    assert str(numbers[1]).rstrip("0") in {"1", "2", "5"}


def test_lines_are_fewer_where_the_last_number_is_long_though_no_figure_is() -> None:
    found = drawn(("A", [87]), say=lambda number: f"{number} %")

    assert [words for words, _place in found.ticks] == ["0 %", "50 %", "100 %"]


def test_lines_of_bands_stand_where_bands_begin() -> None:
    numbers = [int(number) for number, _place in drawn(("A", [Band(5, 9)])).ticks]

    assert numbers == [0, 5, 10]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([("A", [Band(5, 9)]), ("B", [Band(20, 24)])], "Die Werte reichen von 5–9 bis 20–24."),
        ([("A", [Band(5, 9)]), ("B", [Band(5, 9)])], "Jeder Wert ist 5–9."),
        ([("A", [500, 4600]), ("B", ["*", 0])], "Die Werte reichen von 0 € bis 4600 €."),
    ],
)
def test_a_sentence_says_from_where_to_where_the_figures_go(
    rows: list[tuple[str, list[Figure]]], sentence: str
) -> None:
    euros = isinstance(rows[0][1][0], int)

    found = drawn(*rows, say=lambda number: f"{number} €" if euros else str(number))

    assert found.statement == sentence
    assert "A" not in found.statement.split()


@pytest.mark.parametrize(
    ("label", "lines"),
    [
        ("Leistung", ["Leistung"]),
        (
            "Blutdruck- und Stress-Check im Haus Mitte",
            ["Blutdruck- und Stress-Check", "im Haus Mitte"],
        ),
        ("Wort " * 20, ["Wort Wort Wort Wort Wort", "Wort Wort Wort Wort Wort…"]),
        ("D" * 80, ["D" * 27, "D" * 26 + "…"]),
    ],
)
def test_a_long_label_takes_two_lines_and_no_more(label: str, lines: list[str]) -> None:
    assert drawn((label, [1])).rows[0].lines == lines


@pytest.mark.parametrize("figures", [["*"], ["kein Angebot"], [0], []])
def test_where_there_is_nothing_to_draw_there_is_no_chart(figures: list[Figure]) -> None:
    assert chart("Wer kam", [("A", figures)]) is None
