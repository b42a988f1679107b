"""The strict reader sees what it must: each of these pages is sound but for one thing."""

import pytest
from bs4 import BeautifulSoup

from tests.support import soundness

SOUND = """<!DOCTYPE html><html lang="de"><head><meta charset="utf-8">
<title>Angebote – Portal</title>
<script src="/a.js"></script></head><body><a href="#inhalt">Zum Inhalt</a>
<nav aria-label="Haupt"><a href="/">Start</a></nav>
<main id="inhalt"><h1>Angebote</h1><h2>Heute</h2><p>„Gut“</p>
<form><fieldset><legend>Wie?</legend><input type="radio" id="a" name="a" aria-describedby="h">
<label for="a">So</label></fieldset><p id="h">Hinweis</p>
<label for="t">Wort</label><input id="t" name="t"><button type="submit">Weiter</button></form>
<table><caption>Liste</caption><tr><th scope="col">Was</th></tr><tr><td>Yoga</td></tr></table>
<img src="/b.png" alt=""><svg role="img"><title>Kreis</title></svg></main></body></html>"""

BROKEN = {
    "html": ("<h2>Heute</h2>", "<h2>Heute</h2></b>"),
    "language": ('lang="de"', 'lang="fr"'),
    "two_h1": ("<h2>Heute</h2>", "<h1>Heute</h1>"),
    "skipped_level": ("<h2>Heute</h2>", "<h3>Heute</h3>"),
    "empty_heading": ("<h2>Heute</h2>", "<h2> </h2>"),
    "title": ("<title>Angebote", "<title>Anderes"),
    "skip_link": ('<a href="#inhalt">Zum Inhalt</a>', ""),
    "main": ('<main id="inhalt">', '<main id="anders">'),
    "nav": ('<nav aria-label="Haupt">', "<nav>"),
    "double_id": ('<p id="h">', '<p id="t">'),
    "two_words_in_id": ('<p id="h">', '<p id="h g">'),
    "label": ('<label for="t">Wort</label>', ""),
    "empty_label": ('<label for="t">Wort</label>', '<label for="t"></label>'),
    "placeholder": ('<input id="t"', '<input placeholder="x" id="t"'),
    "legend": ("<legend>Wie?</legend>", ""),
    "radio_alone": ("<fieldset><legend>Wie?</legend>", "<div>"),
    "described_by_nothing": ('aria-describedby="h"', 'aria-describedby="weg"'),
    "label_for_nothing": (
        '<label for="a">So</label>',
        '<label for="a">So</label><label for="z">Z</label>',
    ),
    "link_to_nothing": ('<a href="/">Start</a>', '<a href="#weg">Start</a>'),
    "caption": ("<caption>Liste</caption>", ""),
    "empty_caption": ("<caption>Liste</caption>", "<caption></caption>"),
    "headers": ('<th scope="col">Was</th>', "<td>Was</td>"),
    "scope": ('<th scope="col">', "<th>"),
    "nameless_link": ('<a href="/">Start</a>', '<a href="/"></a>'),
    "nameless_button": (">Weiter</button>", "></button>"),
    "button_type": ('<button type="submit">', "<button>"),
    "disabled": ('<button type="submit">', '<button type="submit" disabled>'),
    "alt": (' alt=""', ""),
    "drawing": ('<svg role="img">', "<svg>"),
    "quotes": ("„Gut“", '"Gut"'),
    "style": ("<h2>", '<h2 style="color:red">'),
    "inline_script": ('<script src="/a.js">', "<script>"),
    "other_host": ('src="/b.png"', 'src="https://example.org/b.png"'),
}


def read(html):
    soundness.insist("/", html, BeautifulSoup(html, "html.parser"))


def test_a_sound_page_is_read_without_a_word():
    read(SOUND)


@pytest.mark.parametrize(("before", "after"), BROKEN.values(), ids=BROKEN)
def test_one_thing_that_is_wrong_is_noticed(before, after):
    broken = SOUND.replace(before, after)

    assert broken != SOUND
    with pytest.raises(AssertionError):
        read(broken)


@pytest.mark.parametrize("is_frame_known", [True, False])
@pytest.mark.parametrize(
    "broken",
    [
        "<div><p>x</p>",
        "</div>",
        "<p><div>x</div></p>",
        "<table><div>x</div></table>",
        "&nothing;",
        "<!-- never ended",
        '<a href="x"y>z</a>',
        "<ul><li>x</ul></section>",
        "</main><main>",
    ],
)
def test_a_main_part_is_judged_as_strictly_within_a_frame_that_is_known(broken, is_frame_known):
    soundness._sound_frames.clear()  # noqa: SLF001 - what is remembered is what is tested
    if is_frame_known:
        read(SOUND)

    with pytest.raises(AssertionError):
        read(SOUND.replace("<h2>Heute</h2>", f"<h2>Heute</h2>{broken}"))


def test_a_frame_that_differs_is_read_anew():
    read(SOUND)

    with pytest.raises(AssertionError):
        read(SOUND.replace('<nav aria-label="Haupt">', '<nav aria-label="Haupt"></div>'))
