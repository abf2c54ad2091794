"""Whether a page has anything in it that came with a mail and could act: run, fetch, submit, style or lead astray."""

from __future__ import annotations

import re
from html.parser import HTMLParser

ATTACKER = "attack.example"
GUARDED = "sandbox"
OURS = re.compile(r"(?:/(?!/)|#|\?)[^\s]*|")
OUTSIDE = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)
ADDRESSES = {
    "src",
    "href",
    "action",
    "formaction",
    "data",
    "poster",
    "srcset",
    "background",
    "ping",
    "xlink:href",
    "cite",
}
NEVER = set("iframe object embed base applet frame frameset template math marquee video audio".split())
LAID_OUT = set(
    "html head meta title style body p div h1 h2 h3 h4 h5 h6 ul ol dl table pre blockquote a abbr b br code dd del dt"
    " em hr i ins kbd li q s samp small span strong sub sup u var wbr caption tbody td tfoot th thead tr".split()
)


def faults(page: str) -> list[str]:
    """What is wrong with a page of ours that shows a mail."""
    return _Looker(laid_out=False).look(page)


def faults_of_layout(page: str) -> list[str]:
    """What is wrong with a mail shown in its sender's own layout."""
    return _Looker(laid_out=True).look(page)


class _Looker(HTMLParser):
    def __init__(self, *, laid_out: bool) -> None:
        super().__init__(convert_charrefs=True)
        self._laid_out = laid_out
        self._found: list[str] = []

    def look(self, page: str) -> list[str]:
        self.feed(page)
        self.close()
        return self._found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in NEVER or (self._laid_out and tag not in LAID_OUT):
            self._found.append(f"<{tag}>")
        if tag == "script" and "nonce" not in given:
            self._found.append("a script without our nonce")
        if tag == "meta" and "http-equiv" in given:
            self._found.append("a meta that commands")
        for name, value in given.items():
            self._attribute(tag, name, value)

    def _attribute(self, tag: str, name: str, value: str) -> None:
        if name.startswith(("on", "hx-on")) or name in {"style", "srcdoc"}:
            self._found.append(f"{tag} {name}")
        if name in ADDRESSES and not OURS.fullmatch(value):
            link = self._laid_out and tag == "a" and name == "href" and OUTSIDE.match(value)
            if not link:
                self._found.append(f"{tag} {name}={value[:60]}")
        elif ATTACKER in value and name.startswith(("hx-", "data-")):
            self._found.append(f"{tag} {name} leads to the attacker")
