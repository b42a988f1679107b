"""Reading without being watched: coverage follows every step of those who read pages for us."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def unmeasured() -> Iterator[None]:
    """Do what runs none of our code, like reading a page, without coverage looking on.

    It would learn nothing, and that takes a quarter of the time of tests that are measured.
    """
    watching = sys.gettrace()
    sys.settrace(None)
    try:
        yield
    finally:
        sys.settrace(watching)
