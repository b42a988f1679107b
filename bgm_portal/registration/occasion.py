"""An activity and a registration as messages and calendars tell of them. Values only."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from bgm_portal.activities.kinds import Times
from bgm_portal.mail.message import Recipient


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """The activity as a message tells of it."""

    activity_id: UUID
    discreet: bool
    title_de: str
    title_en: str | None
    place_de: str
    place_en: str | None
    online_de: str | None = None  # the room on the net beside the place, if there are both
    online_en: str | None = None
    dates: tuple[tuple[datetime, datetime], ...]
    numbers: tuple[int, ...] = ()  # by which a calendar knows the dates; else counted from 1
    schedule_version: int
    contact_name: str
    contact_email: str
    times: Times = Times.NONE
    stations: tuple[tuple[datetime, datetime, str | None, str | None], ...] = ()

    def only(self, number: int) -> "Occasion":
        """Return the same with one of its dates alone."""
        which = self.numbers.index(number)
        return replace(self, dates=(self.dates[which],), numbers=(number,))

    @property
    def over_at(self) -> datetime | None:
        """Return when the last date is over."""
        return max((ends_at for _start, ends_at in self.dates), default=None)


@dataclass(frozen=True, kw_only=True)
class Booking:
    """A registration as a message tells of it."""

    registration_id: UUID
    reference: str
    sequence: int
    to: Recipient
    offered_until: datetime | None = None  # while a place is kept for an answer


def is_discreet(occasion: Occasion, booking: Booking) -> bool:
    """Tell whether to keep quiet about what it is: for everybody, or for whoever wishes it so."""
    return occasion.discreet or booking.to.neutral
