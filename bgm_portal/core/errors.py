"""How the house says no. Every refusal is a type with a stable code and one sentence.

The sentence says what is the matter and what one can do. `web.errors` turns each type into a page;
nobody catches `Exception`.
"""

from typing import Any


class PortalError(Exception):
    """Something that is answered with a sentence instead of a crash.

    `message` may be a lazy translation; it becomes words in the language of the reader.
    """

    status = 500
    code = "error"

    def __init__(self, message: Any = "", *, code: str | None = None) -> None:
        super().__init__(message)
        self._message = message
        if code is not None:
            self.code = code

    @property
    def message(self) -> str:
        """Return the sentence in the language of whoever asks now."""
        return str(self._message)


class Missing(PortalError):
    """What was asked for does not exist, or not for this person: the answer is the same."""

    status = 404
    code = "missing"


class Forbidden(PortalError):
    """The person may not do what was asked for."""

    status = 403
    code = "forbidden"


class Refused(PortalError):
    """The rules say no to something that this person may do in principle."""

    status = 409
    code = "refused"
