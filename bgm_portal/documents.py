"""Documents that are made from the code, so that what is written is what runs.

`flask bgm docs` writes them to `docs/generated/`; with `--check` it only says whether they are
current, which the build insists on.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from flask import current_app

from bgm_portal import agreement
from bgm_portal.audit.events import REQUIRED_FACTS, Event
from bgm_portal.core.personal_data import register
from bgm_portal.identity.access import Access
from bgm_portal.identity.permissions import (
    EXCLUSIVE_ROLES,
    GRANTS,
    Permission,
    Role,
    permissions_of,
)

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "generated"
NOTE = "<!-- Made by `make docs`; change the code, not this file. -->\n"


def roles_and_permissions() -> str:
    """Return the table of roles and what each may do."""
    head = "| Permission | " + " | ".join(role.value for role in Role) + " |"
    rule = "|---" * (len(Role) + 1) + "|"
    rows = [
        f"| {permission.value} | "
        + " | ".join("yes" if permission in GRANTS[role] else "" for role in Role)
        + " |"
        for permission in Permission
    ]
    exclusive = " and ".join(sorted(role.value for role in EXCLUSIVE_ROLES))
    return "\n".join(
        [
            "# Roles and permissions",
            "",
            "What is not granted here is denied. Everybody with an account is an employee as well.",
            f"The roles {exclusive} exclude each other on one account; the database keeps that.",
            "",
            head,
            rule,
            *rows,
            "",
        ]
    )


def personal_data() -> str:
    """Return the register of personal data, in German, for the Dienstvereinbarung."""
    rows = [
        f"| {holding.table} | {', '.join(holding.columns)} | {holding.purpose.value} "
        f"| {holding.basis.value} | {', '.join(holding.recipients)} | {holding.retention} "
        f"| {', '.join(holding.erased_by)} |"
        for holding in sorted(register, key=lambda h: (h.table, h.columns))
    ]
    return "\n".join(
        [
            "# Verzeichnis der personenbezogenen Daten",
            "",
            "Jede Spalte, die eine Person betrifft oder auf sie zeigt, mit Zweck, Rechtsgrundlage,",
            "Empfängern und Aufbewahrung. Eine Spalte, die hier fehlt, lässt den Bau scheitern.",
            "Die letzte Spalte nennt die Aufgabe, die löscht (`flask bgm job …`), oder warum es",
            "keine gibt.",
            "",
            "| Tabelle | Spalten | Zweck | Grundlage | Wer sieht es | Aufbewahrung | Löscht |",
            "|---|---|---|---|---|---|---|",
            *rows,
            "",
        ]
    )


def audit_events() -> str:
    """Return the vocabulary of the audit log."""
    rows = [
        f"| {event.value} | {', '.join(sorted(REQUIRED_FACTS.get(event, ())))} |" for event in Event
    ]
    return "\n".join(
        [
            "# What is written into the audit log",
            "",
            "Identifiers and codes, never names or free text.",
            "",
            "| Event | Facts |",
            "|---|---|",
            *rows,
            "",
        ]
    )


def access() -> str:
    """Return who may call which address, with what happens there in the words of the view."""
    rows = [
        f"| {method} | `{rule.rule}` | {_first_line(rule.endpoint)} | {_who(mark)} | "
        + " | ".join("yes" if _is_open(mark, role) else "" for role in Role)
        + " |"
        for rule in sorted(current_app.url_map.iter_rules(), key=lambda rule: rule.rule)
        for method in sorted((rule.methods or set()) & {"GET", "POST"})
        for mark in [_mark(rule.endpoint)]
    ]
    return "\n".join(
        [
            "# Who may call which address",
            "",
            "Made from the map of addresses and the mark on each view; an address without a mark",
            "is closed to everybody. A guard calls every address as every role and compares.",
            "*Anybody* has not signed in; *once more* means that the password must have been named",
            "within the last quarter of an hour; *halfway* is also open while the second factor of",
            "a role is not set up yet. Which object somebody may touch is decided by the policy of",
            "each room and tried by another guard: an id of somebody else answers like an invented",
            "one.",
            "",
            "| Method | Address | What it does | For | " + " | ".join(r.value for r in Role) + " |",
            "|---" * (4 + len(Role)) + "|",
            *rows,
            "",
        ]
    )


def _mark(endpoint: str) -> Access | None:
    return getattr(current_app.view_functions[endpoint], "access", None)


def _first_line(endpoint: str) -> str:
    words = (current_app.view_functions[endpoint].__doc__ or "").strip().partition("\n")[0]
    return words.replace("|", "/")


def _who(mark: Access | None) -> str:
    if mark is None:
        return "nobody"
    who = "anybody" if mark.public else (mark.permission or "everybody with an account")
    more = [word for word, said in (("once more", mark.lately), ("halfway", mark.halfway)) if said]
    return ", ".join([who, *more])


def _is_open(mark: Access | None, role: Role) -> bool:
    if mark is None:
        return False
    return mark.permission is None or mark.permission in permissions_of(frozenset({role}))


def settings() -> str:
    """Return the table of settings."""
    table: Mapping[str, str] = current_app.config["SETTINGS_TABLE"]
    return "\n".join(
        [
            "# Settings",
            "",
            "All come from the environment. A missing or unsafe value stops the start with one",
            "sentence; an unknown name that begins with `BGM_` does, too.",
            "",
            "| Name | Meaning |",
            "|---|---|",
            *(f"| `{name}` | {meaning} |" for name, meaning in table.items()),
            "",
        ]
    )


DOCUMENTS: dict[str, Callable[[], str]] = {
    "roles.md": roles_and_permissions,
    "personal-data.md": personal_data,
    "audit-events.md": audit_events,
    "settings.md": settings,
    "access.md": access,
    "dienstvereinbarung.md": agreement.annexes,
    "verarbeitungen.md": agreement.record_of_processing,
}


def write() -> None:
    """Write every document."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, make in DOCUMENTS.items():
        (FOLDER / name).write_text(NOTE + make(), encoding="utf-8")


def outdated() -> list[str]:
    """Return the names of documents that no longer say what the code does."""
    return [
        name
        for name, make in DOCUMENTS.items()
        if not (FOLDER / name).exists()
        or (FOLDER / name).read_text(encoding="utf-8") != NOTE + make()
    ]
