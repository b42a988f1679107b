"""Whether somebody was there."""

from enum import StrEnum


class AttendanceState(StrEnum):
    """Whether somebody was there. Absence is never sanctioned and shown to nobody else."""

    PRESENT = "present"
    ABSENT = "absent"
    EXCUSED = "excused"  # said beforehand that they leave this date out
