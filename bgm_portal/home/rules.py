"""What follows from what stands on these pages. Pure: no tables, no clock."""

from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Europe/Berlin")
DAYS_OF_A_WEEK = 7
MONTHS_OF_A_YEAR = 12
ATTENDANCE_WITHIN = timedelta(days=6)

#: How many reports of barriers the house takes in an hour from everybody together. The form is
#: open without signing in, and no address of a visitor is kept to tell one sender from another.
REPORTS_AN_HOUR = 20
REPORT_WINDOW = timedelta(hours=1)
REPORTS_KEPT = timedelta(days=365)
ANSWER_WEEKS = 4  # the law asks for a month at most
ANSWER_WITHIN = timedelta(weeks=ANSWER_WEEKS)


def takes_another_report(*, lately: int) -> bool:
    """Tell whether one more report of a barrier is taken after so many within the window."""
    return lately < REPORTS_AN_HOUR


def answer_due(received_at: datetime) -> date:
    """Return the day by which whoever reported a barrier gets an answer."""
    return (received_at + ANSWER_WITHIN).astimezone(LOCAL).date()


def reports_kept_since(at: datetime) -> datetime:
    """Return the moment before which reports of barriers are erased."""
    return at - REPORTS_KEPT


class Urgency(StrEnum):
    """How soon something must be done."""

    LATE = "late"
    TODAY = "today"
    SOON = "soon"  # within a week: the day of the week says enough
    LATER = "later"
    WITHOUT_DATE = "without_date"


def urgency(due: datetime | None, *, at: datetime) -> Urgency:
    """Say how soon something must be done that is due at a moment."""
    if due is None:
        return Urgency.WITHOUT_DATE
    if due < at:
        return Urgency.LATE
    days = (due.astimezone(LOCAL).date() - at.astimezone(LOCAL).date()).days
    if days == 0:
        return Urgency.TODAY
    return Urgency.SOON if days < DAYS_OF_A_WEEK else Urgency.LATER


def end_of(day: date) -> datetime:
    """Return the last moment of a day in Germany: what is due on a day may be done on it."""
    return datetime.combine(day, time(23, 59), tzinfo=LOCAL).astimezone(UTC)


def attendance_due(ended_at: datetime, *, discreet: bool) -> datetime:
    """Return until when attendance should be ticked; a discreet list names people on the day."""
    day = ended_at.astimezone(LOCAL).date()
    return end_of(day if discreet else day + ATTENDANCE_WITHIN)


def start_of(day: date) -> datetime:
    """Return the first moment of a day in Germany."""
    return datetime.combine(day, time(), tzinfo=LOCAL).astimezone(UTC)


def last_months(today: date, *, count: int) -> list[date]:
    """Return the first days of the last months, this one last, and of the month to come."""
    number = today.year * MONTHS_OF_A_YEAR + today.month - 1
    months = range(number - count + 1, number + 2)
    return [date(n // MONTHS_OF_A_YEAR, n % MONTHS_OF_A_YEAR + 1, 1) for n in months]
