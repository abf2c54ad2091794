"""From rows to presenters: small functions without rules or queries."""
