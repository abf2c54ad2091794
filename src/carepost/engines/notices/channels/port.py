"""What every channel offers."""

from __future__ import annotations

from typing import Protocol

from carepost.engines.notices.words import Words


class NotSent(Exception):
    """`fault` is a sentence for operators that quotes no server: servers repeat addresses. `again`: try later."""

    def __init__(self, fault: str, *, again: bool) -> None:
        super().__init__(fault)
        self.fault = fault
        self.again = again


class Channel(Protocol):
    def send(self, words: Words) -> None:
        """Hand the words over. Raises NotSent."""

    def check(self) -> None:
        """See that the channel could be used now, and send nothing. Raises NotSent."""


class Closed:
    """A channel that is not set up."""

    def __init__(self, fault: str) -> None:
        self._fault = fault

    def send(self, words: Words) -> None:
        raise NotSent(self._fault, again=False)

    def check(self) -> None:
        raise NotSent(self._fault, again=False)
