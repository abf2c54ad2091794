"""Who still needs access, with made-up people."""

from __future__ import annotations

from carepost.doors.web.presenters.parts import Choice, EmptyState, FieldError, Link, PostAction, Tag, Tone
from carepost.doors.web.presenters.people import Attest
from carepost.doors.web.presenters.reviewing import ReviewCard, ReviewPage, UserLine, UsersPage
from carepost.doors.web.presenters.shell import RedBar
from carepost.doors.web.render import Page

LONG = "Oluwaseun Featherstonehaugh-Cholmondeley"
SYSTEMS = (Choice(value="systmone", label="SystmOne"), Choice(value="emis", label="EMIS Web", chosen=True))
HEIRS = (
    Choice(value="", label="Nobody named"),
    Choice(value="team:1", label="Reception", group="Teams"),
    Choice(value="member:1", label="Priya Nair", group="Colleagues"),
)
BACK = Link(label="Back to the people", url="/practice/people")
LIST = Link(label="Compare with a list from your clinical system", url="/practice/review/list")
TELL = "Profiles were last seen on the list of 1 April 2026, which you exported. "
GONE_CARD = ReviewCard(
    key="1",
    name=LONG,
    url="/practice/people/1",
    about="Pharmacist",
    reasons=(
        "Their profile is gone from EMIS Web: found out on 1 April 2026.",
        "Has not worked here for 90 days, last on 3 January 2026.",
    ),
    tag=Tag(text="Overdue by more than 30 days", tone=Tone.HARM),
    attest=Attest(
        url="/practice/people/1/still",
        systems=SYSTEMS,
        user_name="oluwaseun.f",
        role="Pharmacist",
        day="2026-05-22",
    ),
    suspend_url="/practice/people/1/suspend",
    last_day_url="/practice/people/1/last-day",
    inheritors=HEIRS,
    open=True,
    error="They were found to be gone after that day. Look them up again.",
)
SIMPLE_CARD = ReviewCard(
    key="2",
    name="Sam Okafor",
    url="/practice/people/2",
    about="Receptionist",
    reasons=("Nobody has looked at this access since 3 January 2026.",),
    value="2",
    still=PostAction(
        label="Sam Okafor still needs access", url="/practice/review/still", fields=(("member", "2"),)
    ),
    suspend_url="/practice/people/2/suspend",
    last_day_url="/practice/people/2/last-day",
    last_day="2026-06-01",
    inheritors=HEIRS,
)
MINE = ReviewCard(
    key="3",
    name="Dev Patel",
    url="/practice/people/3",
    about="Practice manager",
    reasons=("Nobody has written down their profile in your clinical system.",),
    tag=Tag(text="No profile", tone=Tone.LOOK),
    mine=True,
)
REVIEW = ReviewPage(
    cards=(GONE_CARD, SIMPLE_CARD, MINE),
    still_url="/practice/review/still",
    listed=f"{TELL}Carepost is not connected to your clinical system.",
    list_link=LIST,
    back=BACK,
    red=(
        RedBar(
            text="One person's profile in the clinical system should have been looked up more than 30 days ago."
        ),
    ),
    looked_at=("Priya Nair still needs access: Dev Patel, today 10:42",),
    errors=(FieldError(field="review-1", text=GONE_CARD.error),),
)
NOBODY = ReviewPage(
    cards=(),
    still_url="/practice/review/still",
    listed="Profiles here were looked up by people. Carepost is not connected to your clinical system.",
    list_link=LIST,
    back=BACK,
    empty=EmptyState(
        title="Nobody's access waits for a look", text="Whoever should be looked at comes here."
    ),
)
TO_REVIEW = Link(label="Back to the access review", url="/practice/review")
COLUMNS = ("user name", "full name", "given name", "family name", "role", "status")
USERS = UsersPage(
    url="/practice/review/list",
    systems=SYSTEMS,
    day="2026-05-22",
    back=TO_REVIEW,
    columns=COLUMNS,
    errors=(FieldError(field="list", text="Choose the file first: a list of at most 2 MB."),),
)
FAULTY = UsersPage(
    url="/practice/review/list",
    systems=SYSTEMS,
    day="2026-05-22",
    back=TO_REVIEW,
    columns=COLUMNS,
    faults=("Line 14: The same user name stands in line 3.",),
)
LOOKED_AT = UsersPage(
    url="/practice/review/list",
    systems=SYSTEMS,
    day="2026-05-22",
    back=TO_REVIEW,
    columns=COLUMNS,
    summary="1 seen, 1 gone, 0 somebody else, 0 left as they are; 1 in the list without an account here.",
    lines=(
        UserLine(
            here=f"{LONG} (oluwaseun.f)",
            there="",
            outcome=Tag(text="Gone", tone=Tone.HARM),
            words="Does not stand in the list.",
        ),
        UserLine(
            here="Sam Okafor (sam.okafor)",
            there="OKAFOR, Sam (sam.okafor)",
            outcome=Tag(text="Seen", tone=Tone.DONE),
            words="Seen there, for 90 days.",
        ),
        UserLine(
            here="",
            there="LOCUM, Nurse (nurse.locum)",
            outcome=Tag(text="No account here"),
            words="No account here has this user name.",
        ),
    ),
    may_use=True,
    checked="user name,name\nsam.okafor,Sam Okafor\n",
    system="emis",
)
PAGES_OF_REVIEWING: dict[str, Page] = {
    "review": REVIEW,
    "review-nobody": NOBODY,
    "review-list": USERS,
    "review-list-faulty": FAULTY,
    "review-list-looked-at": LOOKED_AT,
}
