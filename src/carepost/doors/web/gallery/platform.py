"""Pages for people of the platform, with made-up practices."""

from __future__ import annotations

from carepost.doors.web.presenters.parts import EmptyState, FieldError, Link, Tag, Tone
from carepost.doors.web.presenters.platform import HelpPracticePage, PracticeRow, PracticesPage, StaffRow
from carepost.doors.web.render import Page

ABOUT = "since 3 May 2026, 1 at work, 0 of them administrators, 1 waiting for approval"

PAGES_OF_THE_PLATFORM: dict[str, Page] = {
    "platform": PracticesPage(
        person="Petra Platform",
        rows=(
            PracticeRow(
                name="Riverside Surgery (Y90001)",
                url="/platform/practices/1",
                about=ABOUT,
                needs=(
                    Tag(text="no administrator", tone=Tone.HARM),
                    Tag(text="trouble with the mailbox", tone=Tone.HARM),
                ),
            ),
            PracticeRow(name="Millbrook Practice (Y90002)", url="/platform/practices/2", about=ABOUT),
        ),
    ),
    "platform-empty": PracticesPage(
        person="Petra Platform", rows=(), empty=EmptyState(title="No practice yet")
    ),
    "platform-practice": HelpPracticePage(
        name="Riverside Surgery (Y90001)",
        about=ABOUT,
        staff=(
            StaffRow(
                id="1",
                name="Oluwaseun Featherstonehaugh-Cholmondeley",
                email="o.featherstonehaugh-cholmondeley3@nhs.example",
                about="Member, awaiting approval",
                vouch_url="/platform/practices/1/people/1/vouch",
                said="Quinn Platform stands for this: rang the partner. A second approver may until tomorrow 10:42.",
            ),
            StaffRow(
                id="2",
                name="Sam Okafor",
                email="sam.okafor@nhs.example",
                about="Member, active",
                vouch_url="/platform/practices/1/people/2/vouch",
            ),
        ),
        kind="first",
        kind_words="First administrator: how did you prove out of band who they are?",
        back=Link(label="Back to the practices", url="/platform"),
        errors=(FieldError(field="", text="You have stood for this already."),),
    ),
}
