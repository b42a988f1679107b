"""How many pages a list has."""

import pytest

from bgm_portal.core.paging import Page


@pytest.mark.parametrize(("total", "count"), [(0, 1), (1, 1), (20, 1), (21, 2), (40, 2), (41, 3)])
def test_a_list_has_at_least_one_page(total: int, count: int) -> None:
    page: Page[str] = Page(rows=[], number=1, size=20, total=total)

    assert page.count == count
    assert list(page.numbers) == list(range(1, count + 1))
