"""The vault itself: put and get for what is large, seal and open for what lives in the database."""

from __future__ import annotations

from uuid import UUID

from carepost.ground.kernel import Conflict, NotFound
from carepost.ground.vault import sealing
from carepost.ground.vault.keys import VERSION, KeyRing
from carepost.ground.vault.store import Store


class Vault:
    """Bytes of custodians, each readable with that custodian's key only. Unavailable when the store is."""

    def __init__(self, store: Store, master_key: bytes) -> None:
        self._store = store
        self._keys = KeyRing(store, master_key)

    def put(self, custodian: UUID, object_id: UUID, data: bytes) -> None:
        """Keep the bytes for good. Putting the same again is fine; Conflict if the id has other bytes."""
        sealed = self._sealed(custodian, _of_object(custodian, object_id), data)
        if self._store.add(_name(custodian, object_id), sealed):
            return
        if self.get(custodian, object_id) != data:
            raise Conflict(
                "Something else is kept under this number already, and nothing here is ever replaced. "
                "This was not saved; tell your administrator."
            )

    def get(self, custodian: UUID, object_id: UUID) -> bytes:
        """The bytes that were put; NotFound if none were, Tampered if they are not the same any more."""
        sealed = self._store.read(_name(custodian, object_id))
        if sealed is None:
            raise NotFound(
                "This letter or file is not in the vault. Tell your administrator, who can look for it."
            )
        return self._opened(custodian, _of_object(custodian, object_id), sealed)

    def seal(self, custodian: UUID, label: str, data: bytes) -> bytes:
        """The data encrypted, to be kept elsewhere; `open` needs the same `label`, which says what it is."""
        return self._sealed(custodian, _of_label(custodian, label), data)

    def open(self, custodian: UUID, label: str, sealed: bytes) -> bytes:
        """What was sealed for this custodian under this label; Tampered if it was not."""
        return self._opened(custodian, _of_label(custodian, label), sealed)

    def shred(self, custodian: UUID) -> None:
        """Destroy the custodian's key, so that nothing sealed for it can be read again.

        Processes that have used the key keep it until they end, and backups until they are deleted.
        """
        self._keys.destroy(custodian)

    def sweep(self) -> int:
        """Clear away what killed writers left unfinished a day ago or longer; how many pieces."""
        return self._store.sweep()

    def room(self) -> int | None:
        """Octets that can still be kept, or None where that cannot be known."""
        return self._store.room()

    def check(self) -> None:
        """Return if letters can be kept and read here; Unavailable if not."""
        self._store.check()

    def _sealed(self, custodian: UUID, belongs_to: bytes, data: bytes) -> bytes:
        return sealing.seal(self._keys.key_for_sealing(custodian), VERSION, belongs_to, data)

    def _opened(self, custodian: UUID, belongs_to: bytes, sealed: bytes) -> bytes:
        return sealing.unseal(self._keys.key_of(custodian), belongs_to, sealed)


def _name(custodian: UUID, object_id: UUID) -> str:
    # The end of a version 7 UUID is random, so it spreads objects evenly; its start is the time.
    return f"objects/{custodian.hex}/{object_id.hex[-2:]}/{object_id.hex}"


def _of_object(custodian: UUID, object_id: UUID) -> bytes:
    return b"object\0" + custodian.bytes + object_id.bytes


def _of_label(custodian: UUID, label: str) -> bytes:
    return b"label\0" + custodian.bytes + label.encode()
