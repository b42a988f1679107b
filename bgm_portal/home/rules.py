"""What follows from what stands on these pages. Pure: no tables, no clock."""

from datetime import timedelta

#: How many reports of barriers the house takes in an hour from everybody together. The form is
#: open without signing in, and no address of a visitor is kept to tell one sender from another.
REPORTS_AN_HOUR = 20
REPORT_WINDOW = timedelta(hours=1)


def takes_another_report(*, lately: int) -> bool:
    """Tell whether one more report of a barrier is taken after so many within the window."""
    return lately < REPORTS_AN_HOUR
