"""Looking for garbage less often: what was loaded stays, and tests leave little behind.

Python looks through everything again and again that a process holds, and a process with all tests
holds millions of objects. Looking took a twelfth of the time of the tests.
"""

from __future__ import annotations

import gc

import pytest

#: New objects until Python looks at them; its own number is 700, for processes with little room.
SOON = 20_000
SELDOM = 20  # times that before it looks at older ones
RARELY = 50  # times that before it looks at all but what was there at the beginning


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Set aside what is there before the first test: it is needed until the last one."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(SOON, SELDOM, RARELY)
