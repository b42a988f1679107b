"""Captions of films and sounds: read to see whether their times can be true."""

from dataclasses import dataclass
from enum import StrEnum

from webvtt import Caption, WebVTT
from webvtt.errors import MalformedCaptionError, MalformedFileError


class Fault(StrEnum):
    """What may be wrong with captions."""

    UNREADABLE = "unreadable"
    EMPTY = "empty"
    BACKWARDS = "backwards"  # it ends before it begins
    DISORDER = "disorder"  # it begins before the one before it


@dataclass(frozen=True, kw_only=True)
class Broken:
    """What is wrong, and with which caption, counted from 1; 0 is the whole file."""

    fault: Fault
    number: int = 0


def broken(content: bytes) -> Broken | None:
    """Return what is wrong with captions first, or nothing."""
    try:
        captions = WebVTT.from_string(content.decode("utf-8-sig")).captions
    except (MalformedCaptionError, MalformedFileError, ValueError, IndexError):
        return Broken(fault=Fault.UNREADABLE)
    if not captions:
        return Broken(fault=Fault.EMPTY)
    return _out_of_time(captions)


def are_sound(content: bytes) -> bool:
    """Tell whether these captions can be read, begin before they end, and follow each other."""
    return broken(content) is None


def _out_of_time(captions: list[Caption]) -> Broken | None:
    latest = -1.0
    for number, caption in enumerate(captions, start=1):
        if caption.start >= caption.end:
            return Broken(fault=Fault.BACKWARDS, number=number)
        if caption.start_in_seconds < latest:
            return Broken(fault=Fault.DISORDER, number=number)
        latest = caption.start_in_seconds
    return None
