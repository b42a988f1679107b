"""Reports as they are read: page, paper, spreadsheet and the frozen bytes. All say the same."""

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from bgm_portal.core import clock
from bgm_portal.core.i18n import LANGUAGE_IN_ADDRESS, LANGUAGES
from bgm_portal.counting.rules import HalfYear, half_year_of
from bgm_portal.identity.access import requires, visitor
from bgm_portal.identity.permissions import Permission
from bgm_portal.insights import paper, releases, story, words, workbook
from bgm_portal.insights.disclosure import bands
from bgm_portal.insights.errors import UnknownWish
from bgm_portal.insights.house_sections import neighbours
from bgm_portal.insights.sections import period, sections

bp = Blueprint("reports", __name__)

HALF_YEAR = '/berichte/<int(fixed_digits=4):year>/<any("1", "2"):half>'
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
IN_A_LANGUAGE = [[(LANGUAGE_IN_ADDRESS, code)] for code in LANGUAGES]


def refuse_wishes() -> None:
    """Refuse whatever is added to an address: nothing can be filtered, sorted or asked for.

    The language says how a page is read, and no more; every page takes it.
    """
    said = list(request.args.items(multi=True))
    if said and said not in IN_A_LANGUAGE:
        raise UnknownWish


bp.before_request(refuse_wishes)


@bp.get("/berichte")
@requires(Permission.READ_REPORTS)
def overview() -> ResponseReturnValue:
    """Show the latest report in three sentences, and all that there are."""
    found = releases.reports()
    present = half_year_of(clock.local_today())
    return render_template(
        "reports/overview.html",
        latest=found[0] if found else None,
        sentences=story.sentences(found[0]) if found else [],
        releases=releases.releases(),
        upcoming=[one for one in (present.before, present) if _is_to_come(one)],
        words=words,
        years=sorted({present.year, *(one.half_year.year for one in found)}, reverse=True),
        may_preview=visitor().may(Permission.PLAN_ACTIVITIES),
    )


@bp.get(HALF_YEAR)
@requires(Permission.READ_REPORTS)
def report(year: int, half: str) -> ResponseReturnValue:
    """Show the report of a half-year."""
    found, fingerprint = releases.report(HalfYear(year, int(half)))
    others = releases.reports()
    earlier, later = neighbours(found, others)
    return render_template(
        "reports/report.html",
        report=found,
        name=words.name_of(found.half_year),
        period=period(found),
        sentences=story.sentences(found),
        sections=sections(found, others),
        earlier=earlier,
        later=later,
        words=words,
        star=words.star(),
        fingerprint=fingerprint,
    )


@bp.get(f"{HALF_YEAR}/bericht.pdf")
@requires(Permission.READ_REPORTS)
def pdf(year: int, half: str) -> ResponseReturnValue:
    """Return the report as a paper."""
    found, fingerprint = releases.report(HalfYear(year, int(half)))
    content = paper.paper(found, releases.reports(), fingerprint=fingerprint)
    return attachment(content, "application/pdf", f"bericht-{found.half_year.code}.pdf")


@bp.get(f"{HALF_YEAR}/bericht.xlsx")
@requires(Permission.READ_REPORTS)
def spreadsheet(year: int, half: str) -> ResponseReturnValue:
    """Return the report as a spreadsheet."""
    found, fingerprint = releases.report(HalfYear(year, int(half)))
    content = workbook.workbook(found, releases.reports(), fingerprint=fingerprint)
    return attachment(content, XLSX, f"bericht-{found.half_year.code}.xlsx")


@bp.get(f"{HALF_YEAR}/bericht.json")
@requires(Permission.READ_REPORTS)
def content(year: int, half: str) -> ResponseReturnValue:
    """Return the very bytes that were frozen, for whoever wants to check the fingerprint."""
    half_year = HalfYear(year, int(half))
    return attachment(
        releases.content(half_year), "application/json", f"bericht-{half_year.code}.json"
    )


@bp.get("/berichte/regeln")
@requires(Permission.READ_REPORTS)
def method() -> ResponseReturnValue:
    """Explain how figures are told, and list all reports with their fingerprints."""
    return render_template(
        "reports/method.html",
        rules=bands,
        releases=releases.releases(),
        words=words,
        command="flask bgm verify-releases",
    )


def _is_to_come(half_year: HalfYear) -> bool:
    return half_year.freezes_on > clock.local_today()


def attachment(content: bytes, kind: str, name: str) -> Response:
    """Offer bytes as a file."""
    answer = Response(content, content_type=kind)
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer
