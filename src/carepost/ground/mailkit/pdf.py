"""The text of a PDF."""

from __future__ import annotations

import io

from pypdf import PasswordType, PdfReader

from carepost.ground.mailkit import limits
from carepost.ground.mailkit.limits import TooMuch


def text(data: bytes) -> str:
    """The words of its pages; raises if it is locked, broken, too long, or pictures only."""
    reader = PdfReader(io.BytesIO(data), strict=False)
    # Many are locked with no password, only to forbid changes.
    if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
        raise TooMuch("it is locked")
    pages: list[str] = []
    for page in reader.pages[: limits.PAGES]:
        pages.append(page.extract_text())
        if sum(map(len, pages)) > limits.ATTACHMENT_TEXT:
            break
    if not any(page.strip() for page in pages):
        raise TooMuch("it has pictures only")
    return "\n\n".join(pages)
