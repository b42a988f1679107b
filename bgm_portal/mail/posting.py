"""Into the outbox with it: a message, or the note that it could not be written."""

from datetime import datetime

from . import outbox
from .message import Message, Unwritten


def put(message: Message | Unwritten, *, at: datetime) -> bool:
    """Store it in the transaction of its reason; tell whether it is a new one."""
    if isinstance(message, Unwritten):
        return outbox.note_unwritten(message, at=at)
    return outbox.enqueue(message, at=at)
