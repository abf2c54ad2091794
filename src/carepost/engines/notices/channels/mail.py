"""Mail of the installation's own, by SMTP submission over verified TLS (RFC 6409, 8314). Never plain text."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr, make_msgid
from pathlib import Path

from carepost.engines.notices.channels.port import NotSent
from carepost.engines.notices.words import Words
from carepost.ground import tls
from carepost.ground.kernel import clock

IMPLICIT_TLS = 465
HELLO = "[127.0.0.1]"  # an address literal says nothing of our machines (RFC 5321 4.1.4)


@dataclass(frozen=True, slots=True)
class MailSettings:
    """Where account mail is handed over. `ca_file` None: the machine's own trust store; `timeout` in seconds."""

    host: str
    port: int
    username: str
    sender: str
    password: str = field(repr=False)
    ca_file: Path | None = None
    timeout: float = 20.0


class MailChannel:
    """One line a mail: there are few, and none may wait behind a line that has died."""

    def __init__(self, to: MailSettings) -> None:
        self._to = to

    def send(self, words: Words) -> None:
        with self._line() as line:
            line.sendmail(self._to.sender, [words.to], self._written(words).as_bytes())

    def check(self) -> None:
        with self._line():
            pass

    @contextmanager
    def _line(self) -> Iterator[smtplib.SMTP]:
        """A signed-in line over verified TLS; whatever goes wrong on it is NotSent."""
        try:
            with self._connected() as line:
                if self._to.username:
                    line.login(self._to.username, self._to.password)
                yield line
        except OSError as error:  # what smtplib raises is one, too
            raise _fault(error, self._to.host) from error

    def _connected(self) -> smtplib.SMTP:
        to, context = self._to, tls.context(self._to.ca_file)
        if to.port == IMPLICIT_TLS:
            return smtplib.SMTP_SSL(to.host, to.port, HELLO, timeout=to.timeout, context=context)
        line = smtplib.SMTP(to.host, to.port, HELLO, to.timeout)
        try:
            line.starttls(context=context)
        except BaseException:
            line.close()
            raise
        return line

    def _written(self, words: Words) -> EmailMessage:
        mail = EmailMessage(policy=SMTP)
        mail["From"] = formataddr(("Carepost", self._to.sender))
        mail["To"] = words.to
        mail["Subject"] = words.subject
        mail["Date"] = format_datetime(clock.now())
        mail["Message-ID"] = make_msgid(domain=self._to.sender.rpartition("@")[2])
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(words.text, cte="quoted-printable")
        return mail


def _fault(error: OSError, host: str) -> NotSent:
    match error:
        case smtplib.SMTPRecipientsRefused():
            codes = [code for code, _ in error.recipients.values()]
            return NotSent(f"{host} refused the recipient ({codes[0]}).", again=codes[0] < 500)
        case smtplib.SMTPAuthenticationError():
            return NotSent(f"{host} did not accept our name and password ({error.smtp_code}).", again=True)
        case smtplib.SMTPResponseException():
            return NotSent(f"{host} refused the mail ({error.smtp_code}).", again=error.smtp_code < 500)
        case smtplib.SMTPNotSupportedError():
            return NotSent(f"{host} does not offer TLS or a sign-in, and nothing goes without.", again=True)
        case smtplib.SMTPException():
            return NotSent(f"The line to {host} was lost.", again=True)
        case _:
            return NotSent(_unreached(error, host), again=True)


def _unreached(error: OSError, host: str) -> str:
    if isinstance(error, ssl.SSLError):
        return tls.why_not(error, host)
    return f"{host} could not be reached ({error.strerror or 'no answer in time'})."
