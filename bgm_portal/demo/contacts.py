"""The invented directory of contacts: numbers that are nobody's, addresses that lead nowhere."""

import json
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from bgm_portal.contacts import service
from bgm_portal.contacts.kinds import ContactKind, ContactScope
from bgm_portal.core.clock import local_day
from bgm_portal.core.database import transaction

from .staff import Staff

FILE = Path(__file__).with_name("contacts.json")
SOURCE = "Für die Vorführung erfunden"


@cache
def _content() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return content


def list_contacts(staff: Staff, *, now: datetime) -> dict[str, UUID]:
    """Write the directory; one entry waits for its yearly check, one was taken out."""
    return {contact["key"]: _add(contact, staff, now=now) for contact in _content()["contacts"]}


def named_at(code: str) -> list[str]:
    """Return the keys of the contacts that help with an activity."""
    return list(_content()["named_at"].get(code, []))


def _add(contact: dict[str, Any], staff: Staff, *, now: datetime) -> UUID:
    checked_at = now - timedelta(weeks=contact["weeks_ago"])
    values = {
        **contact,
        "kind": ContactKind(contact["kind"]),
        "scope": ContactScope(contact["scope"]),
        "source": SOURCE,
        "checked_on": local_day(checked_at),
        "checked_by": contact.get("checked_by", service.CHECKED_BY),
    }
    with transaction():
        contact_id = service.create(contact["key"], values, by=staff.coordinator, at=checked_at)
        if "retired_weeks_ago" in contact:
            retired_at = now - timedelta(weeks=contact["retired_weeks_ago"])
            service.retire(contact_id, by=staff.coordinator, at=retired_at)
    return contact_id
