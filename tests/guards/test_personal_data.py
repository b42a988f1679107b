"""No column about a person without purpose, legal basis, recipients and retention."""

import re
from uuid import uuid4

import pytest
from sqlalchemy import Column, String
from sqlalchemy.types import LargeBinary

from bgm_portal.core.database import db
from bgm_portal.core.personal_data import register
from bgm_portal.home import notice, own_words
from bgm_portal.privacy import own_rows
from tests.support.routes import assembled

assembled()  # every room has handed in its declarations

COLUMNS = [column for table in db.metadata.sorted_tables for column in table.columns]
TELLING_NAMES = re.compile(
    r"^(first_name|last_name|email|phone|recipient|contact|actor_id|subject_id|person_id|owner_id"
    r"|sealed|facts|password_hash|reply_to)$|_by$|_by_id$|(^|_)address$"
)
#: Columns whose name or type sounds like a person, and what they really hold.
NOT_ABOUT_A_PERSON = {
    ("venue_fact", "checked_by"): "an office",
    ("activity", "organiser"): "a firm or club",
    ("contact_point", "checked_by"): "an office",
}


def points_to_a_person(column: Column) -> bool:
    """Tell whether a column refers to somebody."""
    return any(key.target_fullname == "person.id" for key in column.foreign_keys)


def was_written_by_a_person(column: Column) -> bool:
    """Tell whether a column holds words in a table that belongs to somebody."""
    belongs = any(
        c.name in {"person_id", "need_id", "registration_id"} for c in column.table.columns
    )
    is_text = type(column.type) is String or isinstance(column.type, LargeBinary)
    return belongs and is_text and column.name in {"text", "message", "value", "note", "words"}


def name_of(column: Column) -> tuple[str, str]:
    """Return table and column."""
    return column.table.name, column.name


def concerns_a_person(column: Column) -> bool:
    """Tell whether a column holds or points to a person."""
    return name_of(column) not in NOT_ABOUT_A_PERSON and (
        points_to_a_person(column)
        or bool(TELLING_NAMES.search(column.name))
        or was_written_by_a_person(column)
    )


@pytest.mark.parametrize(
    "column",
    [name_of(column) for column in COLUMNS if concerns_a_person(column)],
    ids=".".join,
)
def test_a_column_about_a_person_is_declared(column):
    assert column in register.columns()


@pytest.mark.parametrize("column", sorted(register.columns()), ids=".".join)
def test_a_declared_column_exists(column):
    assert column in {name_of(known) for known in COLUMNS}


@pytest.mark.parametrize("holding", list(register), ids=notice.key_of)
def test_a_declaration_says_what_it_is_and_how_long_it_is_kept(holding):
    assert holding.columns
    assert holding.retention


@pytest.mark.parametrize("holding", list(register), ids=notice.key_of)
def test_a_declaration_is_told_in_words_on_the_privacy_page(holding):
    assert notice.key_of(holding) in notice.HELD
    assert {holding.retention, *holding.recipients} <= {str(words) for words in notice.DECLARED}


@pytest.mark.parametrize("holding", list(register), ids=notice.key_of)
def test_a_declaration_says_which_columns_go_out_to_their_person_or_why_none(holding):
    assert holding.exported, "name the columns in `exported`, or a reason from NoExport"


def test_every_row_of_a_person_has_a_way_to_them_and_columns_that_exist(portal):
    with portal.app_context():
        names = {one.table: own_rows.exported_names(one) for one in own_rows.holdings()}
        assert own_rows.counts(uuid4()).keys() == {notice.key_of(h) for h in own_rows.holdings()}

    assert {name for some in names.values() for name in some} <= set(own_words.COLUMNS)
