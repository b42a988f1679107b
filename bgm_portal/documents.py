"""Documents that are made from the code, so that what is written is what runs.

`flask bgm docs` writes them to `docs/generated/`; with `--check` it only says whether they are
current, which the build insists on.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from flask import current_app

from bgm_portal.audit.events import REQUIRED_FACTS, Event
from bgm_portal.core.personal_data import register
from bgm_portal.identity.permissions import EXCLUSIVE_ROLES, GRANTS, Permission, Role

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
