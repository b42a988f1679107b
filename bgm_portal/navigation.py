"""The menu as a table: label, endpoint, permission. Only this file knows the order of the house."""

from dataclasses import dataclass
from functools import lru_cache

from flask import request, url_for
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from bgm_portal.core.i18n import language
from bgm_portal.identity.authentication import SignedIn
from bgm_portal.identity.permissions import Permission


@dataclass(frozen=True)
class Entry:
    """A menu entry; `inside` are the endpoint prefixes that count as being there."""

    label: LazyString
    endpoint: str
    permission: Permission
    inside: tuple[str, ...]
    starts_role: bool = False


@dataclass(frozen=True, kw_only=True)
class MenuItem:
    """What the page frame draws."""

    label: str
    href: str
    current: bool
    role_start: bool


MENU = (
    Entry(
        _l("Mein Bereich"),
        "home.mine",
        Permission.TAKE_PART,
        (
            "home.mine",
            "history.",
            "own_data.",
            "absence.",
            "papers.",
            "door.form",
            "registrations.",
            "consents.",
            "needs.own",
            "feedback.form",
            "diary.",
            "challenges.",
            "albums.",
        ),
    ),
    Entry(_l("Angebote"), "catalogue.programme", Permission.TAKE_PART, ("catalogue.", "signup.")),
    Entry(
        _l("Lernen"),
        "learning.overview",
        Permission.TAKE_PART,
        ("learning.", "quiz.", "certificates.own", "certificates.show"),
    ),
    Entry(
        _l("Schreibtisch"),
        "home.desk",
        Permission.COORDINATE,
        (
            "home.desk",
            "coordination.",
            "participation.",
            "feedback.summary",
            "evaluation.",
            "album_filling.",
            "door.code",
            "activity_post.",
        ),
        starts_role=True,
    ),
    Entry(
        _l("Planung"),
        "planning.overview",
        Permission.PLAN_ACTIVITIES,
        ("planning.", "venues.", "dates.", "activity_reminders."),
    ),
    Entry(_l("Bedarfe"), "needs.desk", Permission.ANSWER_NEEDS, ("needs.desk", "needs.case")),
    Entry(
        _l("Lernmodule"),
        "authoring.shelf",
        Permission.EDIT_MODULES,
        ("authoring.", "drafts.", "exchange.", "audience.", "films."),
        starts_role=True,
    ),
    Entry(
        _l("Berichte"),
        "reports.overview",
        Permission.READ_REPORTS,
        ("reports.", "year_reports.", "preparing.preview"),
        starts_role=True,
    ),
    Entry(
        _l("Konten"),
        "accounts.overview",
        Permission.MANAGE_ACCOUNTS,
        ("accounts.", "units.", "sites.", "staff.", "leavers.", "preparing.units"),
        starts_role=True,
    ),
    Entry(_l("Betrieb"), "operations.overview", Permission.OPERATE, ("operations.", "own_house.")),
    Entry(_l("Barrieren"), "barriers.overview", Permission.OPERATE, ("barriers.",)),
    Entry(
        _l("Protokoll"),
        "home.audit",
        Permission.AUDIT,
        ("home.audit", "home.deletions"),
        starts_role=True,
    ),
)


def menu_for(account: SignedIn | None) -> list[MenuItem]:
    """Return the menu of this visitor, empty before signing in."""
    if account is None:
        return []
    endpoint = request.endpoint or ""
    written = _written(language(), request.script_root)
    entries = [entry for entry in MENU if account.may(entry.permission)]
    first_of_role = next((entry for entry in entries if entry.starts_role), None)
    return [
        MenuItem(
            label=written[entry.endpoint][0],
            href=written[entry.endpoint][1],
            current=endpoint.startswith(entry.inside),
            role_start=entry is first_of_role,
        )
        for entry in entries
    ]


@lru_cache(maxsize=8)
def _written(_code: str, _mounted_at: str) -> dict[str, tuple[str, str]]:
    """Return words and address of each entry; they change with language and mounting only."""
    return {entry.endpoint: (str(entry.label), url_for(entry.endpoint)) for entry in MENU}
