"""A report as a spreadsheet: one sheet a part, everything as text, nothing to calculate with."""

from collections.abc import Sequence
from datetime import datetime, time
from io import BytesIO

import xlsxwriter
from xlsxwriter.format import Format

from bgm_portal.core.i18n import _

from . import story, words
from .document import Report
from .parts import Section
from .sections import period, sections
from .year import Year

LONGEST_SHEET_NAME = 31
NARROWEST, WIDEST = 12, 60
FIRST_ROW = 4


def workbook(report: Report, others: Sequence[Report], *, fingerprint: str) -> bytes:
    """Return the report as XLSX."""
    file = BytesIO()
    book = xlsxwriter.Workbook(
        file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    frozen_at = datetime.combine(report.frozen_on, time())  # the same report is the same file
    book.set_properties({"title": words.name_of(report.half_year), "created": frozen_at})
    bold = book.add_format({"bold": True})
    cover = book.add_worksheet(_("Bericht"))
    lines = [
        _("Bericht, %(half_year)s", half_year=words.name_of(report.half_year)),
        period(report),
        words.frozen_on(report.frozen_on),
        *story.sentences(report),
        words.star(),
        _("Prüfsumme (SHA-256): %(fingerprint)s", fingerprint=fingerprint),
    ]
    cover.set_column(0, 0, WIDEST * 2)
    for number, line in enumerate(lines):
        cover.write_string(number, 0, line, bold if number == 0 else None)
    for section in sections(report, others):
        _write(book, section, bold)
    book.close()
    return file.getvalue()


def year_book(year: Year, latest: Report) -> bytes:
    """Return the yearly report as XLSX: words of the coordination, figures that are frozen."""
    file = BytesIO()
    book = xlsxwriter.Workbook(
        file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    title = _("Gesundheitsbericht %(year)s", year=year.year)
    book.set_properties({"title": title, "created": datetime.combine(latest.frozen_on, time())})
    bold = book.add_format({"bold": True})
    cover = book.add_worksheet(_("Bericht"))
    cover.set_column(0, 0, WIDEST * 2)
    lines = [(title, bold), *((line, None) for line in year.frozen)]
    for heading, text in year.texts:
        lines += [(heading, bold), *((line, None) for line in text.splitlines() if line.strip())]
    for number, (line, look) in enumerate([*lines, (words.star(), None)]):
        cover.write_string(number, 0, line, look)
    for section in year.sections:
        _write(book, section, bold)
    book.close()
    return file.getvalue()


def _write(book: xlsxwriter.Workbook, section: Section, bold: Format) -> None:
    sheet = book.add_worksheet(section.title[:LONGEST_SHEET_NAME])
    sheet.write_string(0, 0, section.title, bold)
    sheet.write_string(1, 0, section.definition)
    sheet.write_string(2, 0, section.caption)
    rows = [section.head, *section.rows, *([section.total] if section.total else [])]
    for number, row in enumerate(rows, start=FIRST_ROW):
        for column, cell in enumerate(row):
            sheet.write_string(number, column, cell, bold if number == FIRST_ROW else None)
    for column, cells in enumerate(zip(*rows, strict=True)):
        width = max(len(cell) for cell in cells)
        sheet.set_column(column, column, min(max(width + 2, NARROWEST), WIDEST))
    sheet.freeze_panes(FIRST_ROW + 1, 1)
