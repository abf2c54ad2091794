"""A made-up message in the writing, with everything that can stand in its way."""

from __future__ import annotations

from carepost.doors.web.presenters.compose import (
    ComposePage,
    Finding,
    FindPatientPage,
    MessageForm,
    PatientResult,
    RecipientCard,
    ReplyPage,
)
from carepost.doors.web.presenters.parts import (
    Attachment,
    Choice,
    EmptyState,
    FieldError,
    Link,
    Verdict,
    VerdictKind,
)

from .conversations import ANSWER
from .people import JANE_BANNER, TAIWO, TUNDE

ACCREDITED = RecipientCard(
    address="cardiology.advice@northside.example",
    name="Cardiology advice",
    line="Northside NHS Trust · RX100 · usually answers in 1.2 days",
    verdict=Verdict(kind=VerdictKind.ACCREDITED),
)
WARNED = RecipientCard(
    address="manager@oakhouse.example",
    name="Oak House",
    line="Oak House Care Ltd · VM123 · first message to this address",
    verdict=Verdict(kind=VerdictKind.NOT_ACCREDITED),
)
REFUSED = RecipientCard(
    address="j.smith@nhs.net.example",
    verdict=Verdict(
        kind=VerdictKind.CANNOT_SEND,
        reason="This looks like nhs.net but is not. Nobody can be written to here.",
        rule="Rule: look-alike addresses are refused. Nobody at the practice can change this one.",
    ),
)
REPLIES_TO = (
    Choice(value="me", label="You"),
    Choice(value="team:1", label="Doctors (team)", chosen=True),
    Choice(value="team:2", label="Reception (team)"),
    Choice(value="member:1", label="Sam Okafor", group="Colleagues"),
)
PURPOSES = (
    Choice(value="information", label="For information"),
    Choice(value="advice", label="Advice wanted", chosen=True),
    Choice(value="action", label="Action wanted"),
)
LETTER = Attachment(name="Letter.pdf", kind="PDF", size=1_240_000, scan="scanned, clean", url="/files/1")
SIGNATURE = "Dr Aisha Barton, GP, Riverside Surgery"
SUBJECT = "Riverside Surgery, ref CP-9F2D7-X3KQM"

FULL = MessageForm(
    url="/compose",
    key="k",
    recipients=(ACCREDITED, WARNED, REFUSED),
    known=(Choice(value="cardiology.advice@northside.example", label="Cardiology advice"),),
    replies_to=REPLIES_TO,
    purposes=PURPOSES,
    wanted_by="2026-05-29",
    body="Dear colleague,\n\nI would be grateful for your advice about ",
    files=(("1", LETTER),),
    findings=(
        Finding(
            id="f1",
            headline="999 000 0026 on page 2 of Letter.pdf is not Jane Smith's number.",
            detail="It may be another patient's letter.",
        ),
    ),
    errors=(
        FieldError(field="add_to", text="Take j.smith@nhs.net.example out: it cannot be written to"),
        FieldError(
            field="understood-manager@oakhouse.example",
            text="Say that you understand the warning for manager@oakhouse.example, or take it out",
        ),
    ),
    signature=SIGNATURE,
    subject=SUBJECT,
    limit="Up to 25 MB in all",
    waits_for="two things above need you first",
)
FRESH = MessageForm(
    url="/compose",
    key="k",
    recipients=(ACCREDITED,),
    replies_to=REPLIES_TO,
    purposes=PURPOSES,
    signature=SIGNATURE,
    subject=SUBJECT,
    limit="Up to 25 MB in all",
)

COMPOSE = ComposePage(patient=JANE_BANNER, form=FULL, change_patient_url="/compose")
COMPOSE_FRESH = ComposePage(patient=JANE_BANNER, form=FRESH, change_patient_url="/compose")
REPLY = ReplyPage(
    title="Reply to Dr P Shah",
    form=FRESH,
    answering=ANSWER,
    back=Link(label="Back to the conversation", url="/conversations/1"),
    patient=JANE_BANNER,
)
FIND = FindPatientPage(
    url="/compose",
    words="adeyemi",
    results=(
        PatientResult(patient=TUNDE, choose_url="/compose?patient=1", note="Lives at Oak House"),
        PatientResult(patient=TAIWO, choose_url="/compose?patient=2"),
    ),
)
FIND_NOBODY = FindPatientPage(
    url="/compose",
    words="nobody",
    results=(),
    empty=EmptyState(
        title="Nobody registered here fits that",
        text="Try the NHS number, or the family name and date of birth. You can only write about "
        "patients of this practice.",
    ),
)
