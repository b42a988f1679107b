"""What every letter promises to the eye: large type, light and dark, no picture, nothing fetched.

Asked of each letter that is compared with its snapshot, and the guard on letters sees to it that
each template has one in both languages.
"""

from __future__ import annotations

import re

from bs4 import BeautifulSoup

SMALLEST = 16.0  # CSS pixels
A_REM = 16.0
PORTAL = "http://localhost/"
OWN = (PORTAL, "mailto:", "tel:")
DRAWN = "img, svg, picture, video, audio, iframe, object, embed, link, script"
FETCHED = ("src", "srcset", "background")
SIZES = re.compile(r"font(?:-size)?\s*:\s*[^;}]*?(\d*\.?\d+)(rem|px|em|pt|%)")


def faults(html: str, *, language: str) -> list[str]:
    """Return what a letter does wrong, in words."""
    soup = BeautifulSoup(html, "html.parser")
    styles = " ".join(
        [style.get_text() for style in soup.select("style")]
        + [str(tag["style"]) for tag in soup.select("[style]")]
    )
    return [
        *_languages(soup, language),
        *(f"<{tag.name}> is fetched or drawn" for tag in soup.select(DRAWN)),
        *(f"{name} is fetched" for name in FETCHED if soup.select(f"[{name}]")),
        *([] if "url(" not in styles and "@import" not in styles else ["a style fetches"]),
        *_sizes(styles),
        *_darkness(soup, styles),
        *(f"leads to {href}" for href in _hrefs(soup) if not href.startswith(OWN)),
    ]


def _languages(soup: BeautifulSoup, language: str) -> list[str]:
    said = soup.html.get("lang") if soup.html else None
    return [] if said == language else [f"lang is {said}"]


def _sizes(styles: str) -> list[str]:
    sizes = [_pixels(float(number), unit) for number, unit in SIZES.findall(styles)]
    if not sizes:
        return ["no size of type"]
    return [f"type of {size:g} px" for size in sizes if size < SMALLEST]


def _pixels(number: float, unit: str) -> float:
    return number * {"rem": A_REM, "em": A_REM, "px": 1.0, "pt": 4 / 3, "%": A_REM / 100}[unit]


def _darkness(soup: BeautifulSoup, styles: str) -> list[str]:
    schemes = soup.select('meta[name="color-scheme"][content~="dark"][content~="light"]')
    asked = "prefers-color-scheme: dark" in styles
    return [] if schemes and asked else ["no dark mode"]


def _hrefs(soup: BeautifulSoup) -> list[str]:
    return [str(tag["href"]) for tag in soup.select("[href]")]
