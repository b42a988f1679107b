"""What the words of a mail server mean, and when an address is given up. Pure."""

import re
from enum import StrEnum

#: How many messages in a row an address may refuse for good before nothing more is sent to it.
REFUSALS_UNTIL_MARKED = 3
#: What stands as the reason of a message where no mail server said anything.
MARKED = "marked: the address refused several messages"
UNWRITTEN = "unwritten: "
UNFIT = "unfit: "

_ANSWER = re.compile(r"(?P<code>[45]\d\d)\b(?:[ -](?P<more>\d\.\d{1,3}\.\d{1,3}))?")
_FULL = {"452", "552"}
_NOBODY = {"550", "551", "553"}
#: Where no enhanced code helps: words that speak of us or of what we send, not of the address.
_OF_SENDER = re.compile(
    r"relay|denied|permitted|authenticat|policy|spam|blocked|black ?list|listed|reputation|helo"
    r"|ehlo|sender|\bspf\b|dkim|dmarc|reverse|content|message (refused|rejected)",
    re.IGNORECASE,
)


class Reason(StrEnum):
    """Why a message did not arrive, as far as one can tell."""

    NOBODY = "nobody"  # the server knows no such address
    FULL = "full"
    REFUSED = "refused"  # for good, for another reason
    BUSY = "busy"  # not now
    SILENT = "silent"  # the line broke, or there is no server
    MARKED = "marked"  # the address refused so often that nothing is sent to it
    UNWRITTEN = "unwritten"  # its template fails
    UNFIT = "unfit"  # an address that is none, and the like


def reason(said: str) -> Reason:
    """Return what an answer means; enhanced codes say more than plain ones (RFC 3463)."""
    for sign, meaning in (
        (MARKED, Reason.MARKED),
        (UNWRITTEN, Reason.UNWRITTEN),
        (UNFIT, Reason.UNFIT),
    ):
        if said.startswith(sign):
            return meaning
    answer = _ANSWER.match(said)
    if answer is None:
        return Reason.SILENT
    return _meaning(answer["code"], answer["more"] or "", said)


def _meaning(code: str, more: str, said: str) -> Reason:
    if more.endswith(".2.2") or (not more and code in _FULL):
        return Reason.FULL
    if code.startswith("4"):
        return Reason.BUSY
    if ".1." in more or (not more and code in _NOBODY and not _OF_SENDER.search(said)):
        return Reason.NOBODY
    return Reason.REFUSED


def is_given_up(refusals: int) -> bool:
    """Tell whether nothing more is sent to an address that refused so many messages in a row."""
    return refusals >= REFUSALS_UNTIL_MARKED
