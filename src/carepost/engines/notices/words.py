"""What a notice says and to whom, and its seal."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from uuid import UUID

from carepost.domain.tenancy import services


@dataclass(frozen=True, slots=True)
class Words:
    """`to` is an e-mail address, or a telephone number in E.164; a text message has no subject."""

    to: str = field(repr=False)
    text: str = field(repr=False)
    subject: str = field(default="", repr=False)


def sealed(notice_id: UUID, words: Words) -> bytes:
    data = json.dumps(asdict(words)).encode()
    return services.vault().seal(services.INSTALLATION, _label(notice_id), data)


def opened(notice_id: UUID, data: bytes) -> Words:
    """Raises Tampered for what was sealed as something else."""
    return Words(**json.loads(services.vault().open(services.INSTALLATION, _label(notice_id), data)))


def _label(notice_id: UUID) -> str:
    return f"notice/{notice_id}"
