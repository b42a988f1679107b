"""Recognising a signed-in browser. The cookie holds a random token, the database its hash.

The visitor is a frozen value, not a row: views and templates can read it, but not change it.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask_login import UserMixin

from .kinds import Employer, SignInWay, TextSize, Theme
from .permissions import Permission, Role, permissions_of


@dataclass(frozen=True, kw_only=True)
class SignedIn(UserMixin):  # type: ignore[misc]  # flask-login has no type information
    """Who is signed in, as much as pages need to know."""

    token: str
    session_id: UUID
    seen_at: datetime
    person_id: UUID
    name: str
    email: str
    unit_id: UUID
    site_id: UUID | None
    employer: Employer
    language: str
    theme: Theme
    text_size: TextSize
    roles: frozenset[Role]
    unread: int  # messages, as the header of every page tells
    proven_at: datetime
    has_factor: bool
    factor_due: bool
    way: SignInWay

    @property
    def permissions(self) -> frozenset[Permission]:
        """Return everything that the roles allow: nothing while a second factor is due."""
        return frozenset() if self.factor_due else permissions_of(self.roles)

    def proved_since(self, moment: datetime) -> bool:
        """Tell whether it was made sure since then who this is."""
        return self.proven_at > moment

    def may(self, permission: Permission) -> bool:
        """Tell whether the roles allow this."""
        return permission in self.permissions

    def get_id(self) -> str:
        """Return what the cookie holds; flask-login calls it."""
        return self.token
