"""Certificates for peers in tests: a good one, and each bad kind that a real server has shown somebody."""

from __future__ import annotations

import itertools
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

import trustme
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

Kind = Literal["good", "expired", "wrong-host", "self-signed", "unknown-authority"]


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate chain and its key, as files."""

    chain: Path
    key: Path

    def context(self) -> ssl.SSLContext:
        """A server's context that shows this certificate."""
        made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        made.load_cert_chain(self.chain, self.key)
        return made


class Authority:
    """A certificate authority in a folder; `file` is what a client would trust."""

    def __init__(self, folder: Path, host: str = "localhost") -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._host = host
        self._ca = trustme.CA()
        self._numbers = itertools.count(1)
        self.file = folder / "ca.pem"
        self._ca.cert_pem.write_to_path(self.file)

    def issue(self, kind: Kind = "good", host: str | None = None) -> Certificate:
        """Make a certificate of this kind."""
        name = host or self._host
        match kind:
            case "good":
                return self._kept(kind, self._ca.issue_cert(name))
            case "expired":
                yesterday = datetime.now(UTC) - timedelta(days=1)
                before = yesterday - timedelta(days=30)
                return self._kept(kind, self._ca.issue_cert(name, not_before=before, not_after=yesterday))
            case "wrong-host":
                return self._kept(kind, self._ca.issue_cert("elsewhere.example"))
            case "unknown-authority":
                return self._kept(kind, trustme.CA().issue_cert(name))
            case "self-signed":
                return self._self_signed(name)

    def _new_files(self, kind: str) -> Certificate:
        # Never the same name twice: a server that is starting may be reading the file just now.
        number = next(self._numbers)
        return Certificate(self._folder / f"{kind}-{number}.pem", self._folder / f"{kind}-{number}.key")

    def _kept(self, kind: str, leaf: trustme.LeafCert) -> Certificate:
        made = self._new_files(kind)
        made.chain.write_bytes(b"".join(blob.bytes() for blob in leaf.cert_chain_pems))
        leaf.private_key_pem.write_to_path(made.key)
        return made

    def _self_signed(self, host: str) -> Certificate:
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
        now = datetime.now(UTC)
        signed = (
            x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=30))
            .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
            .sign(key, hashes.SHA256())
        )
        made = self._new_files("self-signed")
        made.chain.write_bytes(signed.public_bytes(serialization.Encoding.PEM))
        made.key.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
        return made
