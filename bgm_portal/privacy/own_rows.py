"""A person's own rows, wherever they lie: counted, handed out, erased on wish.

The rooms above say in the register of personal data which columns go out and what is erased on
wish; which rows are somebody's follows from how tables point to each other. Nothing here knows a
single table by name.
"""

from collections.abc import Iterator
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Column, ColumnElement, Connection, CursorResult, Table, func, or_, select
from sqlalchemy.types import LargeBinary

from bgm_portal.core.database import db
from bgm_portal.core.personal_data import Holding, register
from bgm_portal.core.sealed import Keyring, SealBroken

from . import event_keys

Row = dict[str, Any]

#: What stands for a row of another table, where one's own row points to it.
SHOWN: dict[str, tuple[str, ...]] = {
    "activity": ("title_de",),
    "activity_role": ("label_de",),
    "challenge": ("title_de",),
    "learning_module": ("key",),
    "occurrence": ("activity_id", "starts_at", "ends_at"),
    "person": ("last_name",),
    "picture": ("activity_id", "number"),
    "question": ("label_de",),
    "run_team": ("name",),
    "site": ("name",),
    "slot": ("activity_id", "starts_at", "ends_at"),
    "unit": ("name",),
}

#: The account, to which others point, and the proofs, which have a time of their own.
STAYING = frozenset({"person", "consent", "audit_entry"})


def holdings() -> list[Holding]:
    """Return what the portal can hold about one person in rows of their own."""
    return [one for one in register if one.exported and isinstance(one.exported, tuple)]


def counts(person_id: UUID) -> dict[tuple[str, str], int]:
    """Count somebody's own rows with one statement, by table and first column declared."""
    asked = holdings()
    numbers = db.session.execute(
        select(
            *(
                select(func.count())
                .select_from(table)
                .where(_mine(table, person_id))
                .scalar_subquery()
                for table in map(_table, asked)
            )
        )
    ).one()
    return {(one.table, one.columns[0]): n for one, n in zip(asked, numbers, strict=True)}


def counts_on_wish(person_id: UUID) -> dict[str, int]:
    """Count somebody's own rows that they can have erased, by table."""
    numbers = counts(person_id)
    return {one.table: numbers[one.table, one.columns[0]] for one in holdings() if one.on_wish}


def rows(holding: Holding, person_id: UUID) -> list[Row]:
    """Return somebody's own rows with the columns that go out, sealed ones opened."""
    table = _table(holding)
    order = sorted(table.primary_key, key=lambda column: column.name)
    moments = [c for c in table.columns if c.name.endswith(("_at", "_on")) or c.name == "at"]
    found = db.session.execute(
        select(*_columns(table, holding)).where(_mine(table, person_id)).order_by(*moments, *order)
    )
    sealed = _sealed(table, holding)
    if sealed is None:
        return [dict(row) for row in found.mappings()]
    whole = found.mappings().all()
    ring = event_keys.opening(row["key_name"] for row in whole)
    return [dict(_plain(row, sealed=sealed, ring=ring)) for row in whole]


def exported_names(holding: Holding) -> list[str]:
    """Return the names under which columns go out; of sealed ones only what is in them is known."""
    table = _table(holding)
    sealed = _sealed(table, holding)
    return [
        column.name
        for column in _columns(table, holding)
        if sealed is None or column.name not in {sealed.name, "key_name", "row_id"}
    ]


def erase(
    person_id: UUID, *, leaves: bool = False, connection: Connection | None = None
) -> dict[str, int]:
    """Erase all own rows of somebody that are erased on wish, children first; return how many.

    Of somebody who leaves, all rows go but the account itself and what must be provable.
    """
    through = connection if connection is not None else db.session.connection()
    wished = {one.table for one in register if one.on_wish}
    if leaves:
        wished = {one.table for one in holdings()} - STAYING
    erased: dict[str, int] = {}
    for table in reversed(db.metadata.sorted_tables):
        if table.name in wished:
            done = through.execute(table.delete().where(_mine(table, person_id)))
            erased[table.name] = cast("CursorResult[Any]", done).rowcount
    if connection is None:
        db.session.expire_all()
    return erased


def _table(holding: Holding) -> Table:
    return db.metadata.tables[holding.table]


def _mine(table: Table, person_id: UUID) -> ColumnElement[bool]:
    """Return the condition under which a row is somebody's own."""
    if table.name == "person":
        return table.c.id == person_id
    declared = [one for one in register if one.table == table.name]
    owners = next((one.owner for one in declared if one.owner), ())
    if owners:
        return or_(*(table.c[name] == person_id for name in owners))
    address = next((one.address for one in declared if one.address), "")
    if address:
        person = db.metadata.tables["person"]
        return table.c[address].in_(select(person.c.email).where(person.c.id == person_id))
    if "person_id" in table.c:
        return table.c.person_id == person_id
    for column in table.columns:
        for key in column.foreign_keys:
            if key.ondelete == "CASCADE" and _is_owned(key.column.table):
                parent = key.column.table
                return column.in_(select(key.column).where(_mine(parent, person_id)))
    message = f"no way from {table.name} to a person"
    raise LookupError(message)


def _is_owned(table: Table) -> bool:
    return any(one.table == table.name for one in holdings())


def _columns(table: Table, holding: Holding) -> Iterator[ColumnElement[Any]]:
    for name in holding.exported:
        column = table.c[str(name)]
        if isinstance(column.type, LargeBinary):
            (key,) = table.primary_key
            yield from (column, table.c.key_name, key.label("row_id"))
        else:
            yield from _shown(column, name)


def _shown(column: Column[Any], name: str) -> Iterator[ColumnElement[Any]]:
    """Return a column, or what it points to in words."""
    key = next(iter(column.foreign_keys), None)
    if key is None:
        yield column
        return
    target = key.column.table.alias()
    for shown in SHOWN[key.column.table.name]:
        at = target.c[shown]
        label = name.removesuffix("_id") if shown not in {"starts_at", "ends_at"} else shown
        if shown == "activity_id":
            activity = db.metadata.tables["activity"].alias()
            wanted = select(activity.c.title_de).where(activity.c.id == at, target.c.id == column)
            yield wanted.correlate(column.table).scalar_subquery().label("activity")
        else:
            found = select(at).where(target.c.id == column).correlate(column.table)
            yield found.scalar_subquery().label(label)


def _sealed(table: Table, holding: Holding) -> Column[Any] | None:
    names = [str(name) for name in holding.exported]
    return next((table.c[n] for n in names if isinstance(table.c[n].type, LargeBinary)), None)


def _plain(row: Any, *, sealed: Column[Any], ring: Keyring) -> Iterator[tuple[str, Any]]:
    hidden = {sealed.name, "key_name", "row_id"}
    for name, value in row.items():
        if name not in hidden:
            yield name, value
    if row[sealed.name]:
        try:
            opened = ring.open(row[sealed.name], key=row["key_name"], row=row["row_id"])
        except SealBroken:
            return  # its key was destroyed: nobody can read it any more
        yield from opened.items()
