"""What must be so before anything is served: the app's login owns nothing and bypasses nothing."""

from __future__ import annotations

from carepost.domain.tenancy.login import check_login

__all__ = ["check_login"]
