"""The form of joining: what was typed, what is wrong with it, and how often anybody may try."""
