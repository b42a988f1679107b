"""What every answer says to the browser about trust, and which requests are not answered.

The portal needs nothing from elsewhere, so everything from elsewhere is forbidden: scripts,
styles, frames, forms, and the memory of shared computers.
"""

from flask import Flask, Response, abort, request
from flask_babel import lazy_gettext as _l
from werkzeug.exceptions import Forbidden

POLICY = (
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    "img-src 'self' data:",  # The signs of the design system are drawn in its style sheet.
    "font-src 'self'",
    "media-src 'self'",  # films and recordings of learning modules
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "connect-src 'self'",
)
#: What a page could ask of a device, and ours never do.
UNUSED = (
    "accelerometer",
    "bluetooth",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "hid",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "screen-wake-lock",
    "serial",
    "usb",
)
HEADERS = {
    "Content-Security-Policy": "; ".join(POLICY),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in UNUSED),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
STRICT_TRANSPORT = "max-age=31536000"
#: Where forms may come from; "none" is an address typed by hand. Old browsers say nothing.
OURS = frozenset({"same-origin", "none", ""})
ONLY_OURS = _l(
    "Dieses Formular kam von einer fremden Seite. Öffnen Sie das Portal selbst und senden Sie es "
    "dort noch einmal ab."
)

READING = frozenset({"GET", "HEAD", "OPTIONS"})


class ForeignForm(Forbidden):
    """A form that was not sent from one of our pages."""


def init_app(app: Flask, *, https: bool) -> None:
    """Guard every request and every answer; promise HTTPS only where there is HTTPS."""
    # Pages hold personal data; only files that say otherwise may be kept.
    headers = HEADERS | {"Cache-Control": "no-store"}
    if https:
        headers["Strict-Transport-Security"] = STRICT_TRANSPORT

    def protect(response: Response) -> Response:
        said = {name.lower() for name, _value in response.headers}
        response.headers.extend(
            [(name, value) for name, value in headers.items() if name.lower() not in said]
        )
        return response

    app.before_request(refuse_foreign_forms)
    app.before_request(refuse_nothing_letters)
    app.after_request(protect)


def refuse_foreign_forms() -> None:
    """Refuse a form that another site sends with the cookies of our people, our sisters too."""
    if request.method not in READING and request.headers.get("Sec-Fetch-Site", "") not in OURS:
        raise ForeignForm


def refuse_nothing_letters() -> None:
    """Refuse the letter NUL: nobody can type it, and PostgreSQL cannot store it."""
    said = (*request.args.lists(), *request.form.lists())
    if any("\0" in text for _name, texts in said for text in texts):
        abort(400)
