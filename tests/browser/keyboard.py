"""Somebody without a mouse. Every stop on the way is looked at."""

from collections.abc import Iterator
from typing import Any

from playwright.sync_api import ElementHandle, Locator, Page

from bgm_portal.demo import house

MOST_STOPS = 250
#: Outline and place of what has the focus, and whether it comes after what had it before.
STOP = """
target => {
  const now = document.activeElement;
  const before = window.stopBefore;
  window.stopBefore = now;
  if (!now || now === document.body || now === document.documentElement) return null;
  if (before && now.matches('.bgm-skip')) return null;
  const style = getComputedStyle(now);
  const box = now.getClientRects()[0];
  const {clientWidth, clientHeight} = document.documentElement;
  const inWindow = ([x, y]) => x >= 0 && y >= 0 && x < clientWidth && y < clientHeight;
  const [middle, half] = [box.left + box.width / 2, box.top + box.height / 2];
  const points = [[middle, half], [middle, box.top + 2], [middle, box.bottom - 2],
                  [box.left + 2, half], [box.right - 2, half]].filter(inWindow);
  const isSeen = ([x, y]) => {
    const top = document.elementFromPoint(x, y);
    return Boolean(top) && (now.contains(top) || top.contains(now));
  };
  return {
    reached: now === target,
    html: now.outerHTML.slice(0, 160),
    outline: style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth),
    inside: points.length === 5 || (now.matches('textarea') && points.length > 0),
    uncovered: points.every(isSeen),
    inOrder: !before || !before.isConnected || before === document.body
             || (before === now && now.matches('video, audio'))  // its own buttons, one by one
             || Boolean(before.compareDocumentPosition(now) & Node.DOCUMENT_POSITION_FOLLOWING),
  };
}
"""
CAN_BE_REACHED = """
() => {
  const groups = new Set();
  return [...document.querySelectorAll(
    'a[href], button, input, select, textarea, summary, [tabindex="0"]'
  )].filter(el => {
    if (el.type === 'hidden' || !el.getClientRects().length) return false;
    if (!el.checkVisibility()) return false;  // within details that are shut
    if (el.type !== 'radio') return true;
    const known = groups.has(el.name);
    groups.add(el.name);
    return !known;
  }).length;
}
"""


class Keyboard:
    """Somebody who walks through a page with Tab, Enter, Space and the arrows."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def open(self, path: str) -> None:
        """Type an address."""
        self.page.goto(path)

    def sign_in(self, account: str) -> None:
        """Sign in with an account of a portal that was filled for tests."""
        self.open("/anmelden")
        self.type("E-Mail", f"{account}@demo.example")
        self.type("Kennwort", house.PASSWORD)
        self.submit("Anmelden")

    def reach(self, target: Locator) -> None:
        """Go on until this has the focus."""
        wanted = target.element_handle()
        if wanted.evaluate("wanted => wanted === document.activeElement"):
            return
        for _ in range(MOST_STOPS):
            stop = self._next(wanted)
            if stop and stop["reached"]:
                return
        raise AssertionError(f"{self.page.url}: cannot reach {target} by keyboard")

    def follow(self, name: str) -> None:
        """Go to the link of this name in the page and open it."""
        self.activate(self.page.get_by_role("link", name=name).first)

    def submit(self, name: str) -> None:
        """Go to the button of this name in the content and press it."""
        self.activate(self.page.get_by_role("main").get_by_role("button", name=name).first)

    def activate(self, target: Locator) -> None:
        """Go to a link or button that leads to another page and press Enter."""
        self.reach(target)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def fetch(self, name: str) -> bytes:
        """Go to the link of this name, press Enter, and return what comes as a file."""
        self.reach(self.page.get_by_role("main").get_by_role("link", name=name).first)
        with self.page.expect_download() as coming:
            self.page.keyboard.press("Enter")
        return coming.value.path().read_bytes()

    def type(self, label: str, text: str, *, exact: bool = False) -> None:
        """Go to the field of this label and replace what stands in it."""
        self.reach(self.page.get_by_role("main").get_by_label(label, exact=exact).first)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)

    def tick(self, label: str) -> None:
        """Go to the box of this label and tick it."""
        box = self.page.get_by_role("checkbox", name=label).first
        self.reach(box)
        if not box.is_checked():
            self.page.keyboard.press("Space")
        assert box.is_checked()

    def choose(self, group: str, label: str) -> None:
        """Go into this group of radios and choose one with the arrows."""
        radios = self.page.get_by_role("group", name=group).get_by_role("radio")
        target = self.page.get_by_role("group", name=group).get_by_label(label, exact=True)
        checked = radios.and_(self.page.locator(":checked"))
        self.reach(checked.first if checked.count() else radios.first)
        self.page.keyboard.press("Space")
        for _ in range(radios.count()):
            if target.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"cannot choose {label}")

    def select(self, label: str, option: str) -> None:
        """Go to the list of this label and type the beginning of the option."""
        box = self.page.get_by_role("combobox", name=label)
        self.reach(box)
        self.page.keyboard.type(option)
        assert box.locator("option:checked").inner_text() == option

    def round_trip(self) -> int:
        """Walk through the whole page and return the number of stops."""
        return sum(1 for _ in self._stops())

    def reachable(self) -> int:
        """Return how many stops there should be."""
        number: int = self.page.evaluate(CAN_BE_REACHED)
        return number

    def _stops(self) -> Iterator[dict[str, Any]]:
        for _ in range(MOST_STOPS):
            stop = self._next()
            if stop is None:
                return
            yield stop
        raise AssertionError(f"{self.page.url}: no end in sight")

    def _next(self, wanted: ElementHandle | None = None) -> dict[str, Any] | None:
        self.page.keyboard.press("Tab")
        stop: dict[str, Any] | None = self.page.evaluate(STOP, wanted)
        if stop is not None:
            where = f"{self.page.url}: {stop['html']}"
            assert stop["outline"] >= 2, f"focus is not visible: {where}"
            assert stop["inside"], f"focus is outside of the window: {where}"
            assert stop["uncovered"], f"focus is covered: {where}"
            assert stop["inOrder"], f"focus jumps back: {where}"
        return stop
