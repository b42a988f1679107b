"""Styles, script, fonts and pictures: where they are, and serving them once for a year.

`bgm_portal.web.vendor` builds them with a hash of the content in each name, so a name never
changes its meaning: the browser keeps what it has and asks only for what is new. They are few and
small, and each process holds them in memory together with their compressed twins.
"""

import json
import mimetypes
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from flask import Flask, Response, abort, has_request_context, request

View = Callable[[str], Response]

FOLDER = Path(__file__).resolve().parents[2] / "static" / "vendor"
PATH = "/static/vendor/"
FOR_A_YEAR = "public, max-age=31536000, immutable"
#: Scripts that stand between page and network; the page that wants one says for which addresses.
WORKERS = ("sheet-worker.",)
ENCODINGS = {"br": ".br", "gzip": ".gz"}


@dataclass(frozen=True, kw_only=True)
class Asset:
    """A file as it goes over the wire, once for every encoding that is at hand."""

    media_type: str
    etag: str
    content: bytes
    compressed: dict[str, bytes]


class AssetsMissing(RuntimeError):
    """The portal was started without its look."""


def init_app(app: Flask, *, mark: Callable[[View], View] = lambda view: view) -> None:
    """Serve the built files and let templates name them.

    This package knows nothing of people; whoever puts the house together hands over the mark that
    opens the files to everybody.
    """

    def asset(name: str) -> Response:
        """Answer with a built file."""
        return serve(name)

    app.jinja_env.globals["asset_url"] = asset_url
    app.add_url_rule(f"{PATH}<name>", "asset", mark(asset))


@lru_cache(maxsize=1)
def manifest() -> dict[str, str]:
    """Return which hashed file stands for which name."""
    try:
        files: dict[str, str] = json.loads((FOLDER / "manifest.json").read_text())
    except FileNotFoundError:
        raise AssetsMissing("static/vendor is not built yet: run `make setup`.") from None
    return files


def asset_url(name: str) -> str:
    """Return the address of a file, for example of "portal.css"."""
    files = manifest()
    if name not in files:
        raise AssetsMissing(f"static/vendor has no {name}: run `make setup` again.")
    prefix = request.script_root if has_request_context() else ""
    return f"{prefix}{PATH}{files[name]}"


def serve(name: str) -> Response:
    """Answer with the file in the smallest form that the browser understands."""
    if name not in manifest().values():
        abort(404)
    asset = _asset(name)
    response = Response(asset.content, mimetype=asset.media_type)
    etag = asset.etag
    for encoding, content in asset.compressed.items():
        if request.accept_encodings.quality(encoding):
            response.set_data(content)
            response.headers["Content-Encoding"] = encoding
            etag = f"{asset.etag}-{encoding}"
            break
    if asset.compressed:
        response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = FOR_A_YEAR
    if name.startswith(WORKERS):
        response.headers["Service-Worker-Allowed"] = f"{request.script_root}/"
    response.set_etag(etag)
    response.make_conditional(request)
    return response


@lru_cache(maxsize=64)
def _asset(name: str) -> Asset:
    compressed = {
        encoding: (FOLDER / f"{name}{suffix}").read_bytes()
        for encoding, suffix in ENCODINGS.items()
        if (FOLDER / f"{name}{suffix}").is_file()
    }
    return Asset(
        media_type=mimetypes.guess_type(name)[0] or "font/woff2",
        etag=name.split(".")[-2],
        content=(FOLDER / name).read_bytes(),
        compressed=compressed,
    )
