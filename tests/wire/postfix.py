"""A real Postfix: submission with TLS and sign-in, mail from outside, relay over verified TLS, LMTP to us."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.doubles.certificates import Authority
from tests.wire.machine import free_port, running

_MAIN = """
compatibility_level = 3.6
queue_directory = {folder}/spool
data_directory = {folder}/data
daemon_directory = /usr/lib/postfix/sbin
command_directory = /usr/sbin
mail_owner = postfix
setgid_group = postdrop
maillog_file = {folder}/mail.log
maillog_file_prefixes = {folder}
alias_maps =
alias_database =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
smtp_host_lookup = native
myhostname = gateway.carepost.test
myorigin = carepost.test
mydestination =
mynetworks =
local_recipient_maps =
message_size_limit = {size_limit}
mailbox_size_limit = 0
virtual_mailbox_domains = carepost.test
virtual_mailbox_maps = static:ok
virtual_transport = lmtp:inet:127.0.0.1:{lmtp}
recipient_delimiter = +
relayhost = [localhost]:{relay}
smtp_tls_security_level = secure
smtp_tls_secure_cert_match = nexthop
smtp_tls_CAfile = {authority.file}
smtp_tls_loglevel = 1
smtp_tls_mandatory_protocols = >=TLSv1.2
lmtp_tls_security_level = none
smtpd_tls_security_level = may
smtpd_tls_mandatory_protocols = >=TLSv1.2
smtpd_tls_cert_file = {certificate.chain}
smtpd_tls_key_file = {certificate.key}
smtpd_tls_auth_only = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = inet:127.0.0.1:{sasl}
smtpd_relay_restrictions = permit_sasl_authenticated, reject_unauth_destination
smtpd_forbid_bare_newline = yes
minimal_backoff_time = 1s
maximal_backoff_time = 2s
queue_run_delay = 1s
maximal_queue_lifetime = 60s
bounce_queue_lifetime = 60s
"""
# name, type, private, unprivileged, chroot, wakeup, maxproc, command
_MASTER = """
{submission} inet n - n - - smtpd
  -o smtpd_tls_security_level=encrypt
  -o smtpd_sasl_auth_enable=yes
  -o smtpd_client_restrictions=permit_sasl_authenticated,reject
{outside} inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
lmtp unix - - n - - lmtp
error unix - - n - - error
retry unix - - n - - error
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""


class Postfix:
    """One running server. `submission` is for the practice, `outside` for the rest of the world."""

    def __init__(self, folder: Path, authority: Authority, *, sasl: int, lmtp: int, relay: int) -> None:
        self.folder = folder
        self.submission, self.outside = free_port(), free_port()
        self.etc = folder / "etc"
        for made in (self.etc, folder / "spool", folder / "data"):
            made.mkdir(parents=True)
        shutil.chown(folder / "data", "postfix")
        words = {
            "folder": folder,
            "authority": authority,
            "certificate": authority.issue(),
            "sasl": sasl,
            "lmtp": lmtp,
            "relay": relay,
            "size_limit": 120_000_000,
        }
        (self.etc / "main.cf").write_text(_MAIN.format(**words))
        ports = {"submission": f"127.0.0.1:{self.submission}", "outside": f"127.0.0.1:{self.outside}"}
        (self.etc / "master.cf").write_text(_MASTER.format(**ports))

    def log(self) -> str:
        """What it logged so far."""
        path = self.folder / "mail.log"
        return path.read_text(errors="replace") if path.exists() else ""

    def queue(self) -> str:
        """What still waits."""
        command = ["postqueue", "-c", str(self.etc), "-j"]
        return subprocess.run(command, check=True, capture_output=True, text=True, timeout=30).stdout


@contextmanager
def postfix(folder: Path, authority: Authority, *, sasl: int, lmtp: int, relay: int) -> Iterator[Postfix]:
    """Run a Postfix."""
    server = Postfix(folder, authority, sasl=sasl, lmtp=lmtp, relay=relay)
    command = ["/usr/sbin/postfix", "-c", str(server.etc), "start-fg"]
    with running(command, folder / "out.log", [server.submission, server.outside]):
        yield server
