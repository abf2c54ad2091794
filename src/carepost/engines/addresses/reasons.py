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
_FORWARD = {
    Outcome.GENERIC: "Use an address that is yours alone, with your name in it. If this one is, ask your practice's "
    "administrator.",
    Outcome.REVIEW: "An administrator of the practice looks at this before it goes on.",
}


def sentences(outcome: Outcome, evidence: Sequence[Evidence], named: Name) -> tuple[str, ...]:
    """One for each finding worth saying, and the way forward last."""
    # The shape explains why somebody is asked, and nothing else.
    worth = [one for one in evidence if one.finding is not Finding.SHAPE or outcome is Outcome.REVIEW]
    said = [_sentence(one, named) for one in worth]
    return (*said, *([_FORWARD[outcome]] if outcome in _FORWARD else []))


def _sentence(one: Evidence, named: Name) -> str:
    wording = _SENTENCES[one.finding]
    if one.finding is Finding.NAME_IN_PART and named.surname not in one.words:
        wording = _SURNAME_MISSING
    return wording.format(words=_listed(one.words), surname=named.surname)


def _listed(words: Sequence[str]) -> str:
    quoted = [f"“{word}”" for word in dict.fromkeys(words)]
    return " and ".join(filter(None, [", ".join(quoted[:-1]), *quoted[-1:]]))
