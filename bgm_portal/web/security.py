"""What every answer says to the browser about trust, and which requests are not answered.

The portal needs nothing from elsewhere, so everything from elsewhere is forbidden: scripts,
styles, frames, forms, and the memory of shared computers.
"""

from flask import Flask, Response, abort, request

POLICY = (
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    "img-src 'self' data:",  # The signs of the design system are drawn in its style sheet.
    "font-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "connect-src 'self'",
)
HEADERS = {
    "Content-Security-Policy": "; ".join(POLICY),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
STRICT_TRANSPORT = "max-age=31536000"
READING = frozenset({"GET", "HEAD", "OPTIONS"})


def init_app(app: Flask, *, https: bool) -> None:
    """Guard every request and every answer; promise HTTPS only where there is HTTPS."""
    headers = dict(HEADERS)
    if https:
        headers["Strict-Transport-Security"] = STRICT_TRANSPORT

    def protect(response: Response) -> Response:
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        # Pages hold personal data; only files that say otherwise may be kept.
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    app.before_request(refuse_foreign_forms)
    app.before_request(refuse_nothing_letters)
    app.after_request(protect)


def refuse_foreign_forms() -> None:
    """Refuse a form that another site sends with the cookies of our people."""
    if request.method not in READING and request.headers.get("Sec-Fetch-Site") == "cross-site":
        abort(403)


def refuse_nothing_letters() -> None:
    """Refuse the letter NUL: nobody can type it, and PostgreSQL cannot store it."""
    said = (*request.args.lists(), *request.form.lists())
    if any("\0" in text for _name, texts in said for text in texts):
        abort(400)
