"""What leadership reads about the programme. Activities have attributes; people do not appear."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import gettext as _

from bgm_portal.activities.words import FIELDS
from bgm_portal.core.clock import local_day

from . import rules
from .queries import programme


@dataclass(frozen=True, kw_only=True)
class Row:
    """A field of prevention, with how many offers have which attribute."""

    field: str
    offers: int
    step_free: int
    seated: int
    online: int


@dataclass(frozen=True, kw_only=True)
class Overview:
    """The programme of a half-year."""

    since: datetime
    last_day: datetime
    dates: int
    rows: list[Row]
    total: Row

    @property
    def shares(self) -> list[tuple[str, str]]:
        """Return the attributes as shares in words and per cent."""
        return [
            (_("stufenlos erreichbar"), self._share(self.total.step_free)),
            (_("im Sitzen möglich"), self._share(self.total.seated)),
            (_("auch online"), self._share(self.total.online)),
        ]

    def _share(self, part: int) -> str:
        whole = self.total.offers
        return _("%(percent)s %%", percent=round(100 * part / whole)) if whole else "–"


def overview(*, at: datetime) -> Overview:
    """Gather the facts of the present half-year."""
    first, after = rules.half_year(local_day(at))
    since, until = rules.start_of(first), rules.start_of(after)
    rows = [
        Row(
            field=str(FIELDS[facts.field]),
            offers=facts.offers,
            step_free=facts.step_free,
            seated=facts.seated,
            online=facts.online,
        )
        for facts in programme.fields(since=since, until=until)
    ]
    return Overview(
        since=since,
        last_day=until - timedelta(days=1),
        dates=programme.dates(since=since, until=until),
        rows=sorted(rows, key=lambda row: row.field),
        total=Row(
            field=_("Zusammen"),
            offers=sum(row.offers for row in rows),
            step_free=sum(row.step_free for row in rows),
            seated=sum(row.seated for row in rows),
            online=sum(row.online for row in rows),
        ),
    )
