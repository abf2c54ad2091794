"""Many people at once, with made-up people."""

from __future__ import annotations

from carepost.doors.web.presenters.parts import FieldError, Link, Tag, Tone
from carepost.doors.web.presenters.provisioning import ListedLine, ListPage
from carepost.doors.web.presenting.people_list import NAMES
from carepost.doors.web.render import Page

BACK = Link(label="The practice", url="/practice")
SHARED = "This looks like a shared address. “reception” is what a team is called, and nothing of it is in the name."
LIST = ListPage(
    url="/practice/people/import",
    columns=NAMES,
    back=BACK,
    errors=(FieldError(field="list", text="Choose the file first."),),
)
LOOKED_AT = ListPage(
    url="/practice/people/import",
    columns=NAMES,
    back=BACK,
    summary="1 new, 1 changed, 0 unchanged, 1 refused.",
    lines=(
        ListedLine(line="Line 14", name="", outcome=Tag(text="Refused", tone=Tone.HARM), words=SHARED),
        ListedLine(
            line="Line 2",
            name="Oluwaseun Featherstonehaugh-Cholmondeley",
            outcome=Tag(text="New", tone=Tone.ACTION),
            words="Is invited.",
        ),
        ListedLine(
            line="Line 3",
            name="Priya Nair",
            outcome=Tag(text="Changed", tone=Tone.LOOK),
            words="Is invited already; changes: job title.",
        ),
    ),
)
READY = ListPage(
    url="/practice/people/import",
    columns=NAMES,
    back=BACK,
    summary="1 new, 0 changed, 0 unchanged, 0 refused.",
    lines=LOOKED_AT.lines[1:2],
    may_import=True,
    checked="email,given name,family name\noluwaseun.f@nhs.example,Oluwaseun,Featherstonehaugh-Cholmondeley\n",
)
PAGES_OF_PROVISIONING: dict[str, Page] = {
    "people-list": LIST,
    "people-list-looked-at": LOOKED_AT,
    "people-list-ready": READY,
}
