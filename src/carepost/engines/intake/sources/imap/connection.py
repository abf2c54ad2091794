"""A signed-in IMAP line over verified TLS."""

from __future__ import annotations

import logging
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientError

from carepost.engines.intake.sources.imap.errors import MailboxUnavailable
from carepost.engines.intake.sources.imap.settings import ImapSettings
from carepost.ground import tls

# The library logs every line of the dialogue at DEBUG: folder names and headers are nobody's business.
logging.getLogger("imapclient").setLevel(logging.WARNING)


@contextmanager
def connected(settings: ImapSettings) -> Iterator[IMAPClient]:
    """Give a signed-in client and log out at the end. Raises MailboxUnavailable until signed in."""
    client = _signed_in(settings)
    try:
        yield client
    finally:
        _leave(client)


def _signed_in(settings: ImapSettings) -> IMAPClient:
    client = _secured(settings)
    try:
        if settings.token is not None:
            client.oauth2_login(settings.username, settings.token())
        else:
            client.login(settings.username, settings.password or "")
    except IMAPClientError as error:
        _shut(client)
        raise MailboxUnavailable(f"{settings.host} did not accept our name and password or token.") from error
    except OSError as error:
        _shut(client)
        raise MailboxUnavailable(f"The line to {settings.host} was lost while signing in.") from error
    # Times with their zone, as the server gave them.
    client.normalise_times = False
    return client


def _secured(settings: ImapSettings) -> IMAPClient:
    try:
        context = tls.context(settings.ca_file)
    except OSError as unreadable:
        raise MailboxUnavailable(
            "The file of trusted certificate authorities cannot be read."
        ) from unreadable
    try:
        return _opened(settings, context)
    except socket.gaierror as unknown:
        raise MailboxUnavailable(f"The name {settings.host} was not found in the DNS.") from unknown
    except ssl.SSLError as error:
        raise MailboxUnavailable(tls.why_not(error, settings.host)) from error
    except IMAPClientError as error:
        raise MailboxUnavailable(f"{settings.host} did not begin a secure IMAP dialogue.") from error
    except OSError as error:
        why = error.strerror or "no answer in time"
        raise MailboxUnavailable(f"{settings.host} could not be reached ({why}).") from error


def _opened(settings: ImapSettings, context: ssl.SSLContext) -> IMAPClient:
    client = IMAPClient(
        settings.host,
        settings.port,
        ssl=not settings.starttls,
        ssl_context=None if settings.starttls else context,
        timeout=settings.timeout,
    )
    if settings.starttls:
        try:
            client.starttls(context)
        except BaseException:
            _shut(client)
            raise
    return client


def _leave(client: IMAPClient) -> None:
    try:
        client.logout()
    except (IMAPClientError, OSError):
        _shut(client)  # logging out over a dead line leaves the socket open


def _shut(client: IMAPClient) -> None:
    with suppress(IMAPClientError, OSError):
        client.shutdown()
