"""The connection of a transaction: the session's own, and another one after it; turns to write."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import create_engine, event, text

from bgm_portal.core.database import connection, db, transaction, write_mode


def test_it_is_the_connection_that_the_session_uses(app):
    assert connection() is db.session.connection()
    assert connection() is connection()


def test_what_it_writes_is_committed_with_the_transaction(make_person):
    person = make_person(last_name="Albers")
    with transaction():
        connection().execute(text("UPDATE person SET last_name = 'Celik'"))

    db.session.refresh(person)
    assert person.last_name == "Celik"


@pytest.mark.parametrize("end", ["commit", "rollback"])
def test_after_the_transaction_it_is_another_one(app, end):
    before = connection()
    getattr(db.session, end)()

    assert before.closed
    assert connection() is not before
    assert connection().execute(text("SELECT 1")).scalar() == 1


class TestTurns:
    """Writers of one process wait for each other before SQLite's own lock would send one away."""

    WRITERS = 8
    ROUNDS = 25

    @pytest.fixture
    def engine(self, tmp_path):
        engine = create_engine(f"sqlite:///{tmp_path / 'turns.db'}")
        with engine.begin() as line:
            line.exec_driver_sql("CREATE TABLE seats (taken integer)")
            line.exec_driver_sql("INSERT INTO seats VALUES (0)")
        event.listen(engine, "connect", self._without_patience)
        engine.dispose()  # the connection above still has patience
        yield engine
        engine.dispose()

    @staticmethod
    def _without_patience(line, _record):
        line.execute("PRAGMA busy_timeout=0")

    def _take(self, engine):
        for _round in range(self.ROUNDS):
            with engine.begin() as line:
                line.exec_driver_sql("UPDATE seats SET taken = taken + 1")

    def test_nobody_meets_a_locked_file(self, engine):
        with ThreadPoolExecutor(self.WRITERS) as pool:
            for done in [pool.submit(self._take, engine) for _writer in range(self.WRITERS)]:
                done.result()

        with engine.connect() as line:
            taken = line.exec_driver_sql("SELECT taken FROM seats").scalar()
        assert taken == self.WRITERS * self.ROUNDS

    @pytest.mark.parametrize("end", ["commit", "rollback", "close", "invalidate", "detach"])
    def test_a_turn_ends_with_the_use_of_its_connection(self, engine, end):
        line = engine.connect()
        line.begin()
        getattr(line, end)()
        line.close()

        with engine.begin() as other:
            other.exec_driver_sql("UPDATE seats SET taken = 1")

    def test_who_goes_on_with_the_same_connection_does_not_wait_for_itself(self, engine):
        with engine.connect() as line:
            for _transaction in range(2):
                with line.begin():
                    line.exec_driver_sql("UPDATE seats SET taken = taken + 1")

    def test_who_only_reads_waits_for_nobody(self, engine):
        with engine.begin() as writer:
            writer.exec_driver_sql("UPDATE seats SET taken = 1")
            token = write_mode.set(False)
            try:
                with engine.connect() as reader:
                    assert reader.exec_driver_sql("SELECT taken FROM seats").scalar() == 0
            finally:
                write_mode.reset(token)
