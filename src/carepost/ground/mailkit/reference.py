"""The reference a person can read out or type: CP-7K3M2-QX9RD, for when a reply loses its token."""

from __future__ import annotations

import re
import unicodedata
from uuid import UUID

from carepost.ground.mailkit.tokens import TokenKey

_LABEL = b"carepost/reference/1"
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O or U
_SYMBOLS = 10
_LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1"})
_WORD = "[0-9A-TV-Z]{5}"
_GAP = r"[\s_\u2010-\u2015\u2212-]{0,3}"
_REFERENCE = re.compile(rf"(?<![0-9A-Z])CP{_GAP}({_WORD}){_GAP}({_WORD})(?![0-9A-Z])")


def make(key: TokenKey, custodian: int, conversation: UUID) -> str:
    """The conversation's reference: always the same one, 50 bits, not to be guessed without the key."""
    mac = key.mac(_LABEL, custodian.to_bytes(4), conversation.bytes)
    number = int.from_bytes(mac[:8]) >> (64 - 5 * _SYMBOLS)
    symbols = "".join(_ALPHABET[number >> 5 * place & 31] for place in reversed(range(_SYMBOLS)))
    return f"CP-{symbols[:5]}-{symbols[5:]}"


def found_in(subject: str) -> tuple[str, ...]:
    """What looks like a reference in a subject, however loosely typed, as `make` writes it; each once."""
    typed = unicodedata.normalize("NFKC", subject).upper()
    pairs = ((match[1], match[2]) for match in _REFERENCE.finditer(typed))
    found = (f"CP-{first}-{second}".translate(_LOOKALIKES) for first, second in pairs)
    return tuple(dict.fromkeys(found))
