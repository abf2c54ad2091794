"""A made-up letter about two patients, half placed."""

from __future__ import annotations

from carepost.doors.web.presenters.matching import Candidate
from carepost.doors.web.presenters.parts import FieldError, Link, PostAction
from carepost.doors.web.presenters.splitting import Piece, Placed, SplitPage

from .people import ECG, TAIWO, TUNDE, ago

SPLIT = SplitPage(
    url="/matching/1/split",
    title="Our round of today",
    who="Oak House <manager@oakhouse.example>",
    at=ago(hours=1, minutes=5),
    progress="2 of 5 pieces placed",
    seen="paragraphs:1",
    pieces=(
        Piece(value="0", title="Piece 1", text="Dear surgery, our round of today.", placed="About nobody"),
        Piece(
            value="1",
            title="Piece 2",
            text="Mr Adeyemi (room 14) has a new cough.",
            placed="With ADEYEMI, Tunde",
        ),
        Piece(
            value="2",
            title="Piece 3",
            text="Taiwo Adeyemi came to visit and asks about his own inhaler.",
            names=("names ADEYEMI, Taiwo (born 12 January 1984)",),
            ticked=True,
        ),
        Piece(
            value="3",
            title="Piece 4: earlier text",
            text="On 2 March 2026 you wrote:\n> How are they?",
            earlier=True,
        ),
    ),
    files=(Piece(value="1", title="File 1", file=ECG),),
    candidates=(
        Candidate(value="patient:1", patient=TUNDE, reasons=("Same family name",)),
        Candidate(value="patient:2", patient=TAIWO, reasons=("Name is in the message",)),
    ),
    words="adeyemi",
    found=(Candidate(value="patient:2", patient=TAIWO),),
    placed=(
        Placed(
            who="About nobody",
            what="piece 1",
            by="Aisha Barton",
            at=ago(minutes=4),
            conversation=None,
            take_back=PostAction(label="Take back", url="/matching/1/parts/1/take-back"),
        ),
        Placed(
            who="With ADEYEMI, Tunde, born 12 February 1948",
            what="piece 2",
            by="Aisha Barton",
            at=ago(minutes=2),
            conversation=Link(label="Open the conversation", url="/conversations/1"),
            take_back=PostAction(label="Take back", url="/matching/1/parts/2/take-back"),
        ),
    ),
    html_url="/matching/1/html",
    original_url="/matching/1/original",
    errors=(FieldError(field="", text="Choose the patient, having checked two identifiers"),),
    back=Link(label="Back to Needs matching", url="/matching"),
)
