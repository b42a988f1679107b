"""Signing in, and what nobody can find out by trying."""

from collections.abc import Callable

from bgm_portal.identity.models import Person
from tests.factories.identity import PASSWORD
from tests.support.page import Visitor


def test_somebody_signs_in_with_address_and_password(
    visitor: Visitor, make_account: Callable[..., Person]
) -> None:
    make_account(email="albers@jobcenter.example")

    answer = visitor.raw(
        "/anmelden",
        method="POST",
        data={"email": " Albers@Jobcenter.example ", "password": PASSWORD},
    )

    assert answer.status_code == 302
    assert visitor.get("/konto").h1 == "Ihr Konto"
