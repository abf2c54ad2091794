"""HTML that came in mail: made safe to show, or turned into plain text."""

from __future__ import annotations

import html as entities
import re

import nh3

from carepost.ground.mailkit import html_cost
from carepost.ground.mailkit.html_reader import BLOCKS, Reader

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
# Boxes of their own that we do not show as such: taken away without a trace, they would leave the words before and
# after them as one, and "Take 1" above "5 mg" would be "Take 15 mg".
_BOXES = re.compile(
    r"<(/?)(?:address|article|aside|button|center|details|dialog|fieldset|figcaption|figure|footer|form|header|legend"
    r"|main|marquee|menu|nav|optgroup|option|section|select|summary|textarea)(?=[\s/>])",
    re.IGNORECASE,
)
_STRUCK = re.compile(r"<(/?)strike(?=[\s/>])", re.IGNORECASE)
_ATTRIBUTES = {"a": {"href"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}, "ol": {"start"}}

_CLEANER = nh3.Cleaner(
    tags=BLOCKS | _INLINE,
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
    page = _plain_boxes(html)
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
    reader, page = Reader(), _plain_boxes(html)
    reader.feed(_flattened(html) if html_cost.too_high(page) else _cleaned(page))
    reader.close()
    return reader.text()


def _cleaned(html: str) -> str:
    return _BLANK_START.sub("<pre>", _CLEANER.clean(html))


def _plain_boxes(html: str) -> str:
    return _STRUCK.sub(r"<\1s", _BOXES.sub(r"<\1div", html))


def _flattened(html: str) -> str:
    """The words of a page too tangled to be parsed, as one plain block."""
    words = entities.unescape(re.sub("<[^<>]*>", " ", html)).replace("\r\n", "\n").replace("\r", "\n")
    return f"<pre>{entities.escape(words.replace(chr(0), '').strip(), quote=False)}</pre>"
