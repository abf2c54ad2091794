"""A signed statement of a ledger's length and root: a C2SP tlog-checkpoint in a C2SP signed note."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from carepost.domain.ledger.tree import HASH_SIZE

ORIGIN = "carepost.example/ledger/"
RESTORED = "/restored-"
ED25519 = b"\x01"  # the signature type of C2SP signed-note
DASH = "\N{EM DASH} "


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """How long one practice's ledger is and the root over exactly that many entries."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        return f"{self.origin}\n{self.size}\n{_base64(self.root)}\n"


def origin_of(ods: str) -> str:
    """The name of a practice's ledger, by its ODS code."""
    return ORIGIN + ods


def ods_of(origin: str) -> str:
    return origin.removeprefix(ORIGIN).partition(RESTORED)[0]


def epoch_of(origin: str) -> int:
    """1, and one more for each time the ledger went on from a restored copy."""
    return int(origin.partition(RESTORED)[2] or 1)


def next_epoch(origin: str) -> str:
    """The name under which a ledger goes on after a restore: its old checkpoints keep the old one."""
    return f"{origin_of(ods_of(origin))}{RESTORED}{epoch_of(origin) + 1}"


def load_key(seed: bytes) -> Ed25519PrivateKey:
    """The signing key from its 32 secret bytes."""
    return Ed25519PrivateKey.from_private_bytes(seed)


def key_id(name: str, key: Ed25519PublicKey) -> bytes:
    """Four bytes that tell verifiers which key signed (C2SP signed-note, "Signatures")."""
    return sha256(name.encode() + b"\n" + ED25519 + key.public_bytes_raw()).digest()[:4]


def verifier_key(name: str, key: Ed25519PublicKey) -> str:
    """The public key as one line of text that names its ledger: `name+id+base64`."""
    return f"{name}+{key_id(name, key).hex()}+{_base64(ED25519 + key.public_bytes_raw())}"


def sign(checkpoint: Checkpoint, key: Ed25519PrivateKey) -> str:
    """The signed note; the same checkpoint and key always give the same bytes (RFC 8032)."""
    text = checkpoint.text()
    signature = key_id(checkpoint.origin, key.public_key()) + key.sign(text.encode())
    return f"{text}\n{DASH}{checkpoint.origin} {_base64(signature)}\n"


def read(note: str) -> Checkpoint:
    """The checkpoint a note states; whether it is rightly signed is another question (`holds`)."""
    lines = note.split("\n")
    if len(lines) < 6 or lines[3] or not lines[4].startswith(DASH):
        raise ValueError("this is not a checkpoint")
    size, root = lines[1], base64.b64decode(lines[2], validate=True)
    if not lines[0] or not size.isascii() or str(int(size)) != size or len(root) != HASH_SIZE:
        raise ValueError("this is not a checkpoint")
    return Checkpoint(lines[0], int(size), root)


def holds(note: str, key: Ed25519PublicKey) -> bool:
    """Whether this key signed the note; signatures of other keys are passed over, as C2SP asks."""
    text, _, signatures = note.rpartition("\n\n")
    origin = text.partition("\n")[0]
    ours = [found for line in signatures.splitlines() if (found := _signature(line, origin, key))]
    return bool(ours) and all(_signed(key, signature, f"{text}\n".encode()) for signature in ours)


def _signature(line: str, name: str, key: Ed25519PublicKey) -> bytes | None:
    prefix = f"{DASH}{name} "
    if not line.startswith(prefix):
        return None
    raw = base64.b64decode(line.removeprefix(prefix))
    return raw[4:] if raw[:4] == key_id(name, key) else None


def _signed(key: Ed25519PublicKey, signature: bytes, text: bytes) -> bool:
    try:
        key.verify(signature, text)
    except InvalidSignature:
        return False
    return True


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
