"""What is insisted on for every page in a browser."""

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

AXE = Path(__file__).resolve().parents[2] / "static/vendor/test/axe.min.js"
#: WCAG 2.2 A and AA, EN 301 549, best practice, and the contrast of AAA.
RULES = {
    "runOnly": {
        "type": "tag",
        "values": [
            *("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"),
        ],
    },
    "rules": {"color-contrast-enhanced": {"enabled": True}},
}
#: What a change of colours can break; everything else is the same page as before.
CONTRAST = {"runOnly": ["color-contrast", "color-contrast-enhanced", "link-in-text-block"]}
SIDEWAYS = "document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"
SMALL_TARGETS = """
() => [...document.querySelectorAll('a[href], button, input, select, textarea, summary')]
  .filter(el => !el.closest('p, dd, caption, .bgm-skip, .bgm-hidden'))
  .filter(el => el.type !== 'hidden' && !el.hidden)
  .map(el => {
    const label = el.id && document.querySelector(`label[for="${el.id}"]`);
    const boxes = [el, label].filter(Boolean).map(part => part.getBoundingClientRect());
    const height = Math.max(...boxes.map(box => box.height));
    const width = Math.max(...boxes.map(b => b.right)) - Math.min(...boxes.map(b => b.left));
    return [height, width, el.outerHTML.slice(0, 160)];
  })
  .filter(([height, width]) => width > 0 && Math.min(height, width) < 43.5)
  .map(([height, width, html]) => `${width.toFixed(1)} × ${height.toFixed(1)} px: ${html}`)
"""
INVISIBLE_IN_FORCED_COLOURS = """
() => [...document.querySelectorAll('svg.bgm-icon')].filter(svg => {
  const box = svg.getBoundingClientRect();
  if (!box.width) return false;
  const probe = document.createElement('i');
  probe.style.color = 'CanvasText';
  document.body.append(probe);
  const ink = getComputedStyle(probe).color;
  probe.remove();
  return getComputedStyle(svg).stroke !== ink && getComputedStyle(svg).stroke !== 'none';
}).map(svg => svg.outerHTML.slice(0, 120))
"""


PARTS = """
() => [document.documentElement.cloneNode(false), ...document.body.children]
  .map(part => part.outerHTML)
"""
#: What differs between two visits of the same page.
PASSING = re.compile(
    r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|<input[^>]*csrf_token[^>]*>|nonce=\"[^\"]*\""
)
_looked_at: set[str] = set()


def anew(page: Page) -> None:
    """Look all round a page, unless another role has shown each of its parts already."""
    parts = {PASSING.sub("", part) for part in page.evaluate(PARTS)}
    if not parts <= _looked_at:
        all_round(page)
        _looked_at.update(parts)


def all_round(page: Page) -> None:
    """Look at a page at 1280 px in light and dark, then at 320 px and in forced colours."""
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(color_scheme="light", forced_colors="none")
    no_violation(page)
    page.emulate_media(color_scheme="dark")
    no_poor_contrast(page)
    page.set_viewport_size({"width": 320, "height": 640})
    page.emulate_media(color_scheme="light")
    no_sideways_scrolling(page)
    no_small_targets(page)
    page.emulate_media(forced_colors="active")
    everything_drawn(page)


def arrived(page: Page, heading: str | re.Pattern[str], words: str = "") -> None:
    """Insist on the heading and the words, and that axe and the narrow screen find nothing."""
    expect(page.get_by_role("heading", level=1, name=heading)).to_be_visible()
    expect(page.locator("body")).to_contain_text(words)
    no_violation(page)
    no_sideways_scrolling(page)


def no_violation(page: Page) -> None:
    """Insist that axe finds nothing."""
    _axe(page, RULES)


def no_poor_contrast(page: Page) -> None:
    """Insist that axe finds no text that is hard to read (WCAG 1.4.6, 7:1)."""
    _axe(page, CONTRAST)


def _axe(page: Page, rules: dict[str, Any]) -> None:
    if not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    result: dict[str, Any] = page.evaluate(
        "rules => axe.run(document, {...rules, resultTypes: ['violations']})", rules
    )
    found = [
        f"{violation['id']}: {node['html'][:200]} ({node.get('failureSummary', '')[:300]})"
        for violation in result["violations"]
        for node in violation["nodes"]
    ]
    assert not found, f"{page.url}\n" + "\n".join(found[:10])


def no_sideways_scrolling(page: Page) -> None:
    """Insist that the page fits (WCAG 1.4.10)."""
    assert page.evaluate(SIDEWAYS) <= 0, f"{page.url} scrolls sideways by {page.evaluate(SIDEWAYS)}"


def no_small_targets(page: Page) -> None:
    """Insist on 44 px for whatever can be pressed outside running text (WCAG 2.5.5)."""
    small = page.evaluate(SMALL_TARGETS)
    assert not small, f"{page.url}\n" + "\n".join(small[:10])


def everything_drawn(page: Page) -> None:
    """Insist that signs stay visible in forced colours."""
    hidden = page.evaluate(INVISIBLE_IN_FORCED_COLOURS)
    assert not hidden, f"{page.url}\n" + "\n".join(hidden[:10])
