"""Markdown to HTML, for help and policies: no HTML of the author's own gets through."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt

_MARKDOWN = MarkdownIt("commonmark", {"html": False})


def html_of(text: str, *, below: int = 0) -> str:
    """`below`: how many levels of heading the page has above the text's own first."""
    return str(_MARKDOWN.render(re.sub(r"^#", "#" * (below + 1), text, flags=re.MULTILINE)))
