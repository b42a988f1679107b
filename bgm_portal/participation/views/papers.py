"""What somebody can take along, as a page and as a PDF. No address names a person."""

from uuid import UUID

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from bgm_portal.core import clock
from bgm_portal.identity.access import requires, visitor
from bgm_portal.identity.permissions import Permission
from bgm_portal.participation import papers
from bgm_portal.participation.papers import Paper
from bgm_portal.web.papers import response

bp = Blueprint("papers", __name__)

OWN = "/mein-bereich/bescheinigungen"
YEAR = "<int(fixed_digits=4):year>"


@bp.get(OWN)
@requires(Permission.TAKE_PART)
def overview() -> ResponseReturnValue:
    """Show what one can take along."""
    choice = papers.choice(visitor().person_id, at=clock.now())
    return render_template("papers/overview.html", choice=choice)


@bp.get(f"{OWN}/<uuid:activity_id>")
@requires(Permission.TAKE_PART)
def certificate(activity_id: UUID) -> ResponseReturnValue:
    """Show one's certificate as a page."""
    return _page(
        _certificate(activity_id), pdf=url_for(".certificate_pdf", activity_id=activity_id)
    )


@bp.get(f"{OWN}/<uuid:activity_id>/bescheinigung.pdf")
@requires(Permission.TAKE_PART)
def certificate_pdf(activity_id: UUID) -> ResponseReturnValue:
    """Offer one's certificate as a file."""
    return response(_certificate(activity_id).pdf(at=clock.now()), "bescheinigung.pdf")


@bp.get(f"/mein-bereich/zeitnachweis/{YEAR}")
@requires(Permission.TAKE_PART)
def time_slip(year: int) -> ResponseReturnValue:
    """Show what counts as one's working time as a page."""
    return _page(_time_slip(year), pdf=url_for(".time_slip_pdf", year=year))


@bp.get(f"/mein-bereich/zeitnachweis/{YEAR}/zeitnachweis.pdf")
@requires(Permission.TAKE_PART)
def time_slip_pdf(year: int) -> ResponseReturnValue:
    """Offer what counts as one's working time as a file."""
    return response(_time_slip(year).pdf(at=clock.now()), "zeitnachweis.pdf")


@bp.get(f"/mein-bereich/jahr/{YEAR}")
@requires(Permission.TAKE_PART)
def year(year: int) -> ResponseReturnValue:
    """Show one's own year as a page."""
    return _page(_year(year), pdf=url_for(".year_pdf", year=year))


@bp.get(f"/mein-bereich/jahr/{YEAR}/jahr.pdf")
@requires(Permission.TAKE_PART)
def year_pdf(year: int) -> ResponseReturnValue:
    """Offer one's own year as a file."""
    return response(_year(year).pdf(at=clock.now()), "jahr.pdf")


def _page(paper: Paper, *, pdf: str) -> str:
    return render_template("papers/paper.html", paper=paper, pdf=pdf)


def _certificate(activity_id: UUID) -> Paper:
    return papers.certificate(
        visitor().person_id, visitor().name, activity_id=activity_id, at=clock.now()
    )


def _time_slip(year: int) -> Paper:
    return papers.time_slip(
        visitor().person_id,
        visitor().name,
        employer=visitor().employer,
        year=year,
        at=clock.now(),
    )


def _year(year: int) -> Paper:
    return papers.overview(visitor().person_id, visitor().name, year=year, at=clock.now())
