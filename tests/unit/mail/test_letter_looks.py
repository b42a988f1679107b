"""The eye that looks at letters sees what it is there for."""

import pytest

from tests.support.letter_looks import faults

GOOD = """<!DOCTYPE html><html lang="de"><head>
<meta name="color-scheme" content="light dark">
<style>body { font: 1.125rem/1.6 Arial; } .foot { font-size: 16px; }
@media (prefers-color-scheme: dark) { body { color: #fff; } }</style></head>
<body><p><a href="http://localhost/meine">Portal</a> <a href="mailto:a@b.example">a</a></p></body>
</html>"""


def test_a_good_letter_has_no_fault():
    assert faults(GOOD, language="de") == []


@pytest.mark.parametrize(
    ("good", "bad", "fault"),
    [
        ('lang="de"', 'lang="en"', "lang is en"),
        ('lang="de"', "", "lang is None"),
        ("16px", "15px", "type of 15 px"),
        ("1.125rem", "0.9rem", "type of 14.4 px"),
        ("1.125rem/1.6", "11pt", "type of 14.6667 px"),
        ("light dark", "light", "no dark mode"),
        ("prefers-color-scheme: dark", "print", "no dark mode"),
        ("<p>", '<p><img alt="" src="cid:1">', "<img> is fetched or drawn"),
        ("<p>", '<p style="background: url(x)">', "a style fetches"),
        ("<p>", '<table background="http://x.example/a.png"></table><p>', "background is fetched"),
        (
            "http://localhost/",
            "http://localhost.example/",
            "leads to http://localhost.example/meine",
        ),
        ("http://localhost/", "https://tracker.example/", "leads to https://tracker.example/meine"),
        ("</style>", '</style><link rel="stylesheet" href="http://localhost/a.css">', "<link> is"),
    ],
)
def test_each_fault_is_seen(good, bad, fault):
    found = faults(GOOD.replace(good, bad, 1), language="de")

    assert any(one.startswith(fault) for one in found), found
