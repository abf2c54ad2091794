"""The fixtures of the pages and of the command line."""

from __future__ import annotations

from tests.integration.commands.conftest import carepost  # noqa: F401
from tests.integration.web.conftest import bob, dev, mallory, sign_in, story  # noqa: F401
