"""Whether a page would take its reader unreasonable time or memory: an HTML parser repairs what is left open."""

from __future__ import annotations

import re

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})")
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "wbr"}
# Closed by the next of their kind, and in much real mail by nothing else.
_SELF_CLOSING = {"p", "li", "td", "th", "tr", "dt", "dd", "option", "body", "html", "head", "tbody", "thead"}
# Left open, they are opened again in each paragraph that follows.
_REPEATED = {"a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"}

_MOST_DEPTH = 10_000_000  # the depths of all tags together
_MOST_REPEATED = 500_000
_MOST_ENTITIES = 60_000
_MOST_TAGS = 100_000


def too_high(html: str) -> bool:
    """True for a page that must not be given to a parser; linear in its length."""
    if html.count("&") > _MOST_ENTITIES:
        return True
    tags = _TAG.findall(html)
    if len(tags) > _MOST_TAGS:
        return True
    deep = repeated = depth_in_all = repeated_in_all = 0
    for closing, name in tags:
        tag = name.lower()
        step = -1 if closing else 1
        if tag in _REPEATED:
            repeated = max(0, repeated + step)
        if tag not in _VOID and tag not in _SELF_CLOSING:
            deep = max(0, deep + step)
        depth_in_all += deep
        repeated_in_all += repeated
    return depth_in_all > _MOST_DEPTH or repeated_in_all > _MOST_REPEATED
