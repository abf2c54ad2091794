"""Many people at once, with made-up people."""

from __future__ import annotations

from carepost.doors.web.presenters.parts import FieldError, Link, PostAction, Tag, Tone
from carepost.doors.web.presenters.provisioning import DirectoryPage, ListedLine, ListPage, TokenLine
from carepost.doors.web.presenting.people_list import NAMES
from carepost.doors.web.render import Page

BACK = Link(label="The practice", url="/practice")
SHARED = "This looks like a shared address. “reception” is what a team is called, and nothing of it is in the name."
LIST = ListPage(
    url="/practice/people/import",
    columns=NAMES,
    back=BACK,
    errors=(FieldError(field="list", text="Choose the file first: a list of at most 2 MB."),),
)
LOOKED_AT = ListPage(
    url="/practice/people/import",
    columns=NAMES,
    back=BACK,
    summary="1 new, 1 changed, 0 unchanged, 1 refused.",
    refused=True,
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
DIRECTORY = DirectoryPage(
    url="/practice/provisioning",
    address="https://carepost.example/scim/v2",
    back=BACK,
    made="carepost.0190c3a4e1f27d7c9b1e6a5f4c3b2a19.kX2bN6wQm0pR8sT1uV3yZ5aC7eG9iK1mO3qS5uW7yA0",
    name="",
    tokens=(
        TokenLine(
            name="Northside Trust’s directory",
            said="Made by Dev Patel, today 10:42; not used yet",
            end=PostAction(label="End “Northside Trust’s directory”", url="/practice/provisioning/1/end"),
        ),
        TokenLine(name="The old one", said="Made by Dev Patel, 3 June; last used 4 June, ended 5 June"),
    ),
    errors=(FieldError(field="name", text="Say what the directory is called."),),
)
PAGES_OF_PROVISIONING: dict[str, Page] = {
    "directory": DIRECTORY,
    "people-list": LIST,
    "people-list-looked-at": LOOKED_AT,
    "people-list-ready": READY,
}
