"""May we write to this address, and how sure are we of encryption on the way (R1, R3, R5). No Django here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal
from uuid import UUID

from carepost.domain.directory import families, lookalikes
from carepost.domain.directory import verdict_words as say
from carepost.ground.kernel import EmailAddress

Kind = Literal["accredited", "warning", "refused"]

FAMILIES = "families"
STALE_AFTER = 365  # days: an accreditation lasts a year


@dataclass(frozen=True, slots=True)
class ListInForce:
    """One version of one list: domain to organisation, exact rows only."""

    id: UUID
    published_on: date
    rows: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Lists:
    """The newest list of each kind, and the day on which their age is counted."""

    today: date
    accredited: ListInForce | None = None
    care_providers: ListInForce | None = None

    @property
    def accredited_is_stale(self) -> bool:
        return self.accredited is not None and (self.today - self.accredited.published_on).days > STALE_AFTER


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """`words` are shown and kept; `rule` names the rule and who can change it; `code` is its stable name."""

    kind: Kind
    code: str
    words: str
    rule: str
    organisation: str = ""
    list_words: str = ""
    list_id: UUID | None = None

    @property
    def needs_acknowledgement(self) -> bool:
        return self.kind == "warning"

    @property
    def may_be_sent(self) -> bool:
        return self.kind != "refused"


def judge(address: EmailAddress, lists: Lists, policy: str) -> Verdict:
    """The verdict under a practice's policy ("strict" or "families"; anything else counts as strict)."""
    domain = address.domain.lower()
    return (
        _nhs_net(domain)
        or _disguised(domain)
        or _accredited(domain, lists)
        or _care_provider(domain, lists)
        or _retired(domain)
        or _nhs_uk(domain, lists)
        or _nhsmail_family(domain, policy, lists)
        or _refused(domain, lists)
    )


def _nhs_net(domain: str) -> Verdict | None:
    if domain != families.NHS_NET:
        return None
    return Verdict(
        kind="accredited", code="nhs_net", words=say.NHS_NET, rule=say.NHS_NET_RULE, organisation="NHSmail"
    )


def _disguised(domain: str) -> Verdict | None:
    if not lookalikes.is_disguised(domain):
        return None
    words = say.disguised(lookalikes.foreign_letters(domain))
    return Verdict(kind="refused", code="foreign_alphabet", words=words, rule=say.LOOKALIKE_RULE)


def _accredited(domain: str, lists: Lists) -> Verdict | None:
    current = lists.accredited
    if current is None or domain not in current.rows:
        return None
    organisation, named = current.rows[domain], say.accredited_list(current.published_on)
    if lists.accredited_is_stale:
        return Verdict(
            kind="warning",
            code="accredited_list_stale",
            words=say.stale(organisation, named),
            rule=say.STALE_RULE,
            organisation=organisation,
            list_words=named,
            list_id=current.id,
        )
    return Verdict(
        kind="accredited",
        code="accredited_list",
        words=say.on_list(organisation, named),
        rule=say.LIST_RULE,
        organisation=organisation,
        list_words=named,
        list_id=current.id,
    )


def _care_provider(domain: str, lists: Lists) -> Verdict | None:
    current = lists.care_providers
    if current is None or domain not in current.rows:
        return None
    organisation, named = current.rows[domain], say.care_list(current.published_on)
    return Verdict(
        kind="warning",
        code="care_providers_list",
        rule=say.CARE_RULE,
        words=say.not_accredited(say.care_provider(organisation, named)),
        organisation=organisation,
        list_words=named,
        list_id=current.id,
    )


def _retired(domain: str) -> Verdict | None:
    if not families.is_retired(domain):
        return None
    return Verdict(kind="refused", code="retired", words=say.RETIRED, rule=say.RETIRED_RULE)


def _nhs_uk(domain: str, lists: Lists) -> Verdict | None:
    if not families.within(domain, families.NHS_UK):
        return None
    words = say.not_accredited(say.NHS_UK) + _did_you_mean(domain, lists)
    return Verdict(
        kind="warning",
        code="nhs_uk",
        words=words,
        rule=say.NHS_UK_RULE,
        list_words=_list_words(lists),
        list_id=lists.accredited.id if lists.accredited else None,
    )


def _nhsmail_family(domain: str, policy: str, lists: Lists) -> Verdict | None:
    family = families.nhsmail_family(domain)
    if not family:
        return None
    if policy == FAMILIES:
        return Verdict(
            kind="accredited",
            code="family_allowed",
            words=say.family_allowed(family),
            rule=say.FAMILY_ALLOWED_RULE,
            organisation=family,
        )
    words = say.not_accredited(say.family(family)) + _did_you_mean(domain, lists)
    return Verdict(kind="warning", code="family", words=words, rule=say.FAMILY_RULE, organisation=family)


def _refused(domain: str, lists: Lists) -> Verdict:
    if lookalikes.poses_as_nhs_net(domain):
        return Verdict(kind="refused", code="like_nhs_net", words=say.LIKE_NHS_NET, rule=say.LOOKALIKE_RULE)
    meant = _did_you_mean(domain, lists)
    if meant:
        words = say.NOT_LISTED + meant
        return Verdict(kind="refused", code="like_listed", words=words, rule=say.LOOKALIKE_RULE)
    if lists.accredited is None:
        return Verdict(kind="refused", code="no_list", words=say.NO_LIST, rule=say.NO_LIST_RULE)
    return Verdict(
        kind="refused",
        code="not_listed",
        words=say.not_listed(domain),
        rule=say.NOT_LISTED_RULE,
        list_words=_list_words(lists),
        list_id=lists.accredited.id,
    )


def _did_you_mean(domain: str, lists: Lists) -> str:
    """ " Did you mean ...?", or "": a listed neighbour is named with its organisation, for both look alike."""
    for current in (lists.accredited, lists.care_providers):
        if current is not None and (near := lookalikes.nearest(domain, current.rows)):
            return say.did_you_mean(near, current.rows[near])
    return ""


def _list_words(lists: Lists) -> str:
    return say.accredited_list(lists.accredited.published_on) if lists.accredited else ""
