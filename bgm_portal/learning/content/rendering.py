"""From the text of a module to markup that is safe, and sound for a screen reader.

Raw HTML was refused when the module was published, and is written as plain letters here. Tables get
a caption, headers with a scope, and labels for narrow screens.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from . import glossary
from .contact_links import SCHEME
from .media_checks import FOLDER, captions_of, is_film, is_sound, transcript_of

TRANSCRIPT = '<br><a href="{text}">{transcript}: {alt}</a>{said}'
TRACK = '<track kind="captions" src="{track}" srclang="{lang}" label="{label}" default>'
START = 'src="{src}" controls preload="metadata" aria-label="{alt}"'
FILM = f"<video {START}>{TRACK}</video>{TRANSCRIPT}"
SOUND = f"<audio {START}>{TRACK}</audio>{TRANSCRIPT}"
TAGS = {
    "a", "blockquote", "br", "caption", "code", "em", "h2", "h3", "h4", "h5", "h6", "hr", "img",
    "li", "ol", "p", "pre", "s", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
    "audio", "video", "source", "track",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href", "class"},
    "img": {"src", "alt", "class"},
    "ol": {"start"},
    "table": {"class"},
    "td": {"data-label"},
    "th": {"scope"},
    "video": {"src", "controls", "preload", "aria-label", "class"},
    "audio": {"src", "controls", "preload", "aria-label", "class"},
    "track": {"src", "kind", "srclang", "label", "default"},
}


@dataclass(frozen=True, kw_only=True)
class Setting:
    """Where a text is drawn.

    `deeper` is by how much headings move down, `address` leads to a file of the module, `table`
    is the beginning of captions ("Tabelle"), `terms` collects the words that were
    linked; `captions` and `transcript` are what those of a film are called. `contact` leads to the
    contact of a key, or nowhere.
    """

    language: str
    title: str
    table: str
    captions: str
    transcript: str
    deeper: int = 0
    address: Callable[[str], str] = lambda name: name
    contact: Callable[[str], str] = lambda key: ""
    terms: glossary.Reader | None = None


def html(text: str, setting: Setting) -> Markup:
    """Return the markup of a text."""
    tokens = _markdown.parse(text)
    _deepen(tokens, setting.deeper)
    _lead_to_contacts(tokens, setting.contact)
    _complete_tables(tokens, setting)
    drawn = _markdown.renderer.render(tokens, _markdown.options, {"setting": setting})
    return _clean(drawn)


def inline(text: str, contact: Callable[[str], str] = lambda key: "") -> Markup:
    """Return the markup of a few words without a paragraph around them."""
    tokens = _markdown.parseInline(text)
    _lead_to_contacts(tokens, contact)
    return _clean(_markdown.renderer.render(tokens, _markdown.options, {}))


def _clean(drawn: str) -> Markup:
    # Cleaned, and so no longer a text that somebody wrote: nh3 lets nothing else pass.
    return Markup(  # noqa: S704
        nh3.clean(drawn, tags=TAGS, attributes=ATTRIBUTES, link_rel="noopener noreferrer")
    )


def _deepen(tokens: Sequence[Token], by: int) -> None:
    """Move the headings of a lesson below the heading of the page."""
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(6, int(token.tag[1]) - 1 + by)}"


def _lead_to_contacts(tokens: Sequence[Token], contact: Callable[[str], str]) -> None:
    """Give links to contacts their address; where there is none, the bare words stay."""
    for token in tokens:
        bare: list[bool] = []
        kept: list[Token] = []
        for child in token.children or []:
            target = str(child.attrs.get("href", ""))
            if child.type == "link_open":
                is_contact = target.startswith(SCHEME)
                address = contact(target.removeprefix(SCHEME)) if is_contact else target
                bare.append(not address)
                child.attrs["href"] = address
            is_link = child.type in {"link_open", "link_close"}
            if not (is_link and (bare.pop() if child.type == "link_close" else bare[-1])):
                kept.append(child)
        token.children = kept if token.children else token.children


def _complete_tables(tokens: list[Token], setting: Setting) -> None:
    """Give every table a caption, its headers a scope, and its cells the words of their column."""
    for place in range(len(tokens) - 1, -1, -1):
        if tokens[place].type == "table_open":
            tokens[place].attrSet("class", "bgm-table bgm-table--reflow")
            tokens.insert(place + 1, _caption(setting))
    columns: list[str] = []
    column = 0
    for place, token in enumerate(tokens):
        if token.type == "table_open":
            columns = []
        elif token.type == "tr_open":
            column = 0
        elif token.type == "th_open":
            columns.append(tokens[place + 1].content)
            _head_cell(token, tokens, place)
        elif token.type == "td_open":
            _body_cell(token, tokens, place, column=column, label=columns[column])
            column += 1


def _caption(setting: Setting) -> Token:
    caption = Token("caption", "caption", 0)
    caption.content = f"{setting.table}: {setting.title}"
    return caption


def _head_cell(token: Token, tokens: list[Token], place: int) -> None:
    if tokens[place + 1].content:
        token.attrs = {"scope": "col"}
    else:  # an empty corner is no header
        token.tag = tokens[place + 2].tag = "td"
        token.attrs = {}


def _body_cell(token: Token, tokens: list[Token], place: int, *, column: int, label: str) -> None:
    if column == 0:
        token.tag = tokens[place + 2].tag = "th"
        token.attrs = {"scope": "row"}
    else:
        token.attrs = {"data-label": label}


class _Drawing:
    """The few things that are drawn in a way of our own."""

    @staticmethod
    def caption(tokens: Sequence[Token], place: int, *_rest: object) -> str:
        return f"<caption>{Markup.escape(tokens[place].content)}</caption>"

    @staticmethod
    def text(tokens: Sequence[Token], place: int, _options: object, env: dict[str, Setting]) -> str:
        """Link the first of each word that the glossary explains."""
        setting = env.get("setting")
        content = tokens[place].content
        inside_link = sum(token.nesting for token in tokens[:place] if "link" in token.type) > 0
        if setting is None or setting.terms is None or inside_link:
            return str(Markup.escape(content))
        return setting.terms.link(content)

    @staticmethod
    def image(
        tokens: Sequence[Token], place: int, _options: object, env: dict[str, Setting]
    ) -> str:
        token, setting = tokens[place], env.get("setting")
        target, alt = str(token.attrs.get("src", "")), token.content
        title = str(token.attrs.get("title", ""))
        if setting is None or not target.startswith(FOLDER):
            return str(Markup.escape(alt))
        name = target.removeprefix(FOLDER)
        if not (is_film(name) or is_sound(name)):
            return Markup('<img src="{}" alt="{}">').format(setting.address(name), alt)
        drawing = Markup(FILM if is_film(name) else SOUND)  # noqa: S704 - constants of ours
        return drawing.format(
            src=setting.address(name),
            alt=alt,
            track=setting.address(captions_of(name, setting.language)),
            lang=setting.language,
            label=setting.captions,
            text=setting.address(transcript_of(name, setting.language)),
            transcript=setting.transcript,
            said=Markup("<br>{}").format(title) if title else "",
        )


def _prepared() -> MarkdownIt:
    markdown = MarkdownIt("js-default", {"linkify": False, "typographer": False, "breaks": True})
    for name in ("caption", "text", "image"):
        markdown.renderer.rules[name] = getattr(_Drawing, name)  # type: ignore[attr-defined]
    return markdown


_markdown = _prepared()
