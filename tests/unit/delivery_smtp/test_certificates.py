"""Without a verified certificate for this host nothing of a mail is said, not even the sender."""

from __future__ import annotations

import ssl
from pathlib import Path

import pytest

from carepost.engines.delivery.transports.port import Submission, Temporary
from carepost.engines.delivery.transports.smtp import SmtpTransport
from carepost.ground import tls
from tests.doubles.certificates import Authority, Kind
from tests.doubles.smtp_rules import Rules
from tests.unit.delivery_smtp.conftest import MakeBench, parcel


@pytest.mark.hazard("HZ-06")
@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("expired", "The certificate of localhost has expired."),
        ("wrong-host", "The certificate shown by localhost is for another host."),
        ("self-signed", "The certificate of localhost is self-signed: nobody we trust vouches for it."),
        ("unknown-authority", "The certificate of localhost was issued by an authority we do not trust."),
    ],
)
@pytest.mark.parametrize("implicit", [False, True], ids=["STARTTLS", "465"])
def test_bad_certificate_is_named_and_nothing_is_sent(
    bench: MakeBench, kind: Kind, sentence: str, implicit: bool
) -> None:
    at = bench(Rules(implicit_tls=implicit), certificate=kind)

    outcome = at.deliver()

    assert outcome == Temporary(None, sentence, None)
    assert set(at.peer.commands) <= {"EHLO [127.0.0.1]", "STARTTLS"}


@pytest.mark.hazard("HZ-06")
def test_server_without_tls_gets_nothing(bench: MakeBench) -> None:
    at = bench(Rules(starttls=False))

    outcome = at.deliver()

    assert outcome == Temporary(
        None, "localhost does not offer TLS, and nothing is sent in plain text.", None
    )
    assert at.peer.commands == ["EHLO [127.0.0.1]"]


@pytest.mark.hazard("HZ-06")
@pytest.mark.filterwarnings("ignore:ssl.TLSVersion.TLSv1")
def test_old_tls_gets_nothing(bench: MakeBench) -> None:
    at = bench()
    at.peer.context.set_ciphers("ALL:@SECLEVEL=0")
    at.peer.context.minimum_version = ssl.TLSVersion.TLSv1
    at.peer.context.maximum_version = ssl.TLSVersion.TLSv1_1

    outcome = at.deliver()

    assert isinstance(outcome, Temporary)
    assert "does not speak TLS 1.2" in outcome.text


def test_missing_ca_file_is_said_plainly(bench: MakeBench, tmp_path: Path) -> None:
    at = bench()
    to = Submission("localhost", at.peer.port, "a", "b", tmp_path / "none.pem")

    outcome = SmtpTransport(to).deliver(parcel(), at.proofs.append)

    assert outcome == Temporary(None, "The file of trusted certificate authorities cannot be read.", None)


def test_one_context_serves_all_lines_until_the_file_changes(authority: Authority, tmp_path: Path) -> None:
    copy = tmp_path / "ca.pem"
    copy.write_bytes(authority.file.read_bytes())
    first = tls.context(copy)

    assert tls.context(copy) is first
    Authority(tmp_path)  # writes a new ca.pem
    assert tls.context(copy) is not first
