"""Captions of films and sounds: read to see whether their times can be true."""

from webvtt import WebVTT
from webvtt.errors import MalformedCaptionError, MalformedFileError


def are_sound(content: bytes) -> bool:
    """Tell whether these captions can be read, begin before they end, and follow each other."""
    try:
        captions = WebVTT.from_string(content.decode("utf-8-sig")).captions
    except (MalformedCaptionError, MalformedFileError, ValueError, IndexError):
        return False
    begins = [caption.start_in_seconds for caption in captions]
    lasts = all(caption.start < caption.end for caption in captions)
    return bool(captions) and lasts and begins == sorted(begins)
