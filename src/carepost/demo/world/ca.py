"""The demo's own certificate authority, kept in a folder. Trusted by nobody but this demo."""

from __future__ import annotations

import ipaddress
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from carepost.demo.world.files import write_whole

Key = ec.EllipticCurvePrivateKey


class Authority:
    """Makes the certificates of the outside world. The authority lives as long as its folder."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._folder = folder
        self.file = folder / "demo-ca.pem"
        if not self.file.exists():
            self._found()
        self._key = _load_key((folder / "demo-ca.key").read_bytes())
        self._certificate = x509.load_pem_x509_certificate(self.file.read_bytes())

    def server(self, label: str, *hosts: str, expired: bool = False) -> ssl.SSLContext:
        """A server's side of TLS, with a fresh certificate for 90 days or one 30 days too old."""
        end = timedelta(days=-30 if expired else 90)
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = self._leaf(key, hosts, end)
        file = self._folder / f"{label}.pem"
        write_whole(file, _key_bytes(key) + certificate.public_bytes(Encoding.PEM))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context.load_cert_chain(file)
        return context

    def client(self) -> ssl.SSLContext:
        """A client's side of TLS that trusts this authority alone and checks the host's name."""
        context = ssl.create_default_context(cafile=str(self.file))
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        return context

    def _found(self) -> None:
        key = ec.generate_private_key(ec.SECP256R1())
        name = _name("Carepost demo authority (not for real use)")
        builder = _blank(name, name, key, timedelta(days=3650))
        builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        builder = builder.add_extension(_usage(sign_certificates=True), critical=True)
        write_whole(self._folder / "demo-ca.key", _key_bytes(key))
        write_whole(self.file, builder.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM))

    def _leaf(self, key: Key, hosts: tuple[str, ...], end: timedelta) -> x509.Certificate:
        issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key())
        names = x509.SubjectAlternativeName([_general(host) for host in hosts])
        purpose = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])
        builder = _blank(_name(hosts[0]), self._certificate.subject, key, end)
        builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        builder = builder.add_extension(_usage(sign_certificates=False), critical=True)
        for extension in (names, purpose, issuer):
            builder = builder.add_extension(extension, critical=False)
        return builder.sign(self._key, hashes.SHA256())


def _blank(subject: x509.Name, issuer: x509.Name, key: Key, end: timedelta) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    start = min(now, now + end) - timedelta(days=1)
    serial = x509.random_serial_number()
    builder = x509.CertificateBuilder(issuer, subject, key.public_key(), serial, start, now + end)
    return builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)


def _usage(*, sign_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not sign_certificates,
        key_cert_sign=sign_certificates,
        crl_sign=sign_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _general(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)


def _key_bytes(key: Key) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _load_key(data: bytes) -> Key:
    key = load_pem_private_key(data, password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise ValueError("The demo authority's key is not of its kind; remove its folder to found a new one.")
    return key
