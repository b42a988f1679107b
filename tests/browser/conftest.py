"""A running demonstration and a browser, once for the whole session."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from bgm_portal.demo import house
from tests.benchmarks.serving import serving
from tests.support.chrome import PATIENCE_MILLISECONDS

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a portal that is filled with the demonstration's year."""
    folder = tmp_path_factory.mktemp("demo")
    environ = house.environment(folder, 5000)
    for command in (("db", "upgrade"), ("bgm", "fill-demo")):
        subprocess.run(
            [sys.executable, "-m", "flask", "--app", "bgm_portal.app", *command],
            cwd=ROOT,
            env=environ,
            check=True,
            stdout=subprocess.DEVNULL,
        )
    with serving("bgm_portal.app:create_app()", environ, threads=4) as server:
        yield f"http://127.0.0.1:{server.port}"


@pytest.fixture
def context(browser: Browser, demo: str) -> Iterator[BrowserContext]:
    """A fresh browser profile of 1280 px that knows where the portal is."""
    fresh = browser.new_context(
        base_url=demo, viewport={"width": 1280, "height": 900}, locale="de-DE"
    )
    fresh.set_default_timeout(PATIENCE_MILLISECONDS)
    yield fresh
    fresh.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A tab."""
    return context.new_page()


@pytest.fixture
def signed_in(page: Page) -> Callable[[str], Page]:
    """Return a function that signs in with a demonstration account and gives the tab."""

    def _sign_in(account: str) -> Page:
        page.goto("/anmelden")
        page.fill("[name=email]", f"{account}@demo.example")
        page.fill("[name=password]", house.PASSWORD)
        page.click("main button[type=submit]")
        page.wait_for_url(lambda url: "/anmelden" not in url)
        return page

    return _sign_in


@pytest.fixture(scope="session")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a small portal in which something has just begun."""
    environ = house.environment(Path(tmp_path_factory.mktemp("hall")), 5000)
    fill = [sys.executable, "-m", "tests.browser.hall"]
    subprocess.run(fill, cwd=ROOT, env=environ, check=True, stdout=subprocess.DEVNULL)
    with serving("bgm_portal.app:create_app()", environ, threads=4) as server:
        yield f"http://127.0.0.1:{server.port}"


@pytest.fixture
def phone(browser: Browser, hall: str) -> Iterator[Callable[..., BrowserContext]]:
    """Return a function that switches on another phone, with script or without."""
    switched_on: list[BrowserContext] = []

    def _on(*, script: bool = True) -> BrowserContext:
        context = browser.new_context(
            base_url=hall,
            viewport={"width": 320, "height": 700},
            locale="de-DE",
            java_script_enabled=script,
        )
        context.set_default_timeout(PATIENCE_MILLISECONDS)
        switched_on.append(context)
        return context

    yield _on
    for context in switched_on:
        context.close()
