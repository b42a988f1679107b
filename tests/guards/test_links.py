"""No link of any page leads to a page that is not there or that its reader may not open.

Pages are walked through twice: in a house where everything is filled in, and in one where all
texts that may be missing are missing, for a link must not lead to what nobody has written.
"""

from collections.abc import Callable, Iterator

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import String, Text, null, update
from sqlalchemy.exc import IntegrityError

from bgm_portal.core.database import Base, db
from tests.factories.world import World
from tests.support.page import Visitor
from tests.support.routes import address_of
from tests.support.visits import VISITS, name_of

ENDS_THE_SESSION = "/abmelden"
#: Nothing to leave out here: without them nobody is who they are, or nothing was ever sent.
NOT_WRITTEN_BY_PEOPLE = {"person", "app_session", "outgoing_mail", "sign_in_session"}
ERROR = 400


def _strip() -> None:
    """Take every text away that may be missing, where the table's own rules allow it."""
    for table in Base.metadata.sorted_tables:
        if table.name in NOT_WRITTEN_BY_PEOPLE:
            continue
        for column in table.columns:
            if (
                column.nullable
                and isinstance(column.type, (String, Text))
                and not column.foreign_keys
            ):
                try:
                    with db.session.begin_nested():
                        db.session.execute(update(table).values({column.name: null()}))
                except IntegrityError:
                    continue
    db.session.commit()


def _links(html: str) -> Iterator[str]:
    for link in BeautifulSoup(html, "html.parser").select("a[href]"):
        href = str(link["href"]).partition("#")[0]
        if href.startswith("/") and not href.startswith((ENDS_THE_SESSION, "/static/")):
            yield href


@pytest.mark.long
@pytest.mark.parametrize("bare", [False, True], ids=["full", "bare"])
def test_no_link_leads_nowhere(
    build_world: Callable[[], World],
    browsers_of: Callable[[World], dict[str, Visitor]],
    bare: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    """One test for all pages: building the house takes long, and is done once."""
    world = build_world()
    browsers = browsers_of(world)
    if bare:
        _strip()
    broken: dict[str, list[str]] = {}
    followed: dict[tuple[str, str], int] = {}
    for visit in VISITS:
        answer = browsers[visit.who].raw(address_of(visit, world), follow_redirects=True)
        if answer.status_code >= ERROR and visit.status == 200 and not bare:
            broken.setdefault(name_of(visit), []).append(str(answer.status_code))
        if answer.mimetype != "text/html":
            continue
        for href in _links(answer.get_data(as_text=True)):
            way = (visit.who, href)
            if way not in followed:
                there = browsers[visit.who].raw(href, follow_redirects=True)
                followed[way] = there.status_code
            if followed[way] >= ERROR:
                broken.setdefault(name_of(visit), []).append(f"{href} {followed[way]}")

    assert broken == {}
    assert len(followed) > len(VISITS)
