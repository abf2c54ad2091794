"""What a letter holds that a person should see before it goes out or is filed. Pure."""

from __future__ import annotations

from carepost.engines.screening.others import Finding, Passage, not_read_whole, others_named, together

__all__ = ["Finding", "Passage", "not_read_whole", "others_named", "together"]
