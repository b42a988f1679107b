"""Files for German Excel and LibreOffice, and reading what comes back."""

import csv
import io
import zipfile
from collections.abc import Iterable

import openpyxl
import xlsxwriter
from openpyxl.utils.exceptions import InvalidFileException

from .kinds import FileKind
from .rules import Fault, neutral
from .tables import Table

MOST_ROWS = 2000
LARGEST_UNPACKED = 40 * 1024 * 1024
ENCODINGS = ("utf-8-sig", "cp1252")
DELIMITERS = ";,\t"
MIME = {
    FileKind.CSV: "text/csv; charset=utf-8",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

Rows = list[tuple[int, dict[str, str]]]


def written(table: Table, kind: FileKind) -> bytes:
    """Return a list as a file."""
    return _csv(table) if kind is FileKind.CSV else _xlsx(table)


def _csv(table: Table) -> bytes:
    """UTF-8 with byte order mark and semicolons, by which German Excel opens it with a click."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    for row in (table.headings, *table.rows):
        writer.writerow([neutral(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def _xlsx(table: Table) -> bytes:
    """One header row, every cell as text, so that zeros in front stay and nothing is a formula."""
    content = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    with xlsxwriter.Workbook(content, options) as book:
        sheet = book.add_worksheet("Liste")
        head, plain = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
        for column, heading in enumerate(table.headings):
            sheet.write_string(0, column, neutral(heading), head)
            sheet.set_column(column, column, max(12, len(heading) + 2), plain)
        for line, row in enumerate(table.rows, start=1):
            for column, cell in enumerate(row):
                sheet.write_string(line, column, neutral(cell), plain)
        sheet.freeze_panes(1, 0)
    return content.getvalue()


def read(content: bytes) -> tuple[Rows, list[Fault]]:
    """Return the lines of a file by heading, numbered as a person counts, or why it is none."""
    try:
        lines = _lines(content)
    except (csv.Error, KeyError, ValueError, OSError, zipfile.BadZipFile, InvalidFileException):
        return [], [Fault(line=0, code="unreadable")]
    if not lines or not any(lines[0]):
        return [], [Fault(line=0, code="empty")]
    if len(lines) > MOST_ROWS:
        return [], [Fault(line=0, code="too_long")]
    headings = [cell.strip() for cell in lines[0]]
    rows = [
        (number, dict(zip(headings, cells, strict=False)))
        for number, cells in enumerate(lines[1:], start=2)
        if any(cell.strip() for cell in cells)
    ]
    return rows, [] if rows else [Fault(line=0, code="empty")]


def _lines(content: bytes) -> list[list[str]]:
    if content.startswith(b"PK"):
        return _xlsx_lines(content)
    text = _decoded(content)
    if "\0" in text:
        raise ValueError
    sample = text.splitlines()[0] if text.strip() else ""
    delimiter = max(DELIMITERS, key=sample.count)
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def _decoded(content: bytes) -> str:
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ValueError


def _xlsx_lines(content: bytes) -> list[list[str]]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        if sum(part.file_size for part in packed.infolist()) > LARGEST_UNPACKED:
            raise ValueError
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    try:
        sheet = book.worksheets[0]
        rows = sheet.iter_rows(values_only=True, max_row=MOST_ROWS + 1)
        return [[_cell(value) for value in row] for row in rows]
    finally:
        book.close()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def missing(rows: Rows, columns: Iterable[str]) -> list[Fault]:
    """Return a fault for each column that must be there and is not."""
    there = set(rows[0][1]) if rows else set()
    return [Fault(line=1, code="columns", value=name) for name in columns if name not in there]
