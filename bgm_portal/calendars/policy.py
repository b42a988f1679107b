"""Who may have which calendar."""

from collections.abc import Collection

from bgm_portal.identity.permissions import Permission

from .errors import UnknownFeed
from .kinds import FeedKind

NEEDED: dict[FeedKind, Permission] = {
    FeedKind.OWN: Permission.TAKE_PART,
    FeedKind.CARE: Permission.COORDINATE,
}


def may_have(kind: FeedKind, permissions: Collection[Permission]) -> bool:
    """Tell whether somebody with these permissions has a calendar of this kind."""
    return NEEDED[kind] in permissions


def ensure_may_have(kind: FeedKind, permissions: Collection[Permission]) -> None:
    """Insist on it; a calendar that is not for them does not exist for them."""
    if not may_have(kind, permissions):
        raise UnknownFeed
