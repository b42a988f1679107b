"""The colours of a house as a style sheet that is laid over `tokens.css`."""

import hashlib
from collections.abc import Mapping

from bgm_portal.settings import rules
from bgm_portal.settings.names import NAMES, Part

#: The colours of the portal, where a house names but one of a pair; a test compares tokens.css.
USUAL = {
    "lead_light": "#0a4b53",
    "lead_dark": "#93d3d5",
    "band_light": "#d2602a",
    "band_dark": "#f2a063",
}


def fingerprint(told: Mapping[str, str]) -> str:
    """Return a name for these colours that changes with them; nothing where all are the usual."""
    chosen = [told[name] for name in NAMES[Part.LOOK]]
    return hashlib.sha256(",".join(chosen).encode()).hexdigest()[:12] if any(chosen) else ""


def sheet(told: Mapping[str, str]) -> str:
    """Return the style sheet. Whoever brings a palette of their own keeps it."""
    lead = {theme: told[f"lead_{theme}"] or USUAL[f"lead_{theme}"] for theme in rules.GROUNDS}
    band = {theme: told[f"band_{theme}"] or USUAL[f"band_{theme}"] for theme in rules.GROUNDS}
    tokens = {"--band": band}
    if told["lead_light"] or told["lead_dark"]:
        tokens["--lead"] = lead
        tokens["--lead-strong"] = {t: rules.stronger(one, t) for t, one in lead.items()}
        tokens["--lead-tint"] = {t: rules.tint_of(one, t) for t, one in lead.items()}
    lines = "".join(
        f"    {name}: light-dark({pair['light']}, {pair['dark']});\n"
        for name, pair in tokens.items()
    )
    return f"@media (forced-colors: none) {{\n  :root {{\n{lines}  }}\n}}\n"
