"""Whoever promises to erase something names the job that does it, or why there is none."""

import pytest

from bgm_portal import documents
from bgm_portal.core.personal_data import NoJob, register
from bgm_portal.home import notice
from bgm_portal.scheduler import JOBS
from tests.support.routes import assembled

assembled()  # every room has handed in its declarations

KEPT_PROMISES = {job.name for job in JOBS} | set(NoJob)


@pytest.mark.parametrize("holding", list(register), ids=notice.key_of)
def test_a_declaration_names_the_job_that_erases_or_why_there_is_none(holding):
    assert holding.erased_by
    assert set(holding.erased_by) <= KEPT_PROMISES


@pytest.mark.parametrize("holding", list(register), ids=notice.key_of)
def test_what_is_kept_for_a_time_that_can_be_counted_is_erased_by_a_job(holding):
    counted = any(sign.isdigit() for sign in holding.retention)

    assert not counted or not set(holding.erased_by) & set(NoJob)


@pytest.mark.parametrize("holding", list(register), ids=notice.key_of)
def test_the_register_of_personal_data_says_who_erases(holding):
    assert f"| {holding.retention} | {', '.join(holding.erased_by)} |" in documents.personal_data()
