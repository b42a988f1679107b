"""How many pages a list has, and which of them it offers."""

import pytest

from bgm_portal.core.paging import Page, leaf


def read_from(rows: list[int]):
    def read(limit: int, offset: int) -> list[int]:
        assert offset < 2**63, "no database counts that far"
        return rows[offset : offset + limit]

    return read


@pytest.mark.parametrize(("total", "count"), [(0, 1), (1, 1), (20, 1), (21, 2), (40, 2), (41, 3)])
def test_a_list_has_at_least_one_page(total: int, count: int) -> None:
    page: Page[str] = Page(rows=[], number=1, size=20, total=total)

    assert page.count == count
    assert page.numbers == list(range(1, count + 1))


@pytest.mark.parametrize(
    ("number", "numbers"),
    [
        (1, [1, 2, 3, None, 4520]),
        (3, [1, 2, 3, 4, 5, None, 4520]),
        (4, [1, 2, 3, 4, 5, 6, None, 4520]),
        (5, [1, 2, 3, 4, 5, 6, 7, None, 4520]),  # a gap of one page is the page itself
        (6, [1, None, 4, 5, 6, 7, 8, None, 4520]),
        (4520, [1, None, 4518, 4519, 4520]),
    ],
)
def test_a_long_list_offers_the_pages_around_the_open_one(
    number: int, numbers: list[int | None]
) -> None:
    page: Page[str] = Page(rows=[], number=number, size=25, total=113_000)

    assert page.numbers == numbers


@pytest.mark.parametrize(
    ("rows", "asked", "number", "found", "count"),
    [
        (0, 1, 1, [], 1),
        (2, 1, 1, [0, 1], 1),
        (3, 1, 1, [0, 1], 2),  # one more tells that the list goes on
        (3, 2, 2, [2], 2),
        (4, 2, 2, [2, 3], 2),
        (9, 2, 2, [2, 3], 3),  # how far it goes, nobody asked
        (3, 7, 1, [0, 1], 2),  # behind the end
        (3, -1, 1, [0, 1], 2),
        (3, 10**30, 1, [0, 1], 2),  # further than a database can count
    ],
)
def test_a_list_that_nobody_counts_knows_whether_it_goes_on(
    rows: int, asked: int, number: int, found: list[int], count: int
) -> None:
    page = leaf(read_from(list(range(rows))), number=asked, size=2)

    assert (page.number, page.rows, page.count, page.counted) == (number, found, count, False)
