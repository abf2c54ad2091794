"""In by LMTP (RFC 2033): a mail server in front hands over, and hears 250 only for what is stored."""

from __future__ import annotations

from carepost.engines.intake.sources.lmtp.listener import Listener, serve

__all__ = ["Listener", "serve"]
