"""Lists of staff as Excel and others write them, and everything that can be wrong with them."""

import pytest

from bgm_portal.identity.kinds import Employer
from bgm_portal.identity.staff_import import MOST_ROWS, StaffRow, parse, read

HEADER = "Vorname;Nachname;E-Mail;Einheit;Anstellungsträger;Sprache;Führungskraft;Telefon"
LINE = "Jörg;Öztürk;joerg@haus.example;LB-1;BA;de;chefin@haus.example;intern 7"
JOERG = StaffRow(
    row=2,
    first_name="Jörg",
    last_name="Öztürk",
    email="joerg@haus.example",
    unit="LB-1",
    employer=Employer.BA,
    site=None,
    language="de",
    manager_email="chefin@haus.example",
    phone="intern 7",
)
UNKNOWN_COLUMN = (
    "Diese Spalte kennt das Portal nicht. Löschen Sie sie; "
    "es sollen nur die nötigen Angaben hinein."
)
FULL = f"{HEADER}\r\n{LINE}\r\n"


@pytest.mark.parametrize(
    "content",
    [
        FULL.encode("utf-8-sig"),
        FULL.encode(),
        FULL.encode("cp1252"),
        FULL.encode("utf-16"),
        FULL.replace("\r\n", "\n").encode(),
        FULL.replace(";", ",").encode(),
        FULL.replace(";", "\t").encode("utf-16"),
        FULL.replace("Führungskraft", "Führungskraft (E-Mail)").encode(),
        FULL.replace("Anstellungsträger", "ANSTELLUNGSTRÄGER (BA/Kommune)").encode(),
        FULL.replace("E-Mail", "Email").encode(),
        (HEADER + ";;\r\n" + LINE + ";;\r\n").encode(),
        (FULL + ";;;;;;;\r\n\r\n").encode(),
        FULL.replace("Jörg", '"Jörg"').encode(),
        FULL.replace("joerg@haus.example", " Joerg@Haus.EXAMPLE ").encode(),
        FULL.replace(";BA;", ";Bundesagentur für Arbeit;").encode(),
    ],
    ids=[
        "excel", "utf-8", "windows", "unicode-text", "unix", "commas", "tabs", "brackets", "case",
        "email", "empty-columns", "empty-rows", "quotes", "blanks", "long-employer",
    ],
)  # fmt: skip
def test_a_list_is_understood_however_it_was_saved(content: bytes) -> None:
    _text, staff = read(content)

    assert staff.problems == []
    assert staff.rows == [JOERG]


def test_columns_may_stand_in_any_order_and_some_may_be_missing() -> None:
    staff = parse("E-Mail,Nachname,Vorname,Anstellungsträger,Einheit\na@b.example,B,A,Kommune,X\n")

    row = staff.rows[0]
    assert (row.language, row.manager_email, row.phone) == (None, None, None)
    assert row.employer == Employer.CITY


def test_an_empty_field_is_something_else_than_a_missing_column() -> None:
    staff = parse(f"{HEADER}\nJörg;Öztürk;joerg@haus.example;LB-1;BA\n")

    row = staff.rows[0]
    assert (row.language, row.manager_email, row.phone) == (None, "", "")


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("Jörg;", ";", (2, "Vorname", "", "Füllen Sie dieses Feld aus.")),
        (";BA;", ";;", (2, "Anstellungsträger", "", "Füllen Sie dieses Feld aus.")),
        (";BA;", ";Land;", (2, "Anstellungsträger", "Land", "Schreiben Sie „BA“ oder „Kommune“.")),
        (
            ";de;",
            ";fr;",
            (2, "Sprache", "fr", "Schreiben Sie „de“ oder „en“, oder lassen Sie das Feld leer."),
        ),
        (
            "joerg@haus.example",
            "joerg(at)haus",
            (
                2,
                "E-Mail",
                "joerg(at)haus",
                "Schreiben Sie eine Adresse wie vorname.nachname@haus.example.",
            ),
        ),
        (
            "chefin@",
            "chefin@@",
            (
                2,
                "Führungskraft",
                "chefin@@haus.example",
                "Schreiben Sie eine Adresse wie vorname.nachname@haus.example.",
            ),
        ),
        (
            "chefin@haus.example",
            "JOERG@haus.example",
            (
                2,
                "Führungskraft",
                "JOERG@haus.example",
                "Niemand ist die eigene Führungskraft. Tragen Sie eine andere Adresse ein.",
            ),
        ),
        ("Jörg", "J" * 121, (2, "Vorname", "J" * 120, "Kürzen Sie den Inhalt auf 120 Zeichen.")),
        (
            "Jörg",
            '"Jörg\nBernd"',
            (
                2,
                "Vorname",
                "Jörg\nBernd",
                "Entfernen Sie Zeilenumbrüche und Tabulatoren aus dem Feld.",
            ),
        ),
        (
            "intern 7",
            "intern 7;mehr",
            (
                2,
                "",
                "mehr",
                "In dieser Zeile stehen mehr Felder als Spalten. Löschen Sie die überzähligen.",
            ),
        ),
        ("Vorname;", "", (1, "Vorname", "", "Ergänzen Sie diese Spalte in der ersten Zeile.")),
        (
            "Telefon",
            "Geburtstag",
            (
                1,
                "Geburtstag",
                "",
                UNKNOWN_COLUMN,
            ),
        ),
        (
            "Telefon",
            "Sprache",
            (1, "Sprache", "", "Diese Spalte gibt es zweimal. Löschen Sie eine."),
        ),
    ],
)
def test_a_bad_line_names_row_column_value_and_remedy(
    before: str, after: str, expected: tuple[int, str, str, str]
) -> None:
    staff = parse(FULL.replace(before, after, 1))

    problem = staff.problems[0]
    assert (problem.row, problem.column, problem.value, problem.remedy) == expected
    assert staff.rows == []


def test_an_address_that_stands_twice_is_named_with_both_lines() -> None:
    staff = parse(f"{FULL}\r\n{LINE.replace('joerg', 'JOERG')}\r\n")

    assert [(problem.row, problem.column) for problem in staff.problems] == [(4, "E-Mail")]
    assert "Zeile 2" in staff.problems[0].remedy


def test_all_problems_are_said_at_once() -> None:
    bad = ";Öztürk;joerg;LB-1;Land;fr;x;"

    staff = parse(f"{HEADER}\n{bad}\n{bad.replace('joerg', 'georg')}\n")

    assert [problem.row for problem in staff.problems] == [2] * 5 + [3] * 5


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"x" * 300_001, "zu groß"),
        (b"\xff\xfe\x00", "kein lesbarer Text"),
        (b"PK\x03\x04\x00\x00", "kein lesbarer Text"),
        (b"Vorname;\x81\x8d\x8f", "kein lesbarer Text"),
        (f'{HEADER}\n"Jörg;x'.encode(), "Anführungszeichen"),
        (HEADER.encode(), "steht niemand"),
        ((HEADER + f"\n{LINE}" * (MOST_ROWS + 1)).encode()[:299_999], "mehr als 3000 Zeilen"),
    ],
    ids=["large", "half-utf-16", "xlsx", "no-encoding", "quotes", "nobody", "many"],
)
def test_a_file_that_cannot_be_read_says_why(content: bytes, words: str) -> None:
    _text, staff = read(content)

    assert words in staff.problems[0].remedy
    assert staff.rows == []


def test_an_empty_file_says_which_columns_it_needs() -> None:
    staff = parse("")

    assert [problem.column for problem in staff.problems] == [
        "Vorname",
        "Nachname",
        "E-Mail",
        "Einheit",
        "Anstellungsträger",
    ]
