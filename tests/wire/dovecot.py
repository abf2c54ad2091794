"""A real Dovecot: IMAP, LMTP, and the sign-in that Postfix asks; password and XOAUTH2."""

from __future__ import annotations

import base64
import imaplib
import json
import shutil
import smtplib
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from carepost.ground import tls
from tests.doubles.certificates import Authority
from tests.wire.machine import free_port, running

USER = "practice@carepost.test"
PASSWORD = "made-up-for-tests"
ISSUER = "https://login.carepost.test/v2.0"

_CONFIG = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.log
protocols = imap lmtp
listen = 127.0.0.1
mail_location = maildir:{folder}/mail/%n
mail_uid = mail
mail_gid = mail
first_valid_uid = 1
ssl = required
ssl_min_protocol = TLSv1.2
ssl_cert = <{certificate.chain}
ssl_key = <{certificate.key}
auth_mechanisms = plain login xoauth2
recipient_delimiter = +
passdb {{
  driver = static
  mechanisms = plain login
  args = password={password}
}}
passdb {{
  driver = oauth2
  mechanisms = xoauth2
  args = {folder}/oauth2.conf
}}
userdb {{
  driver = static
  args = uid=mail gid=mail home={folder}/mail/%n allow_all_users=yes
}}
service imap-login {{
  inet_listener imap {{
    port = {ports.imap}
  }}
  inet_listener imaps {{
    port = {ports.imaps}
    ssl = yes
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    port = {ports.lmtp}
  }}
}}
service auth {{
  inet_listener {{
    port = {ports.auth}
  }}
}}
namespace inbox {{
  inbox = yes
  separator = /
  mailbox Junk {{
    auto = create
    special_use = \\Junk
  }}
  mailbox Sent {{
    auto = create
    special_use = \\Sent
  }}
  mailbox Drafts {{
    auto = create
    special_use = \\Drafts
  }}
  mailbox Trash {{
    auto = create
    special_use = \\Trash
  }}
  mailbox Letters {{
    auto = create
  }}
}}
"""
_OAUTH2 = """
introspection_mode = local
local_validation_key_dict = fs:posix:prefix={folder}/keys/
issuers = {issuer}
username_attribute = upn
"""


@dataclass(frozen=True)
class Ports:
    """Where it listens."""

    imap: int
    imaps: int
    lmtp: int
    auth: int


class Dovecot:
    """One running server."""

    def __init__(self, folder: Path, authority: Authority) -> None:
        self.folder = folder
        self.ports = Ports(free_port(), free_port(), free_port(), free_port())
        self.authority = authority
        self._key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self._write()

    def _write(self) -> None:
        keys = self.folder / "keys" / "app" / "RS256"
        for made in (keys, self.folder / "mail"):
            made.mkdir(parents=True)
        shutil.chown(self.folder / "mail", "mail", "mail")
        public = self._key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        (keys / "k1").write_bytes(public)
        (self.folder / "oauth2.conf").write_text(_OAUTH2.format(folder=self.folder, issuer=ISSUER))
        certificate = self.authority.issue()
        text = _CONFIG.format(
            folder=self.folder, certificate=certificate, ports=self.ports, password=PASSWORD
        )
        self.config.write_text(text)

    @property
    def config(self) -> Path:
        """Its configuration file."""
        return self.folder / "dovecot.conf"

    def admin(self, *words: str) -> str:
        """Run doveadm."""
        command = ["doveadm", "-c", str(self.config), *words]
        return subprocess.run(command, check=True, capture_output=True, text=True, timeout=30).stdout

    def deliver(self, raw: bytes, user: str = USER) -> None:
        """Hand a message over as a mail server would."""
        with smtplib.LMTP("127.0.0.1", self.ports.lmtp, "client.carepost.test") as lmtp:
            lmtp.sendmail("clinic@hospital.example", [user], raw)

    def put(self, raw: bytes, folder: str, user: str = USER) -> None:
        """Put a message into a folder, as a person's mail program would."""
        with self.opened(user) as imap:
            imap.append(f'"{folder}"', "", "", raw)

    @contextmanager
    def opened(self, user: str = USER) -> Iterator[imaplib.IMAP4]:
        """A mail program, signed in."""
        with imaplib.IMAP4_SSL(
            "localhost", self.ports.imaps, ssl_context=tls.context(self.authority.file)
        ) as imap:
            imap.login(user, PASSWORD)
            yield imap

    def token(self, user: str = USER, seconds: int = 600) -> str:
        """A token as the practice's sign-in service would give."""
        now = int(time.time())
        claims = {
            "iss": ISSUER,
            "azp": "app",
            "sub": user,
            "upn": user,
            "iat": now - 60,
            "nbf": now - 60,
            "exp": now + seconds,
        }
        parts = [{"typ": "JWT", "alg": "RS256", "kid": "k1"}, claims]
        signed = b".".join(_base64url(json.dumps(part).encode()) for part in parts)
        signature = self._key.sign(signed, padding.PKCS1v15(), hashes.SHA256())
        return (signed + b"." + _base64url(signature)).decode()


@contextmanager
def dovecot(folder: Path, authority: Authority) -> Iterator[Dovecot]:
    """Run a Dovecot."""
    server = Dovecot(folder, authority)
    ports = [server.ports.imap, server.ports.imaps, server.ports.lmtp, server.ports.auth]
    with running(["/usr/sbin/dovecot", "-F", "-c", str(server.config)], folder / "out.log", ports):
        yield server


def _base64url(octets: bytes) -> bytes:
    return base64.urlsafe_b64encode(octets).rstrip(b"=")
