"""Files posted with a message, kept until it is sent."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from carepost.actions.writing.held import hold_file
from carepost.actions.writing.letter import MOST_FILES_OCTETS
from carepost.domain.correspondence.models import HeldFile
from carepost.doors.web.entrance import MemberRequest
from carepost.doors.web.presenters.parts import FieldError
from carepost.ground.mailkit.compose import OutgoingFile

from .draft import Draft

LIMIT = "Up to 25 MB in all. Carepost does not look for viruses yet: attach only what you trust."
TOO_MUCH = (
    "The files are over 25 MB together, which the mail service does not take, so none of those you just chose "
    "were added. Send fewer, or smaller ones."
)


def hold_uploads(request: MemberRequest, draft: Draft, held: list[HeldFile]) -> list[FieldError]:
    """Add the new files to those held; all of them, or none and why."""
    files = list(request.FILES.getlist("files"))
    if _was_dropped(request) or sum(_size(f) for f in files) + sum(h.size for h in held) > MOST_FILES_OCTETS:
        return [FieldError(field="files", text=TOO_MUCH)]
    errors = []
    for file in _readable(files):
        if not file.data:
            errors.append(FieldError(field="files", text=f"{file.name} is empty, so it was not added."))
        else:
            held.append(hold_file(actor=request.actor, send_key=draft.key, file=file))
    return errors


def _size(file: UploadedFile[Any]) -> int:  # Any: bytes or text to Django's types, bytes here
    return file.size or 0


def _was_dropped(request: MemberRequest) -> bool:
    """A body over the limit is read without its files (see FILE_UPLOAD_HANDLERS): they never touch the disk."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return length.isdecimal() and int(length) > MOST_FILES_OCTETS * 6 // 5 and not request.FILES


def _readable(files: list[UploadedFile[Any]]) -> Iterator[OutgoingFile]:
    for file in files:
        name = (file.name or "").replace("\\", "/").rpartition("/")[2] or "unnamed"
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        yield OutgoingFile(name, kind, file.read())
