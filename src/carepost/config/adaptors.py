"""The only place that picks adaptors: where bytes are kept, who parses, which key signs, how mail goes in and out."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from carepost.config.instance import Instance
from carepost.domain.organisations.models import ServiceMailbox
from carepost.engines.delivery.transports.port import Submission, Transport
from carepost.engines.delivery.transports.smtp import SmtpTransport
from carepost.engines.intake.sources.imap import ImapSettings, ImapSource
from carepost.ground.mailkit.child import ParserChild
from carepost.ground.mailkit.tokens import TokenKey
from carepost.ground.vault import FolderStore, Vault


class InstanceAdaptors:
    """Adaptors of this instance, each made once per process, on first use."""

    @cache  # noqa: B019  (one instance per process, for its whole life)
    def vault(self) -> Vault:
        return Vault(FolderStore(_instance().home / "vault"), _secret("master.key"))

    @cache  # noqa: B019
    def parser(self) -> ParserChild:
        return ParserChild()

    @cache  # noqa: B019
    def token_key(self) -> TokenKey:
        return TokenKey(_secret("token.key"))


def way_out(mailbox: ServiceMailbox, password: str) -> Transport:
    return SmtpTransport(submission_of(mailbox, password))


def submission_of(mailbox: ServiceMailbox, password: str) -> Submission:
    return Submission(
        host=mailbox.submission_host,
        port=mailbox.submission_port,
        username=mailbox.username,
        password=password,
        ca_file=_ca_file(mailbox),
    )


def way_in(mailbox: ServiceMailbox, password: str) -> ImapSource:
    return ImapSource(imap_of(mailbox, password))


def imap_of(mailbox: ServiceMailbox, password: str) -> ImapSettings:
    return ImapSettings(
        host=mailbox.imap_host,
        port=mailbox.imap_port,
        username=mailbox.username,
        password=password,
        ca_file=_ca_file(mailbox),
    )


def _ca_file(mailbox: ServiceMailbox) -> Path | None:
    return Path(mailbox.ca_file) if mailbox.ca_file else None


def _instance() -> Instance:
    instance: Instance = settings.INSTANCE
    return instance


def _secret(name: str) -> bytes:
    found = _instance().secret(name)
    if found is None:
        folder = _instance().secrets
        raise ImproperlyConfigured(f"The secret {name} is missing from {folder}. `carepost init` makes it.")
    return found


ADAPTORS = InstanceAdaptors()
