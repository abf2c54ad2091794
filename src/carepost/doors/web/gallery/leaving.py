"""Handing over, being away and signs of sharing, with made-up people."""

from __future__ import annotations

from dataclasses import replace

from carepost.doors.web.presenters.leaving import (
    AbsenceRow,
    AwayPage,
    EachConversation,
    HandOverPage,
    Holder,
    HoldingPage,
)
from carepost.doors.web.presenters.parts import Choice, FieldError, Link, PostAction
from carepost.doors.web.presenters.sharing import SharingPage, SignCard
from carepost.doors.web.render import Page

TAKERS = (
    Choice(value="", label="Choose"),
    Choice(value="team:1", label="Reception", group="Teams"),
    Choice(value="member:2", label="Priya Nair (away until 3 May)", group="Colleagues"),
)
BACK = Link(label="Who holds what", url="/practice/holding")
HAND_OVER = HandOverPage(
    title="Before Sam Okafor leaves",
    lead="Sam Okafor holds what is listed here. It all moves at once; nothing is sent to anybody outside.",
    url="/practice/people/1/hand-over",
    held=("40 open conversations", "1 colleague they answer for"),
    choices=TAKERS,
    each=(
        EachConversation(field="each-1", title="Oak House, CP-7K3M2-QX9RD", choices=TAKERS),
        EachConversation(field="each-2", title="Dr P Shah, CP-8M2K1-AB3CD", choices=TAKERS),
    ),
    more=38,
    back=BACK,
    errors=(FieldError(field="to", text="Choose who takes it"),),
)
SURE = replace(
    HAND_OVER,
    sure="All of this goes to Reception. Answers that come to what is done already will go to Reception too.",
    kept=(("to", "team:1"),),
    errors=(),
)
DONE = HandOverPage(
    title=HAND_OVER.title,
    lead="Sam Okafor holds nothing now, so the place can be ended.",
    url=HAND_OVER.url,
    held=(),
    undo=PostAction(label="Take it back", url="/practice/hand-overs/1/undo"),
    undone_words="Dev Patel handed 41 things over to Reception. "
    "What nobody has worked on since can be taken back.",
    back=BACK,
)


def _holder(name: str, state: str, held: str) -> Holder:
    return Holder(
        name=name,
        state=state,
        held=held,
        links=(
            Link(label=f"Hand over what {name} holds", url="/practice/people/1/hand-over"),
            Link(label=f"When {name} is away", url="/practice/people/1/away"),
        ),
    )


HOLDING = HoldingPage(
    stranded=(_holder("Sam Okafor", "Suspended", "40 open conversations"),),
    others=(_holder("Priya Nair", "away until 3 May", "2 open conversations"),),
)
AWAY = AwayPage(
    title="When you are away",
    url="/me/away",
    teams=(Choice(value="1", label="Doctors"), Choice(value="2", label="Reception")),
    rows=(
        AbsenceRow(
            said="Away until 3 May 2026: answers go to Doctors.",
            end=PostAction(label="End it now", url="/me/away/1/end"),
        ),
    ),
    first_day="2026-05-01",
    errors=(FieldError(field="first_day", text="Say which day is the first one away."),),
)

SIGN = SignCard(
    name="Sam Okafor",
    evidence=(
        "At work on Chrome on Windows and Edge on Windows, on two networks, within ten seconds of each other.",
        "That was so in 5 minutes of one hour. One person with two devices uses one after the other.",
        "Seen 3 times, last today 10:42.",
    ),
    explain_url="/practice/sharing/1/explain",
    answer_id="answer-1",
    buttons=(
        PostAction(label="Begin the move to accounts of their own", url="/practice/sharing/1/move"),
        PostAction(label="Sign them out but for the last place", url="/practice/sharing/1/end-older"),
    ),
)
SHARING = SharingPage(
    open=(SIGN,),
    settled=(
        SignCard(
            name="Priya Nair",
            evidence=(
                "The telephone of this account is the practice's own.",
                "Seen once, last yesterday 16:05.",
            ),
            said="Explained by Dev Patel, today 10:42. She has no mobile at work.",
        ),
    ),
    policy_url="/practice/sharing/policy",
    policies=(
        Choice(value="tell", label="Tell the person and the administrators", chosen=True),
        Choice(value="stop", label="Tell them, and stop the older of two"),
    ),
)
NONE_SHARED = replace(SHARING, open=(), settled=())

PAGES_OF_LEAVING: dict[str, Page] = {
    "hand-over": HAND_OVER,
    "hand-over-sure": SURE,
    "hand-over-done": DONE,
    "holding": HOLDING,
    "holding-none": HoldingPage(stranded=(), others=HOLDING.others),
    "away": AWAY,
    "sharing": SHARING,
    "sharing-none": NONE_SHARED,
}
