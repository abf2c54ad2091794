"""The evidence in sentences to whoever typed the address; the administrator reads the same ones."""

from __future__ import annotations

from collections.abc import Sequence

from carepost.engines.addresses.classification import Evidence, Finding, Outcome
from carepost.engines.addresses.names import Name

_SENTENCES = {
    Finding.NAME_AGREES: "The address is made of your name.",
    Finding.NAME_IN_PART: "The address contains {words}, but the rest of it does not agree with your name.",
    Finding.NAME_ABSENT: "The address does not contain your surname, {surname}, or any other part of your name.",
    Finding.NO_NAME: "No name was given, so nothing shows whose address this is.",
    Finding.ANOTHER_NAME: "The name you typed is not the name the clinical system has for you.",
    Finding.TWO_PEOPLE: "The name you typed seems to be of two people. An account is for one.",
    Finding.NAME_OF_A_JOB: "The name you typed reads as that of a job, a team or an organisation and not of a person.",
    Finding.JOB_WORD: "It contains {words}, said of a job, a task, a place or an organisation and not of a person.",
    Finding.PRACTICE_WORD: "It contains {words}, part of the practice's own name.",
    Finding.OWN_CODE: "It contains the practice's ODS code, as shared mailboxes do.",
    Finding.A_CODE: "It contains {words}, shaped as the ODS code of an organisation.",
    Finding.TAG: "It has a plus sign, which makes a second address for a mailbox. Use the address without it.",
    Finding.ONE_WORD: "The address and the name are one word, which mailboxes of teams are as well.",
    Finding.SHAPE: "It has the shape of a person's NHSmail address, but mailboxes of services can have it, too.",
}
_SURNAME_MISSING = "The address contains {words} but not your surname, {surname}."
_NO_WHOLE_PART = "The address may have the first letters of your name in it, but no whole part of your name."
_NAME_ALSO_A_WORD = (
    "A part of the name you typed is also a word for a job, a team or a place, as in shared mailboxes."
)
_FORWARD = {
    Outcome.GENERIC: "Use an address that is one person's alone, with their name in it. If this one is, type the name "
    "as the address has it.",
    Outcome.REVIEW: "An administrator of the practice looks at this before it goes on.",
}


def sentences(outcome: Outcome, evidence: Sequence[Evidence], named: Name) -> tuple[str, ...]:
    """One for each finding worth saying, and the way forward last."""
    # The shape explains why somebody is asked, and nothing else.
    worth = [one for one in evidence if one.finding is not Finding.SHAPE or outcome is Outcome.REVIEW]
    said = [
        _wording(one, outcome, named).format(words=_listed(one.words), surname=named.surname) for one in worth
    ]
    return (*said, *([_FORWARD[outcome]] if outcome in _FORWARD else []))


def _wording(one: Evidence, outcome: Outcome, named: Name) -> str:
    """Whoever is only looked at, not refused, may well be called so."""
    match one.finding:
        case Finding.NAME_IN_PART if not one.words:
            return _NO_WHOLE_PART
        case Finding.NAME_IN_PART if named.surname not in one.words:
            return _SURNAME_MISSING
        case Finding.NAME_OF_A_JOB if outcome is Outcome.REVIEW:
            return _NAME_ALSO_A_WORD
        case finding:
            return _SENTENCES[finding]


def _listed(words: Sequence[str]) -> str:
    quoted = [f"“{word}”" for word in dict.fromkeys(words)]
    return " and ".join(filter(None, [", ".join(quoted[:-1]), *quoted[-1:]]))
