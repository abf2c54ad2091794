"""Made-up patients and times for the gallery. NHS numbers are of the 999 range."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from carepost.doors.web.formats import LONDON
from carepost.doors.web.presenters.parts import Attachment, PatientBanner, PatientLine, Tag, Tone

NOW = datetime(2026, 5, 22, 11, 24, tzinfo=LONDON)

JANE = PatientLine(family="Smith", given="Jane", born=date(1985, 5, 3), nhs_number="9990000018", sex="Female")
TUNDE = PatientLine(
    family="Adeyemi", given="Tunde", born=date(1948, 2, 12), nhs_number="9990000034", sex="Male"
)
TAIWO = PatientLine(
    family="Adeyemi", given="Taiwo", born=date(1984, 1, 12), nhs_number="9990000042", sex="Male"
)
ANNA = PatientLine(
    family="Kowalska", given="Anna", born=date(1993, 1, 30), nhs_number="9990000050", sex="Female"
)
LONG = PatientLine(
    family="Featherstonehaugh-Cholmondeley",
    given="Bartholomew Alexander",
    born=date(2026, 2, 1),
    nhs_number="9990000069",
    sex="Male",
)

JANE_BANNER = PatientBanner(
    family=JANE.family,
    given=JANE.given,
    born=JANE.born,
    nhs_number=JANE.nhs_number,
    sex=JANE.sex,
    registration="Registered here",
    source="list of today",
)
FLAGGED_BANNER = PatientBanner(
    family=LONG.family,
    given=LONG.given,
    born=LONG.born,
    nhs_number=LONG.nhs_number,
    sex=LONG.sex,
    registration="Left this practice on 2 March 2026",
    flags=("Address is restricted",),
)

URGENT = Tag(text="Urgent", tone=Tone.HARM)
ECG = Attachment(name="ECG.pdf", kind="PDF", size=210_000, scan="scanned, clean", url="/attachments/1")
BLOODS = Attachment(name="Bloods.pdf", kind="PDF", size=84_000, scan="scanned, clean", url="/attachments/2")
WITHHELD = Attachment(
    name="Invoice.docm",
    kind="Word with macros",
    size=1_240_000,
    scan="withheld: the scan found harmful content",
    scan_tone=Tone.HARM,
)


def ago(**parts: int) -> datetime:
    """A moment before the gallery's now."""
    return NOW - timedelta(**parts)
