"""Hazard by hazard, what a person has to say: which code controls it, what is not built, what is left.

Tests are not named here: they name their hazard themselves (see hazards.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Control:
    """One thing Carepost does against a hazard: in words, behaviour ids, and where in the code."""

    words: str
    ids: str
    where: str


@dataclass(frozen=True)
class Hazard:
    """`needs`: the behaviours that are to control it. `missing`: those not built, with what that means."""

    id: str
    harm: str
    needs: str
    controls: tuple[Control, ...]
    missing: dict[str, str] = field(default_factory=dict)
    gaps: tuple[str, ...] = ()

    @property
    def anchor(self) -> str:
        """As GitHub makes it of the heading."""
        return re.sub(r"[^\w\- ]", "", f"{self.id}: {self.harm}".lower()).replace(" ", "-")


HAZARDS = (
    Hazard(
        "HZ-01",
        "A reply is filed to the wrong patient because the sender re-used an old thread",
        "M1 M3 M5 P6 C12",
        (
            Control(
                "Only a token or Message-ID of ours, from a participant, naming no other patient, is certain",
                "M1",
                "`engines/matching/decide.py`, `engines/screening/others.py`",
            ),
            Control(
                "A number, a name or free words in a subject match nothing by themselves",
                "M3",
                "`actions/receiving/links.py`",
            ),
            Control(
                "A match keeps its reasons and can be taken back; nothing of it stays behind",
                "M5",
                "`actions/triage/confirm.py`, `actions/triage/unsplit.py`",
            ),
            Control(
                "Another patient in new text, in files and in earlier text we do not hold is found on arrival",
                "C12",
                "`actions/receiving/decide.py`, `ground/mailkit/quoting.py`",
            ),
            Control(
                "A letter about several patients is cut; each sees their own piece only",
                "M2",
                "`actions/triage/split.py`",
            ),
        ),
        {
            "P6": "there is no filing to the record, so nothing is checked before it",
            "C12 on send": "what we write is not looked through for another patient before it leaves",
            "M5 telling": "who saw a match that was taken back is on the ledger, but nobody tells them",
        },
        (
            "Pictures and scanned pages are not read: a letter that says something in a picture only can be certain.",
            "A wrong patient confirmed by a person is a person's decision; two identifiers stand beside it.",
        ),
    ),
    Hazard(
        "HZ-02",
        "An answer arrived and nobody read it",
        "M10 M4 I12 A10",
        (
            Control(
                "Every mail is stored byte for byte before anything else, listed, and never lost or doubled",
                "G10",
                "`actions/receiving/accept.py`, `engines/intake`",
            ),
            Control(
                "An answer reopens its conversation and waits longest first with whoever was to have it",
                "M10 (part)",
                "`actions/receiving/placing.py`, `domain/correspondence/queries.py`",
            ),
            Control(
                "Answers to leavers and to archived teams fall to Unassigned, where all see them",
                "A10 (part)",
                "`actions/assignees.py`",
            ),
            Control(
                "Done on an old page shows the answer that came meanwhile instead of hiding it",
                "C14 (part)",
                "`actions/conversations/work.py`",
            ),
            Control(
                "What cannot be read or matched is a visible item with its original, and is counted for operators",
                "M4 (part)",
                "`actions/receiving/conclude.py`, `actions/watching/standings.py`",
            ),
        ),
        {
            "M10": "opening is on the ledger, but no clock runs from arrival to a named person's outcome, and nothing "
            "escalates after working hours",
            "M4": "no clinical-lead page with clock, owner and second-line check; no cover floor and no alert for it",
            "I12": "there is no out of office: answers to somebody away wait in their own list",
            "A10": "a leaver's open work is not handed on in one transaction; only new answers are led elsewhere",
        },
        ("A mailbox that nobody connected, or that loses mail before we fetch it, is not seen by us (G2).",),
    ),
    Hazard(
        "HZ-03",
        "A stranger is matched as certain",
        "M1",
        (
            Control(
                "The exact sender is a participant, or a contact of the same organisation; a domain proves nothing",
                "M1",
                "`engines/matching/decide.py`",
            ),
            Control(
                "Tokens are signed; a forged, changed or borrowed one proves nothing, not even beside a good one",
                "M1 C5",
                "`ground/mailkit/tokens.py`",
            ),
            Control(
                "Two From lines, no From line, or a hidden one take certainty away",
                "M1",
                "`ground/mailkit/headers.py`",
            ),
        ),
        {},
        (
            "A From line can be forged where the mail service lets it; SPF, DKIM and DMARC results are not read yet. "
            "Whoever forges also needs a token, which only its recipient has seen.",
        ),
    ),
    Hazard(
        "HZ-04",
        "A letter is swallowed as an auto-reply",
        "M6",
        (
            Control(
                "No mail is treated as automatic: whatever its headers say, it is ordinary post that a person sees",
                "M6 (by leaving out)",
                "`actions/receiving/conclude.py`",
            ),
            Control(
                "Only our own copy, known by signed token and equal content, is taken out of sight",
                "C11",
                "`actions/receiving/loopback.py`",
            ),
            Control(
                "The same letter again is recognised by sender, Message-ID and body together",
                "M6",
                "`actions/receiving/conclude.py`",
            ),
        ),
        {
            "M6": "bounces, receipts and auto-replies are not told apart; each costs a person a look, none is hidden",
        },
    ),
    Hazard(
        "HZ-05",
        "Right domain, wrong person or organisation",
        "R5 R6 C13 C18",
        (
            Control(
                "Lists match exactly, families at a label; look-alikes are refused or asked about by name",
                "R5",
                "`domain/directory/verdicts.py`, `domain/directory/lookalikes.py`",
            ),
            Control(
                "The verdict, the organisation's name and the list's date stand beside each address, at each send",
                "R1 R2",
                "`actions/writing/recipients.py`",
            ),
            Control(
                "Somebody added to a reply is pointed out",
                "C13 (part)",
                "`doors/web/writing/draft.py`",
            ),
        ),
        {
            "R6": "no warning for a first-time address, one unusual for this patient, or too many in To",
            "C13": "who was dropped since the last approved set, and Reply-To that differs from From, are not shown",
            "C18": "guards are not counted and have no budget",
        },
        ("Within one domain nothing tells one person's address from another's but the person's own eyes.",),
    ),
    Hazard(
        "HZ-06",
        "Urgent mail is late: queue, refused encryption, outage, undo, uncertain",
        "C11 C15 G12",
        (
            Control(
                "Never twice, and an uncertain send is shown to a person who decides",
                "C11",
                "`engines/delivery`, `actions/delivering/settle.py`",
            ),
            Control(
                "Verified TLS or not at all, said on the message with what was wrong",
                "R9",
                "`engines/delivery/transports/smtp`",
            ),
            Control(
                "Temporary failures are tried again, then a person is told; a failure reopens and is counted in red",
                "C11",
                "`actions/delivering/outcomes.py`, `actions/delivering/failures.py`",
            ),
            Control(
                "Killed workers leave nothing behind; silent processes, late work and waiting letters are figures",
                "G12 (part)",
                "`doors/jobs/sweeper.py`, `actions/watching`",
            ),
        ),
        {
            "C15": "an urgent message is not stopped for a mailbox known to be closed or silent",
            "G12": "urgent does not leave first, and no person is rung after 30 minutes; there is no outage page",
        },
        ("Beyond the next hop we know nothing unless a report comes back.",),
    ),
    Hazard(
        "HZ-07",
        "The wrong patient was open on the desktop",
        "C1 D2",
        (
            Control(
                "A letter is about a patient chosen by two identifiers, shown while writing and kept with the draft",
                "C1 (part)",
                "`doors/web/writing`",
            ),
            Control(
                "The patient is locked and checked again when Send is pressed",
                "C2",
                "`actions/writing/send.py`",
            ),
        ),
        {
            "C1 from the desktop": "no clinical system tells us who is open; the patient is searched for by hand",
            "D2": "there is no companion on the desktop, so no staleness to show and none to mistake",
        },
    ),
    Hazard(
        "HZ-08",
        "Advice never reaches the record, or shows where it must not",
        "P1 P4",
        (
            Control(
                "Internal notes never leave in any mail and are left out of print",
                "I5",
                "`domain/correspondence/models.py`, `doors/web/presenting/conversation.py`",
            ),
        ),
        {
            "P1": "nothing is saved to the record: people copy by hand, and nothing reminds them",
            "P4": "with no filing there is no decision about what a patient sees",
        },
    ),
    Hazard(
        "HZ-09",
        "A colleague reads a colleague's or a family member's letters",
        "I10 G3",
        (
            Control(
                "Practices are held apart twice: queries begin at the practice, the database refuses the rest",
                "A9",
                "`domain/tenancy`",
            ),
            Control(
                "Every look is on the ledger with the name of who looked; a practice reads who did what",
                "G1, G3 (part)",
                "`actions/conversations/look.py`, `actions/record/look.py`",
            ),
            Control(
                "Password and second step; a place that ended is closed at the next click",
                "A6 (part)",
                "`doors/web/entrance`",
            ),
        ),
        {
            "I10": "no conversation can be restricted, and patients who are staff are not found",
            "G3": "odd access is not flagged; who looked at one patient is found in the record of the practice",
        },
        (
            "Whoever works at a practice may read all its conversations; only afterwards is it seen that they did.",
        ),
    ),
    Hazard(
        "HZ-10",
        "The system, the mailbox or the keys are gone",
        "G2 G10 G12",
        (
            Control(
                "Kill -9, power cut, full disk and a database away lose and change nothing",
                "G10",
                "`ground/postgres`, `ground/vault`",
            ),
            Control(
                "A recovery sheet brings the master key back from paper; a lost key is never replaced quietly",
                "G12 (part)",
                "`ground/vault/recovery.py`",
            ),
            Control(
                "A mailbox that cannot be read stands in red; readiness, room, lateness and pulses are told",
                "G12 (part)",
                "`actions/mailboxes/lines.py`, `actions/watching`",
            ),
            Control(
                "A ledger shorter than a checkpoint outside is not signed on",
                "G1",
                "`domain/ledger/sequencer.py`",
            ),
        ),
        {
            "G2": "there is no daily account of every message the server ever held",
            "G12": "no outage page, no quota watch, no sealed hourly copy of open work readable without Carepost",
        },
        ("A lost disk is restored from the operator's own backup; Carepost makes none.",),
    ),
)
