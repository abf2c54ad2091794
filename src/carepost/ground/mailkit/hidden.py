"""Signs that nobody sees, or that turn round what is seen: with them one name looks like another."""

from __future__ import annotations

import re
from dataclasses import replace

from carepost.ground.mailkit.mailbox import Mailbox
from carepost.ground.mailkit.parsed import ParsedMail

# The two joiners (U+200C, U+200D) stay, for some scripts cannot be written without them.
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
    "\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_NOTE = (
    "A name or the subject held hidden characters, which can make it look like another; they were left out."
)


def uncovered(mail: ParsedMail) -> ParsedMail:
    """The mail with its names and subject as they look, and a defect if that is not how they were written.

    Addresses stay as written: without its hidden sign, one would be another's.
    """
    clean = replace(
        mail,
        subject=_seen(mail.subject),
        from_=_names(mail.from_),
        reply_to=_names(mail.reply_to),
        to=_names(mail.to),
        cc=_names(mail.cc),
    )
    return mail if clean == mail else replace(clean, defects=(*mail.defects, _NOTE))


def _names(boxes: tuple[Mailbox, ...]) -> tuple[Mailbox, ...]:
    return tuple(Mailbox(_seen(box.name), box.address) for box in boxes)


def _seen(text: str) -> str:
    return " ".join(_UNSEEN.sub("", text).split()) if _UNSEEN.search(text) else text
