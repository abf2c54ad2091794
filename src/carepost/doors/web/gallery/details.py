"""One's own account and changes of it, with made-up people."""

from __future__ import annotations

from dataclasses import replace

from carepost.doors.web.presenters.details import (
    AccountPage,
    AskChangePage,
    AskField,
    ChangeCard,
    ChangesPage,
    OwnDetail,
    OwnPlaceCard,
    OwnRoom,
    WaitingChange,
)
from carepost.doors.web.presenters.joining import CodePage
from carepost.doors.web.presenters.parts import Choice, FieldError, Link, PostAction, Tag, Tone
from carepost.doors.web.presenters.people import Fact
from carepost.doors.web.render import Page

LONG = "oluwaseun.featherstonehaugh-cholmondeley@nhs.example"
BACK = Link(label="Back to your account", url="/me")
ACCOUNT = AccountPage(
    details=(
        OwnDetail(
            what="Name",
            value="Dr Oluwaseun Featherstonehaugh-Cholmondeley, known as Seun",
            change=Link(label="Ask for another name", url="/me/details/name"),
        ),
        OwnDetail(what="E-mail address", value=LONG),
        OwnDetail(
            what="Telephone",
            value="none",
            change=Link(label="Ask for another telephone", url="/me/details/telephone"),
        ),
    ),
    places=(
        OwnPlaceCard(practice="Riverside Surgery", about="GP, Practice administrator", teams="Doctors"),
        OwnPlaceCard(
            practice="Millbrook Practice",
            about="GP",
            teams="",
            state=Tag(text="Suspended", tone=Tone.HARM),
        ),
    ),
    rooms=(
        OwnRoom(
            label="How you sign in", url="/accounts/2fa/", about="Passkeys, authenticator app, password."
        ),
        OwnRoom(label="When you are away", url="/me/away", about="Who has the answers meanwhile."),
    ),
    waiting=(
        WaitingChange(
            what="E-mail address",
            after="o.adeyemi2@nhs.example",
            said="Asked today 09:12, at Riverside Surgery. Nothing goes on before the code is typed.",
            prove=Link(label="Type the code", url="/me/details/1/code"),
            take_back=PostAction(label="Take it back", url="/me/details/1/take-back"),
        ),
    ),
    refused=(
        "Your telephone was not changed to +447700900123. Riverside Surgery says: It is the front desk's.",
    ),
)
ASK_NAME = AskChangePage(
    title="Ask for another name",
    lead="A practice administrator decides. Letters sent before keep the name they were sent with.",
    url="/me/details/name",
    back=BACK,
    fields=(
        AskField(name="given_name", label="Given name", value="Oluwaseun", autocomplete="given-name"),
        AskField(name="family_name", label="Family name", value="Adeyemi", autocomplete="family-name"),
    ),
    practices=(
        Choice(value="1", label="Riverside Surgery", chosen=True),
        Choice(value="2", label="Millbrook Practice"),
    ),
)
ASK_ADDRESS = AskChangePage(
    title="Ask for another e-mail address",
    lead="We send six digits to the new address, and tell the one you have now.",
    url="/me/details/email",
    back=BACK,
    fields=(
        AskField(
            name="email",
            label="New e-mail address",
            value="reception@nhs.example",
            type="email",
            autocomplete="email",
        ),
    ),
    shared=True,
    errors=(FieldError(field="email", text="The word “reception” is the name of a job or a place."),),
)
PROVE_CHANGE = CodePage(
    title="Look at the new mailbox",
    where=f"to {LONG}",
    url="/me/details/1/code",
    again_url="/me",
    errors=(FieldError(field="code", text="That is not the code."),),
)
CARD = ChangeCard(
    name="Oluwaseun Featherstonehaugh-Cholmondeley",
    what="E-mail address",
    before=LONG,
    after="o.adeyemi2@nhs.example",
    facts=(
        Fact(what="Asked", value="today 09:12"),
        Fact(what="Proved by a code", value="today 09:14"),
        Fact(
            what="Their address would be",
            value="o.adeyemi2@nhs.example",
            tag=Tag(text="Look twice", tone=Tone.LOOK),
        ),
    ),
    reasons=("The first name is not in the address, only its first letter.",),
    approve=PostAction(label="Approve", url="/practice/people/changes/1/approve"),
    refuse_url="/practice/people/changes/1/refuse",
    reason_id="reason-1",
)
OWN = replace(
    CARD,
    name="Dev Patel",
    what="Name",
    approve=None,
    refuse_url="",
    reasons=("Another administrator decides.",),
)
CHANGES = ChangesPage(cards=(CARD, OWN), back=Link(label="Back to the people", url="/practice/people"))
OF_ONES_OWN: dict[str, Page] = {
    "account": ACCOUNT,
    "account-quiet": replace(ACCOUNT, waiting=(), refused=()),
    "ask-name": ASK_NAME,
    "ask-address": ASK_ADDRESS,
    "prove-change": PROVE_CHANGE,
}
OF_ADMINISTRATORS: dict[str, Page] = {"changes": CHANGES, "changes-none": replace(CHANGES, cards=())}
