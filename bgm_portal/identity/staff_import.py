"""Reading a list of staff: from a file to rows, from rows to a plan. Changes nothing.

The file is what German Excel writes as CSV (semicolon, byte order mark), and its relatives: commas
or tabs, the older Windows encoding, "Unicode text". Whatever is wrong is said with row, column,
value and remedy, all at once, so that a list is mended in one go.
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from flask_babel import gettext as _

from .kinds import Employer

LARGEST_FILE = 300_000
MOST_ROWS = 3_000
LONGEST_CELL = 120
ENCODINGS = ("utf-8-sig", "cp1252")
DELIMITERS = ";,\t"
EMAIL = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9-]+(\.[a-z0-9-]+)+")

FIRST_NAME, LAST_NAME, EMAIL_ADDRESS, UNIT = "Vorname", "Nachname", "E-Mail", "Einheit"
EMPLOYER, LANGUAGE, MANAGER, PHONE = "Anstellungsträger", "Sprache", "Führungskraft", "Telefon"
SITE = "Standort"
NEEDED = (FIRST_NAME, LAST_NAME, EMAIL_ADDRESS, UNIT, EMPLOYER)
OPTIONAL = (SITE, LANGUAGE, MANAGER, PHONE)
COLUMNS = NEEDED + OPTIONAL

EMPLOYERS = {
    "ba": Employer.BA,
    "bundesagentur": Employer.BA,
    "bundesagentur für arbeit": Employer.BA,
    "kommune": Employer.CITY,
    "stadt": Employer.CITY,
}
LANGUAGES = {"": "de", "de": "de", "deutsch": "de", "en": "en", "englisch": "en", "english": "en"}


@dataclass(frozen=True, kw_only=True)
class Problem:
    """What is wrong in the file, where, and how to mend it. Row 0 is the file as a whole."""

    row: int
    column: str
    value: str
    remedy: str


@dataclass(frozen=True, kw_only=True)
class StaffRow:
    """One line of the list. Columns that the file does not have are nothing."""

    row: int
    first_name: str
    last_name: str
    email: str
    unit: str
    employer: Employer
    site: str | None
    language: str | None
    manager_email: str | None
    phone: str | None


@dataclass(frozen=True, kw_only=True)
class Mention:
    """What a line names that must be known elsewhere, also when the line has other faults."""

    row: int
    email: str
    unit: str
    site: str
    manager_email: str


@dataclass(kw_only=True)
class StaffList:
    """What was understood, and what was not."""

    rows: list[StaffRow] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def complain(self, row: int, column: str, value: str, remedy: str) -> None:
        """Note a problem."""
        self.problems.append(
            Problem(row=row, column=column, value=value[:LONGEST_CELL], remedy=remedy)
        )


def decode(content: bytes) -> str | None:
    """Return the text of a file, or nothing if it is no text in a known encoding."""
    encodings = ("utf-16",) if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ENCODINGS
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\x00" in text else text
    return None


def read(content: bytes) -> tuple[str, StaffList]:
    """Return the text of a file and what was understood of it."""
    if len(content) > LARGEST_FILE:
        return "", _only_problem(
            _("Die Datei ist zu groß. Teilen Sie die Liste auf mehrere Dateien auf.")
        )
    text = decode(content)
    if text is None:
        return "", _only_problem(
            _(
                "Die Datei ist kein lesbarer Text. Speichern Sie die Liste in Excel als "
                "„CSV UTF-8 (durch Trennzeichen getrennt)“."
            )
        )
    return text, parse(text)


def parse(text: str) -> StaffList:
    """Understand the text of a list, line by line."""
    lines = text.lstrip("\ufeff")
    header = lines.split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=header.count)
    reader = csv.reader(io.StringIO(lines, newline=""), delimiter=delimiter, strict=True)
    staff = StaffList()
    try:
        records = list(reader)
    except csv.Error:
        return _only_problem(
            _(
                "In Zeile %(row)s ist ein Anführungszeichen zu viel oder zu wenig. "
                "Entfernen Sie es.",
                row=reader.line_num,
            )
        )
    names = _columns(records[0] if records else [])
    _check_columns(staff, names)
    if not staff.problems:
        _read_rows(staff, names, records[1:])
    return staff


def _only_problem(remedy: str) -> StaffList:
    staff = StaffList()
    staff.complain(0, "", "", remedy)
    return staff


def _columns(header: list[str]) -> list[str]:
    """Return the names of the columns; Excel likes to add empty ones at the end."""
    names = [_column(cell) for cell in header]
    while names and not names[-1]:
        names.pop()
    return names


def _column(cell: str) -> str:
    """Return the name of a column whatever its case, and without what stands in brackets."""
    plain = cell.partition("(")[0].strip().casefold().replace("email", "e-mail")
    return next((name for name in COLUMNS if name.casefold() == plain), cell.strip())


def _check_columns(staff: StaffList, names: list[str]) -> None:
    for name in NEEDED:
        if name not in names:
            staff.complain(1, name, "", _("Ergänzen Sie diese Spalte in der ersten Zeile."))
    for name in dict.fromkeys(names):
        if name not in COLUMNS:
            staff.complain(
                1,
                name or _("ohne Überschrift"),
                "",
                _(
                    "Diese Spalte kennt das Portal nicht. Löschen Sie sie; "
                    "es sollen nur die nötigen Angaben hinein."
                ),
            )
        elif names.count(name) > 1:
            staff.complain(1, name, "", _("Diese Spalte gibt es zweimal. Löschen Sie eine."))


def _read_rows(staff: StaffList, names: list[str], records: list[list[str]]) -> None:
    rows = [(row, cells) for row, cells in enumerate(records, start=2) if _is_filled(cells)]
    if not rows:
        staff.complain(0, "", "", _("In der Datei steht niemand. Wählen Sie eine andere Datei."))
    if len(rows) > MOST_ROWS:
        staff.complain(
            0,
            "",
            "",
            _(
                "Die Liste hat mehr als %(most)s Zeilen. Teilen Sie sie auf mehrere Dateien auf.",
                most=MOST_ROWS,
            ),
        )
        return
    seen: dict[str, int] = {}
    for row, cells in rows:
        if _is_filled(cells[len(names) :]):
            staff.complain(
                row,
                "",
                cells[-1],
                _("In dieser Zeile stehen mehr Felder als Spalten. Löschen Sie die überzähligen."),
            )
        else:
            padded = [cell.strip() for cell in cells] + [""] * len(names)
            _read_row(staff, row, dict(zip(names, padded, strict=False)), seen)


def _is_filled(cells: list[str]) -> bool:
    return any(cell.strip() for cell in cells)


def _read_row(staff: StaffList, row: int, cells: dict[str, str], seen: dict[str, int]) -> None:
    before = len(staff.problems)
    for column, remedy in (*_wrong_shapes(cells), *_wrong_words(cells)):
        staff.complain(row, column, cells[column], remedy)
    email = cells[EMAIL_ADDRESS].lower()
    if email and email in seen:
        remedy = _(
            "Diese Adresse steht schon in Zeile %(row)s. Löschen Sie eine der beiden Zeilen.",
            row=seen[email],
        )
        staff.complain(row, EMAIL_ADDRESS, email, remedy)
    seen.setdefault(email, row)
    staff.mentions.append(
        Mention(
            row=row,
            email=email,
            unit=cells[UNIT],
            site=cells.get(SITE, ""),
            manager_email=cells.get(MANAGER, "").lower(),
        )
    )
    if len(staff.problems) == before:
        staff.rows.append(_staff_row(row, cells, email))


def _wrong_shapes(cells: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield columns that are empty, too long or broken, with the remedy."""
    for column, value in cells.items():
        if not value and column in NEEDED:
            yield column, _("Füllen Sie dieses Feld aus.")
        elif len(value) > LONGEST_CELL:
            yield column, _("Kürzen Sie den Inhalt auf %(most)s Zeichen.", most=LONGEST_CELL)
        elif not value.isprintable():
            yield column, _("Entfernen Sie Zeilenumbrüche und Tabulatoren aus dem Feld.")


def _wrong_words(cells: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield columns whose words are not understood, with the remedy."""
    for column in (EMAIL_ADDRESS, MANAGER):
        address = cells.get(column, "").lower()
        if address and not EMAIL.fullmatch(address):
            yield column, _("Schreiben Sie eine Adresse wie vorname.nachname@haus.example.")
    if cells[EMPLOYER] and cells[EMPLOYER].casefold() not in EMPLOYERS:
        yield EMPLOYER, _("Schreiben Sie „BA“ oder „Kommune“.")
    if cells.get(LANGUAGE, "").casefold() not in LANGUAGES:
        yield LANGUAGE, _("Schreiben Sie „de“ oder „en“, oder lassen Sie das Feld leer.")
    manager = cells.get(MANAGER, "").lower()
    if manager and manager == cells[EMAIL_ADDRESS].lower():
        yield (
            MANAGER,
            _("Niemand ist die eigene Führungskraft. Tragen Sie eine andere Adresse ein."),
        )


def _staff_row(row: int, cells: dict[str, str], email: str) -> StaffRow:
    language = cells.get(LANGUAGE)
    manager = cells.get(MANAGER)
    return StaffRow(
        row=row,
        first_name=cells[FIRST_NAME],
        last_name=cells[LAST_NAME],
        email=email,
        unit=cells[UNIT],
        employer=EMPLOYERS[cells[EMPLOYER].casefold()],
        site=cells.get(SITE),
        language=LANGUAGES[language.casefold()] if language else None,
        manager_email=manager.lower() if manager is not None else None,
        phone=cells.get(PHONE),
    )
