"""Long tests begin first, so that no processor waits for the last of them at the end."""

from __future__ import annotations

import pytest


@pytest.hookimpl(trylast=True)  # after the tests were shuffled
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put those that are marked as long before the others."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)
