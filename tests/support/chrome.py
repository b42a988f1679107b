"""One Chromium for all tests of a process: a second one beside it is refused by Playwright."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.support.skips import chromium

PATIENCE_MILLISECONDS = 15_000
QUIET = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, without a window."""
    expect.set_options(timeout=PATIENCE_MILLISECONDS)
    with sync_playwright() as playwright:
        chrome = playwright.chromium.launch(
            executable_path=os.fspath(chromium() or ""), args=list(QUIET)
        )
        yield chrome
        chrome.close()
