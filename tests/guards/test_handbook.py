"""Every page leads to the section of a handbook that tells about it, in both languages."""

from bgm_portal.handbook import books
from bgm_portal.handbook.places import PLACES, place_of
from tests.support.routes import assembled

LANGUAGES = ("de", "en")


def endpoints():
    """Return every endpoint that answers with a page."""
    return {rule.endpoint for rule in assembled().url_map.iter_rules() if "GET" in rule.methods}


def test_every_page_has_a_place_in_a_handbook():
    assert {one for one in endpoints() if place_of(one) is None} == set()


def test_every_place_is_a_section_in_both_languages():
    sections = {
        language: {
            (one.key, part.key) for one in books.everything(language) for part in one.sections
        }
        for language in LANGUAGES
    }

    assert {place for place in PLACES.values() if place not in sections["de"]} == set()
    assert sections["de"] == sections["en"]


def test_each_section_says_something_and_has_a_key_of_its_own():
    for language in LANGUAGES:
        for one in books.everything(language):
            keys = [part.key for part in one.sections]
            assert len(set(keys)) == len(keys)
            assert one.title
            assert one.lead
            assert all(part.body for part in one.sections)
