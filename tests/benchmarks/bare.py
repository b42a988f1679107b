"""What the portal is compared with: the least that Flask can do for the same thing.

`/leer` answers a word. `/liste` lists 50 mapped rows with one query and a template. `/platz` takes
a place by one locking UPDATE and one INSERT. `/unsicher` counts first and inserts then, as one must
not: it shows that the set-up really brings requests to the same moment.
"""

import os
import time
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from flask import Flask, render_template, request
from jinja2 import DictLoader
from sqlalchemy import select, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from bgm_portal.core.database import db, write_mode

LIST = """<!DOCTYPE html><html lang="de"><title>Liste</title><h1>Liste</h1><ul>
{% for row in rows %}
<li><a href="{{ url_for("detail", row_id=row.id) }}">{{ row.title }}</a> {{ row.teaser }}
<time>{{ row.starts_at.strftime("%d.%m.%Y %H:%M") }}</time> {{ row.place }}</li>
{% endfor %}</ul></html>"""
TABLES = (
    "CREATE TABLE bare_seats (id integer PRIMARY KEY, taken integer, capacity integer)",
    "CREATE TABLE bare_held (id text PRIMARY KEY, list text, state text)",
)


class Bare(DeclarativeBase):
    """Tables of its own, beside those of the portal."""


class BareRow(Bare):
    """A row as anybody would map it."""

    __tablename__ = "bare_row"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    title: Mapped[str]
    teaser: Mapped[str]
    place: Mapped[str]
    starts_at: Mapped[datetime]
    capacity: Mapped[int]


FIRST_DAY = datetime(2027, 1, 4, 16, 30)  # noqa: DTZ001 - as a bare table would have it
#: What a view does between counting and inserting; here it only stands there.
THINKING_SECONDS = 0.002


def create_app() -> Flask:
    """Build the bare application on the database that the environment names."""
    app = Flask("bare")
    app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["BARE_DATABASE_URL"]
    app.jinja_loader = DictLoader({"list.html": LIST})
    db.init_app(app)

    @app.before_request
    def _declare() -> None:
        write_mode.set(request.method == "POST")

    @app.get("/leer")
    def empty() -> str:
        return "da"

    @app.get("/liste")
    def listing() -> str:
        rows = db.session.scalars(select(BareRow).order_by(BareRow.starts_at).limit(50)).all()
        return render_template("list.html", rows=rows)

    @app.get("/liste/<uuid:row_id>")
    def detail(row_id: UUID) -> str:
        return str(row_id)

    @app.post("/platz")
    def take() -> tuple[str, int]:
        row = db.session.execute(
            text("UPDATE bare_seats SET taken = taken + 1 WHERE id = 1 RETURNING taken, capacity")
        ).one()
        _insert("sicher", "confirmed" if row.taken <= row.capacity else "waiting")
        db.session.commit()
        return "da", 201

    @app.post("/unsicher")
    def take_unsafely() -> tuple[str, int]:
        write_mode.set(False)
        db.session.rollback()
        held = db.session.scalar(
            text("SELECT count(*) FROM bare_held WHERE list = 'unsicher' AND state = 'confirmed'")
        )
        capacity = db.session.scalar(text("SELECT capacity FROM bare_seats WHERE id = 1"))
        db.session.commit()
        time.sleep(THINKING_SECONDS)
        write_mode.set(True)
        _insert("unsicher", "confirmed" if held < capacity else "waiting")
        db.session.commit()
        return "da", 201

    return app


def _insert(name: str, state: str) -> None:
    db.session.execute(
        text("INSERT INTO bare_held (id, list, state) VALUES (:id, :list, :state)"),
        {"id": str(uuid4()), "list": name, "state": state},
    )


def fill(app: Flask, *, capacity: int) -> None:
    """Make the three small tables that the bare views need."""
    with app.app_context():
        for table in TABLES:
            db.session.execute(text(table))
        Bare.metadata.create_all(db.session.connection())
        db.session.add_all(
            BareRow(
                title=f"Angebot Nummer {number}",
                teaser="Ruhige Übungen für Rücken, Schultern und Atem.",
                place="Haus Mitte",
                starts_at=FIRST_DAY + timedelta(days=number),
                capacity=capacity,
            )
            for number in range(50)
        )
        db.session.execute(
            text("INSERT INTO bare_seats VALUES (1, 0, :capacity)"), {"capacity": capacity}
        )
        db.session.commit()
