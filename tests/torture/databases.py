"""Databases to be tortured."""

from sqlalchemy import create_engine, make_url, text


def empty_database(server_url: str, name: str) -> str:
    """Make an empty database on a PostgreSQL server and return its address."""
    server = create_engine(server_url, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        connection.execute(text(f"CREATE DATABASE {name}"))
    server.dispose()
    return make_url(server_url).set(database=name).render_as_string(hide_password=False)
