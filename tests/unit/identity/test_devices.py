"""Two words of what a browser says about itself, and no more."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bgm_portal.identity.devices import BROWSERS, SYSTEMS, device_of

KHTML = "AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("said", "device"),
    [
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0",
            "Firefox, Linux",
        ),
        (f"Mozilla/5.0 (Windows NT 10.0) {KHTML} Chrome/130 Safari/537 Edg/130", "Edge, Windows"),
        (
            f"Mozilla/5.0 (Macintosh; Intel Mac OS X 14_0) {KHTML} Version/17 Safari/6",
            "Safari, macOS",
        ),
        (
            f"Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) {KHTML} Safari/6",
            "Safari, iPhone",
        ),
        (f"Mozilla/5.0 (Linux; Android 14; SM-S911B) {KHTML} Chrome/130", "Chrome, Android"),
        ("curl/8.5.0", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_a_browser_is_told_in_two_words(said: str | None, device: str) -> None:
    assert device_of(said) == device


@given(st.text(max_size=200))
def test_nothing_else_of_it_is_kept(said: str) -> None:
    known = {name for _sign, name in (*BROWSERS, *SYSTEMS)}

    assert set(filter(None, device_of(said).split(", "))) <= known
