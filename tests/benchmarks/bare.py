"""What the portal is compared with: the least that Flask can do for the same thing.

`/leer` answers a word. `/liste` lists 50 rows with one query. `/platz` takes a place by one locking
UPDATE and one INSERT. `/unsicher` counts first and inserts then, as one must not: it shows that the
set-up really brings requests to the same moment.
"""

import os
import time
from uuid import uuid4

from flask import Flask, render_template, request
from jinja2 import DictLoader
from sqlalchemy import text

from bgm_portal.core.database import db, write_mode

LIST = """<!DOCTYPE html><html lang="de"><title>Liste</title><h1>Liste</h1><ul>{% for row in rows %}
<li><a href="/{{ row.id }}">{{ row.title }}</a> {{ row.teaser }} {{ row.day }}</li>
{% endfor %}</ul></html>"""
TABLES = (
    "CREATE TABLE bare_row (id integer PRIMARY KEY, title text, teaser text, day text)",
    "CREATE TABLE bare_seats (id integer PRIMARY KEY, taken integer, capacity integer)",
    "CREATE TABLE bare_held (id text PRIMARY KEY, list text, state text)",
)
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
        rows = db.session.execute(
            text("SELECT id, title, teaser, day FROM bare_row ORDER BY id LIMIT 50")
        ).all()
        return render_template("list.html", rows=rows)

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
        db.session.execute(
            text("INSERT INTO bare_row VALUES (:id, :title, :teaser, :day)"),
            [
                {"id": n, "title": f"Angebot {n}", "teaser": "Für alle.", "day": "21. Mai"}
                for n in range(50)
            ],
        )
        db.session.execute(
            text("INSERT INTO bare_seats VALUES (1, 0, :capacity)"), {"capacity": capacity}
        )
        db.session.commit()
