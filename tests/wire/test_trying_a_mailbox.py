"""`carepost doctor` tries a real mailbox: it signs in, counts the folders, and leaves everything as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from carepost.engines.intake.sources.imap import ImapSettings
from carepost.engines.intake.sources.imap.probe import probe
from carepost.ground.kernel import Unavailable, clock
from tests.wire.conftest import World
from tests.wire.dovecot import PASSWORD

USER = "tried@carepost.test"


@pytest.fixture
def settings(world: World) -> ImapSettings:
    return ImapSettings(
        "localhost",
        USER,
        PASSWORD,
        port=world.dovecot.ports.imaps,
        ca_file=world.authority.file,
        timeout=20.0,
    )


@pytest.mark.hazard("HZ-02")
def test_a_mailbox_that_can_be_read_says_how_many_folders_are(world: World, settings: ImapSettings) -> None:
    """INBOX, Junk, Trash and Letters are read; Sent and Drafts hold nothing that came."""
    seen = probe(settings)
    assert seen.folders == 4
    assert seen.certificate_ends is not None
    assert seen.certificate_ends > clock.now() + timedelta(days=1)


@pytest.mark.hazard("HZ-02")
def test_a_wrong_password_is_said(settings: ImapSettings) -> None:
    with pytest.raises(Unavailable, match="did not accept our name and password"):
        probe(replace(settings, password="another"))
