"""What templates are given: filters, and the frame that stands around every page."""

from functools import lru_cache
from typing import Any

from flask import Flask, request, url_for
from flask_babel import get_locale
from flask_wtf.csrf import generate_csrf
from jinja2 import StrictUndefined

from bgm_portal import navigation
from bgm_portal.admin.views import look
from bgm_portal.core import i18n
from bgm_portal.core.house import house_in_words
from bgm_portal.handbook import pages as handbook_pages
from bgm_portal.home import at_forms, display
from bgm_portal.home.views import pages
from bgm_portal.identity import access
from bgm_portal.web.urls import here


def init_app(app: Flask) -> None:
    """Give templates what the frame needs, and nothing to decide with."""
    app.jinja_env.undefined = StrictUndefined
    i18n.speak_quickly(app)
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    for name in (
        "long_date",
        "short_date",
        "day_month",
        "month_year",
        "month_name",
        "weekday",
        "leaf",
        "clock_time",
        "moment",
        "in_words",
    ):
        app.jinja_env.filters[name] = getattr(i18n, name)
    app.jinja_env.globals.update(
        get_locale=get_locale,
        csrf_token=generate_csrf,
        time_range=i18n.time_range,
        span=i18n.span,
        told_at_forms=at_forms.told,
    )
    app.context_processor(_frame)


def _frame() -> dict[str, Any]:
    signed_in = access.visitor_or_nobody()
    told = house_in_words()
    return {
        "lang": i18n.language(),
        "theme": display.chosen_theme(),
        "text_size": display.chosen_text_size(),
        "menu": navigation.menu_for(signed_in),
        "account": signed_in,
        "display_action": url_for("pages.display"),
        "here": here() if request else "/",
        "links": _links(request.script_root)
        | {
            "barrier": pages.barrier_address(),
            "help_here": handbook_pages.help_with(request.endpoint),
            "colours": look.colours_address(told),
            "logo": look.logo_address(told),
        },
        "house": told,
    }


@lru_cache(maxsize=8)
def _links(_mounted_at: str) -> dict[str, str]:
    """Return the addresses on every page; they change only with the place of mounting."""
    return {
        "home": url_for("home.start"),
        "help": url_for("pages.help_page"),
        "contacts": url_for("contacts.overview"),
        "accessibility": url_for("pages.accessibility"),
        "plain": url_for("pages.plain"),
        "privacy": url_for("pages.privacy"),
        "imprint": url_for("pages.imprint"),
        "sitemap": url_for("pages.sitemap"),
        "sign_in": url_for("identity.sign_in_form"),
        "sign_out": url_for("identity.sign_out"),
        "account_page": url_for("account.overview"),
        "notifications": url_for("notifications.overview"),
    }
