"""The annexes of a Dienstvereinbarung and the record of processing, made from what runs.

What is agreed with the staff council must be what the portal does, so these documents are written
by the code and checked for drift like all that stand in `docs/generated/`. They are in German,
because those who sign them read German.
"""

from collections.abc import Iterator
from itertools import groupby

from bgm_portal.audit.events import SIGN_INS
from bgm_portal.audit.service import KEPT, SIGN_INS_KEPT
from bgm_portal.core.personal_data import Holding, LegalBasis, NoJob, Purpose, register
from bgm_portal.home import notice
from bgm_portal.identity.permissions import GRANTS, Permission, Role
from bgm_portal.identity.words import ROLES
from bgm_portal.insights.disclosure.bands import FEWEST, FEWEST_WITH_NEEDS, SMALLEST_UNIT, WIDTH

#: What a permission allows, in the words of an agreement. A guard keeps it complete.
RIGHTS: dict[Permission, str] = {
    Permission.TAKE_PART: "Angebote sehen, sich anmelden, lernen, eigene Daten sehen und löschen",
    Permission.PLAN_ACTIVITIES: "Angebote entwerfen, veröffentlichen, verlegen, absagen",
    Permission.MANAGE_VENUES: "Angaben zu Orten pflegen",
    Permission.KEEP_CONTACTS: "Verzeichnis der Kontakte pflegen",
    Permission.COORDINATE: "Teilnehmende und Anwesenheit zugeordneter Angebote sehen",
    Permission.ANSWER_NEEDS: "Bedarfe öffnen, für die man benannt ist; jede Öffnung wird vermerkt",
    Permission.EDIT_MODULES: "Lernmodule schreiben und freigeben",
    Permission.READ_REPORTS: "eingefrorene Berichte lesen, in denen niemand vorkommt",
    Permission.MANAGE_ACCOUNTS: "Konten, Einheiten und Rollen verwalten",
    Permission.OPERATE: "Betrieb: Aufgaben und Ausgang der Nachrichten, ohne ihren Inhalt",
    Permission.AUDIT: "Zahlen aus dem Protokoll und Nachweise der Löschungen, ohne Namen",
}


def annexes() -> str:
    """Return the annexes: data, roles and rights, reports, log."""
    return "\n".join(
        [
            "# Anlagen zur Dienstvereinbarung",
            "",
            "Diese Anlagen entstehen aus dem Programm. Ändert es sich, ändern sie sich mit ihm,",
            "und der Bau scheitert, bis sie neu geschrieben sind. So läuft, was vereinbart ist.",
            "",
            "## Anlage 1: Daten",
            "",
            *_data(),
            "## Anlage 2: Rollen und Rechte",
            "",
            "Was hier kein Kreuz hat, ist nicht erlaubt. Koordination und Geschäftsführung",
            "schließen sich auf einem Konto aus; das hält die Datenbank selbst ein.",
            "",
            *_rights(),
            "## Anlage 3: Berichte",
            "",
            *_reports(),
            "## Anlage 4: Protokoll",
            "",
            *_log(),
        ]
    )


def record_of_processing() -> str:
    """Return the record of processing activities, one for each purpose."""
    lines = [
        "# Verzeichnis von Verarbeitungstätigkeiten (DSGVO Artikel 30)",
        "",
        "Verantwortlich: das Jobcenter, wie es auf der Seite „Impressum“ des Portals steht.",
        "Betroffen: Beschäftigte des Jobcenters. Übermittlung in Drittländer: keine.",
        "Technische und organisatorische Maßnahmen: [docs/security.md](../security.md).",
        "",
    ]
    for purpose, holdings in _by_purpose():
        held = list(holdings)
        lines += [
            f"## {notice.PURPOSES[purpose]}",
            "",
            f"- Rechtsgrundlage: {_each(str(notice.BASES[one.basis]) for one in held)}",
            f"- Daten: {_each(str(notice.HELD[notice.key_of(one)]) for one in held)}",
            f"- Empfänger: {_each(r for one in held for r in one.recipients or ('Niemand',))}",
            f"- Löschfristen: {_each(one.retention for one in held)}",
            f"- Besondere Kategorien (Artikel 9): {_health(one.basis for one in held)}",
            "",
        ]
    return "\n".join(lines)


def _data() -> Iterator[str]:
    for purpose, holdings in _by_purpose():
        yield f"### {notice.PURPOSES[purpose]}"
        yield ""
        yield "| Was | Grundlage | Wer es sieht | Wie lange | Gelöscht durch |"
        yield "|---|---|---|---|---|"
        for one in holdings:
            yield (
                f"| {notice.HELD[notice.key_of(one)]} | {notice.BASES[one.basis]}"
                f" | {'; '.join(one.recipients) or 'Niemand'} | {one.retention}"
                f" | {', '.join(map(_job, one.erased_by))} |"
            )
        yield ""


def _rights() -> Iterator[str]:
    yield "| Recht | " + " | ".join(str(ROLES[role]) for role in Role) + " |"
    yield "|---" * (len(Role) + 1) + "|"
    for permission in Permission:
        crosses = ("×" if permission in GRANTS[role] else "" for role in Role)
        yield f"| {RIGHTS[permission]} | " + " | ".join(crosses) + " |"
    yield ""


def _reports() -> Iterator[str]:
    yield "Ein Bericht für jedes Halbjahr, für alle Lesenden derselbe, 14 Tage nach dessen Ende"
    yield "eingefroren und danach unveränderlich. Keine Filter, keine Zahlen von heute."
    yield ""
    yield f"- Zahlen über Menschen sind Spannen von {WIDTH} (zum Beispiel 10–14) oder ein Stern."
    yield f"- Eine Spanne steht nur da, wenn sicher mindestens {FEWEST} teilgenommen und mindestens"
    yield f"  {FEWEST} nicht teilgenommen haben."
    yield f"- Einheiten mit weniger als {SMALLEST_UNIT} Beschäftigten stehen nicht allein."
    yield f"- Über Bedarfe steht nur etwas, wenn mindestens {FEWEST_WITH_NEEDS} Menschen einen"
    yield "  hatten."
    yield "- Alle Tabellen werden zusammen gelesen, bevor etwas gezeigt wird; was sich durch"
    yield "  Vergleichen eingrenzen ließe, verschwindet."
    yield "- Es gibt keine Einstellung, die diese Grenzen ändert."
    yield ""


def _log() -> Iterator[str]:
    yield "Vermerkt wird, wer wann was getan hat, als Nummern und Kürzel, nie mit Namen oder Text."
    yield "Verhalten oder Leistung werden nicht ausgewertet; es gibt keine Seite dafür."
    yield ""
    yield "- Die betroffene Person sieht, wer ihre Angaben wann geöffnet oder geändert hat."
    yield "- Datenschutz und Prüfung sehen Zahlen ohne Namen, und ob das Protokoll unverändert ist."
    yield f"- Aufbewahrung: {KEPT.days} Tage; die {len(SIGN_INS)} Arten von An- und Abmeldungen"
    yield f"  {SIGN_INS_KEPT.days} Tage."
    yield ""


def _by_purpose() -> Iterator[tuple[Purpose, Iterator[Holding]]]:
    order = list(Purpose)
    held = sorted(register, key=lambda one: (order.index(one.purpose), one.table, one.columns))
    return groupby(held, key=lambda one: one.purpose)


def _job(name: str | NoJob) -> str:
    return name.value if isinstance(name, NoJob) else f"`{name}`"


def _each(words: Iterator[str]) -> str:
    return "; ".join(dict.fromkeys(words))


def _health(bases: Iterator[LegalBasis]) -> str:
    return "ja, Gesundheit" if LegalBasis.CONSENT_HEALTH in bases else "nein"
