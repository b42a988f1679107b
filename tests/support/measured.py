"""What coverage is not measured for: it doubles the time, and these tests prove something else."""

from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
#: Walks through every page, and tests that drive other processes.
WALKS = tuple(TESTS / name for name in ("browser", "guards", "torture"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out of the measurement what lies in these folders."""
    for item in items:
        if any(folder in item.path.parents for folder in WALKS):
            item.add_marker(pytest.mark.no_cover)
