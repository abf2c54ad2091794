"""What a person asks to be sent, as the compose form or the companion hands it over."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from carepost.ground.kernel import Conflict, EmailAddress, Refused
from carepost.ground.mailkit.compose import OutgoingFile

MOST_FILES_OCTETS = 25 * 1024 * 1024
"""NHSmail takes 35 MB in all, and base64 adds a third."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RepliesTo:
    """Who gets the answers: a team, or a member; exactly one of the two."""

    team_id: UUID | None = None
    membership_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """`key` is made when the form is drawn: one press of Send, however often it arrives.

    `understood` are the addresses whose warning was acknowledged.
    """

    key: UUID
    to: tuple[EmailAddress, ...]
    cc: tuple[EmailAddress, ...] = ()
    text: str
    files: tuple[OutgoingFile, ...] = ()
    understood: frozenset[str] = frozenset()
    replies_to: RepliesTo

    @property
    def recipients(self) -> tuple[tuple[str, EmailAddress], ...]:
        """("to" | "cc", address), in the order written."""
        return tuple(("to", a) for a in self.to) + tuple(("cc", a) for a in self.cc)


def check_letter(letter: Letter) -> None:
    if not letter.to:
        raise Refused("Nobody is in To. Add at least one address before sending.")
    if not letter.text.strip():
        raise Refused("The message is empty. Write something before sending.")
    _check_no_repeats(letter)
    _check_files(letter)


def check_is_the_letter_sent(
    letter: Letter, text: str, recipients: list[tuple[str, str]], *, about_the_same: bool
) -> None:
    """A key sends one letter: with other words, people or patient it would be lost without anybody knowing."""
    asked = [(kind, str(address)) for kind, address in letter.recipients]
    if not about_the_same or letter.text != text or asked != recipients:
        raise Conflict(
            "This form has been sent already, before you changed it. Nothing was sent now: copy what you wrote, "
            "and start a new message or reply with it."
        )


def _check_no_repeats(letter: Letter) -> None:
    seen: set[str] = set()
    for _, address in letter.recipients:
        if (written := str(address).lower()) in seen:
            raise Refused(f"{address} is there twice. Remove one of them.")
        seen.add(written)


def _check_files(letter: Letter) -> None:
    if sum(len(file.data) for file in letter.files) > MOST_FILES_OCTETS:
        raise Refused(
            "The files are over 25 MB together, which the mail service does not take. Send fewer, or smaller ones."
        )
    for file in letter.files:
        if not file.data:
            raise Refused(f"{file.name} is empty. Attach it again, or remove it.")
