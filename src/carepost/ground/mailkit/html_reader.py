"""Sanitised HTML as plain text: lines where a page has lines, and words for what only formatting says."""

from __future__ import annotations

import re
from html.parser import HTMLParser

BLOCKS = {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "table", "pre", "blockquote"}
_CROSSED_OUT = "[crossed out: "
_POWER = re.compile(r"[-+\u2212]?[0-9]")


class Reader(HTMLParser):
    """Reads sanitised HTML only: on such it runs in linear time, which on any other it need not."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[str] = []
        self._line: list[str] = []
        self._quoted = 0
        self._exact = 0
        self._struck = 0
        self._marked = False
        self._raised = False
        self._links: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BLOCKS or tag in {"br", "tr", "li", "hr", "dt", "dd"}:
            self._break(blank=tag == "p")
        match tag:
            case "blockquote":
                self._quoted += 1
            case "pre":
                self._exact += 1
            case "s" | "del":
                self._struck += 1
            case "sup":
                self._raised = True
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
        if tag in BLOCKS or tag in {"li", "tr"}:
            self._break(blank=tag in {"p", "table", "blockquote"})
        match tag:
            case "blockquote":
                self._quoted = max(0, self._quoted - 1)
            case "pre":
                self._exact = max(0, self._exact - 1)
            case "s" | "del":
                self._struck = max(0, self._struck - 1)
                if not self._struck:
                    self._end_mark()
            case "sup":
                self._raised = False
            case "a" if self._links:
                self._after_link(*self._links.pop())

    def handle_data(self, data: str) -> None:
        if not self._exact:
            collapsed = re.sub(r"[ \t\r\n\f]+", " ", data)
            self._say(collapsed if self._line else collapsed.lstrip(" "))
            return
        *whole, last = data.split("\n")
        for line in whole:
            self._say(line)
            self._break(keep=True)
        self._say(last)

    def _say(self, words: str) -> None:
        """The words, and what nobody would see of them: that they are crossed out, that 10 to the 9th is not 109."""
        if words.strip():
            if self._struck and not self._marked:
                self._line.append(_CROSSED_OUT)
                self._marked = True
            if self._raised and _POWER.match(words) and self._line and not self._line[-1].endswith(" "):
                self._line.append("^")
            self._raised = False
        self._line.append(words)

    def _end_mark(self) -> None:
        if self._marked:
            self._line.append("]")
            self._marked = False

    def text(self) -> str:
        self._break()
        return re.sub(r"\n{3,}", "\n\n", "\n".join(self._lines)).strip("\n")

    def _break(self, *, blank: bool = False, keep: bool = False) -> None:
        self._end_mark()
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
