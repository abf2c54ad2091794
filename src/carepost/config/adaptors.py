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
from carepost.engines.notices.channels.mail import MailChannel, MailSettings
from carepost.engines.notices.channels.notify import NotifyChannel, NotifySettings
from carepost.engines.notices.channels.port import Channel, Closed
from carepost.engines.notices.channels.telephone import TelephoneChannel
from carepost.engines.notices.models import Notice
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


def notice_channels() -> dict[Notice.Channel, Channel]:
    """How notices go; text messages first, since mail is the one that may have to wait."""
    return {Notice.Channel.SMS: _text_messages(_instance()), Notice.Channel.MAIL: _account_mail(_instance())}


def _account_mail(instance: Instance) -> Channel:
    if not instance.account_mail_host or not instance.account_mail_from:
        return Closed("account_mail_host and account_mail_from are not set.")
    return MailChannel(
        MailSettings(
            host=instance.account_mail_host,
            port=instance.account_mail_port,
            username=instance.account_mail_username,
            password=(instance.secret("account-mail.password") or b"").decode().strip(),
            sender=instance.account_mail_from,
            ca_file=instance.account_mail_ca_file,
        )
    )


def _text_messages(instance: Instance) -> Channel:
    key = (instance.secret("notify.key") or b"").decode().strip()
    match instance.text_messages:
        case "notify" if key and instance.notify_template:
            return NotifyChannel(NotifySettings(instance.notify_url, instance.notify_template, key))
        case "notify":
            return Closed("notify_template or the key of GOV.UK Notify is missing.")
        case "demo" if instance.demo:
            return TelephoneChannel(instance.demo_telephone_url)
        case _:
            return Closed("Text messages are off.")


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
