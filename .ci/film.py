"""Make the film of shapes and tones that the module about hearing shows: `make film`.

Chromium draws and records it. What it records says nothing about its length; that is added here,
so that players can show how long the film is.
"""

import base64
import os
import struct
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.support.skips import chromium  # noqa: E402 - found only now

STORY = Path(__file__).with_name("film.html")
MODULE = ROOT / "bgm_portal" / "learning" / "modules" / "03-hoeren-und-gebaerdensprache"
FILM = MODULE / "media" / "verstehen.webm"
LARGEST = 300_000
MILLISECONDS = 24_000.0
INFO = b"\x15\x49\xa9\x66"
DURATION = b"\x44\x89\x88" + struct.pack(">d", MILLISECONDS)


def main() -> None:
    """Record the film and put it where it is shown."""
    with sync_playwright() as playwright:
        chrome = playwright.chromium.launch(
            executable_path=os.fspath(chromium() or ""),
            args=["--autoplay-policy=no-user-gesture-required", "--no-sandbox"],
        )
        page = chrome.new_page()
        page.goto(STORY.as_uri())
        film = with_length(base64.b64decode(page.evaluate("record()")))
        chrome.close()
    if len(film) > LARGEST:
        sys.exit(f"The film has {len(film)} bytes; it may have {LARGEST}.")
    FILM.parent.mkdir(exist_ok=True)
    FILM.write_bytes(film)
    print(f"{FILM.relative_to(ROOT)}: {len(film)} bytes")


def with_length(film: bytes) -> bytes:
    """Return a recording that says how long it is: one more element in its description."""
    start = film.index(INFO) + len(INFO)
    size, width = _size(film[start : start + 8])
    content = film[start + width : start + width + size]
    if DURATION[:2] in content:
        return film
    longer = struct.pack(">Q", (1 << 56) | (size + len(DURATION)))
    return film[:start] + longer + content + DURATION + film[start + width + size :]


def _size(field: bytes) -> tuple[int, int]:
    """Return a size as EBML writes it, and over how many bytes."""
    width = 9 - field[0].bit_length()
    return int.from_bytes(field[:width]) & ((1 << (7 * width)) - 1), width


if __name__ == "__main__":
    main()
