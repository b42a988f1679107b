"""The pages of exports as values."""

from datetime import datetime
from typing import Any
from uuid import UUID

from flask import url_for
from flask_babel import ngettext

from bgm_portal.activities import race_queries
from bgm_portal.registration import words as registration_words
from bgm_portal.runs.queries import entries
from bgm_portal.runs.race_day import is_run

from . import queries, tables
from .forms import ColumnsForm
from .kinds import Profile
from .words import ABOUT, TITLES

SHOWN = 5  # lines of a list that are shown before it leaves


def overview(activity: Any) -> dict[str, Any]:
    """Return the lists there are, and what has left already."""
    return {
        "activity": activity,
        "activity_title": registration_words.title_of(activity),
        "is_run": is_run(activity),
        "profiles": [
            (
                str(TITLES[profile]),
                url_for("exports.profile_form", activity_id=activity.id, slug=profile),
                str(ABOUT[profile]),
            )
            for profile in Profile
        ],
        "exports": [
            (export, person.name, str(TITLES[export.profile]))
            for export, person in queries.exports_of(activity.id)
        ],
    }


def frame(profile: Profile, activity: Any) -> dict[str, Any]:
    """Return what the pages of one list have in common."""
    return {
        "activity": activity,
        "activity_title": registration_words.title_of(activity),
        "slug": profile.value,
        "title": str(TITLES[profile]),
        "organiser": activity.organiser or "",
    }


def profile(profile: Profile, activity: Any, *, by: UUID, at: datetime) -> dict[str, Any]:
    """Return what a list would hold: its headings, how many lines, and the first of them."""
    if profile is Profile.EMERGENCY:
        return _sealed(activity)
    table = tables.table(profile, activity, by=by, at=at)
    missing = ""
    if profile is Profile.ORGANISER:
        people, released = queries.released_count(activity.id)
        if people > released:
            missing = ngettext(
                "%(num)s von %(all)s Angemeldeten hat der Weitergabe nicht zugestimmt. Diese"
                " Person steht nicht in der Datei.",
                "%(num)s von %(all)s Angemeldeten haben der Weitergabe nicht zugestimmt. Sie"
                " stehen nicht in der Datei.",
                people - released,
                all=people,
            )
    return frame(profile, activity) | {
        "about": str(ABOUT[profile]),
        "reached_at": _organiser_reached(activity.id) if profile is Profile.ORGANISER else "",
        "missing": missing,
        "headings": table.headings,
        "rows": table.rows[:SHOWN],
        "total": len(table.rows),
    }


def _sealed(activity: Any) -> dict[str, Any]:
    """Say of the emergency list only how long it is: showing it would open it."""
    columns = tables.chosen(Profile.EMERGENCY, activity)
    return frame(Profile.EMERGENCY, activity) | {
        "about": str(ABOUT[Profile.EMERGENCY]),
        "reached_at": "",
        "missing": "",
        "headings": [one.heading for one in columns],
        "rows": (),
        "total": entries.emergency_count(activity.id),
        "sealed": True,
    }


def _organiser_reached(activity_id: UUID) -> str:
    race = race_queries.race(activity_id)
    return (race.reached_at or "") if race else ""


def columns_form(profile: Profile, activity: Any) -> ColumnsForm:
    """Return the form of the columns: those that are used first, then the others."""
    used = tables.chosen(profile, activity)
    codes = {one.code for one in used}
    others = [one for one in tables.offered(profile, activity) if one.code not in codes]
    return ColumnsForm(
        data={
            "columns": [
                {
                    "code": one.code,
                    "used": one.code in codes,
                    "heading": one.heading,
                    "position": str(number),
                }
                for number, one in enumerate((*used, *others), start=1)
            ]
        }
    )
