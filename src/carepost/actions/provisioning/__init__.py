"""Many people at once: from a list in a file, or from an organisation's own directory (A12)."""
