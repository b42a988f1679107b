"""Named moments. The year of the tests is fixed, so that nobody has to wait for a weekday."""

from datetime import UTC, datetime, timedelta

#: A Monday in winter, 9:00 in Germany.
NOW = datetime(2026, 3, 23, 8, 0, tzinfo=UTC)
TOMORROW = NOW + timedelta(days=1)
NEXT_WEEK = NOW + timedelta(days=7)
NEXT_MONTH = NOW + timedelta(days=30)
YESTERDAY = NOW - timedelta(days=1)
LAST_MONTH = NOW - timedelta(days=30)

#: The company run: Thursday, 21 May 2026, 18:00 to 21:00 in Germany.
RUN_STARTS = datetime(2026, 5, 21, 16, 0, tzinfo=UTC)
RUN_ENDS = datetime(2026, 5, 21, 19, 0, tzinfo=UTC)

#: The nights in which German clocks change (2:00 to 3:00, and 3:00 to 2:00).
CLOCKS_FORWARD = datetime(2026, 3, 29, 1, 0, tzinfo=UTC)
CLOCKS_BACK = datetime(2026, 10, 25, 1, 0, tzinfo=UTC)
