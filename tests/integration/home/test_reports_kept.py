"""Reports of barriers are not kept for ever."""

from datetime import timedelta

from bgm_portal.core.database import db
from bgm_portal.home.jobs import erase_old_reports
from bgm_portal.home.models import BarrierReport
from tests.support.times import NOW, YESTERDAY


def test_reports_older_than_a_year_are_erased_and_others_kept(app):
    db.session.add(BarrierReport(received_at=NOW - timedelta(days=365), message="alt"))
    db.session.add(BarrierReport(received_at=YESTERDAY, message="neu"))
    db.session.commit()

    erased = erase_old_reports(NOW)

    assert erased == 1
    assert [report.message for report in db.session.query(BarrierReport)] == ["neu"]


def test_erasing_reports_twice_does_nothing_more(app):
    db.session.add(BarrierReport(received_at=NOW - timedelta(days=366), message="alt"))
    db.session.commit()
    erase_old_reports(NOW)

    assert erase_old_reports(NOW) == 0
