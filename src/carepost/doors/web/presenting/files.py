"""Files as chips."""

from __future__ import annotations

from pathlib import PurePath

from django.urls import reverse

from carepost.domain.correspondence.models import Attachment as Row
from carepost.domain.correspondence.models import HeldFile
from carepost.doors.web.presenters.parts import Attachment
from carepost.ground.mailkit.parsed import ParsedAttachment

NOT_SCANNED = "not scanned for viruses"
KINDS = {
    "application/pdf": "PDF",
    "application/msword": "Word document",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word document",
    "application/vnd.oasis.opendocument.text": "text document",
    "application/vnd.ms-excel": "spreadsheet",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "spreadsheet",
    "message/rfc822": "e-mail message",
    "text/calendar": "calendar entry",
    "text/html": "web page",
    "text/plain": "text",
}


def kind_of(content_type: str, name: str) -> str:
    """In words; for what we do not know, the ending of its name."""
    if content_type in KINDS:
        return KINDS[content_type]
    if content_type.startswith("image/"):
        return "picture"
    ending = PurePath(name).suffix.removeprefix(".")
    return f"{ending.upper()} file" if ending.isalnum() and len(ending) <= 5 else "file"


def kept(file: Row) -> Attachment:
    return Attachment(
        name=file.name,
        kind=kind_of(file.content_type, file.name),
        size=file.size,
        scan=NOT_SCANNED,
        url=reverse("attachment", args=[file.id]),
    )


def held(file: HeldFile) -> tuple[str, Attachment]:
    """With the id its form knows it by."""
    chip = Attachment(
        name=file.name,
        kind=kind_of(file.content_type, file.name),
        size=file.size,
        scan="goes with this message",
    )
    return str(file.id), chip


def unplaced(arrival_id: object, file: ParsedAttachment) -> Attachment:
    """A file of a mail that needs matching."""
    return Attachment(
        name=file.name or "unnamed",
        kind=kind_of(file.content_type, file.name),
        size=file.size,
        scan=NOT_SCANNED,
        url=reverse("arrival-attachment", args=[arrival_id, file.index]),
    )
