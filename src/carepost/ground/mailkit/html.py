"""HTML that came in mail: made safe to show, or turned into plain text."""

from __future__ import annotations

import html as entities
import re
from html.parser import HTMLParser

import nh3

from carepost.ground.mailkit import html_cost

_BLOCKS = {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "table", "pre", "blockquote"}
_INLINE = {
    "a",
    "abbr",
    "b",
    "br",
    "code",
    "dd",
    "del",
    "dt",
    "em",
    "hr",
    "i",
    "ins",
    "kbd",
    "li",
    "q",
    "s",
} | {
    *("samp", "small", "span", "strong", "sub", "sup", "u", "var", "wbr"),
    *("caption", "tbody", "td", "tfoot", "th", "thead", "tr"),
}
# Their content is no text: it goes with them.
_GONE = {
    *("script", "style", "title", "template", "iframe", "object", "embed", "applet", "noscript", "noembed"),
    *("noframes", "svg", "math", "audio", "video", "canvas", "map", "xmp", "plaintext"),
}
_ATTRIBUTES = {"a": {"href"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}, "ol": {"start"}}

_CLEANER = nh3.Cleaner(
    tags=_BLOCKS | _INLINE,
    clean_content_tags=_GONE,
    attributes=_ATTRIBUTES,
    url_schemes={"http", "https", "mailto", "tel"},
    url_relative="deny",
    link_rel="noopener noreferrer",
    set_tag_attribute_values={"a": {"target": "_blank"}},
    strip_comments=True,
)


# Real pages need two; each round that still changes something undoes one layer of somebody's trick.
_MOST_ROUNDS = 6
# A reader drops the first line end of a block of exact text, and so would drop one more each time it is read.
_BLANK_START = re.compile(r"<pre>[\r\n]+")


def sanitise(html: str) -> str:
    """HTML with nothing in it that runs, submits, styles or fetches; links to web, mail and telephone.

    A browser reads it as we did: cleaning takes elements away that kept others apart (a link within a link),
    so it is done again until it changes nothing, and what will not come to rest is shown as its words.
    """
    page = html
    for _ in range(_MOST_ROUNDS):
        if html_cost.too_high(page):
            break
        cleaned = _cleaned(page)
        if cleaned == page:
            return cleaned
        page = cleaned
    return _flattened(html)


def to_text(html: str) -> str:
    """What it says, as plain text; quoted passages led by "> " and links followed by their address."""
    reader = _Reader()
    reader.feed(_flattened(html) if html_cost.too_high(html) else _cleaned(html))
    reader.close()
    return reader.text()


def _cleaned(html: str) -> str:
    return _BLANK_START.sub("<pre>", _CLEANER.clean(html))


def _flattened(html: str) -> str:
    """The words of a page too tangled to be parsed, as one plain block."""
    words = entities.unescape(re.sub("<[^<>]*>", " ", html)).replace("\r\n", "\n").replace("\r", "\n")
    return f"<pre>{entities.escape(words.replace(chr(0), '').strip(), quote=False)}</pre>"


class _Reader(HTMLParser):
    """Reads sanitised HTML only: on such it runs in linear time, which on any other it need not."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[str] = []
        self._line: list[str] = []
        self._quoted = 0
        self._exact = 0
        self._links: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS or tag in {"br", "tr", "li", "hr", "dt", "dd"}:
            self._break(blank=tag == "p")
        match tag:
            case "blockquote":
                self._quoted += 1
            case "pre":
                self._exact += 1
            case "li":
                self._line.append("- ")
            case "hr":
                self._line.append("_" * 32)
                self._break()
            case "td" | "th":
                self._line.append("\t" if self._line else "")
            case "a":
                self._links.append((dict(attrs).get("href") or "", len(self._line)))

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS or tag in {"li", "tr"}:
            self._break(blank=tag in {"p", "table", "blockquote"})
        match tag:
            case "blockquote":
                self._quoted = max(0, self._quoted - 1)
            case "pre":
                self._exact = max(0, self._exact - 1)
            case "a" if self._links:
                self._after_link(*self._links.pop())

    def handle_data(self, data: str) -> None:
        if not self._exact:
            collapsed = re.sub(r"[ \t\r\n\f]+", " ", data)
            self._line.append(collapsed if self._line else collapsed.lstrip(" "))
            return
        *whole, last = data.split("\n")
        for line in whole:
            self._line.append(line)
            self._break(keep=True)
        self._line.append(last)

    def text(self) -> str:
        self._break()
        return re.sub(r"\n{3,}", "\n\n", "\n".join(self._lines)).strip("\n")

    def _break(self, *, blank: bool = False, keep: bool = False) -> None:
        line = "".join(self._line).replace("\xa0", " ")
        line = line if self._exact else re.sub(" {2,}", " ", line).strip(" ")
        self._line = []
        if line.strip() or keep:
            self._lines.append("> " * min(self._quoted, 20) + line)
        if blank and self._lines and self._lines[-1]:
            self._lines.append("")

    def _after_link(self, href: str, start: int) -> None:
        shown = "".join(self._line[start:]).strip()
        target = href.removeprefix("mailto:").removeprefix("tel:")
        if target and target.rstrip("/") not in shown:
            self._line.append(f" <{target}>")
