"""The five questions and their answers in words."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from .kinds import Again, AsWished, FactsRight, Satisfaction

SATISFACTION = _l("Wie zufrieden waren Sie insgesamt?")
AS_WISHED = _l("Konnten Sie so teilnehmen, wie Sie wollten?")
FACTS_RIGHT = _l("Stimmte, was wir vorher über Ort, Weg und Ablauf gesagt haben?")
AGAIN = _l("Würden Sie wieder teilnehmen?")
WORDS = _l("Was sollen wir beibehalten, was ändern?")

STEPS: dict[Satisfaction, LazyString] = {
    Satisfaction.VERY: _l("Sehr zufrieden"),
    Satisfaction.RATHER: _l("Eher zufrieden"),
    Satisfaction.PARTLY: _l("Teils, teils"),
    Satisfaction.LITTLE: _l("Eher unzufrieden"),
    Satisfaction.NOT: _l("Sehr unzufrieden"),
}
WISHES: dict[AsWished, LazyString] = {
    AsWished.YES: _l("Ja"),
    AsWished.PARTLY: _l("Teilweise"),
    AsWished.NO: _l("Nein"),
    AsWished.NOT_THERE: _l("Ich war nicht da"),
}
FACTS: dict[FactsRight, LazyString] = {
    FactsRight.YES: _l("Ja"),
    FactsRight.PARTLY: _l("Teilweise"),
    FactsRight.NO: _l("Nein"),
    FactsRight.UNKNOWN: _l("Das weiß ich nicht"),
}
RETURNING: dict[Again, LazyString] = {
    Again.YES: _l("Ja"),
    Again.PERHAPS: _l("Vielleicht"),
    Again.NO: _l("Nein"),
}
