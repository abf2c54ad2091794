"""Made-up lists and conversations."""

from __future__ import annotations

from datetime import timedelta

from carepost.doors.web.presenters.conversation import (
    ActionBar,
    AssignForm,
    ConversationView,
    DeliveryLine,
    EventLine,
    MessageCard,
    NoteCard,
    NoteForm,
)
from carepost.doors.web.presenters.inbox import ConversationRow
from carepost.doors.web.presenters.parts import Choice, Link, PostAction, Tag, Tone

from .people import ANNA, BLOODS, ECG, JANE, JANE_BANNER, LONG, TUNDE, URGENT, WITHHELD, ago

ASSIGN = (
    Choice(value="me", label="You", chosen=True),
    Choice(value="team:1", label="Doctors", group="Teams"),
    Choice(value="team:2", label="Reception", group="Teams"),
    Choice(value="member:1", label="Sam Okafor", group="Colleagues"),
    Choice(value="member:2", label="Priya Nair", group="Colleagues"),
)

ROWS = (
    ConversationRow(
        id="1",
        url="/conversations/1",
        who="Dr P Shah, Northside Cardiology",
        subject="Re: Palpitations, advice wanted by Friday",
        at=ago(hours=2, minutes=10),
        patient=JANE,
        waiting=timedelta(hours=2, minutes=10),
        unread=True,
        selected=True,
        tags=(URGENT,),
        attachments=2,
        details=("Sam Okafor is reading",),
    ),
    ConversationRow(
        id="2",
        url="/conversations/2",
        who="Oak House care home",
        subject="Medication list please",
        at=ago(hours=1, minutes=5),
        waiting=timedelta(hours=1, minutes=5),
        unread=True,
        details=("from an address we have not seen before",),
    ),
    ConversationRow(
        id="3",
        url="/conversations/3",
        who="Adult social care, Millshire Council",
        subject="Care package start date",
        at=ago(minutes=40),
        patient=TUNDE,
        waiting=timedelta(minutes=40),
        details=("answers your message of 3 May",),
    ),
    ConversationRow(
        id="4",
        url="/conversations/4",
        who="Northside Pathology",
        subject="Sample to be repeated in 2 weeks",
        at=ago(minutes=12),
        patient=ANNA,
        waiting=timedelta(minutes=12),
        tags=(Tag(text="Reception"),),
        details=("action by 6 December",),
    ),
    ConversationRow(
        id="5",
        url="/conversations/5",
        who="Community paediatrics and neurodevelopment, Northside and Westvale Integrated Care",
        subject="Referral accepted; first appointment letter follows by post to the parents",
        at=ago(days=1, hours=3),
        patient=LONG,
        tags=(Tag(text="Done", tone=Tone.DONE),),
    ),
)

SENT = MessageCard(
    id="11",
    who="You, for Dr A Khan",
    at=ago(hours=2, minutes=10),
    ours=True,
    text="Dear Dr Shah,\n\nI would be grateful for your advice about this patient's palpitations. "
    "ECG and bloods attached.",
    to=("Cardiology advice",),
    cc=("Oak House",),
    attachments=(ECG, BLOODS),
    deliveries=(
        DeliveryLine(
            recipient="Cardiology advice",
            headline="Handed to NHSmail today 09:14",
            tone=Tone.DONE,
            detail="encrypted (TLS 1.3, certificate verified). Beyond it we rely on Northside's "
            "accreditation (list of 22 May).",
            evidence_url="/evidence/1",
        ),
        DeliveryLine(recipient="Secretaries", headline="Waiting to be sent", detail="leaves in 20 seconds"),
    ),
)
FAILED = MessageCard(
    id="12",
    who="Priya Nair, practice nurse",
    at=ago(hours=4),
    ours=True,
    text="Please find the medication list attached.",
    deliveries=(
        DeliveryLine(
            recipient="Oak House",
            headline="Not delivered",
            tone=Tone.HARM,
            detail="Oak House's mail service did not accept this for 4 hours.",
            to_do="We are still trying. Ring 01632 960123 if it is urgent.",
            actions=(PostAction(label="Stop trying", url="/envelopes/1/stop"),),
        ),
        DeliveryLine(
            recipient="Northside Pathology",
            headline="We do not know whether this arrived",
            tone=Tone.LOOK,
            detail="the line dropped at the last moment.",
            to_do="Ask them before you send it again.",
            actions=(
                PostAction(label="It arrived", url="/envelopes/2/settle", fields=(("as", "arrived"),)),
                PostAction(label="Send it again", url="/envelopes/2/settle", fields=(("as", "again"),)),
            ),
        ),
    ),
)
ANSWER = MessageCard(
    id="13",
    who="Dr P Shah",
    organisation="Northside NHS Trust, RX100",
    address="p.shah@northside.example",
    at=ago(minutes=43),
    ours=False,
    text="Thank you. The ECG shows frequent ectopics. Please arrange a 24-hour tape and let me see the "
    "result; start bisoprolol 1.25 mg meanwhile if pulse is over 90.",
    earlier="\n".join(f"> line {number} of what was written before" for number in range(1, 15)),
    html_url="/messages/13/html",
    original_url="/messages/13/original",
)
ODD = MessageCard(
    id="14",
    who="enquiries@oakhouse.example",
    at=ago(minutes=20),
    ours=False,
    text="See attached.\nhttps://a-very-long-address-without-any-place-to-break-it.example/" + "x" * 120,
    attachments=(WITHHELD,),
    warnings=("This message names two senders. We show both and trust neither.",),
    original_url="/messages/14/original",
)
NOTE = NoteCard(
    id="15", who="Priya Nair", at=ago(minutes=29), text="@Dr Khan tape booked for Thursday, room 3."
)
TIMELINE = (
    SENT,
    EventLine(text="Sam Okafor changed where replies go, from Doctors to you", at=ago(hours=2, minutes=4)),
    ANSWER,
    NOTE,
)

ACTIONS = ActionBar(
    reply=Link(label="Reply", url="/conversations/1/reply"),
    reply_all=Link(label="Reply to all", url="/conversations/1/reply?all=1"),
    note=NoteForm(url="/conversations/1/note", key="k"),
    assign=AssignForm(url="/conversations/1/assign", choices=ASSIGN, current="With you now"),
    urgent=PostAction(label="Not urgent", url="/conversations/1/urgent"),
    done=PostAction(label="Done", url="/conversations/1/done", key="e"),
)
VIEW = ConversationView(
    id="1",
    url="/conversations/1",
    title="Palpitations",
    practice_name="Riverside Surgery",
    patient=JANE_BANNER,
    tags=(URGENT,),
    facts=("With you", "Reply wanted by Friday 29 May", "Reference CP-7K3M2-QX9RD"),
    here="Sam Okafor is reading",
    timeline=TIMELINE,
    actions=ACTIONS,
    back=Link(label="Back to My inbox", url="/inbox/my"),
    others=(Link(label="2 other conversations about Jane Smith", url="/inbox/all"),),
    who_did_what_url="/conversations/1/who-did-what",
    print_url="/conversations/1/print",
)
