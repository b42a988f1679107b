"""A long word never makes a page wider than a telephone; without a server, with our styles."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import ROOT
from tests.browser.looks import SIDEWAYS
from tests.support.chrome import PATIENCE_MILLISECONDS

pytestmark = pytest.mark.browser

STYLES = [ROOT / "static/css" / name for name in ("tokens.css", "base.css", "layout.css")]
LONG = "Gebärdensprachdolmetscherinnenvermittlungsangelegenheiten" * 2
CRUMBS = f"""
<!doctype html><html lang="de"><title>Weg</title><meta name="viewport" content="width=device-width">
<nav class="bgm-crumbs"><div class="bgm-wrap"><ol>
<li><a href="#a">Schreibtisch</a></li><li><a href="#b">{LONG}</a></li>
<li><span aria-current="page">Teilnahmeliste {LONG}</span></li>
</ol></div></nav>
"""


def test_the_way_to_a_page_with_a_long_word_in_its_title_fits(browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640})
    context.set_default_timeout(PATIENCE_MILLISECONDS)
    page = context.new_page()

    page.set_content(CRUMBS)
    page.add_style_tag(content="* { box-sizing: border-box }")  # as in the design system
    for path in STYLES:
        page.add_style_tag(path=path)

    expect(page.get_by_role("link", name="Schreibtisch")).to_be_visible()
    assert page.evaluate(SIDEWAYS) <= 0
    context.close()
