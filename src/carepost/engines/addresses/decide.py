"""The decision: a name that agrees beats words, words beat nothing, and what is not clear is for a person."""

from __future__ import annotations

import re

from carepost.engines.addresses.against import Against, against, is_settling, practice_words
from carepost.engines.addresses.agreement import Agreement, How, agreement
from carepost.engines.addresses.classification import Classification, Evidence, Finding, Outcome
from carepost.engines.addresses.local import Local
from carepost.engines.addresses.names import Name, read_name
from carepost.engines.addresses.reasons import sentences
from carepost.engines.addresses.words import (
    OF_NOBODY,
    Word,
    is_of_organisations,
    is_plain_english,
    kind_of,
    may_be_given,
)
from carepost.ground.kernel import EmailAddress

NHS_NET = "nhs.net"
_MAY_BE_INITIALS = 2  # letters: hr and it beside a name that was not typed are somebody's initials as well
_OF_A_PERSON = re.compile(r"[a-z'-]+(?:\.[a-z'-]+)+\d{0,4}")


def classify(
    *,
    address: EmailAddress,
    name: str = "",
    practice_name: str = "",
    ods_code: str = "",
    clinical_name: str = "",
) -> Classification:
    """Whether the address may be this person's own. `clinical_name` is what the clinical system calls them.

    Never raises: names and codes may be any text.
    """
    local = Local.of(address.local)
    found = against(address, local, practice_name=practice_name, ods_code=ods_code)
    typed, known = read_name(name), read_name(clinical_name)
    named = typed | known
    own = practice_words(practice_name, address.domain)
    if not named.parts:
        evidence = (Evidence(Finding.NO_NAME), *_shape(address), *_contrary(found))
        outcome = _by_words(found)
    else:
        agreed = agreement(local, named)
        doubts = _doubts(local, found, agreed, typed, known, own)
        evidence = (_of_name(agreed, named), *doubts, *_shape(address), *_contrary(found, named, agreed))
        outcome = _by_name(agreed, found, named, own, doubts=bool(doubts))
    evidence = tuple(dict.fromkeys(evidence))
    return Classification(outcome, sentences(outcome, evidence, named), evidence)


def _by_words(found: Against) -> Outcome:
    """Without a name, or with one that is not there: never PLAUSIBLE."""
    a_persons_practice = found.practice and found.named_after_a_person
    a_first_name = any(may_be_given(word) for word in found.names_too)
    if found.own_code or any(len(word) > _MAY_BE_INITIALS for word in found.settling):
        return Outcome.GENERIC
    if found.is_all and not a_persons_practice and not a_first_name:
        return Outcome.GENERIC
    return Outcome.REVIEW


def _by_name(agreed: Agreement, found: Against, named: Name, own: frozenset[str], *, doubts: bool) -> Outcome:
    match agreed.how:
        case How.FULLY:
            job = _is_a_job(named, own) and any(_is_nobodys(part.word) for part in named.parts)
            return Outcome.GENERIC if job else Outcome.REVIEW if doubts else Outcome.PLAUSIBLE
        case How.IN_PART:
            only_words = all(_is_a_word(word, own) for word in agreed.whole)
            told = found.own_code or found.codes or (found.settling and agreed.whole)
            clear = only_words and found.is_all and told
            return Outcome.GENERIC if clear else Outcome.REVIEW
        case How.NOT:
            return _by_words(found)


def _doubts(
    local: Local,
    found: Against,
    agreed: Agreement,
    typed: Name,
    known: Name,
    own: frozenset[str],
) -> tuple[Evidence, ...]:
    """Why an address that agrees with the name is looked at by a person all the same."""
    named = typed | known
    doubts = []
    if local.tag or "+" in local.text:
        doubts.append(Evidence(Finding.TAG))
    if named.of_two:
        doubts.append(Evidence(Finding.TWO_PEOPLE))
    if typed.parts and known.parts and not typed.shares_with(known):
        doubts.append(Evidence(Finding.ANOTHER_NAME))
    if _is_a_job(named, own) or _has_a_job(agreed, named):
        doubts.append(Evidence(Finding.NAME_OF_A_JOB))
    if agreed.whole and not agreed.other and all(word in own for word in agreed.whole):
        doubts.append(Evidence(Finding.PRACTICE_WORD, tuple(sorted(agreed.whole))))
    if len(named.telling) == 1 and len(local.words) == 1 and not named.titled:
        doubts.append(Evidence(Finding.ONE_WORD))
    if len(local.words) == 1 and agreed.whole.isdisjoint(found.settling) and found.settling:
        doubts.append(Evidence(Finding.JOB_WORD, found.settling))
    if found.own_code:
        doubts.append(Evidence(Finding.OWN_CODE))
    if found.codes:
        doubts.append(Evidence(Finding.A_CODE, found.codes))
    return tuple(doubts)


def _is_a_job(named: Name, own: frozenset[str]) -> bool:
    """Whether every word of the name is a job's, an organisation's or the practice's, and none a first name."""
    words = [part.word for part in named.telling]
    return all(_is_a_word(word, own) for word in words) and not any(
        may_be_given(word) and word not in own for word in words
    )


def _has_a_job(agreed: Agreement, named: Name) -> bool:
    """Whether a word of the name that is in the address is hardly anybody's, or two of them are mere words.

    An initial or a title beside it is what people have, and mailboxes have not: r.team, Mrs Rachel Team.
    """
    if _has_nobodys(agreed, named):
        return True
    kinds = {word: kind_of(word) for word in agreed.whole}
    words = [word for word, kind in kinds.items() if _is_mere(word, kind)]
    alone = not agreed.other and not named.titled
    return alone and (Word.HARDLY in kinds.values() or len(words) > 1)


def _has_nobodys(agreed: Agreement, named: Name) -> bool:
    """Whether a word that nobody is called was typed as part of the name, in the address or of some length."""
    agreeing = agreed.whole | agreed.other
    return any(
        is_settling(word) or kind_of(word) is Word.PLACE
        if word in agreeing
        else is_of_organisations(word) or (len(word) > _MAY_BE_INITIALS and is_settling(word))
        for word in (part.word for part in named.telling)
    )


def _is_mere(word: str, kind: Word) -> bool:
    """An organisation's or any other English word, and no first name."""
    return not may_be_given(word) if kind not in (Word.UNKNOWN, Word.JOINING) else is_plain_english(word)


def _is_a_word(word: str, own: frozenset[str]) -> bool:
    return kind_of(word) is not Word.UNKNOWN or word in own


def _is_nobodys(word: str) -> bool:
    return kind_of(word) in OF_NOBODY


def _of_name(agreed: Agreement, named: Name) -> Evidence:
    shown = tuple(part.shown for part in named.telling if part.word in agreed.whole)
    match agreed.how:
        case How.FULLY:
            return Evidence(Finding.NAME_AGREES, shown)
        case How.IN_PART:
            return Evidence(Finding.NAME_IN_PART, shown)
        case How.NOT:
            return Evidence(Finding.NAME_ABSENT)


def _contrary(
    found: Against, named: Name | None = None, agreed: Agreement | None = None
) -> tuple[Evidence, ...]:
    """Words and codes that tell against, unless the name explains all."""
    if agreed is not None and agreed.how is How.FULLY:
        return ()
    explained = agreed.whole if agreed else frozenset()
    jobs = tuple(word for word in (*found.settling, *found.names_too) if word not in explained)
    practice = tuple(word for word in found.practice if word not in explained)
    evidence = [
        Evidence(Finding.OWN_CODE) if found.own_code else None,
        Evidence(Finding.A_CODE, found.codes) if found.codes and not found.own_code else None,
        Evidence(Finding.JOB_WORD, jobs) if jobs else None,
        Evidence(Finding.PRACTICE_WORD, practice) if practice else None,
    ]
    return tuple(one for one in evidence if one is not None)


def _shape(address: EmailAddress) -> tuple[Evidence, ...]:
    """nhs.net gives people first.last and a number; it proves nothing, since services are named so, too."""
    shaped = address.domain == NHS_NET and _OF_A_PERSON.fullmatch(address.local.lower())
    return (Evidence(Finding.SHAPE),) if shaped else ()
