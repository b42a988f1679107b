"""What this room writes to those who plan: who stands in for whom."""

from dataclasses import asdict, dataclass
from datetime import date

from flask_babel import lazy_gettext as _l

from bgm_portal.mail.message import Message, Recipient
from bgm_portal.mail.rendering import compose

STANDS_IN = "activity.stands_in"


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Who stands in for whom, until which day, for how many activities."""

    absent: str
    deputy: str
    until: date
    number: int


def stands_in(standing: Standing, *, to: Recipient, is_deputy: bool, key: str) -> Message:
    """Tell one of both that the deputy looks after the activities of the other."""
    return compose(
        template="activity/stands_in",
        key=f"{STANDS_IN}:{key}",
        kind=STANDS_IN,
        to=to,
        subject=_l("Vertretung bei Angeboten"),
        facts=asdict(standing) | {"is_deputy": is_deputy},
    )
