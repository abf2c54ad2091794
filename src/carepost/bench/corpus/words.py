"""Words and sentences that are spread as those of letters are: few words often, many once (Zipf)."""

from __future__ import annotations

import random
from functools import cache

CLINICAL = (
    "appointment clinic referral discharge summary bloods potassium haemoglobin warfarin metformin amlodipine "
    "ramipril sertraline inhaler spirometry echocardiogram cardiology dermatology rheumatology physiotherapy "
    "safeguarding vaccination screening mammogram colonoscopy biopsy histology urgent routine prescription "
    "medication review allergy penicillin hypertension diabetes thyroid ferritin antenatal district nurse "
    "hospice carer consultation surgery consultant registrar pharmacist optician podiatry audiology neurology "
    "ultrasound fracture orthopaedic gynaecology urology nephrology dressing wound oxygen weight pressure"
).split()
GIVEN = (
    "Asha Ben Carys Dylan Elin Farid Grace Hamza Isla Jack Keira Liam Maya Noah Olivia Priya Quinn Rhys "
    "Sofia Tom Uma Vikram Wren Yusuf Zara Agnes Bilal Clara Dafydd Esme Felix Gwen Hari Ivy Joel Kofi"
).split()
FAMILY = (
    "Ashdown Birkett Calloway Dunmore Eastgate Fairburn Garside Hollins Inskip Jessop Kendrick Lathom "
    "Marbury Netherby Oldroyd Pemberley Quayle Ravensby Stanhope Tarleton Underhill Vickers Wetherby Yarrow "
    "Aldous Brackley Corrigan Dewhurst Elwood Fothergill Greaves Hartnoll Illingworth Jardine Kettley Lomax"
).split()
_VOCABULARY = 40_000
_SYLLABLES = [c + v for c in "bcdfghjklmnprstvwz" for v in "aeiou"]


@cache
def _vocabulary() -> tuple[str, ...]:
    """Made-up words in small letters, each once."""
    draw = random.Random(40_000)
    words: dict[str, None] = {}
    while len(words) < _VOCABULARY:
        words["".join(draw.choices(_SYLLABLES, k=draw.choice((1, 2, 2, 3, 3, 4)))) + draw.choice("nrst ")] = (
            None
        )
    return tuple(word.strip() for word in words)


def word(draw: random.Random) -> str:
    if draw.random() < 0.15:
        return CLINICAL[int(len(CLINICAL) * draw.random() ** 2)]
    return _vocabulary()[int(_VOCABULARY ** draw.random()) - 1]


def paragraph(draw: random.Random, length: int) -> str:
    """Sentences of five to sixteen words, about `length` words in all."""
    sentences = []
    while length > 0:
        some = min(length, draw.randint(5, 16))
        sentences.append(" ".join(word(draw) for _ in range(some)).capitalize() + ".")
        length -= some
    return " ".join(sentences)


def wrapped(text: str, width: int = 76) -> str:
    """Lines of at most `width` characters, ended by CRLF."""
    lines, line = [], ""
    for one in text.split(" "):
        if line and len(line) + len(one) >= width:
            lines.append(line)
            line = one
        else:
            line = f"{line} {one}".strip()
    return "\r\n".join([*lines, line])
