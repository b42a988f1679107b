"""Draw the pictures of the README anew: `make screenshots`."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from bgm_portal.demo import house
from tests.benchmarks.serving import serving
from tests.browser.conftest import QUIET
from tests.support.skips import chromium

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "screenshots"
RUN = "main a:has-text('Firmenlauf')"


def main() -> None:
    """Fill a demonstration, walk through it, and take the pictures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
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
        _as_coordinator(page)
        chrome.close()


def _as_employee(page: Page) -> None:
    _sign_in(page, "beschaeftigte")
    _take(page, "/mein-bereich", "mein-bereich")
    _take(page, "/angebote", "angebote")
    page.goto("/angebote?zeit=jahr&suche=Firmenlauf")
    page.click(RUN)
    page.screenshot(path=FOLDER / "firmenlauf.png", full_page=False)


def _as_coordinator(page: Page) -> None:
    page.context.clear_cookies()
    _sign_in(page, "koordination")
    _take(page, "/schreibtisch", "schreibtisch")


def _take(page: Page, path: str, name: str) -> None:
    page.goto(path)
    page.screenshot(path=FOLDER / f"{name}.png")


def _sign_in(page: Page, account: str) -> None:
    page.goto("/anmelden")
    page.fill("[name=email]", f"{account}@demo.example")
    page.fill("[name=password]", house.PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url(lambda url: "/anmelden" not in url)


if __name__ == "__main__":
    main()
