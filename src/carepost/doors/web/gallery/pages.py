"""Each page once, by name, with a frame round it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from carepost.doors.web.errors import PAGES as ERRORS
from carepost.doors.web.presenters.conversation import ConversationPage, ConversationPrint
from carepost.doors.web.presenters.inbox import InboxPage, LivePage
from carepost.doors.web.presenters.matching import Candidate, MatchingItemPage, MatchingListPage, MatchingRow
from carepost.doors.web.presenters.parts import Choice, EmptyState, Link, Pager, PostAction, Toast, Tone
from carepost.doors.web.presenters.record import Deed, WhoDidWhatPage
from carepost.doors.web.presenters.shell import NavGroup, NavItem, PracticeChoice, RedBar, Shell
from carepost.doors.web.render import Page

from .account import DEVICES, KEPT, LOCKED, PAGES_OF_TEXTS, PROVE, SESSIONS, SIGNING_IN_HERE, SWITCH
from .conversations import ODD, ROWS, VIEW
from .details import OF_ADMINISTRATORS, OF_ONES_OWN
from .joining import PAGES_OF_JOINING
from .leaving import PAGES_OF_LEAVING
from .members import BEFORE_COMING_IN, MEMBERS
from .people import NOW, TAIWO, TUNDE, ago
from .platform import PAGES_OF_THE_PLATFORM
from .practice import PAGES_OF_THE_PRACTICE
from .provisioning import PAGES_OF_PROVISIONING
from .reviewing import PAGES_OF_REVIEWING
from .sign_on import PAGES_OF_SIGN_ON
from .splitting import SPLIT
from .writing import COMPOSE, COMPOSE_FRESH, FIND, FIND_NOBODY, REPLY


def _item(slug: str, label: str, count: int | None, needs: bool = False, current: bool = False) -> NavItem:
    return NavItem(
        slug=slug, label=label, url=f"/inbox/{slug}", count=count, needs_someone=needs, current=current
    )


LISTS = NavGroup(
    items=(
        _item("my", "My inbox", 4, needs=True, current=True),
        _item("unassigned", "Unassigned", 4, needs=True),
        _item("matching", "Needs matching", 2, needs=True),
        _item("urgent", "Urgent", 1, needs=True),
        _item("failed", "Failed", 1, needs=True),
        _item("awaiting", "Awaiting reply", 11),
        _item("all", "All", None),
        _item("done", "Done", None),
    )
)
TEAMS = NavGroup(
    heading="Teams",
    items=(
        _item("team-1", "Doctors", 2, needs=True),
        _item("team-2", "Nurses", 0, needs=True),
        _item("team-3", "Reception", 7, needs=True),
        _item("team-4", "Secretaries", 1),
    ),
)
COLLEAGUES = NavGroup(
    heading="Colleagues",
    items=(_item("member-1", "Sam Okafor", 5), _item("member-2", "Priya Nair", 2)),
    more=Link(label="All 22 people", url="/people"),
)
SHELL = Shell(
    person_name="Aisha Barton",
    person_initials="AB",
    practice_name="Riverside Surgery",
    role="GP",
    practices=(
        PracticeChoice(id="1", name="Riverside Surgery", current=True),
        PracticeChoice(id="2", name="Millbrook", waiting=2),
    ),
    switch_url="/switch",
    nav=(LISTS, TEAMS, COLLEAGUES),
    search_url="/search",
    compose_url="/compose",
    menu=(Link(label="Your account", url="/me"),),
    demo=True,
)
ALARMED = replace(
    SHELL,
    red_bars=(
        RedBar(
            text="1 message could not be sent. Oak House's mail service has refused it since 08:10.",
            link=Link(label="See what to do", url="/inbox/failed"),
        ),
    ),
    toasts=(
        Toast(
            text="Sending in 30 seconds.",
            undo=PostAction(label="Undo", url="/messages/1/undo"),
        ),
    ),
)

INBOX = InboxPage(
    title="My inbox",
    url="/inbox/my",
    summary="4 waiting, longest 2 hours 10",
    rows=(replace(ROWS[0], selected=False), *ROWS[1:]),
    orders=(
        Choice(value="waiting", label="Longest waiting first", chosen=True),
        Choice(value="new", label="Newest first"),
    ),
    filters=(Choice(value="", label="All", chosen=True), Choice(value="unread", label="Not read")),
    pager=Pager(showing="1 to 5 of 212", later_url="/inbox/my?page=2"),
)
EMPTY = InboxPage(
    title="My inbox",
    url="/inbox/my",
    empty=EmptyState(
        title="Nothing waits for you",
        text="When somebody assigns you a conversation, or answers you, it comes here.",
        link=Link(label="Unassigned: 4 waiting", url="/inbox/unassigned"),
    ),
)
MATCHING = MatchingListPage(
    summary="2 waiting, longest 1 hour 5 · Carol Lewis owns this list today",
    rows=(
        MatchingRow(
            id="1",
            url="/matching/1",
            who="Oak House <manager@oakhouse.example>",
            subject="Medication list please",
            at=ago(hours=1, minutes=5),
            waiting=timedelta(hours=1, minutes=5),
            hint="Could be one of 2 patients",
            owner="Carol Lewis",
        ),
        MatchingRow(
            id="2",
            url="/matching/2",
            who="scans@northside.example",
            subject="(no subject)",
            at=ago(minutes=4),
            waiting=timedelta(minutes=4),
            hint="Could not be read",
            attachments=1,
        ),
    ),
)
ITEM = MatchingItemPage(
    title="Medication list please",
    mail=replace(
        ODD,
        warnings=(),
        attachments=(),
        text="Dear surgery, please could you send the current "
        "medication list for Mr Adeyemi, dob 12/02/1948, in room 14. Thank you, Ruth.",
    ),
    confirm_url="/matching/1/confirm",
    search_url="/matching/1",
    key="k",
    owner="Carol Lewis owns this list today",
    waiting=timedelta(hours=1, minutes=5),
    sender_facts=("new correspondent", "sender's own mail service vouches for it (DMARC passed)"),
    candidates=(
        Candidate(
            value="patient:1",
            patient=TUNDE,
            reasons=("Name and date of birth are in the message, lives at Oak House",),
        ),
        Candidate(value="patient:2", patient=TAIWO, reasons=("Same family name",)),
    ),
    what_happens="Confirming shows the message on this patient and adds Oak House as a correspondent. "
    "You can undo it.",
    otherwise=(
        PostAction(label="Practice business", url="/matching/1/other", fields=(("as", "business"),)),
        PostAction(label="Not ours, return it", url="/matching/1/other", fields=(("as", "return"),)),
        PostAction(label="Junk", url="/matching/1/other", fields=(("as", "junk"),)),
    ),
    several=Link(label="About several patients", url="/matching/1/split"),
    back=Link(label="Back to Needs matching", url="/matching"),
)
UNREADABLE = replace(
    ITEM,
    title="(no subject)",
    mail=replace(ODD, text="", warnings=()),
    candidates=(),
    several=None,
    unreadable="It is put together in a way that our reader refuses. Download it and look at it with care.",
)
RECORD = WhoDidWhatPage(
    title="Who did what",
    state="Every entry up to 4,210 is in its place and signed, today 11:20.",
    state_tone=Tone.DONE,
    deeds=(
        Deed(sentence="Aisha Barton opened this conversation", at=ago(minutes=1)),
        Deed(
            sentence="Sam Okafor assigned this conversation to Aisha Barton", at=ago(minutes=41), place=4210
        ),
        Deed(
            sentence="Carepost handed a message to NHSmail for Cardiology advice",
            at=ago(hours=2, minutes=10),
            about=Link(label="Evidence", url="/evidence/1"),
            place=4188,
        ),
    ),
    people=(Choice(value="", label="Everybody", chosen=True), Choice(value="1", label="Sam Okafor")),
    kinds=(Choice(value="", label="Everything", chosen=True),),
    back=Link(label="Back to the conversation", url="/conversations/1"),
)

PAGES: dict[str, tuple[Shell | None, Page]] = {
    "inbox": (SHELL, INBOX),
    "inbox-open": (SHELL, replace(INBOX, rows=ROWS, conversation=VIEW)),
    "inbox-alarm": (ALARMED, INBOX),
    "inbox-empty": (SHELL, EMPTY),
    "conversation": (ALARMED, ConversationPage(conversation=VIEW)),
    "conversation-print": (
        None,
        ConversationPrint(conversation=VIEW, printed_by="Aisha Barton", printed_at=NOW),
    ),
    "find-patient": (SHELL, FIND),
    "find-nobody": (SHELL, FIND_NOBODY),
    "compose": (ALARMED, COMPOSE),
    "compose-fresh": (SHELL, COMPOSE_FRESH),
    "reply": (SHELL, REPLY),
    "matching": (SHELL, MATCHING),
    "matching-item": (SHELL, ITEM),
    "matching-split": (SHELL, SPLIT),
    "matching-unreadable": (SHELL, UNREADABLE),
    "who-did-what": (SHELL, RECORD),
    **{name: (SHELL, page) for name, page in (PAGES_OF_THE_PRACTICE | PAGES_OF_PROVISIONING).items()},
    **{name: (SHELL, page) for name, page in (PAGES_OF_LEAVING | PAGES_OF_REVIEWING).items()},
    **{name: (None, page) for name, page in OF_ONES_OWN.items()},
    **{name: (SHELL, page) for name, page in OF_ADMINISTRATORS.items()},
    "prove": (None, PROVE),
    "locked": (None, LOCKED),
    "kept": (SHELL, KEPT),
    **{name: (None, page) for name, page in PAGES_OF_JOINING.items()},
    **{name: (None, page) for name, page in PAGES_OF_SIGN_ON.items()},
    **PAGES_OF_TEXTS,
    "signing-in-here": (SHELL, SIGNING_IN_HERE),
    "devices": (SHELL, DEVICES),
    "switch": (None, SWITCH),
    "sessions": (None, SESSIONS),
    **{name: (None if name in BEFORE_COMING_IN else SHELL, page) for name, page in MEMBERS.items()},
    **{name: (None, page) for name, page in PAGES_OF_THE_PLATFORM.items()},
    **{f"error-{status}": (None, page) for status, page in ERRORS.items()},
}
LIVE = LivePage(counts=LISTS.items, new=2, show_url="/inbox/my")
