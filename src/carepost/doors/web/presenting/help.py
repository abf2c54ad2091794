"""Help pages from their Markdown, which also is the documentation."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

from carepost.doors.web.markdown import html_of
from carepost.doors.web.presenters.help import HelpOn
from carepost.ground.kernel import NotFound

SUBJECTS = ("starting", "moving", "administrator")


@cache
def help_on(subject: str) -> HelpOn:
    """NotFound for a subject there is no page on."""
    if subject not in SUBJECTS:
        raise NotFound("There is no help page of that name. See what there is under Help.")
    folder = resources.files("carepost.doors.web").joinpath("help")
    text = folder.joinpath(f"{subject}.md").read_text(encoding="utf-8")
    title = text.partition("\n")[0].removeprefix("# ")
    return HelpOn(title=title, html=_html(text))


def _html(text: str) -> str:
    """Pages lead to each other by file, as in the documentation; here by address."""
    return re.sub(r'href="(\w+)\.md"', r'href="/help/\1"', html_of(text))
