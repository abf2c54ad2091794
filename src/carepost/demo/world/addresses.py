"""Who is reached where: the stand-in's own addresses and the organisations beyond it."""

from __future__ import annotations

from carepost.demo.world.settings import Peer, Service, Settings
from carepost.demo.world.switches import Board


def split(address: str) -> tuple[str, str, str]:
    """Local part without tag, tag (empty if none), domain; all in lower case."""
    local, _, domain = address.lower().rpartition("@")
    name, _, tag = local.partition("+")
    return name, tag, domain


class AddressBook:
    """Answers for a recipient before any mail is taken."""

    def __init__(self, settings: Settings, board: Board) -> None:
        self._board = board
        self._domains = settings.domains
        self._services = {service.address: service for service in settings.services}
        self._peers = {peer.domain: peer for peer in settings.peers}

    def service(self, address: str) -> Service | None:
        """The service mailbox behind an address, with or without a plus tag."""
        name, _, domain = split(address)
        return self._services.get(f"{name}@{domain}")

    def is_ours(self, address: str) -> bool:
        """Whether mail for this address goes to Carepost: not what people of the same domain read themselves."""
        domain = split(address)[2]
        return domain in self._domains and (domain not in self._peers or self.service(address) is not None)

    def peer(self, address: str) -> Peer | None:
        """The organisation beyond the stand-in that has this address's domain."""
        return self._peers.get(split(address)[2])

    def refusal(self, address: str) -> str | None:
        """The SMTP answer that refuses this recipient, or None when mail for it is taken."""
        if address.lower() in self._board.now.refused_recipients:
            return "550 5.7.1 This recipient is on the demo's list of refusals"
        if not self.is_ours(address):
            return None
        plus_unknown = bool(split(address)[1]) and not self._board.now.plus_addresses
        if plus_unknown or self.service(address) is None:
            return "550 5.1.1 No such mailbox here"
        return None
