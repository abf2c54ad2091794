"""The whole way out: claim, open the vault, verified TLS, the dot held back for its commit, receipt, ledger."""

from __future__ import annotations
