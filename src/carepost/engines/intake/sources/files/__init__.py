"""In from files somebody has kept: an mbox, a Maildir, a folder of .eml. Nothing in them is changed or removed."""

from __future__ import annotations

from carepost.engines.intake.sources.files.kinds import recognise
from carepost.engines.intake.sources.files.port import FROM_A_FILE, Archive, Filed, NotRead

__all__ = ["FROM_A_FILE", "Archive", "Filed", "NotRead", "recognise"]
