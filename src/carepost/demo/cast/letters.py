"""What the demo's letters say. No real person, no real case."""

from __future__ import annotations

from carepost.demo.cast.people import (
    CARDIOLOGY,
    DERMATOLOGY,
    DISCHARGE,
    OAK_HOUSE,
    OAK_NURSES,
    PATHOLOGY,
    SHAH,
    Outside,
)
from carepost.domain.patients.models import Patient
from carepost.ground.kernel import NhsNumber

# to whom, which team has the answers, what was asked, what came back
TOPICS: tuple[tuple[Outside, str, str, str], ...] = (
    (
        CARDIOLOGY,
        "Doctors",
        "Dear colleague,\n\nI would be grateful for your advice about this patient's palpitations. They come twice"
        " a week, last a few minutes and have not led to collapse. The ECG in the surgery was normal.",
        "Thank you. The story suggests frequent ectopics. Please arrange a 24-hour tape and let me see the result; no"
        " new medicine meanwhile.",
    ),
    (
        PATHOLOGY,
        "Reception",
        "Please tell us when the repeat potassium can be taken: the sample of Monday was haemolysed.",
        "The sample should be repeated within two weeks. A form has been sent to the phlebotomy clinic.",
    ),
    (
        DERMATOLOGY,
        "Secretaries",
        "Could you say when the appointment about the changing mole on the left forearm is likely to be?",
        "The patient is booked for the 9th at 10:20 in clinic 4. A letter is in the post.",
    ),
    (
        OAK_HOUSE,
        "Nurses",
        "Please weigh this resident weekly and send us the chart at the end of the month.",
        "Weight this week 61.4 kg, last week 61.9 kg. Eating well. We will go on weighing.",
    ),
    (
        SHAH,
        "Doctors",
        "Thank you for seeing this patient. Should the anticoagulant be stopped before the procedure on Thursday?",
        "Please stop it 48 hours before and restart the evening after. I will write to the patient as well.",
    ),
    (
        DISCHARGE,
        "Prescribing",
        "The discharge letter gives two doses for the same medicine. Which one is meant?",
        "Apologies: 5 mg once a day is right. A corrected letter follows today.",
    ),
    (
        OAK_NURSES,
        "Prescribing",
        "We have changed the evening dose as agreed. Please use the new chart from tomorrow.",
        "Received, thank you. The old chart has been taken out of the folder.",
    ),
)
"""Topics are taken in turn, so each team and each correspondent has some."""

NOTES = ("Tape booked for Thursday, room 3.", "Rang the patient: she knows.", "Waiting for the form.")


def unmatched(jane: Patient, tunde: Patient) -> tuple[tuple[int, Outside, str, str, tuple[str, ...]], ...]:
    """What waits in Needs matching: minutes ago, sender, subject, text, further headers."""
    born, number = f"{tunde.date_of_birth:%d/%m/%Y}", NhsNumber(jane.nhs_number).spaced
    return (
        (
            65,
            OAK_HOUSE,
            "Medication list please",
            f"Dear surgery,\n\nplease could you send the current medication list for Mr Tunde Adeyemi, dob {born}, in"
            " room 14? He was seen on Monday.\n\nThank you,\nRuth",
            (),
        ),
        (
            160,
            DISCHARGE,
            "Discharge summary",
            f"{jane.given_name} {jane.family_name}, NHS number {number}, was discharged home today.",
            (),
        ),
        (
            20,
            PATHOLOGY,
            "Change of courier times",
            "From Monday the courier comes at 15:30 instead of 16:00.",
            (),
        ),
        (
            240,
            CARDIOLOGY,
            "Clinic dates",
            "The clinic dates for next month are the 3rd, the 10th and the 24th.",
            (),
        ),
        (95, OAK_NURSES, "Chart", _parts_within_parts(), ('Content-Type: multipart/mixed; boundary="0"',)),
    )


def _parts_within_parts() -> str:
    """So deeply nested that Carepost will not open it: what it does with such mail is worth seeing."""
    parts = (f'--{n}\nContent-Type: multipart/mixed; boundary="{n + 1}"\n\n' for n in range(40))
    return "".join(parts) + "The chart is enclosed."
