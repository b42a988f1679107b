"""Which browser somebody used, as roughly as they need it to recognise their own. Pure.

What browsers say about themselves is long and nearly unique; only two words of it are kept.
"""

#: What to look for, in this order: most browsers also call themselves by the names of others.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("Windows", "Windows"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


def device_of(user_agent: str | None) -> str:
    """Return browser and system, such as `Firefox, Windows`; nothing where neither is known."""
    said = user_agent or ""
    found = [
        next((name for sign, name in names if sign in said), "") for names in (BROWSERS, SYSTEMS)
    ]
    return ", ".join(name for name in found if name)
