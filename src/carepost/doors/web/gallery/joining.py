"""The pages of joining with made-up people."""

from __future__ import annotations

from carepost.doors.web.presenters.joining import (
    CodePage,
    InvitedBy,
    JoinPage,
    RefusedPage,
    Typed,
)
from carepost.doors.web.presenters.parts import Choice, FieldError
from carepost.doors.web.presenters.showing_address import ShowAddressPage
from carepost.doors.web.render import Page

SYSTEMS = (
    Choice(value="", label="I would rather not say", chosen=True),
    Choice(value="emis", label="EMIS Web"),
)
JOIN = JoinPage(systems=SYSTEMS)
JOIN_WRONG = JoinPage(
    systems=SYSTEMS,
    typed=Typed(practice="Riverside", given_name="Oluwaseun", email="o@private.example"),
    errors=(
        FieldError(field="email", text="Accounts are for NHS addresses. Type your own."),
        FieldError(field="password", text="This password is too short."),
    ),
)
JOIN_INVITED = JoinPage(
    url="/join/invited/1/a",
    typed=Typed(given_name="Oluwaseun", family_name="Featherstonehaugh-Cholmondeley", job_title="Locum GP"),
    errors=(FieldError(field="email", text="Accounts are for NHS addresses."),),
    invited=InvitedBy(
        practice="Riverside Surgery",
        by="Dev Patel",
        email="oluwaseun.featherstonehaugh-cholmondeley@nhs.example",
        approved=True,
        sign_in_url="/accounts/login/?next=/join/invited/1/a",
    ),
)
REFUSED = RefusedPage(reasons=("The word “reception” is the name of a job or a place, and not of a person.",))
CODE = CodePage(title="Look at your mail", where="to oluwaseun.featherstonehaugh-cholmondeley@nhs.example")
CODE_LOST = CodePage(
    title="Look at your telephone",
    where="to the telephone whose number ends in 123",
    lost="We could not send the code just now.",
    may_ask_again=False,
    errors=(FieldError(field="code", text="That is not the code we sent."),),
)
OWN_ADDRESS = "oluwaseun.featherstonehaugh-cholmondeley@nhs.example"
SHOW_ADDRESS = ShowAddressPage(address=OWN_ADDRESS, url="/me/address")
SHOW_ADDRESS_SENT = ShowAddressPage(
    address=OWN_ADDRESS,
    url="/me/address",
    sent=True,
    errors=(FieldError(field="code", text="That is not the code."),),
)
SHOW_ADDRESS_NO_MAIL = ShowAddressPage(address=OWN_ADDRESS, url="/me/address", sends_mail=False)
PAGES_OF_JOINING: dict[str, Page] = {
    "join": JOIN,
    "join-wrong": JOIN_WRONG,
    "join-invited": JOIN_INVITED,
    "join-refused": REFUSED,
    "join-code": CODE,
    "join-code-lost": CODE_LOST,
    "show-address": SHOW_ADDRESS,
    "show-address-sent": SHOW_ADDRESS_SENT,
    "show-address-no-mail": SHOW_ADDRESS_NO_MAIL,
}
