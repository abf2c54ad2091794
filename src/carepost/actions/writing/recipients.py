"""Each recipient's verdict, judged when written and again when sent."""

from __future__ import annotations

from dataclasses import dataclass

from carepost.actions.writing.letter import Letter
from carepost.domain.directory.lists import in_force
from carepost.domain.directory.models import Contact
from carepost.domain.directory.verdicts import Verdict, judge
from carepost.domain.organisations.models import Practice, ServiceMailbox
from carepost.ground.kernel import EmailAddress, Refused


@dataclass(frozen=True, slots=True)
class Judged:
    """One recipient with what we know of it."""

    kind: str
    address: EmailAddress
    verdict: Verdict
    contact: Contact | None

    @property
    def name(self) -> str:
        return self.contact.name if self.contact else ""

    @property
    def organisation(self) -> str:
        return (self.contact.organisation if self.contact else "") or self.verdict.organisation

    @property
    def ods_code(self) -> str:
        return self.contact.ods_code if self.contact else ""


def judge_recipients(practice: Practice, recipients: tuple[tuple[str, EmailAddress], ...]) -> list[Judged]:
    lists = in_force()
    known = {
        c.identity: c
        for c in Contact.objects.of(practice.id).filter(identity__in=[a.identity for _, a in recipients])
    }
    policy = practice.address_policy
    return [
        Judged(kind, address, judge(address, lists, policy), known.get(address.identity))
        for kind, address in recipients
    ]


def check_recipients(letter: Letter, judged: list[Judged], mailbox: ServiceMailbox) -> None:
    own = EmailAddress.parse(mailbox.address).identity
    for one in judged:
        if one.address.identity == own:
            raise Refused(f"{one.address} is this practice's own mailbox. Write a note instead.")
        if one.verdict.kind == "refused":
            raise Refused(f"{one.address} cannot be written to. {one.verdict.words}")
        if one.verdict.needs_acknowledgement and str(one.address) not in letter.understood:
            raise Refused(
                f"Read the warning for {one.address} and tick \u201cI understand\u201d, or remove the address."
            )
