"""What is wrong with a module: file, line, what it is, and how to mend it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from .rule import Rule, Severity
from .rules_in_words import RULES

__all__ = ["RULES", "Finder", "Finding", "Notebook", "Rule", "Severity"]

SEVERITIES = {
    Severity.ERROR: _l("Fehler"),
    Severity.WARNING: _l("Warnung"),
    Severity.HINT: _l("Hinweis"),
}


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that is wrong, or could be better."""

    rule: Rule
    file: str
    line: int
    details: dict[str, Any] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        """Return whether this blocks publishing, needs a reason, or is only said."""
        return RULES[self.rule].severity

    @property
    def kind(self) -> str:
        """Return the severity in a word."""
        return str(SEVERITIES[self.severity])

    @property
    def what(self) -> str:
        """Say what is wrong."""
        return str(RULES[self.rule].what) % self.details

    @property
    def remedy(self) -> str:
        """Say how to mend it."""
        return str(RULES[self.rule].remedy) % self.details

    def __str__(self) -> str:
        """Write the whole finding in one line."""
        said = _(
            "%(file)s, Zeile %(line)s: %(what)s So beheben Sie das: %(remedy)s",
            file=self.file,
            line=self.line,
            what=self.what,
            remedy=self.remedy,
        )
        return str(said)


Finder = Callable[..., None]


class Notebook:
    """Collects findings about one file: `find(Rule.DOUBLE_ID, 46, name="q1")`."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.findings: list[Finding] = []

    def __call__(self, rule: Rule, line: int, **details: Any) -> None:
        """Note what is wrong in a line."""
        self.findings.append(Finding(rule=rule, file=self.file, line=line, details=details))
