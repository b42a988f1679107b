"""Draw the pictures of the README and of the handbooks anew: `make screenshots`."""

import io
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from bgm_portal.demo import house
from bgm_portal.handbook import pictures
from tests.benchmarks.serving import serving
from tests.support.chrome import QUIET
from tests.support.skips import chromium

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "screenshots"
SMALLER, COLOURS = 0.75, 48  # enough to recognise a page, and a small file
WORDS = {"de": "Deutsch", "en": "English"}
RUN = "/angebote?monat=alle&suche=Hagener"


def main() -> None:
    """Fill a demonstration, walk through it, and take the pictures."""
    for folder in (FOLDER, pictures.FOLDER):
        folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bgm-screenshots-") as name:
        environ = house.environment(Path(name), 5000)
        for command in (("db", "upgrade"), ("bgm", "fill-demo")):
            subprocess.run(
                [sys.executable, "-m", "flask", "--app", "bgm_portal.app", *command],
                cwd=ROOT,
                env=environ,
                check=True,
            )
        with serving("bgm_portal.app:create_app()", environ, threads=4) as server:
            _draw(f"http://127.0.0.1:{server.port}")


def _draw(address: str) -> None:
    with sync_playwright() as playwright:
        chrome = playwright.chromium.launch(
            executable_path=os.fspath(chromium() or ""), args=list(QUIET)
        )
        page = chrome.new_page(
            base_url=address, viewport={"width": 1280, "height": 900}, locale="de-DE"
        )
        _as_employee(page)
        _as_newcomer(page)
        _as_coordinator(page)
        for one in pictures.PAGES:
            _for_the_handbooks(page, one)
        chrome.close()


def _for_the_handbooks(page: Page, one: pictures.Page) -> None:
    """Draw a page in both languages, as wide as it is shown."""
    page.set_viewport_size({"width": one.width, "height": one.height})
    _sign_in(page, one.account)
    for code, word in WORDS.items():
        page.goto(one.address)
        page.click(f"footer button:has-text('{word}')")
        page.goto(one.address)
        drawn = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
        if drawn.width > 2 * pictures.PHONE["width"]:
            drawn = drawn.resize(
                (round(drawn.width * SMALLER), round(drawn.height * SMALLER)),
                Image.Resampling.LANCZOS,
            )
        few = drawn.quantize(COLOURS, dither=Image.Dither.NONE)
        few.save(pictures.FOLDER / f"{one.name}.{code}.png", optimize=True)


def _as_employee(page: Page) -> None:
    _sign_in(page, "beschaeftigte")
    _take(page, "/mein-bereich", "mein-bereich")
    _take(page, "/angebote", "angebote")
    _open_the_run(page)
    _keep(page, "firmenlauf")


def _as_newcomer(page: Page) -> None:
    _sign_in(page, "redaktion")
    _open_the_run(page)
    page.click("main a:has-text('Anmeldung beginnen') >> visible=true")
    page.check("main input[type=radio] >> nth=0")
    _go_on(page)
    page.select_option("main select", "M")
    page.check("main input[type=radio] >> nth=0")
    _go_on(page)
    _keep(page, "bedarf")


def _as_coordinator(page: Page) -> None:
    _sign_in(page, "koordination")
    _take(page, "/schreibtisch", "schreibtisch")


def _open_the_run(page: Page) -> None:
    page.goto(RUN)
    page.click("main h3 a")


def _go_on(page: Page) -> None:
    with page.expect_navigation():
        page.click("main form[method=post] .kern-btn--primary")


def _take(page: Page, path: str, name: str) -> None:
    page.goto(path)
    _keep(page, name)


def _keep(page: Page, name: str) -> None:
    """Take what is seen without scrolling: enough to recognise the page, and a small file."""
    page.screenshot(path=FOLDER / f"{name}.png")


def _sign_in(page: Page, account: str) -> None:
    page.context.clear_cookies()
    page.goto("/anmelden")
    page.fill("[name=email]", f"{account}@demo.example")
    page.fill("[name=password]", house.PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url(lambda url: "/anmelden" not in url)


if __name__ == "__main__":
    main()
