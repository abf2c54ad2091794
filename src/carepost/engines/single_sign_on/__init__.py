"""Signing in by somebody else's word: NHSmail and the like by OpenID Connect, and NHS CIS2 (A6)."""
