"""When the programme takes place, counted in weeks from the present one: it never looks old.

Moments are wall time in Germany: half past four stays half past four when the clocks change.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import count, islice

from bgm_portal.core.clock import LOCAL, local_day

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = range(5)


@dataclass(frozen=True, kw_only=True)
class Edition:
    """An activity in one year: its first week and day, and how often.

    `fill` is the share of the places that people ask for; more than 1 makes a waiting list.
    `lasts_days` is for what goes on for days (a cycling campaign) instead of hours.
    """

    code: str
    week: int
    weekday: int
    begins: time
    minutes: int
    times: int = 1
    also: int | None = None  # a second day in each week
    lasts_days: int = 0
    fill: float = 0.7
    capacity: int | None = None
    minimum: int | None = None

    def dates(self, now: datetime) -> list[tuple[datetime, datetime]]:
        """Return the dates of this edition, seen from now; the house rests around the new year."""
        monday = _monday(local_day(now)) + timedelta(weeks=self.week)
        days = [self.weekday] if self.also is None else [self.weekday, self.also]
        weeks = (monday + timedelta(weeks=number) for number in count())
        working = islice((week for week in weeks if not _rests(week)), self.times)
        return [self._date(week + timedelta(days=day)) for week in working for day in days]

    def _date(self, day: date) -> tuple[datetime, datetime]:
        begin = datetime.combine(day, self.begins, tzinfo=LOCAL)
        if self.lasts_days:
            last = day + timedelta(days=self.lasts_days - 1)
            end = datetime.combine(last, time(23, 59), tzinfo=LOCAL)
        else:
            end = begin + timedelta(minutes=self.minutes)
        return begin.astimezone(UTC), end.astimezone(UTC)


def _rests(monday: date) -> bool:
    """Tell whether this is the week of Christmas, or the one after it."""
    friday = monday + timedelta(days=FRIDAY)
    return (friday.month, friday.day) >= (12, 23) or (monday.month, monday.day) <= (1, 2)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


#: The company run that is ahead: the heart of the demonstration.
RUN = Edition(
    code="a01", week=9, weekday=THURSDAY, begins=time(18), minutes=180, capacity=24, fill=0
)

#: The time before, of which only reports remain.
EARLIER = (
    Edition(code="a02", week=-88, weekday=MONDAY, begins=time(16, 30), minutes=60, times=10),
    Edition(code="a10", week=-84, weekday=TUESDAY, begins=time(8, 30), minutes=360, fill=0.6),
    Edition(code="a01", week=-79, weekday=THURSDAY, begins=time(18), minutes=180, fill=0.4),
    Edition(code="a12", week=-75, weekday=TUESDAY, begins=time(9), minutes=180, fill=0.7),
    Edition(code="a16", week=-72, weekday=FRIDAY, begins=time(14), minutes=120, fill=0.8),
    Edition(code="a08", week=-66, weekday=WEDNESDAY, begins=time(9), minutes=360, fill=0.3),
    Edition(code="a03", week=-63, weekday=TUESDAY, begins=time(12, 15), minutes=60, times=8),
    Edition(code="a11", week=-60, weekday=THURSDAY, begins=time(14), minutes=120, fill=0.9),
    Edition(code="a09", week=-57, weekday=TUESDAY, begins=time(8), minutes=240, fill=0.5),
    Edition(code="a18", week=-56, weekday=FRIDAY, begins=time(13, 30), minutes=90, fill=0.8),
    Edition(code="a13", week=-53, weekday=FRIDAY, begins=time(9), minutes=180, times=2, fill=0.8),
    Edition(code="a06", week=-47, weekday=MONDAY, begins=time(15), minutes=60, times=8, fill=0.6),
)

EDITIONS = (
    # The year that was
    Edition(code="a01", week=-27, weekday=THURSDAY, begins=time(18), minutes=180, fill=0.47),
    Edition(code="a11", week=-40, weekday=THURSDAY, begins=time(14), minutes=120, fill=0.9),
    Edition(code="a02", week=-38, weekday=MONDAY, begins=time(16, 30), minutes=60, times=10),
    Edition(code="a10", week=-35, weekday=TUESDAY, begins=time(8, 30), minutes=360, fill=0.9),
    Edition(code="a12", week=-32, weekday=TUESDAY, begins=time(9), minutes=180, fill=0.6),
    Edition(code="a03", week=-30, weekday=TUESDAY, begins=time(12, 15), minutes=60, times=8),
    Edition(code="a16", week=-23, weekday=FRIDAY, begins=time(14), minutes=120, fill=0.9),
    Edition(code="a08", week=-10, weekday=WEDNESDAY, begins=time(9), minutes=360, fill=0.35),
    Edition(code="a09", week=-6, weekday=TUESDAY, begins=time(8), minutes=240, fill=0.5),
    Edition(code="a18", week=-5, weekday=FRIDAY, begins=time(13, 30), minutes=90, fill=0.8),
    # Going on now
    Edition(
        code="a04",
        week=-3,
        weekday=WEDNESDAY,
        also=FRIDAY,
        begins=time(10, 30),
        minutes=15,
        times=12,
        fill=0,
    ),
    Edition(code="a05", week=-3, weekday=THURSDAY, begins=time(12, 30), minutes=45, times=8),
    Edition(code="a13", week=-1, weekday=FRIDAY, begins=time(9), minutes=180, times=2, fill=0.8),
    # What is ahead
    Edition(
        code="a02", week=2, weekday=MONDAY, begins=time(16, 30), minutes=60, times=10, minimum=16
    ),
    Edition(
        code="a03", week=3, weekday=TUESDAY, begins=time(12, 15), minutes=60, times=8, fill=1.1
    ),
    Edition(code="a17", week=3, weekday=WEDNESDAY, begins=time(14), minutes=60, times=6, fill=1.2),
    Edition(code="a06", week=4, weekday=MONDAY, begins=time(15), minutes=60, times=8, fill=0.6),
    Edition(code="a07", week=5, weekday=WEDNESDAY, begins=time(17), minutes=40, times=6, fill=0.4),
    Edition(code="a11", week=6, weekday=THURSDAY, begins=time(14), minutes=120, fill=0.9),
    Edition(code="a10", week=7, weekday=TUESDAY, begins=time(8, 30), minutes=360, fill=0.3),
    Edition(code="a12", week=8, weekday=TUESDAY, begins=time(9), minutes=180, fill=0.5),
    Edition(code="a16", week=10, weekday=FRIDAY, begins=time(14), minutes=120, fill=0.5),
    Edition(
        code="a05",
        week=12,
        weekday=THURSDAY,
        begins=time(12, 30),
        minutes=45,
        times=8,
        fill=0.2,
        minimum=6,
    ),
    Edition(
        code="a04",
        week=14,
        weekday=TUESDAY,
        also=THURSDAY,
        begins=time(10, 30),
        minutes=15,
        times=8,
        fill=0,
    ),
    Edition(
        code="a15", week=18, weekday=MONDAY, begins=time(0), minutes=0, lasts_days=28, fill=0.1
    ),
    Edition(code="a18", week=22, weekday=FRIDAY, begins=time(13, 30), minutes=90, fill=0.2),
    Edition(
        code="a14", week=28, weekday=MONDAY, begins=time(0), minutes=0, lasts_days=21, fill=0.1
    ),
    Edition(code="a08", week=42, weekday=WEDNESDAY, begins=time(9), minutes=360, fill=0.02),
    Edition(
        code="a09", week=46, weekday=TUESDAY, also=THURSDAY, begins=time(8), minutes=240, fill=0.02
    ),
    Edition(code="a13", week=50, weekday=FRIDAY, begins=time(9), minutes=180, times=2, fill=0),
)
