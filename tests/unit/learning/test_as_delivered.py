"""The seven German modules say what their authors delivered, word for word.

Two things were added on purpose, and nothing else: links from an office that is named to its entry
in the directory, and the paragraph with the film in the module about hearing. Without both, each
file is the one that was delivered, byte for byte.
"""

import hashlib
import re

import pytest

from bgm_portal.learning.service import publishing

LINK = re.compile(r"\[([^\]]+)\]\(kontakt:[a-z0-9-]+\)")
FILM = re.compile(r"Der Film zeigt in 24 Sekunden, wie viel davon abhängt:\n\n!\[[^\n]+\n\n")
DELIVERED = {
    "01-inklusion-und-recht": ("31eaee8b1acb715e9d696b33fe599770285582a2795840f77ae54a81b2d91c80"),
    "02-blind-und-sehbehindert": (
        "b3146301e7a2c93d228e44a62dd5f346a30ec48e457009aa495541d782775ad3"
    ),
    "03-hoeren-und-gebaerdensprache": (
        "a665d0bcb0b16adf34a55d5c5024b223f7ac259b64f3146179951c37a8e9774b"
    ),
    "04-mobilitaet-und-raeume": (
        "e5791b57c76de85427d8a4cdccb9befb689ad2ce0f037035c95e34934774c5c9"
    ),
    "05-psyche-und-neurodiversitaet": (
        "7d8d8152266aa4e0cadc2c616272fcf2db3eae8ceac2fd4227ea02a75356dc59"
    ),
    "06-leichte-und-einfache-sprache": (
        "e53ad88d474e3753dd1d649117ca8e5ae337a735b5c05b80a2bf540b49517a78"
    ),
    "07-barrierefreie-dokumente": (
        "4fe595276559dbbdedf3500497919249b902ad8b578c30eae50cfe95935e94ad"
    ),
}


def delivered(text):
    return FILM.sub("", LINK.sub(r"\1", text))


def test_there_are_seven_modules():
    assert {path.name for path in publishing.SHIPPED.iterdir()} == set(DELIVERED)


@pytest.mark.parametrize("name", DELIVERED)
def test_a_module_is_the_one_that_was_delivered_but_for_links_and_the_film(name):
    text = (publishing.SHIPPED / name / "de.md").read_bytes().decode()

    assert hashlib.sha256(delivered(text).encode()).hexdigest() == DELIVERED[name]


def test_the_links_are_there():
    texts = [path.read_text(encoding="utf-8") for path in publishing.SHIPPED.glob("*/de.md")]

    assert sum(len(LINK.findall(text)) for text in texts) == 17
    assert sum(len(FILM.findall(text)) for text in texts) == 1
