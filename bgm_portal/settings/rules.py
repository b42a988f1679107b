"""Which colours people can read, and which hours may be quiet. Pure."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import time

HEX = re.compile(r"#[0-9a-f]{6}")

#: WCAG 2.2: text on its ground (1.4.3), and what is no text but must be seen (1.4.11).
TEXT = 4.5
SIGN = 3.0

#: The grounds of tokens.css on which links and lines stand; a test compares them.
GROUNDS = {"light": ("#fdfcf9", "#f5f1e8", "#ffffff"), "dark": ("#101b1e", "#18272b", "#0b1416")}
ON_LEAD = {"light": "#ffffff", "dark": "#062a2e"}
INK = {"light": "#000000", "dark": "#ffffff"}
TINT = 0.9  # so much of a tint is paper
STRONGER = 0.3  # so much nearer to black or white is what is pointed at
STEPS = 50

#: Reminders go out at nine, and somebody has to be at work.
EARLIEST_EVENING, LATEST_EVENING = time(16), time(22)
EARLIEST_MORNING, LATEST_MORNING = time(5), time(9)


@dataclass(frozen=True, kw_only=True)
class TooFaint:
    """A colour that cannot be told from its ground well enough, and one near it that can."""

    ratio: float
    needed: float
    instead: str


def plain_colour(text: str) -> str | None:
    """Return a colour as #rrggbb, or nothing where it is none."""
    colour = text.strip().lower()
    if not colour.startswith("#"):
        colour = f"#{colour}"
    if re.fullmatch(r"#[0-9a-f]{3}", colour):
        colour = "#" + "".join(2 * digit for digit in colour[1:])
    return colour if HEX.fullmatch(colour) else None


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG defines it, from 1 to 21."""
    brighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def mixed(one: str, other: str, share: float) -> str:
    """Return a colour between two; the share is that of the other one."""
    parts = zip(_channels(one), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in parts)


def lead_fault(colour: str, theme: str) -> TooFaint | None:
    """Say why links and buttons in this colour cannot be read, or nothing where they can."""
    return _fault(colour, theme, TEXT, _lead_ratio)


def band_fault(colour: str, theme: str) -> TooFaint | None:
    """Say why lines in this colour cannot be seen, or nothing where they can."""
    return _fault(colour, theme, SIGN, _band_ratio)


def tint_of(lead: str, theme: str) -> str:
    """Return the ground of what is chosen, which has a breath of the colour."""
    return mixed(lead, GROUNDS[theme][0], TINT)


def stronger(lead: str, theme: str) -> str:
    """Return the colour of what is pointed at."""
    return mixed(lead, INK[theme], STRONGER)


def are_quiet_hours(begin: time, end: time) -> bool:
    """Tell whether these hours can be quiet: from an evening to a morning."""
    return EARLIEST_EVENING <= begin <= LATEST_EVENING and EARLIEST_MORNING <= end <= LATEST_MORNING


def _lead_ratio(colour: str, theme: str) -> float:
    grounds = (*GROUNDS[theme], ON_LEAD[theme], tint_of(colour, theme))
    return min(contrast(colour, ground) for ground in grounds)


def _band_ratio(colour: str, theme: str) -> float:
    return min(contrast(colour, ground) for ground in GROUNDS[theme])


def _fault(
    colour: str, theme: str, needed: float, ratio_of: Callable[[str, str], float]
) -> TooFaint | None:
    ratio = ratio_of(colour, theme)
    if ratio >= needed:
        return None
    nearer = (mixed(colour, INK[theme], step / STEPS) for step in range(1, STEPS + 1))
    instead = next(one for one in nearer if ratio_of(one, theme) >= needed)
    return TooFaint(ratio=ratio, needed=needed, instead=instead)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - sRGB
        for part in (channel / 255 for channel in _channels(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
