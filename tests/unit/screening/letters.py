"""Made-up letters, the same for the same seed: ordinary ones, and ones that name another person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from uuid import UUID

from carepost.domain.patients.facts import PatientFacts
from carepost.ground.kernel import NhsNumber, Refused

GIVEN = (
    "Jane John Mary Ahmed Priya Tomasz Siân Chloe Grace Will Rose Olu Wei Anne-Marie Zoë Patrick May Mark Hope "
    "Sarah David Amina Kwame Ewa Liam Noor Ravi Elsie Arthur Ivy Mohammed Fatima"
).split()
FAMILY = (
    "Smith Jones Patel O'Brien Okafor Kowalska Williams Ap-Rhys Nguyen Khan Taylor Young Short Brown Begum "
    "Clarke Davies Evans Fisher Green Hall Jackson King Lewis Moore Nowak Owen Price Quinn Reid Shah Turner"
).split()
DIAGNOSES = ("palpitations", "type 2 diabetes", "iron deficiency", "low back pain", "asthma", "a skin lesion")
MONTHS = "January February March April May June July August September October November December".split()


def nhs_number(random: Random) -> str:
    """One of the range that is nobody's."""
    while True:
        try:
            return NhsNumber(f"999{random.randrange(10**7):07}")
        except Refused:
            continue


def patient(random: Random) -> PatientFacts:
    born = date(1925, 1, 1) + timedelta(days=random.randrange(36_000))
    return PatientFacts(
        UUID(int=random.getrandbits(128)),
        nhs_number(random),
        random.choice(FAMILY),
        random.choice(GIVEN),
        born,
    )


def practice(random: Random, size: int = 400) -> list[PatientFacts]:
    return [patient(random) for _ in range(size)]


def number_as_written(number: str, random: Random) -> str:
    a, b, c = number[:3], number[3:6], number[6:]
    return random.choice(
        [
            f"{a} {b} {c}",
            f"{a}-{b}-{c}",
            number,
            f"{a}\u00a0{b}\u00a0{c}",
            f"{a}  {b}  {c}",
            f"{a} - {b} - {c}",
            f"{a} {b}\n{c}",
            f"{a}–{b}–{c}",
            " ".join(number),
            f"{a}.{b}.{c}",
        ]
    )


def date_as_written(day: date, random: Random) -> str:
    month, ending = MONTHS[day.month - 1], {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}
    return random.choice(
        [
            f"{day:%d/%m/%Y}",
            f"{day.day}-{day.month}-{day:%y}",
            f"{day.day} {month[:3]} {day.year}",
            f"{day.day}{ending.get(day.day, 'th')} {month} {day.year}",
            day.isoformat(),
            f"{day:%d.%m.%Y}",
            f"{day:%d-%b-%Y}".upper(),
        ]
    )


def name_as_written(who: PatientFacts, random: Random) -> str:
    return random.choice(
        [
            f"{who.given_name} {who.family_name}",
            f"{who.family_name.upper()}, {who.given_name}",
            f"{who.given_name.upper()} {who.family_name.upper()}",
            f"Mrs {who.given_name} {who.family_name}",
            f"Surname: {who.family_name} Forename: {who.given_name}",
            f"{who.given_name}\n{who.family_name}",
        ]
    )


@dataclass(frozen=True)
class Letter:
    text: str
    staff: tuple[str, ...]


def ordinary(about: PatientFacts, random: Random) -> Letter:
    """A clinic letter about one patient, with the figures, dates, telephones and people that letters have."""
    written, seen = date(2026, 5, 1) + timedelta(days=random.randrange(60)), date(2026, 4, 1)
    consultant = f"{random.choice(GIVEN)} {random.choice(FAMILY)}"
    gp = f"{random.choice(GIVEN)} {random.choice(FAMILY)}"
    title, phone = random.choice(["Mr", "Mrs", "Ms"]), f"01632 960{random.randrange(1000):03}"
    text = f"""Northside Hospital NHS Trust
Department of Cardiology, Level {random.randrange(1, 9)}, East Wing
Tel: {phone}  Fax: 01632 960 {random.randrange(1000):03}  Secretary +44 7700 900{random.randrange(1000):03}
Our ref: NH/{random.randrange(10**7):07}  Hospital number: {random.randrange(10**7):07}
Dictated {date_as_written(seen, random)}, typed {date_as_written(written, random)}

Dear Dr {gp},

Re: {name_as_written(about, random)}, date of birth {date_as_written(about.date_of_birth, random)}
NHS No: {number_as_written(about.nhs_number, random)}
{random.randrange(1, 300)} Station Road, Riverside, RV{random.randrange(1, 9)} {random.randrange(1, 9)}AB

Thank you for referring {title} {about.family_name} with {random.choice(DIAGNOSES)}. Blood pressure was
{random.randrange(100, 180)}/{random.randrange(60, 100)}. Haemoglobin {random.randrange(90, 160)} g/L, platelets
{random.randrange(150, 400)}, sodium {random.randrange(135, 145)}, cholesterol 5.{random.randrange(10)}.
Medication: Bisoprolol 2.5 mg, Apixaban 5 mg twice daily, order {random.randrange(10**8):08}.
We will see {title} {about.family_name} again in {random.choice(MONTHS)} {written.year}.

Yours sincerely,
Dr {consultant}, Consultant Cardiologist
"""
    return Letter(text, (consultant, gp))
