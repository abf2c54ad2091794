"""One key for each custodian, kept in the store wrapped by the master key."""

from __future__ import annotations

import os
from uuid import UUID

from carepost.ground.kernel import NotFound, Unavailable
from carepost.ground.vault import sealing
from carepost.ground.vault.store import Store

VERSION = 1  # of the master key and of each custodian's: the number is stored, so rotation can come later


class KeyRing:
    """The custodians' keys, each unwrapped once per process."""

    def __init__(self, store: Store, master_key: bytes) -> None:
        if len(master_key) != sealing.KEY_LENGTH:
            raise ValueError(f"the master key has {sealing.KEY_LENGTH} bytes")
        self._store = store
        self._master_key = master_key
        self._known: dict[UUID, bytes] = {}

    def key_of(self, custodian: UUID) -> bytes:
        """The custodian's key; NotFound if it was destroyed, Unavailable if it should be there and is not."""
        if custodian not in self._known:
            self._known[custodian] = self._unwrapped(custodian) or self._missing(custodian)
        return self._known[custodian]

    def key_for_sealing(self, custodian: UUID) -> bytes:
        """The custodian's key, made now if it has none and nothing was ever sealed for it."""
        if custodian not in self._known:
            self._known[custodian] = self._unwrapped(custodian) or self._made(custodian)
        return self._known[custodian]

    def destroy(self, custodian: UUID) -> None:
        """Forget the key for good."""
        # The mark comes first, so that a kill in between leaves no way to make a second key.
        self._store.add(_destroyed_name(custodian), b"destroyed\n")
        self._store.remove(_name(custodian))
        self._known.pop(custodian, None)

    def _made(self, custodian: UUID) -> bytes:
        # A key always comes before what it seals, so objects without a key mean that the key was lost,
        # and a second key would hide that until the backup that holds the first one is gone.
        if self._store.holds(f"objects/{custodian.hex}") or self._store.read(_destroyed_name(custodian)):
            return self._unwrapped(custodian) or self._missing(custodian)
        key = os.urandom(sealing.KEY_LENGTH)
        wrapped = sealing.seal(self._master_key, VERSION, _wrapping(custodian), key)
        if self._store.add(_name(custodian), wrapped):
            return key
        # Another process was first; its key is the one.
        return self._unwrapped(custodian) or self._missing(custodian)

    def _unwrapped(self, custodian: UUID) -> bytes | None:
        wrapped = self._store.read(_name(custodian))
        if wrapped is None:
            return None
        try:
            return sealing.unseal(self._master_key, _wrapping(custodian), wrapped)
        except sealing.Tampered as problem:
            raise sealing.Tampered(
                "The key to this practice's letters does not open: the installation's master key is not "
                "the one it was made with, or the key file was changed. Nothing can be read until your "
                "administrator restores the right master key (see the recovery sheet) or the key file."
            ) from problem

    def _missing(self, custodian: UUID) -> bytes:
        if self._store.read(_destroyed_name(custodian)):
            raise NotFound(
                "The key to these letters was destroyed on purpose, so nobody can read them any more."
            )
        raise Unavailable(
            "The key to this practice's letters is missing from the vault, so they cannot be opened. "
            "Tell your administrator, who has to restore the vault's keys folder from a backup."
        )


def _name(custodian: UUID) -> str:
    return f"keys/{custodian.hex}"


def _destroyed_name(custodian: UUID) -> str:
    return f"keys/{custodian.hex}-destroyed"


def _wrapping(custodian: UUID) -> bytes:
    return b"key\0" + custodian.bytes
