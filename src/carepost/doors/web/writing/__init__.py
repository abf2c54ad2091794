"""The desk where a message is written: what was posted, what stands in its way, and the form drawn again."""
