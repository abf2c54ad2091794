"""One sealed piece of data: AES-256 in GCM (NIST SP 800-38D), bound to what it is and whose.

The bytes are: "CPV" and the format's version (1) | version of the key (2, big-endian) | nonce (12) |
ciphertext and tag (16 more than the data). Everything before the nonce is authenticated as well.
"""

from __future__ import annotations

import os
import struct

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from carepost.ground.kernel import Unavailable

_MAGIC = b"CPV\x01"
_HEAD = struct.Struct(">4sH")
_NONCE = 12  # octets; drawn at random, which is sound for 2**32 pieces under one key: no practice gets there
_TAG = 16
KEY_LENGTH = 32


class Tampered(Unavailable):
    """What is stored is not what was put there, or it was put there for another custodian or object."""

    usual = (
        "The stored copy of this was changed or damaged since it was saved, so it is not shown. "
        "Tell your administrator, who can restore it from a backup."
    )


def seal(key: bytes, version: int, belongs_to: bytes, data: bytes) -> bytes:
    """The data encrypted, to be opened only with the same key, version and `belongs_to`."""
    head = _HEAD.pack(_MAGIC, version)
    nonce = os.urandom(_NONCE)
    return head + nonce + AESGCM(key).encrypt(nonce, data, head + belongs_to)


def unseal(key: bytes, belongs_to: bytes, sealed: bytes) -> bytes:
    """The data as it was; Tampered if one bit of it, or what it belongs to, is different."""
    if len(sealed) < _HEAD.size + _NONCE + _TAG or not sealed.startswith(_MAGIC):
        raise Tampered
    head, rest = sealed[: _HEAD.size], sealed[_HEAD.size :]
    try:
        return AESGCM(key).decrypt(rest[:_NONCE], rest[_NONCE:], head + belongs_to)
    except InvalidTag as problem:
        raise Tampered from problem
