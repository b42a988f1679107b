"""What is insisted on for every page in a browser."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

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
SIDEWAYS = "document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"
SMALL_TARGETS = """
() => [...document.querySelectorAll('a[href], button, input, select, textarea, summary')]
  .filter(el => !el.closest('p, dd, caption, .bgm-skip, .bgm-hidden') && el.type !== 'hidden')
  .map(el => {
    const label = el.id && document.querySelector(`label[for="${el.id}"]`);
    const boxes = [el, label].filter(Boolean).map(part => part.getBoundingClientRect());
    return [Math.max(...boxes.map(b => b.height)), el.outerHTML.slice(0, 160),
            boxes.some(b => b.width > 0)];
  })
  .filter(([height, , visible]) => visible && height < 43.5)
  .map(([height, html]) => `${height.toFixed(1)} px: ${html}`)
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


def no_violation(page: Page) -> None:
    """Insist that axe finds nothing."""
    if not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    result: dict[str, Any] = page.evaluate(
        "rules => axe.run(document, {...rules, resultTypes: ['violations']})", RULES
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
