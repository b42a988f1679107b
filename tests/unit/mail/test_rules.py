"""What the answers of mail servers mean."""

import pytest

from bgm_portal.mail import rules
from bgm_portal.mail.rules import Reason


@pytest.mark.parametrize(
    ("said", "meaning"),
    [
        ("550 5.1.1 …: user unknown", Reason.NOBODY),
        ("550 no such user here", Reason.NOBODY),
        ("553 mailbox name not allowed", Reason.NOBODY),
        ("550 5.7.1 not allowed by policy", Reason.REFUSED),
        ("550 relaying denied", Reason.REFUSED),
        ("550 sender verify failed", Reason.REFUSED),
        ("550 blocked using a list of dial-up lines", Reason.REFUSED),
        ("550 message rejected as spam", Reason.REFUSED),
        ("550 mailbox not found", Reason.NOBODY),
        ("554 transaction failed", Reason.REFUSED),
        ("552 5.2.2 mailbox full", Reason.FULL),
        ("452 too little space", Reason.FULL),
        ("451 4.3.0 try again", Reason.BUSY),
        ("421 closing", Reason.BUSY),
        ("TimeoutError: timed out", Reason.SILENT),
        (rules.MARKED, Reason.MARKED),
        (f"{rules.UNWRITTEN}UndefinedError", Reason.UNWRITTEN),
        (f"{rules.UNFIT}a header is one line", Reason.UNFIT),
    ],
)
def test_an_answer_means_something(said, meaning):
    assert rules.reason(said) is meaning


@pytest.mark.parametrize(("refusals", "expected"), [(1, False), (2, False), (3, True), (4, True)])
def test_an_address_is_given_up_after_three_refusals_in_a_row(refusals, expected):
    assert rules.is_given_up(refusals) is expected
